using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Algometer.Web.Access;

/// <summary>Who is signed in: kept in memory only, so that a restart signs everybody out.</summary>
public sealed class SignIns(TimeProvider time) : IDisposable
{
    /// <summary>Without a request for this long, a sign-in ends. [P]</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>However busy, it ends after this long. [P]</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, SignIn> _signIns = new(StringComparer.Ordinal);

    /// <summary>Signs somebody in.</summary>
    /// <returns>The secret that the browser keeps.</returns>
    public string Begin(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        string secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        DateTimeOffset now = time.GetUtcNow();
        var ending = new CancellationTokenSource();
        _signIns[Key(secret)] = new SignIn(new Visitor(account.Name, account.Role, account.PersonId, ending.Token), now, ending) { Last = now };
        return secret;
    }

    /// <summary>Who holds a secret; null when nobody does any more. Being asked counts as being busy.</summary>
    public Visitor? Find(string secret)
    {
        if (!_signIns.TryGetValue(Key(secret), out SignIn? found))
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (now - found.Last > Idle || now - found.Began > Longest)
        {
            End(secret);
            return null;
        }

        found.Last = now;
        return found.Visitor;
    }

    /// <summary>Signs out.</summary>
    public void End(string secret)
    {
        if (_signIns.TryRemove(Key(secret), out SignIn? ended))
        {
            ended.Ending.Cancel();
            ended.Ending.Dispose();
        }
    }

    /// <summary>Signs an account out everywhere: its password or its rights changed.</summary>
    public void EndAll(string name)
    {
        foreach (KeyValuePair<string, SignIn> known in _signIns.Where(known => string.Equals(known.Value.Visitor.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            if (_signIns.TryRemove(known))
            {
                known.Value.Ending.Cancel();
                known.Value.Ending.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SignIn signIn in _signIns.Values)
        {
            signIn.Ending.Dispose();
        }

        _signIns.Clear();
    }

    // Looking up a hash of the secret leaves nothing to learn from how long it takes, and no secret in a memory dump's dictionary.
    private static string Key(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record SignIn(Visitor Visitor, DateTimeOffset Began, CancellationTokenSource Ending)
    {
        public DateTimeOffset Last { get; set; }
    }
}
