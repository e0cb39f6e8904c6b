using Algometer.Evaluation;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Signal;
using CsCheck;

namespace Algometer.Measurement.Tests.Easing;

public sealed class EasingDetectorTests(ITestOutputHelper output)
{
    private const int Holds = 300;

    [Theory]
    [InlineData(PressingTool.Probe, 30)]
    [InlineData(PressingTool.Probe, 60)]
    [InlineData(PressingTool.Probe, 90)]
    [InlineData(PressingTool.Ball, 30)]
    [InlineData(PressingTool.Ball, 60)]
    [InlineData(PressingTool.Ball, 90)]
    public void False_alarms_stay_within_their_bounds(PressingTool tool, double seconds)
    {
        // The study's own figures are in EASING.md; here three standard errors of 300 holds are added to the bounds.
        (double possibly, double easing) = Alarms(new HoldRecipe(seconds, tool == PressingTool.Ball, Tissue.Nominal, 0));
        (double strongPossibly, double strongEasing) = Alarms(new HoldRecipe(seconds, tool == PressingTool.Ball, Tissue.Strong, 0));
        output.WriteLine($"{tool} {seconds} s: {possibly:0.0} / {easing:0.0} %, strongly relaxing {strongPossibly:0.0} / {strongEasing:0.0} %");
        Assert.InRange(possibly, 0, 7 + 4.4);
        Assert.InRange(easing, 0, 2 + 2.4);
        Assert.InRange(strongPossibly, 0, 10 + 5.2);
        Assert.InRange(strongEasing, 0, 3 + 3);
    }

    [Theory]
    [InlineData(0.05, 18)]
    [InlineData(0.08, 46)]
    [InlineData(0.12, 66)]
    [InlineData(0.20, 70)]
    public void Easing_is_found_on_a_generator_that_the_weights_were_not_fitted_on(double drop, double atLeast)
    {
        // The detector before found more here, being tuned on this very generator; see EASING.md. Large quick drops are asked about instead.
        (double possibly, _) = Alarms(new HoldRecipe(60, false, Tissue.Nominal, drop));
        output.WriteLine($"{drop:0.00}: {possibly:0.0} %");
        Assert.True(possibly >= atLeast, $"{possibly:0.0} % found, {atLeast} % wanted");
    }

    [Fact]
    public void Letting_go_and_pressing_again_are_named_and_never_taken_for_easing()
    {
        (int offs, int named, int presses, int pressesNamed, int easing) = (0, 0, 0, 0, 0);
        for (ulong seed = 0; seed < Holds; seed++)
        {
            GeneratedHold hold = new HoldGenerator(seed * 7919).Next(new HoldRecipe(60, false, Tissue.Nominal, 0, Behaviour.BackOff));
            EasingDetector detector = Judge(hold, new EasingOptions { TargetNewtons = hold.TargetNewtons });
            easing += detector.Verdict == EasingVerdict.Easing ? 1 : 0;
            foreach (OperatorEvent happened in hold.Events.Where(e => e.EndSeconds < hold.EndSeconds - 2))
            {
                EasingState wanted = happened.Change < 0 ? EasingState.BackingOff : EasingState.RePressing;
                bool isNamed = false;
                foreach (EasingSpan span in detector.Spans)
                {
                    isNamed |= span.State == wanted && span.FromSeconds < happened.EndSeconds + 1 && span.ToSeconds > happened.StartSeconds - 1;
                }

                if (happened.Change < 0)
                {
                    offs++;
                    named += isNamed ? 1 : 0;
                }
                else
                {
                    presses++;
                    pressesNamed += isNamed ? 1 : 0;
                }
            }
        }

        output.WriteLine($"back-offs {100.0 * named / offs:0.0} %, re-presses {100.0 * pressesNamed / presses:0.0} %, called easing {100.0 * easing / Holds:0.0} %");
        Assert.True(named >= 0.95 * offs);
        Assert.True(pressesNamed >= 0.95 * presses);
        Assert.True(easing <= 0.03 * Holds);
    }

