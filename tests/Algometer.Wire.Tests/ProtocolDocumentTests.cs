using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Wire.Tests;

/// <summary>PROTOCOL.md's own vectors, made by an implementation independent of this one, are what the code reads and writes.</summary>
public sealed class ProtocolDocumentTests
{
    private static readonly string _document = File.ReadAllText(FindDocument());

    public static TheoryData<string> Frames()
    {
        var data = new TheoryData<string>();
        foreach (Match match in Regex.Matches(_document, "`(?<hex>00 [0-9A-F ]+ 00)`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
        {
            data.Add(match.Groups["hex"].Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_documented_frame_is_read_and_written_back_to_the_byte(string hex)
    {
        byte[] frame = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var reader = new FrameReader();
        int offset = 0;
        Assert.True(reader.TryRead(frame, ref offset, frame.Length));
        var writer = new FrameWriter();
        int length = Rewrite(reader, writer);
        Assert.Equal(frame, writer.Frame.AsSpan(0, length).ToArray());
    }

    [Fact]
    public void The_document_holds_vectors_of_samples_commands_and_answers() => Assert.True(Frames().Count >= 7);

    [Fact]
    public void The_documented_sample_has_the_documented_fields()
    {
        byte[] frame = Convert.FromHexString(Frames().First().Data.Replace(" ", "", StringComparison.Ordinal));
        var reader = new FrameReader();
        int offset = 0;
        reader.TryRead(frame, ref offset, frame.Length);
        SampleMessage sample = default;
        Assert.True(sample.TryRead(reader));
        Assert.Equal(7u, sample.Sequence);
        Assert.Equal(1_000_000u, sample.Microseconds);
        Assert.Equal(-1234, sample.RawCounts);
        Assert.Equal(-56, sample.ForceMillinewtons);
        Assert.Equal(SampleFlag.Simulated, sample.Flags);
    }

    [Theory]
    [InlineData(MessageType.Hello, "hello")]
    [InlineData(MessageType.Statistics, "statistics")]
    [InlineData(MessageType.SetCalibration, "set calibration")]
    [InlineData(MessageType.RequestStatistics, "request statistics")]
    [InlineData(MessageType.BacklogEnd, "back-log end")]
    public void Types_carry_the_documented_number(byte type, string name) =>
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| 0x{type:X2} | {name} |"), _document, StringComparison.Ordinal);

    private static int Rewrite(FrameReader reader, FrameWriter writer)
    {
        switch (reader.Type)
        {
            case MessageType.Sample:
                SampleMessage sample = default;
                Assert.True(sample.TryRead(reader));
                return sample.Write(writer);
            case MessageType.Pong:
                PongMessage pong = default;
                Assert.True(pong.TryRead(reader));
                return pong.Write(writer);
            case MessageType.Refusal:
                RefusalMessage refusal = default;
                Assert.True(refusal.TryRead(reader));
                return refusal.Write(writer);
            default:
                Assert.Equal(Command.LengthOf(reader.Type), reader.PayloadLength);
                Command command = default;
                command.Read(reader);
                return command.Write(writer);
        }
    }

    private static string FindDocument()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "firmware", "Algometer.Wire", "PROTOCOL.md");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("PROTOCOL.md was not found above the test's folder: run the tests from a checkout.");
    }
}
