namespace Algometer.Web.Access;

/// <summary>
/// Makes guessing passwords slow. After some free tries each further one costs a wait that doubles. Three things are counted: a name from
/// one address, so that a guesser is stopped soon; an address, so that trying many names is no way round; and a name from anywhere, with a
/// short wait only, so that nobody can keep its owner out. [P] numbers.
/// </summary>
/// <remarks>
/// The framework's rate limiter is not used: it counts requests before they are answered, where this one counts wrong passwords alone, forgets them
/// after a right one, and doubles the wait.
/// </remarks>
internal sealed class GuessingLock(TimeProvider time)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan _forgotten = TimeSpan.FromHours(24);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tries> _tries = new(StringComparer.Ordinal);

    /// <summary>How long must still be waited; zero when a try is free.</summary>
    /// <param name="name">The account that is tried, known or not.</param>
    /// <param name="address">Where the try comes from.</param>
    public TimeSpan Wait(string name, string address)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            TimeSpan longest = TimeSpan.Zero;
            foreach ((string key, int free, TimeSpan most) in Keys(name, address))
            {
                if (_tries.TryGetValue(key, out Tries? tries) && tries.Failed >= free)
                {
                    TimeSpan wait = Cost(tries.Failed - free, most) - (now - tries.Last);
                    longest = wait > longest ? wait : longest;
                }
            }

            return longest;
        }
    }

    /// <summary>A try failed.</summary>
    public void Failed(string name, string address)
    {
        lock (_gate)
        {
            Count(name, address);
        }
    }

    /// <summary>Counts a try as failed before it is looked at, where it is free: tries that come together are counted one by one.</summary>
    /// <returns>How long must still be waited; zero when the try was taken.</returns>
    public TimeSpan Take(string name, string address)
    {
        lock (_gate)
        {
            TimeSpan wait = Wait(name, address);
            if (wait <= TimeSpan.Zero)
            {
                Count(name, address);
            }

            return wait;
        }
    }

    /// <summary>A try was right: that name from that address begins anew, and what was counted for it is given back.</summary>
    public void Succeeded(string name, string address)
    {
        lock (_gate)
        {
            (string Key, int Free, TimeSpan Most)[] keys = Keys(name, address);
            _tries.Remove(keys[0].Key);
            foreach ((string key, _, _) in keys.Skip(1))
            {
                if (_tries.TryGetValue(key, out Tries? tries))
                {
                    _tries[key] = tries with { Failed = Math.Max(0, tries.Failed - 1) };
                }
            }
        }
    }

    private void Count(string name, string address)
    {
        DateTimeOffset now = time.GetUtcNow();
        Forget(now);
        foreach ((string key, _, _) in Keys(name, address))
        {
            Tries before = _tries.GetValueOrDefault(key) ?? new Tries(0, now);
            _tries[key] = new Tries(before.Failed + 1, now);
        }
    }

    private static TimeSpan Cost(int beyond, TimeSpan most) => TimeSpan.FromSeconds(Math.Min(most.TotalSeconds, Math.Pow(2, Math.Min(beyond, 20))));

    private static (string Key, int Free, TimeSpan Most)[] Keys(string name, string address)
    {
        // A device that signed this account in before is counted by itself: what others try elsewhere does not slow it.
        if (address.StartsWith(KnownDevices.Lane, StringComparison.Ordinal))
        {
            return [($"{name.Trim().ToUpperInvariant()}\n{address}", 5, TimeSpan.FromMinutes(15))];
        }

        string account = name.Trim().ToUpperInvariant();
        return
        [
            ($"{account}\n{address}", 5, TimeSpan.FromMinutes(15)),
            ($"\n{address}", 20, TimeSpan.FromMinutes(15)),
            ($"{account}\n", 20, TimeSpan.FromSeconds(30)),
        ];
    }

    private void Forget(DateTimeOffset now)
    {
        if (_tries.Count < MostKept)
        {
            return;
        }

        foreach (string old in _tries.Where(tries => now - tries.Value.Last > _forgotten).Select(tries => tries.Key).ToArray())
        {
            _tries.Remove(old);
        }

        // Names made up without end push out the oldest; whoever makes them up is held by the address.
        foreach (string oldest in _tries.OrderBy(tries => tries.Value.Failed).ThenBy(tries => tries.Value.Last).Take(Math.Max(0, _tries.Count - MostKept + (MostKept / 10))).Select(tries => tries.Key).ToArray())
        {
            _tries.Remove(oldest);
        }
    }

    private sealed record Tries(int Failed, DateTimeOffset Last);
}
