using Algometer.Records;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Web.Access;

namespace Algometer.Web.Tests.Access;

public sealed class AccountStoreTests
{
    private const string Password = "three plain words";

    [Fact]
    public async Task A_name_and_its_password_fit_whatever_the_name_s_case_and_nothing_else_does()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        using var accounts = new AccountStore(store);
        accounts.Add("Anna", Role.Therapist, null, Password);
        Assert.Equal(Role.Therapist, (await accounts.CheckAsync(" anna ", Password, default))!.Role);
        foreach ((string name, string password) in new[] { ("anna", "three plain word"), ("anna", ""), ("ben", Password), ("", Password), ("anna' OR '1'='1", Password), ("anna", new string('x', 100_000)) })
        {
            Assert.Null(await accounts.CheckAsync(name, password, default));
        }

        Assert.DoesNotContain(Password, File.ReadAllText(Path.Combine(folder.Path, "algometer.db"), System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_therapist_cannot_be_shut_out_and_whoever_is_shut_out_cannot_sign_in()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        using var accounts = new AccountStore(store);
        Assert.False(accounts.HasTherapist);
        accounts.Add("anna", Role.Therapist, null, Password);
        Assert.Contains("last therapist", Assert.Throws<ArgumentException>(() => accounts.Change("anna", null, disabled: true)).Message, StringComparison.Ordinal);
        accounts.Add("ben", Role.Therapist, null, Password);
        accounts.Change("anna", null, disabled: true);
        Assert.Null(await accounts.CheckAsync("anna", Password, default));
        accounts.Change("ben", "four other plain words", null);
        Assert.Null(await accounts.CheckAsync("ben", Password, default));
        Assert.NotNull(await accounts.CheckAsync("ben", "four other plain words", default));
        Assert.True(accounts.HasTherapist);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_reason()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-1" });
        using var accounts = new AccountStore(store);
        accounts.Add("pat", Role.Patient, person.Id, Password);
        Refused("already", () => accounts.Add("PAT", Role.Tester, null, Password));
        Refused("needs a name", () => accounts.Add("  ", Role.Tester, null, Password));
        Refused("needs a name", () => accounts.Add("a\u0000b", Role.Tester, null, Password));
        Refused("10 to 256 characters", () => accounts.Add("kim", Role.Tester, null, "short"));
        Refused("account's name", () => accounts.Add("kim", Role.Tester, null, "kim and more words"));
        Refused("says whose it is", () => accounts.Add("kim", Role.Patient, null, Password));
        Refused("says whose it is", () => accounts.Add("kim", Role.Tester, person.Id, Password));
        Refused("therapist's, a patient's or a tester's", () => accounts.Add("kim", Role.Stranger, null, Password));
        Refused("no account", () => accounts.Change("kim", null, true));
        Assert.Throws<RecordStoreException>(() => accounts.Add("kim", Role.Patient, "nobody", Password));
        Assert.Single(accounts.List());
    }

    private static void Refused(string because, Action act) => Assert.Contains(because, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
