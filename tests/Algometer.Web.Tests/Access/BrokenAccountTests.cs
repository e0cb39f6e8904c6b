using Algometer.Records;
using Algometer.Web.Access;

namespace Algometer.Web.Tests.Access;

/// <summary>A broken account shuts nobody else out, and lets nobody in.</summary>
public sealed class BrokenAccountTests
{
    private const string Password = "three plain words";

    [Theory]
    [InlineData("{ this is no JSON")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":null,"role":"therapist","passwordHash":"x"}""")]
    [InlineData("""{"name":"eve","role":"owner","passwordHash":"x"}""")]
    [InlineData("""{"name":"eve","role":"therapist","passwordHash":"no base64 at all"}""")]
    [InlineData("""{"name":"eve","role":"therapist","passwordHash":""}""")]
    [InlineData("""{"name":"eve","role":"therapist","passwordHash":"AQAAAAIAAYagAAAAEA=="}""")]
    [InlineData("""{"name":"eve","role":"stranger","passwordHash":"x"}""")]
    [InlineData("""{"name":"eve","role":"therapist","passwordHash":"AQAAAAL/////AAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="}""")]
    [InlineData("""{"name":" ","role":"tester","passwordHash":"x"}""")]
    [InlineData("""{"name":"eve","role":"therapist","personId":"01JPERS000000001","passwordHash":"x"}""")]
    public async Task A_broken_account_is_set_aside_and_named(string body)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        using var accounts = new AccountStore(store);
        accounts.Add("thea", Role.Therapist, null, Password);
        string id = store.Documents.Create(Account.Kind, null, body).Id;
        Assert.Contains("thea", accounts.List().Select(account => account.Name), StringComparer.Ordinal);
        Assert.True(accounts.HasTherapist);
        Assert.NotNull(await accounts.CheckAsync("thea", Password, default));
        foreach (string name in (string[])["eve", "", "null"])
        {
            Assert.Null(await accounts.CheckAsync(name, Password, default));
            Assert.Null(await accounts.CheckAsync(name, "", default));
        }

        Assert.Equal(id, Assert.Single(store.Documents.Broken).Id);
    }
}
