using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Tables;

namespace Algometer.Reports.Exchange.Imports;

/// <summary>
/// Reads time and force from a table of another program. Force becomes counts of a nominal calibration made for it, so that the record can hold
/// it; how finely is said. What can be read in two ways is refused with its line.
/// </summary>
public static class CsvImport
{
    private const int MostCounts = 8_388_607;
    private const double GapSteps = 5;
    private const double LongestSeconds = 7 * 86_400.0;

    /// <summary>Reads a table in memory.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="mapping">How to read it.</param>
    /// <param name="now">Wall time of the import.</param>
    /// <exception cref="FormatException">It cannot be used; the message says where and what to do.</exception>
    public static CsvImported Read(string text, CsvMapping mapping, DateTimeOffset now) => Read(TableFile.OfText("", text), mapping, now);

    /// <summary>Reads a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="mapping">How to read it.</param>
    /// <param name="now">Wall time of the import.</param>
    /// <exception cref="FormatException">It cannot be used; the message says where and what to do.</exception>
    public static CsvImported Read(TableFile file, CsvMapping mapping, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(mapping);
        var seconds = new List<double>();
        var newtons = new List<double>();
        using var reader = SignalReader.Open(file, mapping.Question);
        while (reader.Read())
        {
            seconds.Add(reader.Seconds);
            newtons.Add(reader.Value);
        }

        List<string> taken = [.. reader.Taken];
        int missing = newtons.Count(double.IsNaN);
        if (missing > 0)
        {
            taken.Add($"{missing} {(missing == 1 ? "row has" : "rows have")} no value: kept as {(missing == 1 ? "a fault" : "faults")} (no data).");
        }

        return Build([.. seconds], [.. newtons], mapping.StartedUtc is null ? mapping with { StartedUtc = reader.StartedUtc } : mapping, now, taken);
    }

    private static CsvImported Build(double[] seconds, double[] newtons, CsvMapping mapping, DateTimeOffset now, List<string> taken)
    {
        if (!(seconds[^1] - seconds[0] <= LongestSeconds))
        {
            throw new FormatException("The times span more than a week: check the unit of the time column.");
        }

        double largest = newtons.Where(double.IsFinite).DefaultIfEmpty(0).Max(Math.Abs);
        if (largest > 15_000)
        {
            throw new FormatException($"The largest force would be {largest:0} N: check the unit of the force column.");
        }

        CellCalibration calibration = Calibration(largest);
        double[] steps = [.. seconds.Zip(seconds.Skip(1)).Select(pair => pair.Second - pair.First).Order()];
        double step = steps.Length == 0 ? 1 : steps[steps.Length / 2];
        var samples = new Sample[seconds.Length];
        var gaps = new List<RecordedGap>();
        long sequence = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double since = i == 0 ? step : seconds[i] - seconds[i - 1];
            if (since > GapSteps * step)
            {
                long missing = Math.Max(1, (long)Math.Round(since / step) - 1);
                gaps.Add(new RecordedGap(sequence, missing, "missing in the imported table"));
                sequence += missing;
            }

            bool has = double.IsFinite(newtons[i]);
            samples[i] = new Sample(sequence++, (long)Math.Round((seconds[i] - seconds[0]) * 1e6), has ? Counts(newtons[i], calibration) : 0, has ? calibration.ToNewtons(Counts(newtons[i], calibration)) : double.NaN, has ? SampleFlags.None : SampleFlags.NoData, AlarmState.None);
        }

        taken.Add(string.Create(CultureInfo.InvariantCulture, $"Forces are kept in steps of {calibration.NewtonsPerCount * 1e6:0.###} µN."));
        if (gaps.Count > 0)
        {
            taken.Add($"{gaps.Count} pauses longer than {GapSteps:0} steps are kept as gaps ({gaps.Sum(gap => gap.Count)} samples missing).");
        }

        DateTimeOffset started = mapping.StartedUtc ?? now;
        taken.Add(mapping.StartedUtc is null ? "Start: the time of the import, because nothing says when it was measured (--started)." : $"Start: {started:yyyy-MM-dd HH:mm:ss zzz}.");
        long end = samples[^1].DeviceMicroseconds;
        return new CsvImported(
            new ExportedSession
            {
                Summary = new SessionSummary(
                    "",
                    new SessionDescription
                    {
                        DeviceId = "imported",
                        SoftwareVersion = "",
                        NominalRateHz = Math.Round(1 / step, 3),
                        TipAreaCm2 = mapping.Question.TipAreaCm2 ?? 0,
                        Source = SessionSource.Csv,
                        Title = mapping.Title,
                        Calibration = calibration,
                    },
                    started.ToUniversalTime(),
                    started.ToUniversalTime().AddTicks(end * TimeSpan.TicksPerMicrosecond),
                    SessionEnd.Closed,
                    samples.Length,
                    0,
                    end),
                Calibrations = [new CalibrationInForce(long.MinValue, calibration)],
                ClockPoints = mapping.StartedUtc is null ? [] : [new ClockPoint(0, (started.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond)],
                Events = [],
                Gaps = gaps,
                Samples = samples,
            },
            taken);
    }

    // The smallest step of 1, 2 or 5 that fits the converter's 24 bits: a nominal calibration, because nobody knows the real one.
    private static CellCalibration Calibration(double largestNewtons)
    {
        double least = largestNewtons * 1e12 / MostCounts;
        int gain = 1_000_000;
        for (int i = 0; gain < least; i++)
        {
            gain = i % 3 == 1 ? gain / 2 * 5 : gain * 2;
        }

        return new CellCalibration(0, 0, gain, 0, 0, 0, (int)Math.Ceiling(gain * 1e-9 * MostCounts));
    }

    private static int Counts(double newtons, in CellCalibration calibration) => (int)Math.Round(newtons * 1e12 / calibration.GainPiconewtonsPerCount);

}
