using Algometer.Tables;

namespace Algometer.VirtualDevice.Tests;

/// <summary>Recordings as traces.</summary>
internal static class RecordedTrace
{
    /// <summary>The names of a file's curves; empty when it has but one.</summary>
    public static IReadOnlyList<string> Curves(string path) => SignalReader.Curves(TableFile.Of(path));

    /// <summary>A recording; one with several repeats as one trace.</summary>
    public static Trace Read(string path, string? curve = null)
    {
        var points = new List<(double Seconds, double Value)>();
        using var reader = SignalReader.Open(TableFile.Of(path), new SignalQuestion { Curve = curve, JoinsRepeats = true });
        while (reader.Read())
        {
            points.Add((reader.Seconds, reader.Value));
        }

        return Trace.Of(Path.GetFileName(path), TraceQuantity.Newtons, points);
    }
}
