using System.Globalization;
using Algometer.Records.Store;

namespace Algometer.Cli.RecordAccess;

/// <summary>Long work on the record as one line of the terminal, written over while it goes on; nothing where the output is a file.</summary>
internal sealed class StoreProgressLine : IProgress<StoreProgress>
{
    private const int Cells = 24;
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(80);
    private long _shownAt;
    private string _step = "";

    /// <inheritdoc/>
    public void Report(StoreProgress value)
    {
        bool ends = value.Total > 0 && value.Done >= value.Total;
        bool sameStep = string.Equals(_step, value.Step, StringComparison.Ordinal);
        if (Console.IsErrorRedirected || (sameStep && !ends && TimeProvider.System.GetElapsedTime(_shownAt) < _shortest))
        {
            return;
        }

        (_shownAt, _step) = (TimeProvider.System.GetTimestamp(), value.Step);
        int filled = value.Total > 0 ? (int)(value.Done * Cells / value.Total) : 0;
        string bar = value.Total > 0 ? new string('█', filled) + new string('░', Cells - filled) : new string('·', Cells);
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{bar} {value.Step} {value.Done}{(value.Total > 0 ? "/" + value.Total.ToString(CultureInfo.InvariantCulture) : ""),-12}   "));
    }

    /// <summary>Ends the line.</summary>
    public static void End()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r" + new string(' ', 78) + "\r");
        }
    }
}
