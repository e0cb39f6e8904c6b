using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Fhir;
using CsCheck;

namespace Algometer.Exports.Tests;

public sealed class ArchiveTests
{
    [Fact]
    public void Any_sessions_come_back_bit_for_bit() => AnySession.Any.Array[0, 3].Sample(sessions =>
    {
        ExportedSession[] distinct = [.. sessions.DistinctBy(session => session.Summary.Id, StringComparer.Ordinal)];
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(Write(distinct)));
        Assert.Equal(distinct.Length, reader.Sessions.Count);
        foreach ((ExportedSession expected, ExportedSession actual) in distinct.Zip(reader.Sessions))
        {
            Same.Sessions(expected, actual);
        }
    }, iter: 60);

    [Fact]
    public void The_largest_and_smallest_numbers_come_back()
    {
        Sample[] samples =
        [
            new(long.MinValue, long.MaxValue, int.MinValue, double.NaN, (SampleFlags)int.MaxValue, (AlarmState)(-1)),
            new(0, long.MinValue, int.MaxValue, double.NaN, SampleFlags.None, AlarmState.None),
            new(long.MaxValue, 0, 0, double.NaN, SampleFlags.NoData, (AlarmState)0xFF),
        ];
        ExportedSession session = AnySession.Of([]) with { Samples = [.. SampleRecord.WithForce(samples, AnySession.Of([]).Calibrations)], Events = [new SessionEvent(long.MinValue, long.MaxValue, "x", double.NaN, "\u0000\u001b"), new SessionEvent(0, 0, "y", double.NegativeInfinity)] };
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(Write([session])));
        Same.Samples(session.Samples, reader.Sessions[0].Samples);
        Assert.Equal(session.Events, reader.Sessions[0].Events);
    }

    [Fact]
    public async Task A_persons_archive_has_the_person_the_documents_and_every_session()
    {
        ExportSelection clinic = Selections.Clinic();
        ExportFile part = Assert.Single(new ArchiveFormat().Plan(clinic));
        Assert.Equal("P-017.algometer", part.Name);
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(await Selections.BytesAsync(part)));
        Assert.Equal(Selections.Anna, Assert.Single(reader.People));
        Assert.Equal(clinic.Documents, reader.Documents);
        Same.Sessions(clinic.Open(clinic.Sessions[0]), Assert.Single(reader.Sessions));
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        ExportedSession session = AnySession.Of(AnySession.Ramp(100));
        Assert.Equal(Write([session]), Write([session]));
    }

    [Fact]
    public void Every_entry_is_what_its_schema_says()
    {
        using var zip = new ZipArchive(new MemoryStream(Write([AnySession.Of(AnySession.Ramp(3)) with { Events = [new SessionEvent(1, 2, "mark", 3, "x")] }])));
        Check("schema/manifest.schema.json", JsonNode.Parse(Text(zip, "manifest.json"))!);
        Check("schema/session.schema.json", JsonNode.Parse(Text(zip, "sessions/01J0000000000000/session.json"))!);
        Check("schema/event.schema.json", JsonNode.Parse(Text(zip, "sessions/01J0000000000000/events.jsonl"))!);

        void Check(string schema, JsonNode value)
        {
            JsonObject properties = JsonNode.Parse(Text(zip, schema))!["properties"]!.AsObject();
            Assert.Equal(properties.Select(property => property.Key).Order(StringComparer.Ordinal), value.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_beginning_of_an_archive_is_refused_in_words()
    {
        byte[] whole = Write([AnySession.Of(AnySession.Ramp(50))]);
        for (int length = 0; length < whole.Length; length += 97)
        {
            Assert.NotEmpty(Refused(whole[..length]).Message);
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_or_changes_nothing()
    {
        ExportedSession session = AnySession.Of(AnySession.Ramp(40));
        byte[] whole = Write([session]);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255]).Sample((at, change) =>
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= change;
            try
            {
                using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(damaged));
                Same.Samples(session.Samples, reader.Sessions[0].Samples);
                Assert.Equal(session.Calibrations, reader.Sessions[0].Calibrations);
            }
            catch (FormatException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData("../evil.json", "leaves its folder")]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("C:/evil.json", "no file name may have")]
    [InlineData("a\\..\\evil.json", "no file name may have")]
    [InlineData("nul\0.json", "no file name may have")]
    [InlineData("NUL.json", "Windows keeps")]
    [InlineData("sessions/./x", "leaves its folder")]
    [InlineData("sessions//x", "absolute or has an empty part")]
    [InlineData("trailing./x", "leaves its folder")]
    [InlineData("extra.json", "not in its manifest")]
    public void An_entry_with_a_wicked_name_is_refused(string name, string why) =>
        Assert.Contains(why, Refused(Changed(zip => Add(zip, name, "x"u8.ToArray()))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sessions/01J0000000000000/samples.bin", "missing")]
    [InlineData("sessions/01J0000000000000/session.json", "missing")]
    [InlineData("manifest.json", "another kind of zip")]
    public void A_missing_entry_is_refused(string name, string why) =>
        Assert.Contains(why, Refused(Changed(zip => zip.GetEntry(name)!.Delete())).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_entries_of_one_name_are_refused() =>
        Assert.Contains("two entries", Refused(Changed(zip => Add(zip, "sessions/01J0000000000000/samples.bin", new byte[28]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_content_than_its_checksum_says_is_refused() => Assert.Contains("checksum of 'sessions/01J0000000000000/samples.bin' is wrong", Refused(Changed(zip =>
    {
        zip.GetEntry("sessions/01J0000000000000/samples.bin")!.Delete();
        Add(zip, "sessions/01J0000000000000/samples.bin", new byte[28 * 50]);
    })).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_version_is_refused_with_what_to_do() => Assert.Contains("version 99; this program reads version 1: install a newer one", Refused(Changed(zip =>
    {
        string manifest = Text(zip, "manifest.json");
        zip.GetEntry("manifest.json")!.Delete();
        Add(zip, "manifest.json", Encoding.UTF8.GetBytes(manifest.Replace("\"version\": 1", "\"version\": 99", StringComparison.Ordinal)));
    })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"format\":\"algometer-archive\",\"version\":1}")]
    [InlineData("{\"format\":5}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"format\":\"algometer-archive\",\"version\":\"one\"}")]
    public void A_manifest_that_is_none_is_refused(string manifest) => Assert.NotEmpty(Refused(Changed(zip =>
    {
        zip.GetEntry("manifest.json")!.Delete();
        Add(zip, "manifest.json", Encoding.UTF8.GetBytes(manifest));
    })).Message);

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        byte[] bomb = Bomb("sessions/01J0000000000000/samples.bin", 40 << 20);
        Assert.Contains("times its size", Refused(bomb).Message, StringComparison.Ordinal);
        Assert.Contains("unpacks to more than 1 MiB", Refused(bomb, new ArchiveLimits(TotalBytes: 1 << 20, Ratio: 100_000)).Message, StringComparison.Ordinal);
        Assert.Contains("times its size", Refused(Bomb("people/x.json", 40 << 20)).Message, StringComparison.Ordinal);
        Assert.Contains("unpacks to more than 2 MiB", Refused(Bomb("people/x.json", 40 << 20), new ArchiveLimits(TextBytes: 2 << 20, Ratio: 100_000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_entries_than_anybody_has_are_refused() =>
        Assert.Contains("entries, more than 5", Refused(Write([AnySession.Of([])]), new ArchiveLimits(Entries: 5)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_file_of_the_corpus_is_refused_in_words()
    {
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "archive-*");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.NotEmpty(Refused(File.ReadAllBytes(file)).Message));
    }

    internal static byte[] Write(ExportedSession[] sessions)
    {
        using var stream = new MemoryStream();
        ArchiveWriter.WriteAsync(sessions, [], [], pseudonymised: false, stream, new ExportTicket()).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private static FormatException Refused(byte[] bytes, ArchiveLimits? limits = null) => Assert.Throws<FormatException>(() => ArchiveReader.Open(new MemoryStream(bytes), limits).Dispose());

    private static byte[] Changed(Action<ZipArchive> change)
    {
        var stream = new MemoryStream();
        stream.Write(Write([AnySession.Of(AnySession.Ramp(50))]));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            change(zip);
        }

        return stream.ToArray();
    }

    // Zeros with a manifest that is right about them.
    private static byte[] Bomb(string name, int length) => Changed(zip =>
    {
        byte[] zeros = new byte[length];
        zip.GetEntry(name)?.Delete();
        Add(zip, name, zeros);
        JsonNode manifest = JsonNode.Parse(Text(zip, "manifest.json"))!;
        JsonArray entries = manifest["entries"]!.AsArray();
        entries.Remove(entries.FirstOrDefault(entry => (string)entry!["name"]! == name));
        entries.Add(new JsonObject { ["name"] = name, ["bytes"] = length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(zeros)) });
        zip.GetEntry("manifest.json")!.Delete();
        Add(zip, "manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    });

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using Stream stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        stream.Write(content);
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