    [Theory]
    [InlineData(10, 0.9)]
    [InlineData(92.3, 0.35)]
    [InlineData(331, 0.35)]
    public void The_same_hand_gives_the_same_answer_at_any_rate(double rate, double tolerance)
    {
        // One continuous trace, sampled at 80 a second and at another rate.
        var differences = new List<double>();
        for (ulong seed = 0; seed < 40; seed++)
        {
            double drop = seed % 2 == 0 ? 0.12 : 0;
            GeneratedHold hold = new HoldGenerator(seed * 104729).Next(new HoldRecipe(60, false, Tissue.Nominal, drop, Behaviour.Steady, 662));
            double Peak(double hertz)
            {
                var detector = new EasingDetector(new EasingOptions { TargetNewtons = hold.TargetNewtons });
                double next = 0;
                double sum = 0;
                int count = 0;
                for (int i = 0; i < hold.TimesSeconds.Length; i++)
                {
                    // A converter averages over its own period.
                    sum += hold.ForcesNewtons[i];
                    count++;
                    if (hold.TimesSeconds[i] >= next)
                    {
                        detector.Accept(At(hold.TimesSeconds[i], sum / count));
                        next += 1 / hertz;
                        sum = 0;
                        count = 0;
                    }
                }

                detector.Finish();
                return detector.Score;
            }

            differences.Add(Math.Abs(Peak(rate) - Peak(80)));
        }

        differences.Sort();
        output.WriteLine($"{rate} a second: median difference of the score {differences[20]:0.000}, largest {differences[^1]:0.000}");
        Assert.True(differences[20] <= tolerance, $"{differences[20]:0.000}");
    }

    [Fact]
    public void Told_the_target_or_not_and_fed_in_any_portions_the_answer_is_the_same() =>
        Gen.ULong[0, 100_000].Sample(
            seed =>
            {
                GeneratedHold hold = new HoldGenerator(seed).Next(new HoldRecipe(30, false, Tissue.Nominal, 0.1));
                EasingDetector first = Judge(hold, new EasingOptions { TargetNewtons = hold.TargetNewtons, HoldSeconds = 30 });
                EasingDetector second = Judge(hold, new EasingOptions { TargetNewtons = hold.TargetNewtons, HoldSeconds = 30 });
                Assert.Equal(first.Score, second.Score);
                Assert.True(first.Spans.SequenceEqual(second.Spans));

                // Looking at it in between changes nothing: there are no portions but samples.
                var watched = new EasingDetector(new EasingOptions { TargetNewtons = hold.TargetNewtons, HoldSeconds = 30 });
                for (int i = 0; i < hold.TimesSeconds.Length; i++)
                {
                    watched.Accept(At(hold.TimesSeconds[i], hold.ForcesNewtons[i]));
                    _ = watched.Verdict;
                    _ = watched.Measure();
                }

                watched.Finish();
                Assert.Equal(first.Score, watched.Score);
            },
            iter: 20,
            threads: 1);

    [Fact]
    public void Missing_samples_and_faults_never_raise_easing()
    {
        int more = 0;
        int alarms = 0;
        for (ulong seed = 0; seed < 150; seed++)
        {
            GeneratedHold hold = new HoldGenerator(seed * 31337).Next(new HoldRecipe(60, false, Tissue.Nominal, 0, Behaviour.Steady));
            var random = new Random((int)seed);
            bool whole = Judge(hold, new EasingOptions { TargetNewtons = hold.TargetNewtons }).Verdict == EasingVerdict.Easing;
            var holed = new EasingDetector(new EasingOptions { TargetNewtons = hold.TargetNewtons });
            double gapFrom = 15 + (random.NextDouble() * 30);
            double gapTo = gapFrom + 0.2 + (random.NextDouble() * 8);
            for (int i = 0; i < hold.TimesSeconds.Length; i++)
            {
                double t = hold.TimesSeconds[i];
                bool lost = (t > gapFrom && t < gapTo) || random.NextDouble() < 0.1;
                bool faulty = random.NextDouble() < 0.05;
                if (!lost)
                {
                    holed.Accept(faulty
                        ? new Sample(i, (long)(t * 1e6) + 10_000, 8388607, double.NaN, SampleFlags.Saturated, AlarmState.None)
                        : At(t, hold.ForcesNewtons[i]));
                }
            }

            holed.Finish();
            more += holed.Verdict == EasingVerdict.Easing ? 1 : 0;
            alarms += whole ? 1 : 0;
        }

        Assert.True(more <= alarms + 1, $"{more} with holes, {alarms} without");
    }

