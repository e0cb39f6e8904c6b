namespace Algometer.Web.Access;

/// <summary>Takes names and passwords, from the page and from other programs alike: guessing is slowed, a success signs in.</summary>
/// <param name="accounts">The accounts; null when nothing is recorded.</param>
/// <param name="signIns">Who is signed in.</param>
/// <param name="time">Source of time.</param>
public sealed class SignInDesk(AccountStore? accounts, SignIns signIns, TimeProvider time)
{
    private const int SecondsWhereCrowded = 2;
    private const int MostWaiting = 16;
    private readonly GuessingLock _guessing = new(time);
    private readonly KnownDevices _devices = new();
    private int _waiting;

    /// <summary>Tries a name and a password; where they fit, the answer's cookie is the sign-in.</summary>
    /// <param name="context">The request, whose answer gets the cookie.</param>
    /// <param name="name">Of the account.</param>
    /// <param name="password">As typed.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ArgumentException">Nothing is recorded, so there are no accounts.</exception>
    public async Task<SignInAnswer> TryAsync(HttpContext context, string name, string password)
    {
        AccountStore known = accounts ?? throw new ArgumentException("Nothing is recorded here, so there are no accounts.");
        string? lane = _devices.LaneOf(context, name);
        if (lane is null && Volatile.Read(ref _waiting) >= MostWaiting)
        {
            return new SignInAnswer(null, SecondsWhereCrowded);
        }

        string address = lane ?? context.Connection.RemoteIpAddress?.ToString() ?? "";
        TimeSpan wait = _guessing.Take(name, address);
        if (wait > TimeSpan.Zero)
        {
            return new SignInAnswer(null, (int)Math.Ceiling(wait.TotalSeconds));
        }

        if (await CheckAsync(known, name, password, lane is not null, context.RequestAborted) is not { } account)
        {
            if (_guessing.Wait(name, address) > TimeSpan.Zero)
            {
                known.LockedOut(name);
            }

            return new SignInAnswer(null, 0);
        }

        _guessing.Succeeded(name, address);
        _devices.Remember(context, account.Name);
        AccountAdmission.Keep(context, signIns.Begin(account, before: AccountAdmission.Kept(context)));
        return new SignInAnswer(AccessPolicy.FirstPage(account.Role), 0);
    }

    // Strangers wait in a line of bounded length: a flood of tries is sent away instead of kept.
    private async Task<Account?> CheckAsync(AccountStore known, string name, string password, bool isKnown, CancellationToken cancellationToken)
    {
        if (isKnown)
        {
            return await known.CheckAsync(name, password, cancellationToken, isKnown: true);
        }

        Interlocked.Increment(ref _waiting);
        try
        {
            return await known.CheckAsync(name, password, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

/// <summary>What came of a try to sign in.</summary>
/// <param name="FirstPage">The account's first page; null when it was refused.</param>
/// <param name="WaitSeconds">How long nothing is tried any more; 0 when the next try is free.</param>
public sealed record SignInAnswer(string? FirstPage, int WaitSeconds);
