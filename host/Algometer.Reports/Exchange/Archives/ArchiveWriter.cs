using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Algometer.Measurement.Signal;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Store;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Exchange.Archives;

/// <summary>Writes a session archive: a zip whose last entry names, measures and checksums all others.</summary>
public static class ArchiveWriter
{
    // The entries' own time stamps would tell when it was made even where dates are shifted; the manifest tells it where it may.
    private static readonly DateTimeOffset _entryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the entries hold, by the name of the schema's file.</summary>
    internal static IReadOnlyDictionary<string, Type> Schemas { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["schema/manifest.schema.json"] = typeof(ArchiveManifest),
        ["schema/session.schema.json"] = typeof(ArchiveSession),
        ["schema/event.schema.json"] = typeof(ArchiveEvent),
        ["schema/person.schema.json"] = typeof(ArchivePerson),
        ["schema/document.schema.json"] = typeof(ArchiveDocument),
    };

    /// <summary>Writes it.</summary>
    /// <param name="sessions">The sessions, each opened when its turn comes.</param>
    /// <param name="people">Whom they are about.</param>
    /// <param name="documents">What was written about them.</param>
    /// <param name="pseudonymised">Whether codes, dates and free text were replaced.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="ticket">Progress and cancel.</param>
    public static async Task WriteAsync(IEnumerable<ExportedSession> sessions, IReadOnlyList<Person> people, IReadOnlyList<StoredDocument> documents, bool pseudonymised, Stream stream, ExportTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(ticket);
        var entries = new List<ArchiveEntry>();
        var identities = new List<string>();
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        DateTimeOffset made = DateTimeOffset.UnixEpoch;
        foreach (ExportedSession session in sessions)
        {
            string folder = $"sessions/{session.Summary.Id}/";
            identities.Add(session.Summary.Id);
            long samples = 0;
            await AddAsync(zip, entries, folder + "samples.bin", into => samples = Samples(session, into, ticket));
            await AddAsync(zip, entries, folder + "events.jsonl", into => Lines(session.Events.Select(happened => new ArchiveEvent(happened.DeviceMicroseconds, happened.Sequence, happened.Kind, happened.Value, happened.Text)), into));
            await AddAsync(zip, entries, folder + "session.json", into => Json(ArchiveSession.Of(session, samples), into));
            made = session.Summary.EndedUtc is { } ended && ended > made ? ended : made;
        }

        foreach (Person person in people)
        {
            await AddAsync(zip, entries, $"people/{person.Id}.json", into => Json(ArchivePerson.Of(person), into));
        }

        foreach (StoredDocument d in documents)
        {
            await AddAsync(zip, entries, $"documents/{d.Id}.json", into => Json(new ArchiveDocument(d.Id, d.Kind, d.PersonId, d.Revision, d.CreatedUtc, d.UpdatedUtc, d.Body) { SessionId = d.SessionId }, into));
        }

        foreach ((string name, Type type) in Schemas)
        {
            await AddAsync(zip, entries, name, into => Json(Schema(name, type), into));
        }

        string software = ProgramVersion.Text;

        // The end of its youngest session stands for its making: the same content gives the same bytes, whenever it is written.
        var manifest = new ArchiveManifest(ArchiveFormat.FormatName, ArchiveFormat.Version, made, software, pseudonymised, identities, entries);
        await AddAsync(zip, [], ArchiveReader.ManifestName, into => Json(manifest, into));
    }

    internal static JsonNode Schema(string name, Type type)
    {
        JsonNode schema = JsonSchemaExporter.GetJsonSchemaAsNode(PlainJson.Options, type);
        schema.AsObject().Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.AsObject().Insert(1, "$id", name["schema/".Length..]);
        return schema;
    }

    private static async Task AddAsync(ZipArchive zip, List<ArchiveEntry> entries, string name, Action<Stream> write)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = _entryTime;
        using var sha = SHA256.Create();
        await using Stream stream = entry.Open();
        var counted = new CountingStream(stream, sha);
        write(counted);
        sha.TransformFinalBlock([], 0, 0);
        entries.Add(new ArchiveEntry(name, counted.Count, Convert.ToHexStringLower(sha.Hash!)));
    }

    private static long Samples(ExportedSession session, Stream into, ExportTicket ticket)
    {
        byte[] buffer = new byte[SampleRecord.Bytes * 4096];
        int used = 0;
        long count = 0;
        foreach (Sample sample in ticket.Count(session.Samples))
        {
            SampleRecord.Write(sample, buffer.AsSpan(used));
            used += SampleRecord.Bytes;
            count++;
            if (used == buffer.Length)
            {
                into.Write(buffer);
                used = 0;
            }
        }

        into.Write(buffer, 0, used);
        return count;
    }

    private static void Lines<T>(IEnumerable<T> items, Stream into)
    {
        foreach (T item in items)
        {
            into.Write(JsonSerializer.SerializeToUtf8Bytes(item, PlainJson.Options));
            into.Write("\n"u8);
        }
    }

    private static void Json<T>(T item, Stream into) => into.Write(JsonSerializer.SerializeToUtf8Bytes(item, PlainJson.Indented));

    private sealed class CountingStream(Stream inner, SHA256 sha) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            sha.TransformBlock(buffer, offset, count, null, 0);
            inner.Write(buffer, offset, count);
            Count += count;
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
