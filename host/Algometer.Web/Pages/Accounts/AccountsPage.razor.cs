using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Web.Access;

namespace Algometer.Web.Pages.Accounts;

/// <summary>Who may sign in where the pages are open to the network: added, shut out, let in, given a new password.</summary>
public sealed partial class AccountsPage
{
    private static readonly Role[] _roles = [Role.Therapist, Role.Patient, Role.Tester];
    private IReadOnlyList<Account> _accounts = [];
    private IReadOnlyList<Person> _people = [];
    private string _name = "";
    private string _password = "";
    private string _newPassword = "";
    private string _person = "";
    private Role _role = Role.Therapist;
    private string? _asked;
    private string _said = "";
    private string _error = "";
    private string _changeError = "";

    /// <inheritdoc/>
    protected override void OnInitialized() => Read();

    private void Read()
    {
        _accounts = Open.Store?.List() ?? [];
        _people = Record.Store?.People.List() ?? [];
    }

    private void Add()
    {
        (_error, _said) = ("", "");
        try
        {
            Account added = Open.Store!.Add(_name, _role, _role == Role.Patient && _person.Length > 0 ? _person : null, _password);
            _said = Text["added", added.Name];
            (_name, _password, _person) = ("", "", "");
            Read();
        }
        catch (ArgumentException wrong)
        {
            _error = wrong.Words();
        }
    }

    private string Named(string words, Account account) => $"{Text[words].Value}: {account.Name}";

    private void Ask(string name) => (_asked, _newPassword, _changeError) = (name, "", "");

    private void ChangePassword()
    {
        if (_asked is { } name && Change(name, _newPassword, null))
        {
            _asked = null;
        }
    }

    // A changed account is signed out everywhere.
    private bool Change(string name, string? password, bool? disabled)
    {
        (_changeError, _said) = ("", "");
        try
        {
            Account changed = Open.Store!.Change(name, password, disabled);
            Open.SignIns.EndAll(changed.Name);
            _said = Text["changed", changed.Name];
            Read();
            return true;
        }
        catch (ArgumentException wrong)
        {
            _changeError = wrong.Words();
            return false;
        }
    }
}
