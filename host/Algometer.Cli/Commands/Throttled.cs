using System.Diagnostics;

namespace Algometer.Cli.Commands;

/// <summary>Progress for a person: ten times a second is enough, and costs nothing.</summary>
/// <typeparam name="T">What is told.</typeparam>
/// <param name="show">Shows it, on the thread that works.</param>
internal sealed class Throttled<T>(Action<T> show) : IProgress<T>
{
    private long _last;

    /// <inheritdoc/>
    public void Report(T value)
    {
        if (_last == 0 || Stopwatch.GetElapsedTime(_last) > TimeSpan.FromMilliseconds(100))
        {
            _last = Stopwatch.GetTimestamp();
            show(value);
        }
    }
}
