using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Algometer.Wire.Tests.SecondClient;

/// <summary>A second implementation reads and writes every vector of the document, and the corpus.</summary>
public sealed class SecondClientVectorTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Checkout.Root, "firmware", "Algometer.Wire", "PROTOCOL.md"));

    [Fact]
    public async Task It_reads_each_documented_frame_and_writes_it_back_to_the_byte()
    {
        await using SecondClientProcess client = SecondClientProcess.Start("vectors");
        MatchCollection rows = Regex.Matches(_document, @"^\| (?<name>[^|,]+?)(?:,[^|]*)? \| (?<content>[^|]+) \| `(?<frame>00 [0-9A-F ]+ 00)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        Assert.True(rows.Count >= 7);
        foreach (Match row in rows)
        {
            JsonElement answer = await client.AskAsync(new { @do = "decode", bytes = row.Groups["frame"].Value });
            JsonElement message = Assert.Single(answer.GetProperty("messages").EnumerateArray());
            Assert.Equal(row.Groups["name"].Value, message.GetProperty("name").GetString());
            JsonElement written = await client.AskAsync(new { @do = "encode", message });
            Assert.Equal(row.Groups["frame"].Value, written.GetProperty("bytes").GetString());
        }

        await client.EndAsync();
    }

    [Fact]
    public async Task It_reads_the_fields_that_this_one_wrote()
    {
        await using SecondClientProcess client = SecondClientProcess.Start("vectors");
        var writer = new FrameWriter();
        var random = new Random(20);
        for (int i = 0; i < 200; i++)
        {
            var sample = new SampleMessage
            {
                Sequence = (uint)random.NextInt64(1L << 32),
                Microseconds = (uint)random.NextInt64(1L << 32),
                RawCounts = random.Next(-8388608, 8388608),
                ForceMillinewtons = i % 5 == 0 ? Protocol.BlankForce : random.Next(int.MinValue + 1, int.MaxValue),
                Flags = random.Next(65536),
                Alarm = (byte)random.Next(256),
            };
            string bytes = Hexadecimal(writer, sample.Write(writer));
            JsonElement answer = await client.AskAsync(new { @do = "decode", bytes });
            JsonElement message = Assert.Single(answer.GetProperty("messages").EnumerateArray());
            Assert.Equal(sample.Sequence, message.GetProperty("sequence").GetUInt32());
            Assert.Equal(sample.Microseconds, message.GetProperty("us").GetUInt32());
            Assert.Equal(sample.RawCounts, message.GetProperty("raw").GetInt32());
            Assert.Equal(sample.ForceMillinewtons, message.GetProperty("force_mN") is { ValueKind: JsonValueKind.Number } force ? force.GetInt32() : Protocol.BlankForce);
            Assert.Equal(sample.Flags, message.GetProperty("flags").GetInt32());
            Assert.Equal(sample.Alarm, message.GetProperty("alarm").GetInt32());
            Assert.Equal(bytes, (await client.AskAsync(new { @do = "encode", message })).GetProperty("bytes").GetString());
        }

        await client.EndAsync();
    }

    [Fact]
    public async Task It_finds_the_frames_of_the_corpus()
    {
        await using SecondClientProcess client = SecondClientProcess.Start("vectors");
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests", "Algometer.Wire.Tests", "Corpus")))
        {
            string bytes = string.Join(' ', File.ReadAllBytes(file).Select(value => value.ToString("X2", CultureInfo.InvariantCulture)));
            JsonElement answer = await client.AskAsync(new { @do = "decode", bytes });
            int expected = int.Parse(Path.GetFileName(file).Split('.')[1], CultureInfo.InvariantCulture);
            Assert.True(expected == answer.GetProperty("messages").GetArrayLength(), $"{Path.GetFileName(file)}: {answer}");
        }

        await client.EndAsync();
    }

    [Fact]
    public async Task It_computes_the_documented_forces()
    {
        await using SecondClientProcess client = SecondClientProcess.Start("vectors");
        MatchCollection rows = Regex.Matches(
            _document, @"^\| (?<raw>-?\d+) \| (?<zero>-?\d+) \| (?<tare>-?\d+) \| (?<quadratic>-?\d+) \| (?<force>-?\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        Assert.True(rows.Count >= 9);
        foreach (Match row in rows)
        {
            int Column(string name) => int.Parse(row.Groups[name].Value, CultureInfo.InvariantCulture);
            JsonElement answer = await client.AskAsync(new { @do = "force", gain = 45_665_773, quadratic = Column("quadratic"), zero = Column("zero"), tare = Column("tare"), raw = Column("raw") });
            Assert.Equal(Column("force"), answer.GetProperty("force_mN").GetInt32());
        }

        await client.EndAsync();
    }

    private static string Hexadecimal(FrameWriter writer, int length) =>
        string.Join(' ', writer.Frame.Take(length).Select(value => value.ToString("X2", CultureInfo.InvariantCulture)));
}
