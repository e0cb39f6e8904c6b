using System.Text.Json;
using Algometer.Measurement.Signal;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Xdf;
using CsCheck;

namespace Algometer.Exports.Tests;

/// <summary>XDF, read by a reader that knows its specification alone.</summary>
public sealed class XdfTests
{
    [Fact]
    public async Task Any_sessions_come_back_sample_by_sample()
    {
        using var scratch = new ScratchFolder();
        ExportedSession[] all = [RoundTripTests.Rich("01JRCH0000000001")];
        AnySession.Any.Sample(session => all = [.. all, session], iter: 40, threads: 1);
        string[] paths = [.. all.Select((session, i) => Write(session, scratch.File($"{i}.xdf")))];
        string[] lines = Python.Run("read_xdf.py", paths).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(all.Length, lines.Length);
        foreach ((ExportedSession session, string line) in all.Zip(lines))
        {
            Check(session, JsonDocument.Parse(line).RootElement);
        }

        string head = System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(paths[0]));
        Assert.Contains("<tip_area_cm2>0.5</tip_area_cm2>", head, StringComparison.Ordinal);
        Assert.Contains("<gap><first_missing_sequence>200</first_missing_sequence><count>30</count><reason>lost on the way</reason></gap>", head, StringComparison.Ordinal);
    }

    [Fact]
    public void The_offsets_map_stamps_to_wall_time()
    {
        using var scratch = new ScratchFolder();
        ExportedSession session = AnySession.Of(AnySession.Ramp(10));
        JsonElement file = JsonDocument.Parse(Python.Run("read_xdf.py", Write(session, scratch.File("a.xdf")))).RootElement;
        double[][] clock = file.GetProperty("streams")[0].GetProperty("clock").Deserialize<double[][]>()!;
        Assert.Equal([0, 1_780_000_000.0], clock[0]);
        Assert.Equal(60, clock[1][0]);
        Assert.Equal(1_780_000_000.0003, clock[1][1], 1e-6);
    }

    [Fact]
    public void A_session_made_faster_than_real_time_has_the_stamps_of_its_own_clock()
    {
        using var scratch = new ScratchFolder();
        ExportedSession session = AnySession.Of(AnySession.Ramp(4800)) with { ClockPoints = [new ClockPoint(1_000_000, 1_780_000_000_000_000), new ClockPoint(61_000_000, 1_780_000_001_200_000)] };
        JsonElement stream = JsonDocument.Parse(Python.Run("read_xdf.py", Write(session, scratch.File("a.xdf")))).RootElement.GetProperty("streams")[0];
        Assert.Equal(0, stream.GetProperty("clock").GetArrayLength());
        Assert.Equal(59.98, (session.ToUtc(60_987_500) - session.ToUtc(1_000_000)).TotalSeconds, 0.01);
        Assert.Equal(session.Summary.StartedUtc, session.ToUtc(session.Summary.FirstDeviceMicroseconds!.Value));
    }

    private static string Write(ExportedSession session, string path)
    {
        using FileStream stream = File.Create(path);
        XdfFormat.Write(session, stream, new ExportTicket());
        return path;
    }

    private static void Check(ExportedSession session, JsonElement file)
    {
        Assert.Equal("1.0", file.GetProperty("version").GetString());
        JsonElement data = file.GetProperty("streams")[0];
        Assert.Equal(XdfFormat.Channels.Select(channel => channel.Name), data.GetProperty("labels").Deserialize<string[]>()!, StringComparer.Ordinal);
        Assert.Equal(XdfFormat.Channels.Select(channel => channel.Unit), data.GetProperty("units").Deserialize<string[]>()!, StringComparer.Ordinal);
        double[] stamps = data.GetProperty("stamps").Deserialize<double[]>()!;
        double?[][] values = data.GetProperty("values").Deserialize<double?[][]>()!;
        Same.Samples(session.Samples, stamps.Zip(values, (stamp, value) => new Sample((long)value[2]!.Value, (long)Math.Round(stamp * 1e6), (int)value[1]!.Value, value[0] ?? double.NaN, (SampleFlags)(int)value[3]!.Value, (AlarmState)(int)value[4]!.Value)));
        Assert.Equal(stamps.Length, data.GetProperty("footer").GetProperty("count").GetInt32());
        Assert.Equal(session.Clock is null ? 0 : session.ClockPoints.Count, data.GetProperty("clock").GetArrayLength());
        JsonElement markers = file.GetProperty("streams")[1];
        Assert.Equal("string", markers.GetProperty("format").GetString());
        Assert.Equal(
            session.Events.Select(happened => (happened.Kind, happened.Text)),
            markers.GetProperty("values").EnumerateArray().Select(value => JsonDocument.Parse(value[0].GetString()!).RootElement).Select(marker => (marker.GetProperty("kind").GetString()!, marker.GetProperty("text").GetString())));
    }
}
