using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Algometer.Clinic.Exports;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;

namespace Algometer.Exports.Tests;

/// <summary>
/// Archives that were mangled on the way, or inside with their sums put right: read or refused in words, and whatever came in can be read again.
/// ALGOMETER_FUZZ_MB sets how much; the gate takes a little.
/// </summary>
public sealed class ArchiveFuzzTests(ITestOutputHelper output)
{
    private const string Session = "01JRCH0000000001";
    private static readonly long _bytes = (long)(double.Parse(Environment.GetEnvironmentVariable("ALGOMETER_FUZZ_MB") ?? "1", CultureInfo.InvariantCulture) * 1e6);
    private static readonly Person _anna = Selections.Anna with { Id = "01JPERS000000001" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mangled_archive_is_refused_in_words_or_brings_only_what_can_be_read(bool sumsPutRight)
    {
        using var scratch = new ScratchFolder();
        byte[] whole = await WholeAsync();
        Dictionary<string, byte[]> entries = Entries(whole);
        var random = new Random(sumsPutRight ? 27 : 26);
        (long done, int rounds, int taken, int left) = (0, 0, 0, 0);
        while (done < _bytes)
        {
            // A record is filled by some and then left: one that grows without end would be what is measured.
            using RecordStore store = RecordStore.Open(scratch.File($"r{rounds}"), TimeProvider.System);
            for (int i = 0; i < 200 && done < _bytes; i++, rounds++)
            {
                byte[] mangled = sumsPutRight ? Zipped(entries, random) : Mangled(whole, random);
                done += mangled.Length;
                try
                {
                    using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(mangled));
                    ArchiveImport.Report report = ArchiveImport.Run(store, reader);
                    (taken, left) = (taken + 1, left + report.Left.Count);
                }
                catch (FormatException refused)
                {
                    Assert.DoesNotContain("   at ", refused.Message, StringComparison.Ordinal);
                }
            }

            Assert.All(store.Documents.Kinds(), kind => Assert.Contains(kind, ClinicalKinds.All, StringComparer.Ordinal));
            Assert.All(ClinicalKinds.All.SelectMany(kind => store.Documents.List(kind)), ClinicalKinds.Check);
            Assert.Empty(store.Documents.Broken);
            Assert.All(store.ListSessions(), session => Assert.NotEmpty(store.HashSession(session.Id)));
            Assert.True(store.VerifyIntegrity().IsClean);
            Assert.True(store.Audit.Verify().IsSound);
        }

        output.WriteLine($"{rounds} archives, {done} bytes: {taken} read, {left} things left outside");
    }

    private static async Task<byte[]> WholeAsync()
    {
        using var stream = new MemoryStream();
        StoredDocument visit = new("01JD0C0000000001", "visit", _anna.Id, 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, """{"date":"2026-05-28","intake":{"pain":7}}""");
        StoredDocument note = visit with { Id = "01JD0C0000000002", Kind = SessionNotes.Kind, PersonId = null, SessionId = Session, Body = """{"Author":"thea","Text":"a note"}""" };
        await ArchiveWriter.WriteAsync([AnySession.Of(AnySession.Ramp(50), Session, person: _anna)], [_anna], [visit, note], pseudonymised: false, stream, new ExportTicket());
        return stream.ToArray();
    }

    private static Dictionary<string, byte[]> Entries(byte[] whole)
    {
        using var zip = new ZipArchive(new MemoryStream(whole));
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using Stream from = entry.Open();
                using var to = new MemoryStream();
                from.CopyTo(to);
                return to.ToArray();
            },
            StringComparer.Ordinal);
    }

    // Whoever makes an archive by hand makes its sums too: one entry is mangled and said to be right.
    private static byte[] Zipped(Dictionary<string, byte[]> entries, Random random)
    {
        string[] content = [.. entries.Keys.Where(name => !name.StartsWith("schema/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string chosen = content[random.Next(content.Length)];
        byte[] mangled = Mangled(entries[chosen], random);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                byte[] written = name == chosen ? mangled : bytes;
                if (name == ArchiveReader.ManifestName && chosen != name)
                {
                    JsonNode manifest = JsonNode.Parse(bytes)!;
                    JsonNode entry = manifest["entries"]!.AsArray().First(one => (string?)one!["name"] == chosen)!;
                    (entry["bytes"], entry["sha256"]) = (mangled.Length, Convert.ToHexStringLower(SHA256.HashData(mangled)));
                    written = Encoding.UTF8.GetBytes(manifest.ToJsonString());
                }

                using Stream to = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                to.Write(written);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Mangled(byte[] whole, Random random)
    {
        byte[] bytes = whole.Length > 0 ? [.. whole] : [(byte)random.Next(256)];
        whole = [.. bytes];
        int at = random.Next(bytes.Length);
        int length = Math.Min(random.Next(1, 60), bytes.Length - at);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                // A digit for another: what stays JSON.
                int digit = Array.FindIndex(bytes, at, one => one is >= (byte)'0' and <= (byte)'9');
                bytes[Math.Max(0, digit)] = (byte)('0' + random.Next(10));
                return bytes;
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 4:
                bytes.AsSpan(at, length).Clear();
                return bytes;
            default:
                return bytes[..at];
        }
    }
}