    [Fact]
    public void A_hold_that_is_all_gaps_cannot_be_judged()
    {
        var detector = new EasingDetector(new EasingOptions { TargetNewtons = 30 });
        for (int i = 0; i < 80 * 60; i++)
        {
            bool held = i < 240;
            detector.Accept(new Sample(i, i * 12500L, 0, held ? 30 + Math.Sin(i) : double.NaN, held ? SampleFlags.None : SampleFlags.NoData, AlarmState.None));
        }

        detector.Finish();
        Assert.Equal(EasingVerdict.CannotJudge, detector.Verdict);
        Assert.Equal(EasingDoubt.TooFewSamples, detector.Doubt);
    }

    [Theory]
    [InlineData("230327.csv")]
    [InlineData("230331.csv")]
    [InlineData("230403.csv")]
    [InlineData("230407.csv")]
    public void Real_tissue_on_a_bench_is_never_easing(string name)
    {
        string file = Path.Combine(Checkout.Need(Checkout.Recordings, "The folder of recordings (shared/data)"), "tissue-relaxation", name);
        int judged = 0;
        foreach (string curve in VirtualDevice.Tests.RecordedTrace.Curves(file))
        {
            VirtualDevice.Trace trace = VirtualDevice.Tests.RecordedTrace.Read(file, curve);
            (double peak, double most) = trace.Points.MaxBy(point => point.Value);
            foreach (double level in (double[])[15, 30, 45])
            {
                // As recorded it is too short to judge; from its peak on drawn out six times, it relaxes for a minute.
                foreach (double stretch in (double[])[1, 6])
                {
                    VirtualDevice.Trace drawn = VirtualDevice.Trace.Of(trace.Name, trace.Quantity, [.. trace.Points.Select(point => (point.Seconds + (Math.Max(0, point.Seconds - peak) * (stretch - 1)), point.Value))]).Resample(80);
                    Sample[] samples = [.. drawn.Points.Select((point, i) => new Sample(i, (long)(point.Seconds * 1e6), 0, point.Value * level / most, SampleFlags.None, AlarmState.None))];
                    foreach (FoundHold hold in HoldFinder.FindAll(samples, new EasingOptions()))
                    {
                        Assert.NotEqual(EasingVerdict.Easing, hold.Detector.Verdict);
                        Assert.Equal(hold.EndSeconds - hold.StartSeconds < 25, hold.Detector.Doubt == EasingDoubt.TooShort);
                        judged += hold.Detector.Verdict != EasingVerdict.CannotJudge ? 1 : 0;
                    }
                }
            }
        }

        output.WriteLine($"{name}: {judged} long enough to judge");
        Assert.True(judged > 20, $"{judged}");
    }

