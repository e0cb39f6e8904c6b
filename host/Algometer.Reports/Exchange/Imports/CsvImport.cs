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
    private const double MostNewtons = 15_000;
    private const double LongestSeconds = 7 * 86_400.0;

    /// <summary>Reads a table through, and again when its samples are asked for: of any length it needs the same little memory.</summary>
    /// <param name="file">The table.</param>
    /// <param name="mapping">How to read it.</param>
    /// <param name="now">Wall time of the import.</param>
    /// <param name="ticket">Progress and cancel; null for neither.</param>
    /// <exception cref="FormatException">It cannot be used; the message says where and what to do.</exception>
    public static CsvImported Read(TableFile file, CsvMapping mapping, DateTimeOffset now, ImportTicket? ticket = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(mapping);
        ticket ??= new ImportTicket();
        using var reader = SignalReader.Open(file, mapping.Question);
        Survey survey = Look(reader, ticket);
        List<string> taken = [.. reader.Taken];
        if (survey.Missing > 0)
        {
            taken.Add($"{survey.Missing} {(survey.Missing == 1 ? "row has" : "rows have")} no value: kept as {(survey.Missing == 1 ? "a fault" : "faults")} (no data).");
        }

        CellCalibration calibration = Calibration(survey.LargestNewtons);
        List<RecordedGap> gaps = survey.LongestStep > GapSteps * survey.Step ? Gaps(reader, survey.Step, ticket) : [];
        taken.Add(string.Create(CultureInfo.InvariantCulture, $"Forces are kept in steps of {calibration.NewtonsPerCount * 1e6:0.###} µN."));
        if (gaps.Count > 0)
        {
            taken.Add($"{gaps.Count} {(gaps.Count == 1 ? "pause" : "pauses")} longer than {GapSteps:0} steps {(gaps.Count == 1 ? "is kept as a gap" : "are kept as gaps")} ({gaps.Sum(gap => gap.Count)} samples missing).");
        }

        DateTimeOffset? said = mapping.StartedUtc ?? reader.StartedUtc;
        DateTimeOffset started = said ?? now;
        taken.Add(said is null ? "Start: the time of the import, because nothing says when it was measured (--started)." : $"Start: {started:yyyy-MM-dd HH:mm:ss zzz}.");
        long end = (long)Math.Round(survey.Seconds * 1e6);
        return new CsvImported(
            new ExportedSession
            {
                Summary = new SessionSummary(
                    "",
                    new SessionDescription
                    {
                        DeviceId = "imported",
                        SoftwareVersion = "",
                        NominalRateHz = Math.Round(1 / survey.Step, 3),
                        TipAreaCm2 = mapping.Question.TipAreaCm2 ?? 0,
                        Source = SessionSource.Csv,
                        Simulated = reader.IsSimulated,
                        Title = mapping.Title,
                        Calibration = calibration,
                    },
                    started.ToUniversalTime(),
                    started.ToUniversalTime().AddTicks(end * TimeSpan.TicksPerMicrosecond),
                    SessionEnd.Closed,
                    survey.Count,
                    0,
                    end),
                Calibrations = [new CalibrationInForce(long.MinValue, calibration)],
                ClockPoints = said is null ? [] : [new ClockPoint(0, (started.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond)],
                Events = [],
                Gaps = gaps,
                Samples = Samples(file, reader, survey, calibration),
            },
            taken);
    }

    private static Survey Look(SignalReader reader, ImportTicket ticket)
    {
        var samples = new SampleSurvey(1e-9);
        var survey = new Survey();
        while (reader.Read())
        {
            samples.Take(reader.Seconds - survey.Seconds);
            survey.Seconds = reader.Seconds;
            survey.Missing += double.IsNaN(reader.Value) ? 1 : 0;
            survey.LargestNewtons = Math.Max(survey.LargestNewtons, double.IsNaN(reader.Value) ? 0 : Math.Abs(reader.Value));
            if (ImportTicket.IsDue(samples.Count))
            {
                ticket.At(samples.Count, reader.Part);
            }
        }

        survey.Step = samples.Step() is > 0 and var step ? step : 1;
        if (!(survey.Seconds <= LongestSeconds))
        {
            throw new FormatException("The times span more than a week: check the unit of the time column.");
        }

        if (survey.LargestNewtons > MostNewtons)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The largest force would be {(survey.LargestNewtons < 1e9 ? survey.LargestNewtons.ToString("0", CultureInfo.InvariantCulture) : survey.LargestNewtons.ToString("0.#E+0", CultureInfo.InvariantCulture))} N: check the unit of the force column, and say --force NAME:UNIT."));
        }

        (survey.Count, survey.LongestStep) = (samples.Count, samples.LongestStep);
        return survey;
    }

    private static List<RecordedGap> Gaps(SignalReader first, double step, ImportTicket ticket)
    {
        var gaps = new List<RecordedGap>();
        using SignalReader reader = first.Again();
        double before = 0;
        long sequence = 0;
        for (long rows = 1; reader.Read(); rows++)
        {
            long missing = Missing(rows == 1 ? 0 : reader.Seconds - before, step);
            if (missing > 0)
            {
                gaps.Add(new RecordedGap(sequence, missing, GapReasons.NotInTable));
            }

            sequence += missing + 1;
            before = reader.Seconds;
            ticket.At(rows, 1);
        }

        return gaps;
    }

    private static IEnumerable<Sample> Samples(TableFile file, SignalReader first, Survey survey, CellCalibration calibration)
    {
        using SignalReader reader = first.Again();
        double before = 0;
        long sequence = 0;
        long count = 0;
        while (reader.Read())
        {
            sequence += Missing(count == 0 ? 0 : reader.Seconds - before, survey.Step);
            before = reader.Seconds;
            if (++count > survey.Count || (double.IsFinite(reader.Value) && Math.Abs(reader.Value) > survey.LargestNewtons))
            {
                throw Changed(file);
            }

            bool has = double.IsFinite(reader.Value);
            int counts = has ? Counts(reader.Value, calibration) : 0;
            yield return new Sample(sequence++, (long)Math.Round(reader.Seconds * 1e6), counts, has ? calibration.ToNewtons(counts) : double.NaN, has ? SampleFlags.None : SampleFlags.NoData, AlarmState.None);
        }

        if (count != survey.Count)
        {
            throw Changed(file);
        }
    }

    private static FormatException Changed(TableFile file) => new($"{file.Name} was changed while it was read: import it again when the other program is done with it.");

    private static long Missing(double since, double step) => since > GapSteps * step ? Math.Max(1, (long)Math.Round(since / step) - 1) : 0;

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

    // What the first reading found.
    private sealed class Survey
    {
        public long Count { get; set; }

        public double Seconds { get; set; }

        public long Missing { get; set; }

        public double LargestNewtons { get; set; }

        public double Step { get; set; }

        public double LongestStep { get; set; }
    }
}
