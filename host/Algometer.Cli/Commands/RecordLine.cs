using System.Globalization;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using Algometer.Station.Pipeline;

namespace Algometer.Cli.Commands;

/// <summary>A disk or a server that fails, in a terminal: a line at once, and one when it works again.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class RecordLine(TextWriter terminal)
{
    // What the fastest device sends: the room that is promised must be there.
    private const double MostSamplesPerSecond = 94;

    /// <summary>Tells a change.</summary>
    /// <param name="sender">The record.</param>
    /// <param name="e">What fails, or nothing.</param>
    public void OnChange(object? sender, RecordingFailedEventArgs e)
    {
        ArgumentNullException.ThrowIfNull(e);
        terminal.WriteLine(e.Failure is { } failure && sender is PipelineRecord { Recorder: { } recorder } ? Words(failure, recorder.RoomFor(MostSamplesPerSecond)) : "Recording works again; what memory held is stored.");
    }

    /// <summary>What stands while it fails.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="room">For how long memory has room.</param>
    internal static string Words(RecordStoreException failure, TimeSpan room) => string.Create(
        CultureInfo.InvariantCulture,
        $"NOT STORED: {failure.Message} What comes is kept in memory meanwhile, for about {(room.TotalHours >= 2 ? $"{Math.Floor(room.TotalHours):0} hours" : $"{Math.Floor(room.TotalMinutes):0} minutes")}, and lost if the program ends before it can be stored.");
}
