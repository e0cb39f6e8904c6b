using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Records.Model;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Tables;

namespace Algometer.Reports.Exchange.Xdf;

/// <summary>
/// XDF as the Lab Streaming Layer's recorder writes it: a stream of samples with raw device stamps, a stream of markers, and the clock points as
/// clock offsets, so that a reader maps the stamps to wall time by itself. A session that did not run in real time has none.
/// </summary>
public sealed class XdfFormat : IExportFormat
{
    private const uint SampleStream = 1;
    private const uint MarkerStream = 2;
    private const int SamplesPerChunk = 256;
    private const int ChunksPerBoundary = 40;

    /// <summary>The channels of the sample stream in order; all in double precision, which holds every number of them exactly up to 2⁵³.</summary>
    public static IReadOnlyList<ColumnDescription> Channels { get; } =
    [
        new("force", ColumnType.Number, "N", "Force by the calibration in force; NaN where there is none to be trusted."),
        new("raw_counts", ColumnType.Whole, "counts", "The converter's code as measured."),
        new("sequence", ColumnType.Whole, "", "The device's sample number, counted on past a restart within the session; a jump is a gap."),
        new("flags", ColumnType.Whole, "", "What is known about the sample, as in the wire format."),
        new("alarm", ColumnType.Whole, "", "The device's alarm, as in the wire format."),
    ];

    /// <inheritdoc/>
    public string Name => "xdf";

    /// <inheritdoc/>
    public string Summary => "Extensible Data Format, as the Lab Streaming Layer records it; raw stamps and clock offsets.";

    /// <inheritdoc/>
    public string Extension => ".xdf";

    /// <inheritdoc/>
    public IReadOnlyList<ExportFile> Plan(ExportSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return
        [
            .. selection.Sessions.Select(session => new ExportFile($"{SafeFileName.Of(session.Id)}.xdf", [session], (stream, ticket) =>
            {
                Write(selection.Open(session), stream, ticket);
                return Task.CompletedTask;
            }) { Counts = true }),
        ];
    }

    /// <summary>Writes a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="ticket">Progress and cancel.</param>
    public static void Write(ExportedSession session, Stream stream, ExportTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(ticket);
        var writer = new XdfWriter(stream);
        writer.Begin(new XElement("info", new XElement("version", "1.0"), new XElement("datetime", session.Summary.StartedUtc.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture))));
        writer.StreamHeader(SampleStream, Header(session, "Algometer", "Force", Channels, "double64"));
        writer.StreamHeader(MarkerStream, Header(session, "AlgometerMarkers", "Markers", [new ColumnDescription("marker", ColumnType.Text, "", "")], "string"));
        writer.Boundary();
        foreach (uint id in (uint[])[SampleStream, MarkerStream])
        {
            foreach (ClockPoint point in session.Clock is null ? [] : session.ClockPoints)
            {
                writer.ClockOffset(id, Seconds(point.DeviceMicroseconds), (point.UtcUnixMicroseconds - (double)point.DeviceMicroseconds) / 1e6);
            }
        }

        Extent samples = Samples(session, writer, ticket);
        Extent markers = Markers(session, writer);
        writer.StreamFooter(SampleStream, samples.Footer());
        writer.StreamFooter(MarkerStream, markers.Footer());
    }

    private static Extent Samples(ExportedSession session, XdfWriter writer, ExportTicket ticket)
    {
        var extent = new Extent();
        int chunks = 0;
        foreach (Sample[] chunk in ticket.Count(session.Samples).Chunk(SamplesPerChunk))
        {
            writer.BeginSamples(SampleStream, chunk.Length);
            foreach (Sample sample in chunk)
            {
                writer.Stamp(extent.Add(Seconds(sample.DeviceMicroseconds)));
                writer.Number(sample.ForceNewtons);
                writer.Number(sample.RawCounts);
                writer.Number(sample.Sequence);
                writer.Number((int)sample.Flags);
                writer.Number((int)sample.Alarm);
            }

            writer.EndSamples();
            if (++chunks % ChunksPerBoundary == 0)
            {
                writer.Boundary();
            }
        }

        return extent;
    }

    private static Extent Markers(ExportedSession session, XdfWriter writer)
    {
        var extent = new Extent();
        foreach (SessionEvent[] chunk in session.Events.Chunk(SamplesPerChunk))
        {
            writer.BeginSamples(MarkerStream, chunk.Length);
            foreach (SessionEvent happened in chunk)
            {
                writer.Stamp(extent.Add(Seconds(happened.DeviceMicroseconds)));
                writer.String(Marker(happened));
            }

            writer.EndSamples();
        }

        return extent;
    }

    private static string Marker(SessionEvent happened) => JsonSerializer.Serialize(
        new { kind = happened.Kind, sequence = happened.Sequence, value = happened.Value is { } value && double.IsFinite(value) ? happened.Value : null, text = happened.Text },
        PlainJson.Options);

    private static double Seconds(long microseconds) => microseconds / 1e6;

    private static XElement Header(ExportedSession session, string name, string type, IReadOnlyList<ColumnDescription> channels, string format) => new(
        "info",
        new XElement("name", name),
        new XElement("type", type),
        new XElement("channel_count", channels.Count),
        // 0 is "no regular rate": with any other a reader smooths the stamps by default, gaps and all.
        new XElement("nominal_srate", "0"),
        new XElement("channel_format", format),
        new XElement("source_id", $"algometer-{Plain(session.Summary.Description.DeviceId)}-{type.ToLowerInvariant()}"),
        new XElement("version", "1.1"),
        new XElement("created_at", Seconds(session.Summary.FirstDeviceMicroseconds ?? 0).ToString("R", CultureInfo.InvariantCulture)),
        new XElement("session_id", Plain(session.Summary.Id)),
        new XElement(
            "desc",
            new XElement("channels", channels.Select(channel => new XElement("channel", new XElement("label", channel.Name), new XElement("unit", channel.Unit), new XElement("type", channel.Name == "force" ? "Force" : "Misc")))),
            new XElement(
                "acquisition",
                new XElement("manufacturer", "Algometer"),
                new XElement("model", session.Summary.Description.Simulated ? "simulated sensor" : "pressure algometer"),
                new XElement("serial_number", Plain(session.Summary.Description.DeviceId)),
                new XElement("firmware", Plain(session.Summary.Description.FirmwareVersion)),
                new XElement("software", Plain(session.Summary.Description.SoftwareVersion)),
                new XElement("nominal_rate_hz", session.Summary.Description.NominalRateHz.ToString("R", CultureInfo.InvariantCulture)),
                new XElement("tip_area_cm2", session.Summary.Description.TipAreaCm2.ToString("R", CultureInfo.InvariantCulture))),
            new XElement("gaps", session.Gaps.Select(gap => new XElement("gap", new XElement("first_missing_sequence", gap.FirstMissingSequence), new XElement("count", gap.Count), new XElement("reason", Plain(gap.Reason)))))));

    // XML has no place for control characters and lone surrogates.
    private static string Plain(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private sealed class Extent
    {
        private double _first;
        private double _last;
        private long _count;

        public double Add(double stamp)
        {
            _first = _count++ == 0 ? stamp : _first;
            return _last = stamp;
        }

        public XElement Footer() => new(
            "info",
            new XElement("first_timestamp", _first.ToString("R", CultureInfo.InvariantCulture)),
            new XElement("last_timestamp", _last.ToString("R", CultureInfo.InvariantCulture)),
            new XElement("sample_count", _count));
    }
}
