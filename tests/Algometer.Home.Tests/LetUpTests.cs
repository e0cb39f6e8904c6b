using Algometer.Measurement.Home.Session;
using CsCheck;

namespace Algometer.Home.Tests;

public sealed class LetUpTests
{
    private const double Rate = 80;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Let_ups_are_counted_with_breath_tremor_and_noise(int count) => Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[12, 60], Gen.Double[0.35, 0.9], Gen.Double[0.35, 0.8], Gen.Double[0.35, 0.9]).Sample(
        (seed, level, depth, length, between) =>
        {
            Assert.Equal([Math.Min(count, LetUpDetector.Most)], Hear(seed, level, Enumerable.Range(0, count).Select(i => (From: 2 + (i * (length + between)), Length: length, Depth: depth))));
        },
        iter: 300);

    [Fact]
    public void Breath_drift_and_tremor_alone_are_no_answer() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[12, 60]).Sample((seed, level) => Assert.Empty(Hear(seed, level, [])), iter: 300);

    [Fact]
    public void Letting_go_is_no_answer() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[2, 6]).Sample((seed, length) => Assert.Empty(Hear(seed, 30, [(3, length, 0.8)])), iter: 100);

    [Fact]
    public void Pressing_more_is_no_answer() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0.3, 0.9]).Sample((seed, length) => Assert.Empty(Hear(seed, 30, [(3, length, -0.4), (4.5, length, -0.4)])), iter: 100);

    [Fact]
    public void Coming_back_from_two_long_harder_presses_is_no_answer() => Assert.Empty(Hear(267843, 30, [(3, 0.8930505638189619, -0.4), (4.5, 0.8930505638189619, -0.4)]));

    [Fact]
    public void After_the_time_to_listen_nothing_is_heard() => Assert.Empty(Hear(1, 30, [(13, 0.5, 0.5)]));

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    public void The_answer_of_the_ball_is_a_rating_in_the_session(int letUps, int rating)
    {
        var bench = new SessionBench().ToHold();
        Say(bench, letUps);
        SessionEntry said = bench.Session.Entries.Single(entry => entry.Kind == SessionEntryKind.Pain);
        Assert.Equal(("ball", rating), (said.Text, (int)said.Value!));
        Assert.Equal(SessionPhase.Hold, bench.Session.Phase);
        Assert.DoesNotContain(bench.Session.Entries, entry => entry.Kind == SessionEntryKind.OverLimit);
    }

    [Fact]
    public void Three_let_ups_end_the_hold()
    {
        var bench = new SessionBench().ToHold();
        Say(bench, 3);
        Assert.Equal(HoldOutcome.TooMuchPain, bench.Session.LastOutcome);
    }

    private static void Say(SessionBench bench, int letUps)
    {
        bench.Press(30, 1);
        for (int i = 0; i < letUps; i++)
        {
            bench.Press(16, 0.5).Press(30, 0.5);
        }

        bench.Press(30, 2.5);
    }

    private static List<int> Hear(int seed, double level, IEnumerable<(double From, double Length, double Depth)> dips)
    {
        var detector = new LetUpDetector(Given.Rules.LetUps);
        var random = new Random(seed);
        double phase = random.NextDouble() * 6;
        double breath = 0.15 + (0.3 * random.NextDouble());
        (double From, double Length, double Depth)[] all = [.. dips];
        var heard = new List<int>();
        detector.Begin(0);
        for (int i = 0; i < 16 * Rate; i++)
        {
            double t = i / Rate;
            double dip = all.Sum(one => one.Depth * Edge(t - one.From, one.Length));
            double wander = (0.05 * Math.Sin((2 * Math.PI * breath * t) + phase)) - (0.004 * t) + (0.006 * Math.Sin(2 * Math.PI * 9.5 * t)) + (0.004 * ((2 * random.NextDouble()) - 1));
            if (detector.Accept(t, level * (1 - dip) * (1 + wander)) is { } answer)
            {
                heard.Add(answer);
            }
        }

        return heard;
    }

    // A hand needs about 80 ms each way.
    private static double Edge(double t, double length) => Math.Clamp(Math.Min(t / 0.08, (length - t) / 0.08), 0, 1);
}
