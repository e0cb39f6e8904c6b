using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Algometer.Measurement.Signal;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Exchange.Archives;

/// <summary>How large an archive may be before it is refused: what a file claims is never believed.</summary>
/// <param name="Entries">Most entries.</param>
/// <param name="TotalBytes">Most bytes unpacked in all.</param>
/// <param name="TextBytes">Most bytes of one JSON entry.</param>
/// <param name="Ratio">Most bytes unpacked for one packed, for entries above a mebibyte.</param>
public sealed record ArchiveLimits(int Entries = 200_000, long TotalBytes = 64L << 30, long TextBytes = 256L << 20, int Ratio = 250);

/// <summary>
/// Opens a session archive. Everything is checked before anything of it is given out: names, sizes, checksums, version, and that no entry is
/// missing or beside the manifest. Nothing is ever unpacked to the disk.
/// </summary>
public sealed class ArchiveReader : IDisposable
{
    /// <summary>Name of the entry that names all others.</summary>
    public const string ManifestName = "manifest.json";

    private const long RatioFrom = 1 << 20;
    private readonly ZipArchive _zip;
    private readonly ArchiveLimits _limits;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    private ArchiveReader(ZipArchive zip, ArchiveLimits limits) => (_zip, _limits) = (zip, limits);

    /// <summary>What the archive says of itself; checked.</summary>
    public ArchiveManifest Manifest { get; private set; } = null!;

    /// <summary>The sessions; samples and events are read when they are asked for.</summary>
    public IReadOnlyList<ExportedSession> Sessions { get; private set; } = [];

    /// <summary>Whom they are about.</summary>
    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <summary>What was written about them.</summary>
    public IReadOnlyList<StoredDocument> Documents { get; private set; } = [];

    /// <summary>Opens and checks an archive.</summary>
    /// <param name="stream">A stream that can seek; stays open with the reader and is closed with it.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="FormatException">It is no archive, damaged, too large, or of another version; the message says which.</exception>
    public static ArchiveReader Open(Stream stream, ArchiveLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArchiveReader? reader = null;
        try
        {
            reader = new ArchiveReader(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8), limits ?? new ArchiveLimits());
            reader.Check();
            return reader;
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or JsonException or DecoderFallbackException or NotSupportedException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            reader?.Dispose();
            throw new FormatException(failure is JsonException json ? $"The archive has an entry that is no such JSON ({json.Message.Split(". Path")[0]})." : $"This is no whole session archive: it is cut off, damaged, or another kind of file ({failure.Message.TrimEnd('.')}).", failure);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static FormatException Wrong(string what) => new($"The archive is refused: {what}.");

    private void Check()
    {
        if (_zip.Entries.Count > _limits.Entries)
        {
            throw Wrong($"it has {_zip.Entries.Count} entries, more than {_limits.Entries}");
        }

        foreach (ZipArchiveEntry entry in _zip.Entries)
        {
            if (SafeFileName.Problem(entry.FullName) is { } problem)
            {
                throw Wrong($"an entry's name cannot be used: {problem}");
            }

            if (!_entries.TryAdd(entry.FullName, entry))
            {
                throw Wrong($"two entries are called '{entry.FullName}'");
            }
        }

        Manifest = ReadManifest();
        CheckEntries();
        People = [.. In("people/").Select(name => Json<ArchivePerson>(name).ToPerson())];
        Documents = [.. In("documents/").Select(name => Json<ArchiveDocument>(name)).Select(d => new StoredDocument(d.Id, d.Kind, d.PersonId, d.Revision, d.CreatedUtc, d.UpdatedUtc, d.Body) { SessionId = d.SessionId }).OrderBy(d => d.Id, StringComparer.Ordinal)];
        Sessions = [.. Manifest.Sessions.Select(OpenSession)];
    }

    private ArchiveManifest ReadManifest()
    {
        if (!_entries.ContainsKey(ManifestName))
        {
            throw Wrong($"it has no {ManifestName}, so it is another kind of zip file");
        }

        // The version first: another layout may have other fields.
        byte[] bytes = Bytes(ManifestName);
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out JsonElement format) || format.ValueKind != JsonValueKind.String || format.GetString() != ArchiveFormat.FormatName)
        {
            throw Wrong($"its manifest is not of the format {ArchiveFormat.FormatName}");
        }

        if (!root.TryGetProperty("version", out JsonElement version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number != ArchiveFormat.Version)
        {
            throw Wrong($"its layout has version {version}; this program reads version {ArchiveFormat.Version}: install a newer one");
        }

        return JsonSerializer.Deserialize<ArchiveManifest>(bytes, PlainJson.Options) ?? throw Wrong("its manifest is empty");
    }

    private void CheckEntries()
    {
        var named = new HashSet<string>(StringComparer.Ordinal) { ManifestName };
        long total = 0;
        foreach (ArchiveEntry entry in Manifest.Entries)
        {
            if (!named.Add(entry.Name))
            {
                throw Wrong($"its manifest names '{entry.Name}' twice");
            }

            if (!_entries.TryGetValue(entry.Name, out ZipArchiveEntry? stored))
            {
                throw Wrong($"'{entry.Name}' is missing");
            }

            total += CheckContent(entry, stored, total);
        }

        if (_entries.Keys.FirstOrDefault(name => !named.Contains(name)) is { } extra)
        {
            throw Wrong($"'{extra}' is not in its manifest");
        }
    }

