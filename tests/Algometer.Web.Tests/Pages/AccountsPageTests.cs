using Algometer.Records;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Pages.Accounts;
using Bunit;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>Who may sign in: added, shut out, let in, given a new password.</summary>
public sealed class AccountsPageTests : IDisposable
{
    private const string Password = "long enough to keep";
    private const string Script = "<img src=x onerror=alert(1)>";
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;

    public AccountsPageTests() => _store = RecordStore.Open(_folder.Path, TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "patient · P-7", "✓ may sign in", "✕ shut out")]
    [InlineData("de", "Patient/in · P-7", "✓ darf sich anmelden", "✕ gesperrt")]
    public async Task An_account_is_added_shut_out_and_given_a_new_password_and_a_script_in_its_name_is_text(string language, string role, string letIn, string shutOut)
    {
        Person person = _store.People.Add(new Person { Code = "P-7" });
        await using var page = new ComponentPage(_store, language: language);
        var accounts = page.Open<AccountsPage>("/settings/accounts");
        accounts.Find("#role").Change("Patient");
        accounts.Find("#name").Change(Script);
        accounts.Find("#person").Change(person.Id);
        accounts.Find("#password").Change(Password);
        accounts.Find("#form").Submit();
        Assert.Equal(Script, accounts.Find("#accounts strong").TextContent);
        Assert.Empty(accounts.FindAll("#accounts img"));
        Assert.Contains(role, accounts.Find("#accounts").TextContent, StringComparison.Ordinal);
        Assert.Contains(letIn, accounts.Find("#accounts").TextContent, StringComparison.Ordinal);
        accounts.Find(".state").Click();
        Assert.Contains(shutOut, accounts.Find("#accounts").TextContent, StringComparison.Ordinal);
        accounts.Find(".password").Click();
        accounts.Find("#new-password").Change("short");
        accounts.Find("#change").Submit();
        Assert.NotEmpty(accounts.Find("#change-error").TextContent);
        accounts.Find("#new-password").Change("four quite other words");
        accounts.Find("#change").Submit();
        Assert.Empty(accounts.FindAll("#change"));
        using var kept = new AccountStore(_store);
        Assert.True(Assert.Single(kept.List()).Disabled);
        await kept.CheckAsync(Script, "four quite other words", Xunit.TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_in_words_and_what_was_typed_stays()
    {
        await using var page = new ComponentPage(_store);
        var accounts = page.Open<AccountsPage>();
        accounts.Find("#name").Change("anna");
        accounts.Find("#password").Change("short");
        accounts.Find("#form").Submit();
        Assert.Contains("10 to 256 characters", accounts.Find("#error").TextContent, StringComparison.Ordinal);
        Assert.Equal("anna", accounts.Find("#name").GetAttribute("value"));
        accounts.Find("#password").Change(Password);
        accounts.Find("#form").Submit();
        accounts.Find(".state").Click();
        Assert.Contains("last therapist", accounts.Find("#change-error").TextContent, StringComparison.Ordinal);
        await using var nothing = new ComponentPage();
        Assert.Contains("Nothing is recorded", nothing.Open<AccountsPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_browser_the_page_is_accessible_and_an_account_is_added_by_keyboard()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) }, _store);
        IPage page = await fixture.OpenBareAsync(path: "/accounts.html");
        await PageLooks.AliveAsync(page);
        await page.FocusAsync("#name");
        await page.Keyboard.TypeAsync("anna");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#accounts tr");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "accounts");
        Assert.Empty(fixture.Errors);
    }
}
