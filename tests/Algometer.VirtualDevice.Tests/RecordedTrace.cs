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
        var times = new List<double>();
        var values = new List<double>();
        using var reader = SignalReader.Open(TableFile.Of(path), new SignalQuestion { Curve = curve, JoinsRepeats = true });
        while (reader.Read())
        {
            times.Add(reader.Seconds);
            values.Add(reader.Value);
        }

        return new Trace(Path.GetFileName(path), TraceQuantity.Newtons, [.. times], [.. values]);
    }
}
