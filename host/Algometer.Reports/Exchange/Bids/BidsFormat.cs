using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Tables;

namespace Algometer.Reports.Exchange.Bids;

/// <summary>
/// A dataset of the Brain Imaging Data Structure with physiological recordings: for each session one recording on a regular grid, as the
/// standard has it, and one of the samples as they are with a time column, because a grid moves them.
/// </summary>
public sealed class BidsFormat : IExportFormat
{
    /// <summary>Version of the standard.</summary>
    public const string Version = "1.10.0";

    /// <summary>Columns of the recording on a grid.</summary>
    public static IReadOnlyList<ColumnDescription> GridColumns { get; } =
        [new("force", ColumnType.Number, "N", "Force on a regular grid of the device's clock, read from the line between two consecutive samples; n/a where a sample is missing or has no force.")];

    /// <summary>Columns of the recording of samples as they are.</summary>
    public static IReadOnlyList<ColumnDescription> SampleColumns { get; } =
    [
        new("time", ColumnType.Number, "s", "Device time since the first sample, when the data became ready; steps are not equal."),
        new("force", ColumnType.Number, "N", "Force by the calibration in force; n/a where there is none to be trusted."),
        new("raw_counts", ColumnType.Whole, "", "The converter's code as measured."),
        new("sequence", ColumnType.Whole, "", "The device's sample number, counted on past a restart within the session; a jump is a gap."),
        new("flags", ColumnType.Whole, "", "What is known about the sample, as in the wire format (decimal)."),
        new("alarm", ColumnType.Whole, "", "The device's alarm, as in the wire format (decimal)."),
    ];

    /// <inheritdoc/>
    public string Name => "bids";

    /// <inheritdoc/>
    public string Summary => "Brain Imaging Data Structure: physiological recordings beside imaging or behaviour.";

    /// <inheritdoc/>
    public string Extension => "";

    /// <inheritdoc/>
    public IReadOnlyList<ExportFile> Plan(ExportSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var parts = new List<ExportFile>
        {
            Json("dataset_description.json", [], () => Description(selection)),
            ExportFile.Text("README", [], (writer, _) => writer.Write(ReadMe(selection))) with { IsSide = true, Always = true },
            ExportFile.Text(".bidsignore", [], (writer, _) => writer.Write(ExportManifest.FileName + "\n")) with { IsSide = true, Always = true },
            ExportFile.Text("participants.tsv", [], (writer, _) => Participants(selection, writer)) with { IsSide = true, Always = true },
            Json("participants.json", [], ParticipantColumns),
        };
        foreach (SessionSummary session in selection.Sessions)
        {
            string subject = Subject(selection.PersonOf(session.Id));
            string stem = $"sub-{subject}/ses-{Label(session.Id)}/beh/sub-{subject}_ses-{Label(session.Id)}_task-algometry";
            SessionSummary[] one = [session];
            // The grid and its sidecar are of one look at the samples.
            RegularGrid? grid = null;
            RegularGrid? Laid(ExportTicket ticket) => grid ??= RegularGrid.Of(selection.Open(session).Samples, session.Description.NominalRateHz, ticket);
            parts.Add(ExportFile.Rows($"{stem}_recording-grid_physio.tsv.gz", one, (stream, ticket) => Zipped(stream, writer => Grid(Laid(ticket), writer, ticket))) with { Counts = true });
            parts.Add(Json($"{stem}_recording-grid_physio.json", one, () => GridSidecar(selection.Open(session), Laid(new ExportTicket()))) with { Always = false });
            parts.Add(ExportFile.Rows($"{stem}_recording-samples_physio.tsv.gz", one, (stream, ticket) => Zipped(stream, writer => Samples(selection.Open(session), writer, ticket))));
            parts.Add(Json($"{stem}_recording-samples_physio.json", one, () => SampleSidecar(selection.Open(session))) with { Always = false });
            parts.Add(ExportFile.Text($"{stem}_events.tsv", one, (writer, _) => Events(selection.Open(session), writer)) with { IsSide = true });
            parts.Add(Json($"{stem}_events.json", one, EventColumns) with { Always = false });
        }

        return parts;
    }

