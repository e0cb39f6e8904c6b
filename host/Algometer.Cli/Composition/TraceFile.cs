using Algometer.Tables;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Composition;

/// <summary>A recorded load from a table, for the simulated device to play.</summary>
internal static class TraceFile
{
    private const int LargestCode = 8_388_607;

    /// <summary>Reads a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="question">How to read it.</param>
    /// <param name="taken">Told what was taken for what; null for nobody.</param>
    /// <exception cref="TableException">It cannot be used as it is.</exception>
    public static Trace Read(TableFile file, SignalQuestion question, Action<IReadOnlyList<string>>? taken = null)
    {
        var times = new List<double>();
        var values = new List<double>();
        using var reader = SignalReader.Open(file, question);
        while (reader.Read())
        {
            if (reader.IsCounts && double.IsFinite(reader.Value) && (Math.Abs(reader.Value + 0.5) > LargestCode + 0.5 || reader.Value != Math.Floor(reader.Value)))
            {
                throw new TableException($"{file.Name}, line {reader.Line}: {reader.Value} is no code of a 24-bit converter (-8388608 to 8388607). If the column holds forces, say --force NAME:UNIT.");
            }

            times.Add(reader.Seconds);
            values.Add(reader.Value);
        }

        if (times.Count < 2)
        {
            throw new TableException($"{file.Name} holds {times.Count} samples: at least 2 are needed.");
        }

        taken?.Invoke(reader.Taken);
        return new Trace(question.Curve is { } curve ? $"{file.Name} · {curve}" : file.Name, reader.IsCounts ? TraceQuantity.Counts : TraceQuantity.Newtons, [.. times], [.. values]);
    }
}