    private long CheckContent(ArchiveEntry entry, ZipArchiveEntry stored, long before)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long count = 0;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            using Stream stream = stored.Open();
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                count += read;
                CheckSize(stored, count, before + count);
                sha.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (count != entry.Bytes)
        {
            throw Wrong($"'{entry.Name}' has {count} bytes where its manifest says {entry.Bytes}");
        }

        return string.Equals(Convert.ToHexStringLower(sha.GetHashAndReset()), entry.Sha256, StringComparison.OrdinalIgnoreCase)
            ? count
            : throw Wrong($"the checksum of '{entry.Name}' is wrong: the file was damaged or changed");
    }

    private void CheckSize(ZipArchiveEntry entry, long count, long total)
    {
        if (total > _limits.TotalBytes)
        {
            throw Wrong($"it unpacks to more than {_limits.TotalBytes >> 20} MiB");
        }

        if (!entry.FullName.EndsWith(".bin", StringComparison.Ordinal) && count > _limits.TextBytes)
        {
            throw Wrong($"'{entry.FullName}' unpacks to more than {_limits.TextBytes >> 20} MiB");
        }

        if (count > RatioFrom && count / Math.Max(1, entry.CompressedLength) > _limits.Ratio)
        {
            throw Wrong($"'{entry.FullName}' unpacks to more than {_limits.Ratio} times its size, as no measurement does");
        }
    }

    private IEnumerable<string> In(string folder) => _entries.Keys.Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private byte[] Bytes(string name)
    {
        ZipArchiveEntry entry = _entries.TryGetValue(name, out ZipArchiveEntry? found) ? found : throw Wrong($"'{name}' is missing");
        using Stream stream = entry.Open();
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            CheckSize(entry, content.Length + read, content.Length + read);
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private T Json<T>(string name) => JsonSerializer.Deserialize<T>(Bytes(name), PlainJson.Options) ?? throw Wrong($"'{name}' is empty");

    private ExportedSession OpenSession(string id)
    {
        string folder = $"sessions/{id}/";
        ArchiveSession session = Json<ArchiveSession>(folder + "session.json");
        if (!string.Equals(session.Id, id, StringComparison.Ordinal))
        {
            throw Wrong($"'{folder}session.json' is of session '{session.Id}'");
        }

        if (_entries[folder + "session.json"] is null || !_entries.TryGetValue(folder + "samples.bin", out ZipArchiveEntry? samples) || !_entries.ContainsKey(folder + "events.jsonl"))
        {
            throw Wrong($"the samples or events of session '{id}' are missing");
        }

        ArchiveEntry entry = Manifest.Entries.First(one => string.Equals(one.Name, samples.FullName, StringComparison.Ordinal));
        if (entry.Bytes != session.Samples * SampleRecord.Bytes)
        {
            throw Wrong($"session '{id}' says {session.Samples} samples and has {entry.Bytes} bytes of them");
        }

        CalibrationInForce[] calibrations = [.. session.Calibrations.Select(c => new CalibrationInForce(c.EffectiveFromSequence, c.ToCalibration()))];
        (long First, long Last)? extent = Extent(samples, id);
        return new ExportedSession
        {
            Summary = new SessionSummary(session.Id, session.Describe(), session.StartedUtc, session.EndedUtc, session.End, session.Samples, extent?.First, extent?.Last),
            Calibrations = calibrations,
            ClockPoints = [.. session.ClockPoints.Select(point => new ClockPoint(point.DeviceUs, point.UtcUnixUs))],
            Events = ReadEvents(folder + "events.jsonl"),
            Gaps = [.. session.Gaps.Select(gap => new RecordedGap(gap.FirstMissingSequence, gap.Count, gap.Reason))],
            Samples = SampleRecord.WithForce(ReadSamples(samples), calibrations),
            Person = session.PersonId is null ? null : People.FirstOrDefault(person => string.Equals(person.Id, session.PersonId, StringComparison.Ordinal)),
        };
    }

    private static (long First, long Last)? Extent(ZipArchiveEntry entry, string id)
    {
        (long First, long Last)? extent = null;
        long? before = null;
        foreach (Sample sample in ReadSamples(entry))
        {
            if (sample.Sequence <= before)
            {
                throw Wrong($"the samples of session '{id}' are not in order at sequence {sample.Sequence}");
            }

            before = sample.Sequence;
            long at = sample.DeviceMicroseconds;
            extent = extent is { } e ? (Math.Min(e.First, at), Math.Max(e.Last, at)) : (at, at);
        }

        return extent;
    }

    private static IEnumerable<Sample> ReadSamples(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        byte[] buffer = new byte[SampleRecord.Bytes * 4096];
        for (int held; (held = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
        {
            for (int at = 0; at + SampleRecord.Bytes <= held; at += SampleRecord.Bytes)
            {
                yield return SampleRecord.Read(buffer.AsSpan(at));
            }
        }
    }

    private List<SessionEvent> ReadEvents(string name)
    {
        var events = new List<SessionEvent>();
        using var reader = new StreamReader(new MemoryStream(Bytes(name)), new UTF8Encoding(false, throwOnInvalidBytes: true));
        while (reader.ReadLine() is { } line)
        {
            ArchiveEvent read = JsonSerializer.Deserialize<ArchiveEvent>(line, PlainJson.Options) ?? throw Wrong($"'{name}' has an empty line");
            events.Add(new SessionEvent(read.DeviceUs, read.Sequence, read.Kind, read.Value, read.Text));
        }

        return events;
    }
}
