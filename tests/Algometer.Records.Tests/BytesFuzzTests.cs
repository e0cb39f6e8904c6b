using System.Globalization;
using Algometer.Records.Codec;
using Algometer.Records.Documents;
using Algometer.Records.Journal;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Records.Tests;

/// <summary>
/// Journals, blocks, sealed cells and documents that were mangled as a disk or a person mangles them: nothing but what is foreseen is thrown, and what
/// is lost is counted. ALGOMETER_FUZZ_MB sets how much; the gate takes a little.
/// </summary>
public sealed class BytesFuzzTests(ITestOutputHelper output)
{
    private static readonly long _bytes = (long)(double.Parse(Environment.GetEnvironmentVariable("ALGOMETER_FUZZ_MB") ?? "2", CultureInfo.InvariantCulture) * 1e6);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_mangled_journal_gives_its_whole_records_and_counts_the_others(bool isSealed)
    {
        using var folder = new ScratchFolder();
        const string id = "01KB00000000000A";
        (KeyRecord key, byte[] data) = KeyRecord.Make(TestRecord.Passphrase, KeyCost.ForTests, traces: true, since: "01KA000000000000");
        Vault vault = isSealed ? Vault.Of(data, (key with { Complete = true }).Proven(data)) : Vault.None;
        using (var journal = JournalSegment.Create(folder.Path, id, 1, vault.Journal(id)))
        {
            for (int i = 0; i < 40; i++)
            {
                journal.Append(Traces.Walk(10, seed: i, from: i * 10));
                journal.Append(new EventNote(i, new SessionEvent(i, i, "note", i, "text " + i)));
            }
        }

        string path = Path.Combine(folder.Path, JournalFormat.FileName(id, 1));
        byte[] whole = File.ReadAllBytes(path);
        HashSet<(long, long, int, Measurement.Signal.SampleFlags, Measurement.Signal.AlarmState)> written = [.. Enumerable.Range(0, 40).SelectMany(i => Traces.Walk(10, seed: i, from: i * 10)).Select(Traces.Facts)];
        var random = new Random(23);
        long done = 0;
        int rounds = 0;
        while (done < _bytes)
        {
            byte[] mangled = Mangled(whole, random);
            var content = new JournalContent();
            content.Parse(mangled, id, path, vault.Journal(id), takesPlain: !isSealed);

            // What is missing at the end alone is what a power failure leaves, however its last bytes look.
            bool isTorn = content.Samples.TrueForAll(sample => sample.Sequence < content.Samples.Count);
            Assert.True(content.DamagedRecords > 0 || isTorn, $"round {rounds}: {content.Samples.Count} samples and nothing said");
            Assert.True(content.Samples.TrueForAll(sample => written.Contains(Traces.Facts(sample))));
            done += mangled.Length;
            rounds++;
        }

        output.WriteLine($"{rounds} journals, {done} bytes");
    }

    [Fact]
    public void A_mangled_block_decodes_to_what_was_written_or_to_a_reason()
    {
        byte[] packed = new byte[SampleCodec.MaxLength(500)];
        byte[] whole = packed[..SampleCodec.Encode(Traces.Walk(500), packed)];
        var random = new Random(24);
        for (long done = 0; done < _bytes; done += whole.Length)
        {
            byte[] mangled = Mangled(whole, random);
            try
            {
                Assert.True(SampleCodec.Decode(mangled).Length <= 1 << 24);
            }
            catch (InvalidDataException)
            {
                // Foreseen.
            }

            var extent = new StoredExtent(0, 499, 500);
            bool same = mangled.AsSpan().SequenceEqual(whole);
            Assert.Equal(same, EncodedBlock.TryDecode(extent, mangled, System.IO.Hashing.Crc32.HashToUInt32(whole), Vault.None.Traces("x"), out string? damage) is not null);
            Assert.Equal(same, damage is null);
        }
    }

    [Fact]
    public void A_mangled_document_is_read_or_named_as_broken()
    {
        byte[] whole = System.Text.Encoding.UTF8.GetBytes("""{"runId":"01KB00000000000A","entry":{"at":"2026-01-01T00:00:00Z","kind":"threshold","value":{"kpa":312.5,"notes":["a","b"],"flags":3}},"protocol":{"rampKpaPerSecond":30,"repeats":3},"places":[{"site":"upper-trapezius","side":"right"}],"steps":[{"place":0,"trial":1}],"seed":7}""");
        var random = new Random(25);
        for (long done = 0; done < _bytes / 4; done += whole.Length)
        {
            var document = new StoredDocument("01KB00000000000B", "any", null, 1, default, default, System.Text.Encoding.UTF8.GetString(Mangled(whole, random)));
            Read<RunDocument>(document);
            Read<EntryDocument>(document);
            Read<SignedPlanDocument>(document);
            Read<Algometer.Measurement.Calibration.CalibrationReport>(document);
        }
    }

    private static void Read<T>(StoredDocument document)
        where T : class
    {
        try
        {
            DocumentBody.Read<T>(document);
        }
        catch (RecordStoreException named)
        {
            Assert.Contains(document.Id, named.Message, StringComparison.Ordinal);
        }
    }

    // As disks and people do: bits flipped, a stretch gone, doubled, moved, zeroed, or the end cut off.
    private static byte[] Mangled(byte[] whole, Random random)
    {
        byte[] bytes = [.. whole];
        int at = random.Next(bytes.Length);
        int length = Math.Min(random.Next(1, 200), bytes.Length - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                for (int i = 0; i < 10; i++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 4:
                bytes.AsSpan(at, length).Clear();
                return bytes;
            case 5:
                return bytes[..at];
            default:
                byte[] part = bytes[at..(at + length)];
                byte[] rest = [.. bytes[..at], .. bytes[(at + length)..]];
                int to = random.Next(rest.Length + 1);
                return [.. rest[..to], .. part, .. rest[to..]];
        }
    }
}
