using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Xunit.v3;

[assembly: Algometer.Tests.Shared.HangGuard]

namespace Algometer.Tests.Shared;

/// <summary>
/// Ends the program, with the names of what runs, when no test has begun or ended for <see cref="Longest"/>: one that waits for what never
/// comes, or a program that does not end after its last test, would keep the whole run from its end, and nobody would be told which one it is.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class HangGuardAttribute : BeforeAfterTestAttribute
{
    /// <summary>Many times what the longest test takes on a busy machine: a bound against hanging, not a measure of speed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _every = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<IXunitTest, string> _running = [];
    private static readonly Lazy<Timer> _watch = new(() => new Timer(_ => Look(), null, _every, _every));
    private static long s_moved;

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _running[test] = test.TestDisplayName;
        Moved();
        _ = _watch.Value;
    }

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _running.TryRemove(test, out _);
        Moved();
    }

    private static void Moved() => Volatile.Write(ref s_moved, TimeProvider.System.GetTimestamp());

    private static void Look()
    {
        if (TimeProvider.System.GetElapsedTime(Volatile.Read(ref s_moved)) <= Longest)
        {
            return;
        }

        string names = _running.IsEmpty ? "no test: the program does not end after its last one" : string.Join("; ", _running.Values);
        Environment.FailFast(string.Create(CultureInfo.InvariantCulture, $"Nothing has begun or ended for {Longest.TotalMinutes} minutes, so the run ends here. Still running: {names}"));
    }
}
