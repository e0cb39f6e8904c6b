using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Algometer.Web.Access;

/// <summary>The accounts of a record.</summary>
public sealed class AccountStore(RecordStore store) : IDisposable
{
    /// <summary>Shortest password.</summary>
    public const int ShortestPassword = 10;

    private const int LongestPassword = 256;
    private const int LongestName = 60;

    // PBKDF2 with HMAC-SHA-512, as often as OWASP's password storage advice says for it.
    private static readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private static readonly Account _nobody = new() { Name = "", Role = Role.Tester, PasswordHash = _hasher.HashPassword(null!, Guid.NewGuid().ToString()) };

    // One hash at a time: a flood of tries must not take the cores that watch the pressure. The framework's limiter would hold the one place while
    // a request's body is still coming in, so that one slow stranger could keep everybody from signing in.
    private readonly SemaphoreSlim _hashing = new(1, 1);

    // Browsers that are known do not stand behind strangers.
    private readonly SemaphoreSlim _known = new(1, 1);

    /// <summary>All accounts, by name.</summary>
    public IReadOnlyList<Account> List() => [.. Stored().Select(pair => pair.Account).OrderBy(account => account.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether anybody could sign in and manage the others.</summary>
    public bool HasTherapist => Stored().Exists(pair => pair.Account is { Role: Role.Therapist, Disabled: false });

    /// <summary>Adds an account.</summary>
    /// <param name="name">The name to sign in with.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="personId">Whose data a patient sees; only and always for a patient.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="ArgumentException">Something does not fit; the message says what.</exception>
    public Account Add(string name, Role role, string? personId, string password)
    {
        string trimmed = (name ?? "").Trim();
        if (trimmed.Length is 0 or > LongestName || trimmed.Any(char.IsControl))
        {
            throw new ArgumentException($"An account needs a name of at most {LongestName} characters.");
        }

        if (Stored().Exists(pair => Same(pair.Account.Name, trimmed)))
        {
            throw new ArgumentException($"There is an account '{trimmed}' already: choose another name.");
        }

        if (role is not (Role.Therapist or Role.Patient or Role.Tester))
        {
            throw new ArgumentException("An account is a therapist's, a patient's or a tester's.");
        }

        if ((role == Role.Patient) != (personId is not null))
        {
            throw new ArgumentException("A patient's account says whose it is; the others belong to no patient.");
        }

        _ = personId is null ? null : store.People.Read(personId);
        Account account = WithPassword(new Account { Name = trimmed, Role = role, PersonId = personId, PasswordHash = "" }, password);
        StoredDocument document = store.Documents.Create(Account.Kind, personId, JsonSerializer.Serialize(account, DocumentJson.Options));
        Audit(AuditActions.RoleChange, document, $"added: {role.ToString().ToLowerInvariant()}");
        return account;
    }

    /// <summary>Changes a password, or shuts an account out or in.</summary>
    /// <param name="name">Which account.</param>
    /// <param name="password">The new password; null leaves it.</param>
    /// <param name="disabled">Whether it may not sign in; null leaves it.</param>
    /// <exception cref="ArgumentException">There is no such account, or the change does not fit.</exception>
    public Account Change(string name, string? password, bool? disabled)
    {
        (StoredDocument document, Account account) = Stored().Find(pair => Same(pair.Account.Name, name)) is { Account: not null } found
            ? found
            : throw new ArgumentException($"There is no account '{name}'.");
        Account changed = account with { Disabled = disabled ?? account.Disabled };
        if (changed.Disabled && account is { Role: Role.Therapist, Disabled: false } && Stored().Count(pair => pair.Account is { Role: Role.Therapist, Disabled: false }) == 1)
        {
            throw new ArgumentException("This is the last therapist who can sign in: add another one first.");
        }

        changed = password is null ? changed : WithPassword(changed, password);
        store.Documents.Update(document.Id, document.Revision, JsonSerializer.Serialize(changed, DocumentJson.Options));
        Audit(AuditActions.RoleChange, document, disabled switch { true => "shut out", false => "let in", null => "password changed" });
        return changed;
    }

    /// <summary>Whose name and password this is; null when they do not fit. Takes as long for a name that nobody has.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isKnown">Whether the browser signed this account in before.</param>
    public async Task<Account?> CheckAsync(string name, string password, CancellationToken cancellationToken, bool isKnown = false)
    {
        SemaphoreSlim hashing = isKnown ? _known : _hashing;
        (StoredDocument? document, Account? account) = Stored().Find(pair => Same(pair.Account.Name, name));
        await hashing.WaitAsync(cancellationToken);
        try
        {
            Account tried = account ?? _nobody;
            bool fits = password.Length <= LongestPassword
                && await Task.Run(() => _hasher.VerifyHashedPassword(tried, tried.PasswordHash, password), cancellationToken) != PasswordVerificationResult.Failed;
            if (!fits || account is not { Disabled: false })
            {
                return null;
            }

            Audit(AuditActions.SignIn, document, "");
            return account;
        }
        finally
        {
            hashing.Release();
        }
    }

    /// <summary>Keeps in the audit log that somebody guessed until the lock; the name may be nobody's.</summary>
    /// <param name="name">The name that was tried.</param>
    public void LockedOut(string name) => Audit(AuditActions.LockOut, Stored().Find(pair => Same(pair.Account.Name, name)).Document, "");

    /// <inheritdoc/>
    public void Dispose()
    {
        _hashing.Dispose();
        _known.Dispose();
    }

    // The log outlives whoever is erased: the document's identity, never the name.
    private void Audit(string action, StoredDocument? document, string detail) =>
        store.Audit.Append(new AuditEvent(action, Account.Kind, document?.Id ?? "", detail));

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static Account WithPassword(Account account, string password)
    {
        if (password is null || password.Length is < ShortestPassword or > LongestPassword)
        {
            throw new ArgumentException($"A password has {ShortestPassword} to {LongestPassword} characters; several words are easy to keep in mind.");
        }

        return password.Contains(account.Name, StringComparison.OrdinalIgnoreCase)
            ? throw new ArgumentException("A password must not contain the account's name.")
            : account with { PasswordHash = _hasher.HashPassword(account, password) };
    }

    private List<(StoredDocument Document, Account Account)> Stored() =>
        [.. store.Documents.Readable(store.Documents.List(Account.Kind), AccountBody.Read)];
}
