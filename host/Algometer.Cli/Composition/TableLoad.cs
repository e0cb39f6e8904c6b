using Algometer.Tables;

namespace Algometer.Cli.Composition;

/// <summary>A load in a table, gone through as often as it is needed and never held.</summary>
/// <param name="file">The table.</param>
/// <param name="question">How to read it.</param>
/// <param name="cancellationToken">Ends it in the middle.</param>
/// <param name="progress">Told the rows of this turn and the part of the file that is read; null for nobody.</param>
internal sealed class TableLoad(TableFile file, SignalQuestion question, CancellationToken cancellationToken, IProgress<(long Rows, double Part)>? progress = null)
{
    private const double LargestCode = 8_388_607;
    private const int Often = 8192;
    private SignalReader? _reader;

    /// <summary>Whether the values are codes of a converter; known once the first turn has begun.</summary>
    public bool IsCounts => _reader?.IsCounts == true;

    /// <summary>What was taken for what, a sentence each; complete after a turn.</summary>
    public IReadOnlyList<string> Taken => _reader?.Taken ?? [];

    /// <summary>Its rows, from the beginning.</summary>
    /// <exception cref="TableException">The table cannot be used, a code is none of a 24-bit converter, or there are not two rows.</exception>
    public IEnumerable<(double Seconds, double Value)> Rows()
    {
        using SignalReader reader = _reader?.Again() ?? SignalReader.Open(file, question);
        _reader = reader;
        long count = 0;
        while (reader.Read())
        {
            if (reader.IsCounts && double.IsFinite(reader.Value) && (Math.Abs(reader.Value + 0.5) > LargestCode + 0.5 || reader.Value != Math.Floor(reader.Value)))
            {
                throw new TableException($"{file.Name}, line {reader.Line}: {reader.Value} is no code of a 24-bit converter (-8388608 to 8388607). If the column holds forces, say --force NAME:UNIT.");
            }

            if (++count % Often == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report((count, reader.Part));
            }

            yield return (reader.Seconds, reader.Value);
        }

        if (count < 2)
        {
            throw new TableException($"{file.Name} holds {count} samples: at least 2 are needed.");
        }
    }
}