    /// <summary>A text as a label, which has letters and digits only.</summary>
    /// <param name="text">A code or an identity.</param>
    public static string Label(string text)
    {
        string label = string.Concat((text ?? "").Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit));
        return label.Length == 0 ? "x" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")))[..8] : label;
    }

    private static string Subject(Person? person) => person is null ? "unassigned" : Label(person.Code);

    private static ExportFile Json(string name, IReadOnlyList<SessionSummary> sessions, Func<JsonNode> content) =>
        ExportFile.Text(name, sessions, (writer, _) => writer.Write(content().ToJsonString(PlainJson.Indented) + "\n")) with { IsSide = true, Always = true };

    private static JsonObject Description(ExportSelection selection) => new()
    {
        ["Name"] = $"Pressure algometry: {selection.Name}",
        ["BIDSVersion"] = Version,
        ["DatasetType"] = "raw",
        ["GeneratedBy"] = new JsonArray(new JsonObject { ["Name"] = "Algometer", ["Description"] = "Exported from the record of a pressure algometer." }),
    };

    private static string ReadMe(ExportSelection selection) =>
        $"""
        Pressure algometry, {selection.Sessions.Count} sessions{(selection.Pseudonymised ? ", pseudonymised: codes replaced, dates shifted per person" : "")}.

        Each session has two recordings of the same force. recording-grid lies on a regular grid of the device's clock (linear between two
        consecutive samples; nothing is bridged over a gap or a fault). recording-samples has the samples as they were measured, with their own
        times and raw counts: use it where the moment of a sample matters. Gaps, faults and alarms stand in both and in the events.

        """.ReplaceLineEndings("\n");

    private static void Participants(ExportSelection selection, TextWriter writer)
    {
        writer.Write("participant_id\tsex\tbirth_decade\n");
        foreach (Person person in selection.People)
        {
            string sex = person.Sex switch { Sex.Female => "female", Sex.Male => "male", Sex.Other => "other", _ => "n/a" };
            writer.Write($"sub-{Subject(person)}\t{sex}\t{person.BirthDecade?.ToString(CultureInfo.InvariantCulture) ?? "n/a"}\n");
        }

        if (selection.Sessions.Any(session => selection.PersonOf(session.Id) is null))
        {
            writer.Write("sub-unassigned\tn/a\tn/a\n");
        }
    }

    private static JsonObject ParticipantColumns() => new()
    {
        ["sex"] = new JsonObject { ["Description"] = "Sex as norm tables use it." },
        ["birth_decade"] = new JsonObject { ["Description"] = "First year of the decade of birth." },
    };

    private static void Grid(RegularGrid? grid, Utf8Text text, ExportTicket ticket)
    {
        foreach (double force in grid?.ForcesNewtons(ticket) ?? [])
        {
            Number(text, force);
            text.Add((byte)'\n');
        }
    }

    private static JsonObject GridSidecar(ExportedSession session, RegularGrid? grid)
    {
        JsonObject sidecar = Sidecar(session, grid?.RateHertz ?? session.Summary.Description.NominalRateHz, GridColumns);
        sidecar["ResamplingMethod"] = "Linear between two consecutive samples; none across gaps and faults (n/a).";
        return sidecar;
    }

    private static void Samples(ExportedSession session, Utf8Text text, ExportTicket ticket)
    {
        long? first = null;
        foreach (Sample sample in ticket.Watch(session.Samples))
        {
            first ??= sample.DeviceMicroseconds;
            SampleCsv.Seconds(text, sample.DeviceMicroseconds, first.Value);
            text.Add((byte)'\t');
            Number(text, sample.ForceNewtons);
            text.Add((byte)'\t');
            text.Add(sample.RawCounts);
            text.Add((byte)'\t');
            text.Add(sample.Sequence);
            text.Add((byte)'\t');
            text.Add((int)sample.Flags);
            text.Add((byte)'\t');
            text.Add((int)sample.Alarm);
            text.Add((byte)'\n');
        }
    }

    private static void Number(Utf8Text text, double value)
    {
        if (double.IsFinite(value))
        {
            text.AddMicro(value);
            text.Trim();
        }
        else
        {
            text.Add("n/a"u8);
        }
    }

    private static JsonObject SampleSidecar(ExportedSession session)
    {
        JsonObject sidecar = Sidecar(session, session.Summary.Description.NominalRateHz, SampleColumns);
        sidecar["SamplingFrequencyNote"] = "Nominal: the samples stand at the times of the time column.";
        sidecar["FirstDeviceMicroseconds"] = session.Summary.FirstDeviceMicroseconds;
        return sidecar;
    }

    private static JsonObject Sidecar(ExportedSession session, double rate, IReadOnlyList<ColumnDescription> columns)
    {
        SessionDescription description = session.Summary.Description;
        var sidecar = new JsonObject
        {
            ["SamplingFrequency"] = rate,
            ["StartTime"] = 0.0,
            ["Columns"] = new JsonArray([.. columns.Select(column => (JsonNode)column.Name)]),
            ["PhysioType"] = "generic",
            ["Manufacturer"] = "Algometer",
            ["ManufacturersModelName"] = description.Simulated ? "simulated sensor" : "pressure algometer",
            ["DeviceSerialNumber"] = description.DeviceId,
            ["SoftwareVersions"] = $"firmware {description.FirmwareVersion}, host {description.SoftwareVersion}",
            ["TipAreaSquareCentimetres"] = description.TipAreaCm2,
        };
        if (session.Summary.FirstDeviceMicroseconds is { } first)
        {
            sidecar["StartTimeUtc"] = CsvText.Moment(session.ToUtc(first));
        }

        foreach (ColumnDescription column in columns)
        {
            var about = new JsonObject { ["Description"] = column.Meaning };
            if (column.Unit.Length > 0)
            {
                about["Units"] = column.Unit;
            }

            sidecar[column.Name] = about;
        }

        return sidecar;
    }

    private static void Events(ExportedSession session, TextWriter writer)
    {
        long first = session.Summary.FirstDeviceMicroseconds ?? 0;
        writer.Write("onset\tduration\ttrial_type\tvalue\ttext\n");
        foreach (SessionEvent happened in session.Events.OrderBy(happened => happened.DeviceMicroseconds))
        {
            double onset = ((double)happened.DeviceMicroseconds - first) / 1e6;
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{onset:F6}\t0\t{Tsv(happened.Kind)}\t{Number(happened.Value ?? double.NaN)}\t{Tsv(happened.Text)}\n"));
        }
    }

    private static JsonObject EventColumns() => new()
    {
        ["onset"] = new JsonObject { ["Description"] = "Device time since the session's first sample.", ["Units"] = "s" },
        ["trial_type"] = new JsonObject { ["Description"] = "What happened." },
        ["value"] = new JsonObject { ["Description"] = "A number that belongs to it, in the kind's own unit." },
        ["text"] = new JsonObject { ["Description"] = "Details as JSON, or what a person wrote." },
    };

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.######", CultureInfo.InvariantCulture) : "n/a";

    private static string Tsv(string? text) => string.IsNullOrEmpty(text) ? "n/a" : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    // A stream that nothing was written to would be a file of no bytes, which is no gzip file: a session without samples has one that holds nothing.
    private static readonly byte[] _emptyGzip = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    // Level 1: the files are a quarter larger than at the usual level, and are written in a third of the time.
    private static void Zipped(Stream stream, Action<Utf8Text> write)
    {
        bool isEmpty;
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var text = new Utf8Text(zip))
        {
            write(text);
            isEmpty = text.IsEmpty;
        }

        if (isEmpty)
        {
            stream.Write(_emptyGzip);
        }
    }
}
