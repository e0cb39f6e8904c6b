using System.Diagnostics;
using System.Globalization;

namespace Algometer.EndToEnd.Tests;

/// <summary>
/// How long a process would have run lately and the machine did not let it: its threads' time in the kernel's run queue, and time seen waiting for
/// the disk. A bound on what the product does holds for the time that the product was given. Linux only; 0 elsewhere.
/// </summary>
internal sealed class CpuShortage(int processId)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(3);
    private readonly Queue<(long At, double Seconds)> _seen = new();
    private readonly string _tasks = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task");
    private double _disk;
    private long _lookedAt = Stopwatch.GetTimestamp();

    /// <summary>Looks; called often, and last while the process still lives.</summary>
    /// <returns>Seconds of shortage in the last second; all threads together, and no more than that second.</returns>
    public double Look()
    {
        if (!Directory.Exists(_tasks))
        {
            return 0;
        }

        long now = Stopwatch.GetTimestamp();
        double waited = 0;
        bool onDisk = false;
        foreach (string task in Directory.EnumerateDirectories(_tasks))
        {
            try
            {
                waited += long.Parse(File.ReadAllText(task + "/schedstat").Split(' ')[1], CultureInfo.InvariantCulture) * 1e-9;
                string stat = File.ReadAllText(task + "/stat");
                onDisk |= stat[stat.LastIndexOf(')') + 2] == 'D';
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // A thread that has just ended.
            }
        }

        _disk += onDisk ? Stopwatch.GetElapsedTime(_lookedAt, now).TotalSeconds : 0;
        _lookedAt = now;
        _seen.Enqueue((now, waited + _disk));
        while (_seen.Count > 1 && Stopwatch.GetElapsedTime(_seen.Peek().At, now) > _window)
        {
            _seen.Dequeue();
        }

        return Math.Clamp(waited + _disk - _seen.Peek().Seconds, 0, _window.TotalSeconds);
    }
}
