using System.Globalization;

namespace Algometer.Web.Running;

/// <summary>Under what a failure stands in the log and on the page: short enough to be read out, and not twice in a run of the program.</summary>
internal static class FailureId
{
    private static int _last;

    /// <summary>The next.</summary>
    public static string Next() => string.Create(CultureInfo.InvariantCulture, $"E{Environment.ProcessId}-{Interlocked.Increment(ref _last)}");
}
