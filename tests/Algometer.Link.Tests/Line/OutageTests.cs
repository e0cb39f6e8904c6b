namespace Algometer.Link.Tests;

/// <summary>
/// What is lost on the line is had again as long as the device holds it: outages of 1 to 12 s, random loss, long ways. The real firmware at
/// one end, all of it on a clock of its own.
/// </summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Held = 1024;

    public static TheoryData<double, double, bool, string> Outages()
    {
        var all = new TheoryData<double, double, bool, string>();
        foreach (double rate in (double[])[80, 92])
        {
            for (int seconds = 1; seconds <= 12; seconds++)
            {
                all.Add(seconds, rate, false, "uart");
                all.Add(seconds, rate, true, "uart");
                all.Add(seconds, rate, true, "tcp");
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public void After_an_outage_nothing_is_lost_that_the_device_still_held(double seconds, double rate, bool reopened, string line)
    {
        var bench = new LineBench(Options(line) with { RateHertz = rate }, new SinkProbe());
        bench.Begin(2);
        bench.Cut(seconds, reopened);
        bench.Run(14);
        bench.Finish();
        LinkStatistics seen = bench.Statistics;

        // What has left the device's ring of 1,024 when the request arrives is gone; asking takes a handshake and half a round trip, and while
        // the oldest are being sent the newest push on.
        int mayBeGone = Math.Max(0, (int)Math.Ceiling((seconds + 0.1) * rate) - Held);
        foreach (SampleGap gap in bench.Sink.Gaps)
        {
            output.WriteLine($"gap {gap.FirstSequence} x {gap.Count}: {gap.Reason}");
        }

        output.WriteLine($"{line} {seconds} s at {rate}/s: refilled {seen.Refilled}, lost {seen.Lost} of at most {mayBeGone} gone, duplicates {seen.Duplicates}");
        Assert.InRange(seen.Lost, 0, mayBeGone);
        Assert.InRange(seen.Refilled, (long)(seconds * rate * 0.98) - mayBeGone - 2, long.MaxValue);
        Assert.Equal(0, seen.Duplicates);
        AssertWhole(bench);
    }

    [Fact]
    public void After_an_outage_on_a_line_that_loses_frames_nothing_leaves_the_back_log_while_a_long_answer_is_awaited()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            var bench = new LineBench(new LineOptions { LossPart = 0.02, RoundTripMicroseconds = 100_000, RateHertz = 92.3, Seed = seed }, new SinkProbe());
            bench.Begin(2);
            bench.Cut(9, reopened: true);
            bench.Run(14);
            Assert.InRange(bench.MostAsked, 1u, 64u);
            Assert.Equal(0, bench.Statistics.Lost);
            AssertWhole(bench);
        }
    }

    [Theory]
    [InlineData(0.001, 5)]
    [InlineData(0.001, 200)]
    [InlineData(0.01, 5)]
    [InlineData(0.01, 100)]
    [InlineData(0.01, 200)]
    [InlineData(0.03, 100)]
    [InlineData(0.05, 5)]
    [InlineData(0.05, 50)]
    [InlineData(0.05, 100)]
    [InlineData(0.05, 200)]
    public void Under_random_loss_nothing_is_lost_that_the_device_still_held(double part, int roundTripMilliseconds)
    {
        foreach (double rate in (double[])[80, 92])
        {
            var bench = new LineBench(new LineOptions { LossPart = part, RoundTripMicroseconds = roundTripMilliseconds * 1000, RateHertz = rate, Seed = (int)rate + roundTripMilliseconds }, new SinkProbe());
            bench.Begin(60);
            LinkStatistics seen = bench.Statistics;
            output.WriteLine($"{part:P1} lost, {roundTripMilliseconds} ms, {rate}/s: {bench.Sink.Samples.Count} samples, refilled {seen.Refilled}, lost {seen.Lost}");
            Assert.Equal(0, seen.Lost);

            // A second behind at most: what is asked for comes while the stream goes on.
            Assert.InRange(bench.DeviceNext - bench.Sink.Samples[^1].Sequence, 0, 4 * rate);
            AssertWhole(bench);
            bench.Close();
            Assert.Equal(0, bench.Statistics.Lost);
            AssertWhole(bench);
        }
    }

    [Theory]
    [InlineData(0.01, 100)]
    [InlineData(0.05, 5)]
    [InlineData(0.05, 200)]
    public void A_session_that_ends_in_a_refill_loses_nothing_of_what_was_on_its_way(double part, int roundTripMilliseconds)
    {
        const int sessions = 25;
        long cutOff = 0;
        double longest = 0;
        for (int seed = 1; seed <= sessions; seed++)
        {
            var options = new LineOptions { LossPart = part, RoundTripMicroseconds = roundTripMilliseconds * 1000, Seed = seed };
            LineBench hasty = Begun(options);
            hasty.Finish();
            cutOff += hasty.Statistics.Lost;
            LineBench bench = Begun(options);
            longest = Math.Max(longest, bench.Close());
            Assert.Equal(0, bench.Statistics.Lost);
            AssertWhole(bench);
        }

        output.WriteLine($"{part:P0} lost, {roundTripMilliseconds} ms: {cutOff} samples of {sessions} sessions would be lost without waiting; the longest wait is {longest:0.00} s");
        Assert.True(cutOff > 0, "no session ended in a refill, so nothing was tried");
        Assert.InRange(longest, 0, 3.1);
    }

    [Fact]
    public void A_line_that_stands_still_and_delivers_late_loses_nothing()
    {
        foreach (double seconds in (double[])[0.3, 0.9, 3])
        {
            var bench = new LineBench(Options("tcp") with { RingBytes = 1 << 20 }, new SinkProbe());
            bench.Begin(2);
            bench.Stall(seconds);
            bench.Run(seconds + 4);
            Assert.Equal(0, bench.Statistics.Lost);
            AssertWhole(bench);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(9)]
    public void A_host_that_could_not_run_for_a_while_takes_its_own_lateness_for_nobody_s_silence(double seconds)
    {
        var bench = new LineBench(Options("tcp"), new SinkProbe());
        bench.Begin(2);
        bench.Cut(1.5, reopened: true);
        bench.FreezeHost(seconds);
        bench.Run(4);
        bench.Finish();
        Assert.Equal(0, bench.Statistics.Lost);
        Assert.InRange(bench.Statistics.Refilled, 115, 125);
        AssertWhole(bench);
    }

    [Fact]
    public void An_outage_in_a_refill_is_refilled_as_well()
    {
        var bench = new LineBench(new LineOptions(), new SinkProbe());
        bench.Begin(2);
        bench.Cut(4, reopened: true);
        bench.Run(0.4);
        bench.Cut(1, reopened: false);
        bench.Run(0.2);
        bench.Cut(0.5, reopened: true);
        bench.Run(8);
        Assert.Equal(0, bench.Statistics.Lost);
        AssertWhole(bench);
    }

    private static LineBench Begun(LineOptions options)
    {
        var bench = new LineBench(options, new SinkProbe());
        bench.Begin(3);
        return bench;
    }

    private static LineOptions Options(string line) => string.Equals(line, "uart", StringComparison.Ordinal)
        ? new LineOptions()
        : new LineOptions { BytesPerSecond = 1e7, RoundTripMicroseconds = 1000 };

    // Every number once and in order, or in a gap with its reason; times go on.
    private static void AssertWhole(LineBench bench)
    {
        long next = bench.Sink.Samples[0].Sequence;
        long last = long.MinValue;
        int gap = 0;
        foreach (Measurement.Signal.Sample sample in bench.Sink.Samples)
        {
            while (gap < bench.Sink.Gaps.Count && bench.Sink.Gaps[gap].FirstSequence == next)
            {
                Assert.Equal("the device no longer held them", bench.Sink.Gaps[gap].Reason);
                next += bench.Sink.Gaps[gap++].Count;
            }

            Assert.Equal(next++, sample.Sequence);
            Assert.True(sample.DeviceMicroseconds > last);
            last = sample.DeviceMicroseconds;
        }
    }
}
