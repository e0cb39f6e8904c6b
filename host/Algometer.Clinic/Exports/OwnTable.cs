using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Imports;
using Algometer.Tables;

namespace Algometer.Clinic.Exports;

/// <summary>What a first reading of the program's own table of samples finds.</summary>
internal sealed class OwnTable
{
    private readonly List<RecordedGap> _gaps = [];

    private OwnTable()
    {
    }

    /// <summary>Samples in it.</summary>
    public long Count { get; private set; }

    /// <summary>Earliest device time, µs.</summary>
    public long FirstMicroseconds { get; private set; } = long.MaxValue;

    /// <summary>Latest device time, µs.</summary>
    public long LastMicroseconds { get; private set; } = long.MinValue;

    /// <summary>Whether any sample has a force.</summary>
    public bool HasForces { get; private set; }

    /// <summary>Whether any sample says that its value comes from a simulated sensor.</summary>
    public bool IsSimulated { get; private set; }

    /// <summary>Rate by the step in the middle, rounded to 0.1 Hz; 0 for none.</summary>
    public double RateHertz { get; private set; }

    /// <summary>Jumps of the sequence.</summary>
    public IReadOnlyList<RecordedGap> Gaps => _gaps;

    /// <summary>
    /// Reads it through, and holds its forces against the calibrations beside it: with those of another session the record would have other forces
    /// than the table says.
    /// </summary>
    /// <param name="file">The table.</param>
    /// <param name="calibrations">Those beside it; null for none.</param>
    /// <param name="ticket">Progress and cancel.</param>
    /// <exception cref="FormatException">A line cannot be used, a force does not follow from its counts, or there are no samples.</exception>
    public static OwnTable Look(TableFile file, IReadOnlyList<CalibrationInForce>? calibrations, ImportTicket ticket)
    {
        var table = new OwnTable();
        var samples = new SampleSurvey(1);
        Sample before = default;
        int inForce = -1;
        foreach (Sample sample in SampleCsvReader.Samples(file, ticket.At))
        {
            samples.Take(samples.Count == 0 ? 0 : table.Follow(before, sample));

            while (calibrations is not null && inForce + 1 < calibrations.Count && calibrations[inForce + 1].EffectiveFromSequence <= sample.Sequence)
            {
                inForce++;
            }

            if (calibrations is not null && !double.IsNaN(sample.ForceNewtons))
            {
                Check(sample, inForce < 0 ? null : calibrations[inForce].Calibration);
            }

            table.FirstMicroseconds = Math.Min(table.FirstMicroseconds, sample.DeviceMicroseconds);
            table.LastMicroseconds = Math.Max(table.LastMicroseconds, sample.DeviceMicroseconds);
            table.HasForces |= !double.IsNaN(sample.ForceNewtons);
            table.IsSimulated |= (sample.Flags & SampleFlags.Simulated) != SampleFlags.None;
            before = sample;
        }

        table.RateHertz = samples.Step() is > 0 and var step ? Math.Round(1e6 / step, 1) : 0;
        table.Count = samples.Count;
        return table;
    }

    /// <summary>
    /// The gaps that were recorded, and those jumps of the sequence that none of them names: rows that were taken out of the table since.
    /// </summary>
    /// <param name="recorded">Those beside the table.</param>
    /// <param name="taken">Told what was added.</param>
    public IReadOnlyList<RecordedGap> With(IReadOnlyList<RecordedGap> recorded, List<string> taken)
    {
        RecordedGap[] added = [.. _gaps.SelectMany(jump => Beyond(jump, recorded))];
        if (added.Length > 0)
        {
            long rows = added.Sum(gap => gap.Count);
            taken.Add($"{rows} {(rows == 1 ? "sample is" : "samples are")} missing that no gap beside it names, from sequence {added[0].FirstMissingSequence} on: kept as {(added.Length == 1 ? "a gap" : $"{added.Length} gaps")}.");
        }

        return added.Length == 0 ? recorded : [.. recorded.Concat(added).OrderBy(gap => gap.FirstMissingSequence)];
    }

    // What is left of a jump when the recorded gaps are taken out of it.
    private static IEnumerable<RecordedGap> Beyond(RecordedGap jump, IReadOnlyList<RecordedGap> recorded)
    {
        long from = jump.FirstMissingSequence;
        long end = jump.FirstMissingSequence + jump.Count;
        foreach (RecordedGap gap in recorded.Where(gap => gap.FirstMissingSequence < end && gap.FirstMissingSequence + gap.Count > from).OrderBy(gap => gap.FirstMissingSequence))
        {
            if (gap.FirstMissingSequence > from)
            {
                yield return new RecordedGap(from, gap.FirstMissingSequence - from, GapReasons.NotInTable);
            }

            from = Math.Max(from, gap.FirstMissingSequence + gap.Count);
        }

        if (from < end)
        {
            yield return new RecordedGap(from, end - from, GapReasons.NotInTable);
        }
    }

    private static void Check(in Sample sample, CellCalibration? calibration)
    {
        bool isFault = (sample.Flags & SampleFlags.Faults) != SampleFlags.None;
        if (calibration is not { } beside || isFault || !SampleCsvReader.Gives(beside, sample))
        {
            string other = isFault ? "its flags say that it has none" : calibration is { } given ? string.Create(CultureInfo.InvariantCulture, $"by the calibration beside it {given.ToNewtons(sample.RawCounts):0.000000} N") : "no calibration beside it gives it any";
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Sample {sample.Sequence} has {sample.ForceNewtons:0.000000} N, and {other}: give the files of one export as it was written, or leave the calibrations out."));
        }
    }

    // A jump is a gap and no step.
    private long Follow(in Sample before, in Sample sample)
    {
        long jump = sample.Sequence - before.Sequence;
        if (jump > 1)
        {
            _gaps.Add(new RecordedGap(before.Sequence + 1, jump - 1, GapReasons.Lost));
        }

        return jump > 1 ? 0 : sample.DeviceMicroseconds - before.DeviceMicroseconds;
    }
}
