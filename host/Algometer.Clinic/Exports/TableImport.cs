using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Recording;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Imports;
using Algometer.Reports.Exchange.Tables;
using Algometer.Tables;

namespace Algometer.Clinic.Exports;

/// <summary>Reads a table: the program's own with what lies beside it, or one of another program; and stores it.</summary>
public static class TableImport
{
    private const string Samples = "_samples.csv";

    /// <summary>Reads it.</summary>
    /// <param name="path">The file, for what lies beside it.</param>
    /// <param name="mapping">How to read one of another program.</param>
    /// <param name="now">Wall time of the import.</param>
    /// <exception cref="FormatException">It cannot be used; the message says where and what to do.</exception>
    public static CsvImported Read(string path, CsvMapping mapping, DateTimeOffset now)
    {
        var file = TableFile.Of(path);
        using TextReader text = file.Open();
        if (!SampleCsvReader.IsOwn(text.ReadLine() ?? ""))
        {
            return CsvImport.Read(file, mapping, now);
        }

        IReadOnlyList<Sample> samples = SampleCsvReader.Samples(text);
        if (samples.Count == 0)
        {
            throw new FormatException("The table has no samples.");
        }

        var taken = new List<string> { "Sequence, device time, counts, flags and alarm: as this program wrote them." };
        IReadOnlyList<CalibrationInForce> calibrations = Beside(path, SessionTables.Calibrations.Name, SampleCsvReader.Calibrations, taken) ?? Recovered(samples, taken);
        IReadOnlyList<ClockPoint> clock = Beside(path, SessionTables.ClockPoints.Name, SampleCsvReader.ClockPoints, taken) ?? [];
        IReadOnlyList<RecordedGap> gaps = Beside(path, SessionTables.Gaps.Name, SampleCsvReader.Gaps, taken) ?? Missing(samples);
        (long first, long last) = (samples.Min(sample => sample.DeviceMicroseconds), samples.Max(sample => sample.DeviceMicroseconds));
        DateTimeOffset started = mapping.StartedUtc ?? ClockMapping.Fit([.. clock])?.ToUtc(first) ?? now;
        taken.Add($"Start: {started:yyyy-MM-dd HH:mm:ss zzz}.");
        return new CsvImported(
            new ExportedSession
            {
                Summary = new SessionSummary("", new SessionDescription { DeviceId = "imported", NominalRateHz = Rate(samples), TipAreaCm2 = mapping.Question.TipAreaCm2 ?? 1, Source = SessionSource.Csv, Title = mapping.Title, Calibration = calibrations.Count == 0 ? null : calibrations[0].Calibration }, started.ToUniversalTime(), started.ToUniversalTime().AddTicks(Math.Max(0, last - first) * TimeSpan.TicksPerMicrosecond), SessionEnd.Closed, samples.Count, first, last),
                Calibrations = calibrations,
                ClockPoints = clock,
                Events = Beside(path, SessionTables.Events.Name, SampleCsvReader.Events, taken) ?? [],
                Gaps = gaps,
                Samples = samples,
            },
            taken);
    }

    /// <summary>Stores it under a new identity.</summary>
    public static string Store(RecordStore store, ExportedSession session, Person? person)
    {
        string id = store.NewSessionId();
        store.ImportSession(ArchiveImport.Complete(session with { Summary = session.Summary with { Id = id } }));
        if (person is not null)
        {
            store.LinkSession(new SessionLink(id, person.Id, null, null, null));
        }

        return id;
    }

    private static IReadOnlyList<T>? Beside<T>(string path, string table, Func<string, IReadOnlyList<T>> read, List<string> taken)
    {
        if (!path.EndsWith(Samples, StringComparison.OrdinalIgnoreCase) || !File.Exists(path[..^Samples.Length] + $"_{table}.csv"))
        {
            return null;
        }

        string file = path[..^Samples.Length] + $"_{table}.csv";
        try
        {
            IReadOnlyList<T> rows = read(File.ReadAllText(file));
            taken.Add($"{Path.GetFileName(file)} beside it: {rows.Count} rows.");
            return rows;
        }
        catch (FormatException failure)
        {
            throw new FormatException($"{Path.GetFileName(file)}: {failure.Message}", failure);
        }
    }

    private static CalibrationInForce[] Recovered(IReadOnlyList<Sample> samples, List<string> taken)
    {
        if (samples.All(sample => double.IsNaN(sample.ForceNewtons)))
        {
            return [];
        }

        CellCalibration found = SampleCsvReader.Recover(samples)
            ?? throw new FormatException("The forces do not follow from the counts by one straight calibration (a tare or a new calibration lies between): put the file with the calibrations beside it, as the export of a folder writes it.");
        taken.Add($"Calibration: found from counts and forces ({found.GainPiconewtonsPerCount} pN a count).");
        return [new CalibrationInForce(long.MinValue, found)];
    }

    private static List<RecordedGap> Missing(IReadOnlyList<Sample> samples)
    {
        var gaps = new List<RecordedGap>();
        for (int i = 1; i < samples.Count; i++)
        {
            if (samples[i].Sequence - samples[i - 1].Sequence is > 1 and var step)
            {
                gaps.Add(new RecordedGap(samples[i - 1].Sequence + 1, step - 1, GapReasons.Lost));
            }
        }

        return gaps;
    }

    private static double Rate(IReadOnlyList<Sample> samples)
    {
        long[] steps = [.. samples.Zip(samples.Skip(1)).Where(pair => pair.Second.Sequence == pair.First.Sequence + 1).Select(pair => pair.Second.DeviceMicroseconds - pair.First.DeviceMicroseconds).Where(step => step > 0).Order()];
        return steps.Length == 0 ? 0 : Math.Round(1e6 / steps[steps.Length / 2], 1);
    }
}
