using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
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

    /// <summary>Reads it through; its samples are read again when it is stored.</summary>
    /// <param name="path">The file, for what lies beside it.</param>
    /// <param name="mapping">How to read one of another program.</param>
    /// <param name="now">Wall time of the import.</param>
    /// <param name="ticket">Progress and cancel; null for neither.</param>
    /// <exception cref="FormatException">It cannot be used; the message says where and what to do.</exception>
    public static CsvImported Read(string path, CsvMapping mapping, DateTimeOffset now, ImportTicket? ticket = null)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var file = TableFile.Of(path);
        using (TextReader text = file.Open())
        {
            // Whoever names columns wants those read.
            SignalQuestion asked = mapping.Question;
            bool isAsked = (asked.Time ?? asked.Force ?? asked.Curve) is not null || (asked.RateHertz ?? asked.NewtonsPerCount ?? asked.ZeroCounts ?? asked.Rest?.FromSeconds) is not null;
            if (isAsked || !SampleCsvReader.IsOwn(text.ReadLine() ?? ""))
            {
                return CsvImport.Read(file, mapping, now, ticket);
            }
        }

        var taken = new List<string> { "Sequence, device time, counts, flags and alarm: as this program wrote them." };
        SessionSummary? said = Above(path, taken);
        IReadOnlyList<CalibrationInForce>? beside = Beside(path, SessionTables.Calibrations.Name, SampleCsvReader.Calibrations, taken);
        var survey = OwnTable.Look(file, beside, ticket ?? new ImportTicket());
        IReadOnlyList<CalibrationInForce> calibrations = beside ?? Recovered(file, survey, taken);
        IReadOnlyList<ClockPoint> clock = Beside(path, SessionTables.ClockPoints.Name, SampleCsvReader.ClockPoints, taken) ?? [];
        DateTimeOffset started = mapping.StartedUtc ?? said?.StartedUtc ?? ClockMapping.Fit([.. clock])?.ToUtc(survey.FirstMicroseconds) ?? now;
        taken.Add($"Start: {started:yyyy-MM-dd HH:mm:ss zzz}.");
        if (said is not null && said.SampleCount != survey.Count)
        {
            taken.Add($"The table has {survey.Count} samples, and the session had {said.SampleCount}.");
        }

        if (survey.IsSimulated && said?.Description.Simulated != true)
        {
            taken.Add("Its flags say that the sensor was simulated: so does the session.");
        }

        SessionDescription description = said?.Description ?? new SessionDescription { DeviceId = "imported", NominalRateHz = survey.RateHertz, Source = SessionSource.Csv, Title = mapping.Title };
        return new CsvImported(
            new ExportedSession
            {
                Summary = new SessionSummary(
                    said?.Id ?? "",
                    description with { Simulated = description.Simulated || survey.IsSimulated, TipAreaCm2 = mapping.Question.TipAreaCm2 ?? description.TipAreaCm2, Calibration = calibrations.Count == 0 ? null : calibrations[0].Calibration },
                    started.ToUniversalTime(),
                    said?.EndedUtc ?? started.ToUniversalTime().AddTicks(Math.Max(0, survey.LastMicroseconds - survey.FirstMicroseconds) * TimeSpan.TicksPerMicrosecond),
                    said?.End ?? SessionEnd.Closed,
                    survey.Count,
                    survey.FirstMicroseconds,
                    survey.LastMicroseconds),
                Calibrations = calibrations,
                ClockPoints = clock,
                Events = Beside(path, SessionTables.Events.Name, SampleCsvReader.Events, taken) ?? [],
                Gaps = Beside(path, SessionTables.Gaps.Name, SampleCsvReader.Gaps, taken) is { } recorded ? survey.With(recorded, taken) : survey.Gaps,
                Samples = SampleCsvReader.Samples(file),
            },
            taken);
    }

    /// <summary>Stores it: a session that says who it is under its own identity where that is free, any other under a new one.</summary>
    /// <param name="store">Open for writing.</param>
    /// <param name="session">As it was read.</param>
    /// <param name="person">Whom it is about; null for nobody.</param>
    /// <param name="ticket">Progress and cancel; null for neither.</param>
    /// <returns>Its identity, and whether it was there already.</returns>
    public static (string Id, ImportOutcome Outcome) Store(RecordStore store, ExportedSession session, Person? person, ImportTicket? ticket = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(session);
        ticket ??= new ImportTicket();
        (string id, ImportOutcome outcome) = session.Summary.IsIdentifiedByStart && Own(store, session, ticket) is { } own ? own : New(store, session, ticket);
        if (person is not null)
        {
            store.LinkSession(new SessionLink(id, person.Id, null, null, null));
        }

        return (id, outcome);
    }

    private static (string Id, ImportOutcome Outcome) New(RecordStore store, ExportedSession session, ImportTicket ticket)
    {
        string id = store.NewSessionId();
        return (id, store.ImportSession(Complete(session with { Summary = session.Summary with { Id = id } }, ticket)));
    }

    // Null where the record has another session of that name, such as a table that was worked on since it was exported, or has put it aside.
    private static (string Id, ImportOutcome Outcome)? Own(RecordStore store, ExportedSession session, ImportTicket ticket)
    {
        try
        {
            ImportOutcome outcome = store.ImportSession(Complete(session, ticket));
            return outcome == ImportOutcome.AlreadyThere && store.ReadSession(session.Summary.Id).DeletedUtc is not null ? null : (session.Summary.Id, outcome);
        }
        catch (RecordStoreException conflict) when (conflict.Problem == RecordStoreProblem.Conflict)
        {
            return null;
        }
    }

    private static CompleteSession Complete(ExportedSession session, ImportTicket ticket) =>
        ArchiveImport.Complete(session with { Samples = ticket.Store(session.Samples, session.Summary.SampleCount) });

    // An export of a folder has the sessions above: who it was, with which device and tip, and whether anybody was measured at all.
    private static SessionSummary? Above(string path, List<string> taken)
    {
        string? folder = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(path)));
        string file = Path.Combine(folder ?? "", SessionTables.Sessions.Name + ".csv");
        if (folder is null || !path.EndsWith(Samples, StringComparison.OrdinalIgnoreCase) || !File.Exists(file))
        {
            return null;
        }

        try
        {
            SessionSummary? found = SampleCsvReader.Session(File.ReadAllText(file), Path.GetFileName(path)[..^Samples.Length]);
            if (found is not null)
            {
                taken.Add($"{Path.GetFileName(file)} above it: session {found.Id}{(found.Description.Simulated ? ", of a simulated sensor" : "")}.");
            }

            return found;
        }
        catch (FormatException failure)
        {
            throw new FormatException($"{Path.GetFileName(file)}: {failure.Message}", failure);
        }
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

    private static CalibrationInForce[] Recovered(TableFile file, OwnTable survey, List<string> taken)
    {
        if (!survey.HasForces)
        {
            return [];
        }

        CellCalibration found = SampleCsvReader.Recover(SampleCsvReader.Samples(file))
            ?? throw new FormatException("The forces do not follow from the counts by one straight calibration (a tare or a new calibration lies between): put the file with the calibrations beside it, as the export of a folder writes it.");
        taken.Add($"Calibration: found from counts and forces ({found.GainPiconewtonsPerCount} pN a count).");
        return [new CalibrationInForce(long.MinValue, found)];
    }
}