    [Fact]
    public void The_words_never_say_released_and_never_ask_for_more_force()
    {
        IEnumerable<string> all = Enum.GetValues<EasingState>().SelectMany(state => Enum.GetValues<EasingDoubt>().Select(doubt => EasingWords.Of(state, doubt)))
            .Concat(Enum.GetValues<EasingVerdict>().SelectMany(verdict => Enum.GetValues<EasingDoubt>().Select(doubt => EasingWords.Of(verdict, doubt))))
            .Concat(Enum.GetValues<EasingVerdict>().SelectMany(verdict => Enum.GetValues<PainChange>().Select(pain => EasingWords.WithPain(verdict, EasingDoubt.None, pain))));
        foreach (string words in all)
        {
            Assert.DoesNotContain("release", words, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("(?i)(?<!no reason to )press (harder|more firmly|more!)", words);
            Assert.DoesNotContain("relief", words, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_a_sample()
    {
        GeneratedHold hold = new HoldGenerator(4).Next(new HoldRecipe(60, true, Tissue.Nominal, 0.1, Behaviour.BackOff));
        EasingDetector Detector() => new(new EasingOptions { TargetNewtons = hold.TargetNewtons, Tool = PressingTool.Ball });
        void Accept(EasingDetector detector, int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                detector.Accept(At(hold.TimesSeconds[i], hold.ForcesNewtons[i]));
            }
        }

        // What is made once for all detectors is made by another one, over the whole hold: a part may be reached late.
        Accept(Detector(), 0, hold.TimesSeconds.Length);
        Assert.Equal(0, AllocatedBytes.LeastOf(() =>
        {
            EasingDetector detector = Detector();
            Accept(detector, 0, 400);
            return () => Accept(detector, 400, hold.TimesSeconds.Length);
        }));
    }

    [Fact]
    public void Measures_of_a_clean_hold_are_those_it_was_made_with()
    {
        // 30 N, 12 % lost with τ = 5 s, tremor of 1 % at 10 Hz, no noise.
        var detector = new EasingDetector(new EasingOptions { TargetNewtons = 30 });
        var random = new Random(5);
        for (int i = 0; i < 80 * 50; i++)
        {
            double t = (i / 80.0) - 2;
            double level = t < 0 ? Math.Clamp((t + 2) / 1.5, 0, 1) : 1 - (0.12 * (1 - Math.Exp(-t / 5)));
            detector.Accept(At(i / 80.0, 30 * level * (1 + (0.01 * Math.Sqrt(2) * Math.Sin(2 * Math.PI * 10 * t)) + (0.0005 * random.NextDouble()))));
        }

        detector.Finish();
        HoldMeasures measures = detector.Measure();
        Assert.InRange(measures.RelaxationFraction.Value, 0.095, 0.135);
        Assert.True(measures.RelaxationFraction.Low < measures.RelaxationFraction.Value && measures.RelaxationFraction.Value < measures.RelaxationFraction.High);
        Assert.InRange(measures.RelaxationSeconds.Value, 4, 5.7);
        Assert.InRange(measures.TremorPercent, 0.8, 1.2);
        Assert.InRange(measures.TremorRatio, 0.9, 1.1);
        Assert.InRange(measures.InBandSeconds, 46, 50);
        Assert.InRange(measures.ImpulseNewtonSeconds, 26.4 * 47, 27.5 * 50);
        Assert.Equal(0, measures.VisibleEasingPercent);
        Assert.Equal(0, measures.BackOffs);
        Assert.Equal(EasingVerdict.Steady, detector.Verdict);
    }

    [Theory]
    [InlineData(null, -1.0, null, 60.0, "target")]
    [InlineData(30.0, 20.0, 10.0, 60.0, "upper end")]
    [InlineData(30.0, null, null, 2.0, "5 to 600")]
    public void Nonsense_is_refused(double? target, double? low, double? high, double hold, string hint)
    {
        var options = new EasingOptions { TargetNewtons = target ?? low, BandLowNewtons = target is null ? null : low, BandHighNewtons = high, HoldSeconds = hold };
        Assert.Contains(hint, Assert.Throws<ArgumentException>(() => new EasingDetector(options)).Message, StringComparison.Ordinal);
    }

    private static Sample At(double seconds, double newtons) => new(0, (long)(seconds * 1e6) + 10_000, 0, newtons, SampleFlags.None, AlarmState.None);

    private static EasingDetector Judge(GeneratedHold hold, EasingOptions options)
    {
        var detector = new EasingDetector(options);
        for (int i = 0; i < hold.TimesSeconds.Length; i++)
        {
            detector.Accept(At(hold.TimesSeconds[i], hold.ForcesNewtons[i]));
        }

        detector.Finish();
        return detector;
    }

    private static (double Possibly, double Easing) Alarms(HoldRecipe recipe)
    {
        int possibly = 0;
        int easing = 0;
        for (ulong seed = 0; seed < Holds; seed++)
        {
            GeneratedHold hold = new HoldGenerator((seed * 2654435761) + 17).Next(recipe);
            EasingVerdict verdict = Judge(hold, new EasingOptions { TargetNewtons = hold.TargetNewtons, HoldSeconds = recipe.Seconds, Tool = recipe.Ball ? PressingTool.Ball : PressingTool.Probe }).Verdict;
            possibly += verdict is EasingVerdict.PossiblyEasing or EasingVerdict.Easing ? 1 : 0;
            easing += verdict == EasingVerdict.Easing ? 1 : 0;
        }

        return (100.0 * possibly / Holds, 100.0 * easing / Holds);
    }
}
