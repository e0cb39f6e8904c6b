using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Algometer.Web.Access;

/// <summary>
/// Who is signed in: kept in memory only, so that a restart signs everybody out. A sign-in slides while its person does something, ends by itself
/// however it is used, and what it opened (streams, circuits) ends in that moment, not when somebody next asks.
/// </summary>
public sealed class SignIns : IDisposable
{
    /// <summary>Without a request, a command or a touch of a page for this long, a sign-in ends. [P]</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>However busy, it ends after this long. [P]</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private static readonly TimeSpan _sweepEvery = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, SignIn> _signIns = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    /// <summary>Nobody yet.</summary>
    /// <param name="time">Source of time.</param>
    public SignIns(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _sweep = time.CreateTimer(_ => Sweep(), null, _sweepEvery, _sweepEvery);
    }

    /// <summary>Signs somebody in.</summary>
    /// <param name="account">Who.</param>
    /// <param name="before">The secret that the browser kept until now: it ends, so that nobody goes on with one that was put there.</param>
    /// <returns>The secret that the browser keeps.</returns>
    public string Begin(Account account, string before = "")
    {
        ArgumentNullException.ThrowIfNull(account);
        End(before);
        string secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        DateTimeOffset now = _time.GetUtcNow();
        var ending = new CancellationTokenSource();
        var signIn = new SignIn(now, ending) { Last = now };
        signIn.Visitor = new Visitor(account.Name, account.Role, account.PersonId, ending.Token) { Busy = () => signIn.Last = _time.GetUtcNow() };
        _signIns[Key(secret)] = signIn;
        return secret;
    }

    /// <summary>Who holds a secret; null when nobody does any more. Being asked counts as being busy.</summary>
    public Visitor? Find(string secret)
    {
        if (!_signIns.TryGetValue(Key(secret), out SignIn? found))
        {
            return null;
        }

        if (IsOver(found))
        {
            End(secret);
            return null;
        }

        found.Last = _time.GetUtcNow();
        return found.Visitor;
    }

    /// <summary>Signs out.</summary>
    public void End(string secret)
    {
        if (_signIns.TryRemove(Key(secret), out SignIn? ended))
        {
            Finish(ended);
        }
    }

    /// <summary>Signs an account out everywhere: its password or its rights changed.</summary>
    public void EndAll(string name) => EndThose(known => string.Equals(known.Visitor.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Dispose()
    {
        _sweep.Dispose();
        foreach (SignIn signIn in _signIns.Values)
        {
            signIn.Ending.Dispose();
        }

        _signIns.Clear();
    }

    // Looking up a hash of the secret leaves nothing to learn from how long it takes, and no secret in a memory dump's dictionary.
    private static string Key(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static void Finish(SignIn ended)
    {
        ended.Ending.Cancel();
        ended.Ending.Dispose();
    }

    private bool IsOver(SignIn signIn) => _time.GetUtcNow() is var now && (now - signIn.Last > Idle || now - signIn.Began > Longest);

    private void Sweep() => EndThose(IsOver);

    private void EndThose(Func<SignIn, bool> which)
    {
        foreach (KeyValuePair<string, SignIn> known in _signIns.Where(known => which(known.Value)))
        {
            if (_signIns.TryRemove(known))
            {
                Finish(known.Value);
            }
        }
    }

    private sealed class SignIn(DateTimeOffset began, CancellationTokenSource ending)
    {
        private long _last;

        public DateTimeOffset Began { get; } = began;

        public CancellationTokenSource Ending { get; } = ending;

        public Visitor Visitor { get; set; } = Visitor.Stranger;

        // Pages and streams say so from threads of their own.
        public DateTimeOffset Last
        {
            get => new(Interlocked.Read(ref _last), TimeSpan.Zero);
            set => Interlocked.Exchange(ref _last, value.UtcTicks);
        }
    }
}
