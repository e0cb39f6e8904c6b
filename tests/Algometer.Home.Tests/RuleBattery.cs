using System.Text;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Visits;

namespace Algometer.Home.Tests;

/// <summary>
/// Things that the program does under given rules, each written out as text. A rule that can be removed without any of these texts changing is
/// held by nothing.
/// </summary>
internal static class RuleBattery
{
    /// <summary>What is tried, by name; the sections of the rules that it is closest to come first when they are mutated.</summary>
    public static IReadOnlyList<(string Name, string Sections, Func<HomeRules, VisitLists, string> Run)> All { get; } =
    [
        ("check of the file", "tools positions regions", Safe((rules, _) => rules.Checked().Version)),
        ("plans at every edge", "regions points plan over_treatment hold safe_range screening", Safe(Plans)),
        ("tool and position for each region", "pairs refused_pairs points", Safe(Pairs)),
        ("forbidden places", "never_at_home", Safe((rules, _) => Join(Given.Rules.NeverAtHome.SelectMany(place => (string[])[place.Id, .. place.Points]).Select(id => PlaceCheck.Forbidden(id, rules)?.Id)))),
        ("screening", "screening", Safe(Screenings)),
        ("safe range", "safe_range regions presets", Safe(Ranges)),
        ("drafts of plans", "presets plan points safe_range over_treatment", Safe(Drafts)),
        ("pain in the hold", "pain presets", Safe(Pains)),
        ("hold clock", "hold pain presets", Safe(Clocks)),
        ("approach", "approach presets", Safe(Approaches)),
        ("rests and repeats", "over_treatment presets", Safe(Rests)),
        ("free mode", "free_mode", Safe(Free)),
        ("zero of the ball", "zero", Safe(Zeros)),
        ("movement rated again", "recheck outcome", Safe(Rechecks)),
        ("bracing", "bracing", Safe(Bracings)),
        ("breath", "breath", Safe(Breaths)),
        ("answer by the ball", "let_ups presets", Safe(LetUps)),
        ("stops", "stop_reasons tingling", Safe(Stops)),
        ("too much", "too_much pain", Safe(TooMuches)),
        ("emergencies", "emergency", Safe(Emergencies)),
        ("evening", "worse_after", Safe(Evenings)),
        ("sessions of a day", "over_treatment", Safe(Days)),
        ("plateau", "plateau escalation outcome", Safe(Plateaus)),
    ];

    /// <summary>The first thing that changes under other rules; null when nothing does.</summary>
    public static string? FirstChange(string section, HomeRules rules, VisitLists lists) =>
        All.OrderByDescending(one => one.Sections.Split(' ').Contains(section, StringComparer.Ordinal))
            .Where(one => !string.Equals(one.Run(rules, lists), Baseline(one.Name), StringComparison.Ordinal)).Select(one => one.Name).FirstOrDefault();

    private static readonly Dictionary<string, string> _baseline = new(StringComparer.Ordinal);

    private static string Baseline(string name)
    {
        lock (_baseline)
        {
            return _baseline.TryGetValue(name, out string? known) ? known : _baseline[name] = All.First(one => one.Name == name).Run(Given.Rules, Given.Lists);
        }
    }

    private static Func<HomeRules, VisitLists, string> Safe(Func<HomeRules, VisitLists, string> run) => (rules, lists) =>
    {
        try
        {
            return run(rules, lists);
        }
        catch (Exception refused) when (refused is FormatException or ArgumentException or InvalidOperationException or NullReferenceException or Xunit.Sdk.XunitException)
        {
            return refused.GetType().Name + ": " + refused.Message;
        }
    };

    private static string Join<T>(IEnumerable<T> parts) => string.Join(';', parts);

    private static string Plans(HomeRules rules, VisitLists lists)
    {
        var plans = new List<HomePlan>();
        foreach (HomePoint point in Given.Rules.Points)
        {
            HomePair? pair = Given.Rules.Pairs.FirstOrDefault(known => known.Region == point.Region);
            foreach (double limit in (double[])[4, 20, 39, 60, 60.1, 70, 119, 120, 120.1, 130, 150, 150.1, 170, 249, 250, 250.1, 300, 400, 800])
            {
                plans.Add(Given.Plan with { Point = point.Id, Region = point.Region, Tool = pair?.Tool ?? "ball", Position = pair?.Position ?? "wall", LowNewtons = 2, HighNewtons = 3, LimitNewtons = limit });
            }
        }

        plans.AddRange(((int[])[1, 5, 9, 10, 11, 15, 29, 30, 31, 45, 60, 89, 90, 91, 100, 120, 200, 254]).Select(seconds => Given.Plan with { HoldSeconds = seconds }));
        plans.AddRange(Enumerable.Range(1, 10).SelectMany(count => (HomePlan[])[Given.Plan with { Repeats = count }, Given.Plan with { SessionsADay = count }]));
        plans.AddRange(((int[])[1, 5, 9, 10, 11, 29, 30, 31, 89, 90, 91, 99]).Select(days => Given.Plan with { ExpiresUtc = Given.Plan.CreatedUtc.AddDays(days), MeasuredUtc = Given.Plan.CreatedUtc }));
        plans.AddRange(((int[])[0, 5, 8, 9, 10, 28, 29, 30, 88, 89, 90, 99]).Select(days => Given.Plan with { ExpiresUtc = Given.Plan.CreatedUtc.AddDays(1), MeasuredUtc = Given.Plan.CreatedUtc.AddDays(-days) }));
        plans.AddRange(Given.Rules.Screening.Select(question => Given.Plan with { Cleared = [question.Id] }));
        plans.AddRange(Given.Rules.Presets.Select(preset => Given.Plan with { Preset = preset.Id }));
        return Join(plans.Select(plan => PlanCheck.Judge(plan, rules, lists.Movements)).Select(verdict => verdict.Refusal + verdict.Detail));
    }

    private static string Pairs(HomeRules rules, VisitLists lists) => Join(
        from region in Given.Rules.Regions
        from tool in Given.Rules.Tools
        from position in Given.Rules.Positions
        select PlaceCheck.PairProblem(region.Id, tool.Id, position.Id, rules) ?? "fits");

    private static string Screenings(HomeRules rules, VisitLists lists) => Join(
        from question in Given.Rules.Screening
        from region in Given.Rules.Regions
        from cleared in (bool[])[false, true]
        let answers = Given.Rules.Screening.ToDictionary(each => each.Id, each => each.Id == question.Id, StringComparer.Ordinal)
        let result = Screening.Judge(rules, region.Id, answers, cleared ? [question.Id] : [])
        select $"{result.Outcome}{result.TellTherapist}{string.Join('+', result.Messages)}");

    private static string Ranges(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach (string point in Given.Rules.Points.Select(point => point.Id))
        {
            foreach (double factor in (double[])[1, 1.05, 1.1, 1.149, 1.16, 1.3, 1.5])
            {
                foreach (double level in (double[])[3, 30, 58, 110, 240, 280])
                {
                    text.Append(SafeRange.TryMake(rules, point, "ball", [new(level * 0.7, level), new(level * 0.7 * factor, level * factor)], Given.Noon, out SafeRange? range)).Append(range);
                    foreach (HomePreset preset in rules.Presets)
                    {
                        double low = 0, high = 0, limit = 0;
                        text.Append(range?.Band(preset, out low, out high, out limit)).Append(low).Append('-').Append(high).Append('-').Append(limit);
                    }
                }
            }
        }

        SafeRange.TryMake(Given.Rules, "rhomboids", "ball", [new(20, 30), new(21, 31)], Given.Noon, out SafeRange? made);
        text.Append(Join(((int[])[1, 9, 10, 11, 29, 30, 31, 89, 90, 91]).Select(days => made!.Age(rules, Given.Noon.AddDays(days)))));
        foreach (double rate in (double[])[2, 4, 6, 9, 12, 18, 25])
        {
            text.Append(Ramp(rules, rate));
        }

        return text.ToString();
    }

    private static string Ramp(HomeRules rules, double rate)
    {
        var test = new SafeRangeTest(rules, "upper-trapezius", "ball");
        long at = 0;
        void Feed(double newtons) => test.Accept(new Sample(++at, at * 12_500, 0, newtons, SampleFlags.None, AlarmState.None));
        for (int i = 0; i < 80; i++)
        {
            Feed(0);
        }

        for (int rating = 0; rating <= 10 && test.Phase is RangePhase.ToLower or RangePhase.ToUpper; rating++)
        {
            for (int i = 0; i < 40; i++)
            {
                Feed(Math.Min(59, ((rating * 40) + i) * rate / 80));
            }

            test.Say(rating);
        }

        return $"{test.Phase}{test.LastFlaw}{string.Join(',', test.Ramps)}";
    }

    private static string Drafts(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach (HomePoint point in Given.Rules.Points)
        {
            foreach (HomePreset preset in rules.Presets)
            {
                if (SafeRange.TryMake(rules, point.Id, "ball", [new(20, 30), new(21, 31), new(21, 31), new(21, 31), new(21, 31), new(21, 31)], Given.Noon.AddDays(-3), out SafeRange? range) == SafeRangeProblem.None)
                {
                    PlanDraft.TryMake(rules, range!, preset, "wall", BodySide.Left, "P", "K", "T", Given.Noon, out HomePlan? plan);
                    text.Append(plan is null ? "none" : string.Join(',', plan.Preset, plan.HoldSeconds, plan.Repeats, plan.LowNewtons, plan.HighNewtons, plan.LimitNewtons, plan.Movement, plan.ExpiresUtc));
                    SafeRange.TryMake(rules, point.Id, "ball", [new(20, 30), new(21, 31), new(21, 31), new(21, 31), new(21, 31), new(21, 31)], Given.Noon, out SafeRange? fresh);
                    PlanDraft.TryMake(rules, fresh!, preset, "wall", BodySide.Left, "P", "K", "T", Given.Noon, out plan);
                    text.Append(plan?.ExpiresUtc);
                }
            }
        }

        return text.ToString();
    }

    private static SessionBench Bench(HomeRules rules, HomePlan? plan = null) => new(Given.Setup((plan ?? Given.Plan) with { }, rules));

    private static string Pains(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach (HomePreset preset in Given.Rules.Presets)
        {
            for (int pain = 0; pain <= 10; pain++)
            {
                SessionBench bench = Bench(rules, Given.Plan with { Preset = preset.Id }).ToHold(31);
                bench.Session.RatePain(pain);
                text.Append(bench.Session.Cue).Append(bench.Session.LastOutcome);
                bench.Press(23, 1.2);
                text.Append(bench.Session.Cue).Append(',');
            }
        }

        // First rating, second rating, change of force between them.
        foreach ((int first, int second, double force) in (ReadOnlySpan<(int, int, double)>)[(6, 5, 30), (6, 4, 30), (6, 3, 30), (6, 2, 30), (6, 1, 30), (7, 6, 30), (3, 2, 30), (3, 1, 30), (2, 1, 30), (1, 1, 30), (6, 3, 32), (6, 3, 34), (6, 3, 37), (6, 3, 28), (6, 3, 26), (4, 5, 30), (4, 6, 30), (3, 6, 30), (2, 7, 30), (1, 7, 30), (4, 6, 32), (4, 6, 34.5), (4, 6, 37.5)])
        {
            SessionBench bench = Bench(rules).ToHold(30);
            bench.Session.RatePain(first);
            bench.Press(force, 20);
            bench.Session.RatePain(second);
            bench.Press(force, 12);
            text.Append(bench.Session.LastOutcome).Append(bench.Session.Entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Locked)?.Value).Append(',');
        }

        // Tissue that relaxes and then eases, to a force that still compares, while pain falls by one or by two.
        foreach (int second in (int[])[6, 5, 4, 3])
        {
            SessionBench bench = Bench(rules).ToHold(32);
            bench.Session.RatePain(6);
            for (int i = 0; i < 50 * 80 && bench.Session.GuardsHold; i++)
            {
                double t = i / 80.0;
                double passive = 0.92 + (0.08 * Math.Exp(-t / 6));
                bench.Feed(32 * passive * (1 - (0.13 * Math.Clamp((t - 18) / 4, 0, 1))));
                if (bench.Session.PainDue)
                {
                    bench.Session.RatePain(t < 29 ? 6 : second);
                }
            }

            text.Append(bench.Session.LastOutcome).Append(',');
        }

        SessionBench silent = Bench(rules).ToHold(30);
        silent.Press(30, 80);
        return text.Append(Join(silent.Session.Entries.Where(entry => entry.Kind is SessionEntryKind.PainAsked or SessionEntryKind.HoldEnded).Select(entry => $"{entry.Kind}{entry.Seconds:0.0}"))).ToString();
    }

    private static string Clocks(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        SessionBench hard = Bench(rules, Given.Plan with { HoldSeconds = 40 }).ToHold();
        double began = hard.Seconds;
        hard.PressAnswering(30, 300, () => 6);
        text.Append($"{hard.Session.LastOutcome}{hard.Seconds - began:0.0};");
        SessionBench eased = Bench(rules, Given.Plan with { HoldSeconds = 40 }).ToHold();
        began = eased.Seconds;
        int asked = 0;
        eased.PressAnswering(30, 300, () => asked++ == 0 ? 6 : 2);
        text.Append($"{eased.Session.LastOutcome}{eased.Seconds - began:0.0};");
        foreach (double low in (double[])[0.5, 0.9, 1.2, 2, 2.5, 3.5, 5, 8, 12])
        {
            SessionBench gone = Bench(rules).ToHold();
            gone.Press(1, low);
            text.Append(gone.Session.Phase).Append(',');
        }

        foreach (double silence in (double[])[0.2, 0.3, 0.4, 0.6, 0.95, 1, 1.5, 2.5, 3, 4])
        {
            SessionBench silent = Bench(rules).ToHold();
            silent.Session.Silence(silence);
            text.Append(silent.Session.Phase).Append(',');
        }

        return text.ToString();
    }

    private static string Approaches(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach (HomePreset preset in Given.Rules.Presets)
        {
            foreach (double rate in (double[])[1, 2, 3, 4, 5.5, 7, 8, 9, 11, 13, 16, 22, 28, 35])
            {
                SessionBench bench = Bench(rules, Given.Plan with { Preset = preset.Id }).ToApproach();
                for (double force = 0; force < 20; force += rate / 80)
                {
                    bench.Feed(force);
                }

                text.Append(bench.Has(SessionEntryKind.TooFast) ? 'F' : '.');
            }
        }

        SessionBench nothing = Bench(rules).ToApproach();
        for (int second = 0; second < 40; second++)
        {
            text.Append(nothing.Press(0.1, 1).Session.Cue);
        }

        return text.ToString();
    }

    private static string Rests(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        SessionBench bench = Bench(rules, Given.Plan with { Repeats = 9 });
        for (int hold = 0; hold < 10 && (hold == 0 || bench.Session.MayHoldAgain); hold++)
        {
            bench.ToHold();
            bench.Session.RatePain(5);
            bench.Press(0, 4);
            double from = bench.Seconds;
            for (int i = 0; i < 80 * 100 && bench.Session.Phase == SessionPhase.Rest; i++)
            {
                bench.Feed(0);
            }

            text.Append($"{bench.Session.HoldNumber}:{bench.Seconds - from:0.0};");
        }

        return text.ToString();
    }

    private static string Free(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        text.Append(Join(Given.Rules.Points.Select(point => SessionGate.JudgeFree(rules, "K", new FreePlace(point.Id, BodySide.Left, "ball", "wall"), [], Given.Noon, TimeSpan.Zero).LimitNewtons)));
        var bench = new SessionBench(Given.FreeSetup(rules));
        SessionView view = bench.Session.View();
        return text.Append(view.TargetSeconds).Append(',').Append(view.Holds).Append(',').Append(view.LimitNewtons).Append(',').Append(bench.Session.PainLow).Append('–').Append(bench.Session.PainHigh).ToString();
    }

    private static string Zeros(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach (double zero in (double[])[0.05, 0.1, 0.2, 0.3, 0.45, 0.55, 0.8, 1.2, 1.6, 1.9])
        {
            SessionBench bench = Bench(rules).ToCheck().Press(zero, 12);
            text.Append(bench.Session.Phase).Append(',');
        }

        foreach (double swing in (double[])[0.005, 0.012, 0.017, 0.025, 0.035, 0.05, 0.07, 0.1])
        {
            SessionBench bench = Bench(rules).ToCheck();
            for (int i = 0; i < 80 * 12; i++)
            {
                bench.Feed(swing * Math.Sqrt(2) * Math.Sin(i * 0.7));
            }

            text.Append(bench.Session.Phase).Append(',');
        }

        SessionBench timed = Bench(rules).ToCheck();
        timed.Until(() => timed.Session.Phase == SessionPhase.Approach, 0, 60);
        return text.Append($"{timed.Seconds:0.0}").ToString();
    }

    private static string Rechecks(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach (double wait in (double[])[20, 35, 55, 61, 100, 119, 122, 150, 250, 350, 500])
        {
            SessionBench bench = new(Given.Setup(Given.Plan with { Repeats = 1 }, rules) with { Outcome = lists.Outcome });
            bench.ToHold();
            bench.Session.RatePain(8);
            bench.Press(0, wait);
            bench.Session.RateMovement(5);
            text.Append(bench.Session.Change).Append(',');
        }

        return text.Append(Join(Enumerable.Range(0, 11).SelectMany(before => Enumerable.Range(0, 11).Select(after => VisitOutcome.Judge(before, after, lists.Outcome))))).ToString();
    }

    private static string Bracings(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach (double times in (double[])[1.2, 1.5, 1.8, 2.6, 3.5, 5, 8])
        {
            SessionBench bench = Bench(rules).ToHold();
            for (int i = 0; i < 80 * 45; i++)
            {
                double t = i / 80.0;
                bench.Feed(30 + (0.05 * (t > 25 ? times : 1) * Math.Sin(2 * Math.PI * 9.6 * t)));
                if (bench.Session.PainDue)
                {
                    bench.Session.RatePain(6);
                }
            }

            SessionEntry? noticed = bench.Session.Entries.FirstOrDefault(entry => entry.Kind == SessionEntryKind.Bracing);
            text.Append(noticed is null ? "none" : $"{noticed.Seconds:0.0}").Append(',');
        }

        // The baseline's length: bracing that begins early.
        SessionBench early = Bench(rules).ToHold();
        for (int i = 0; i < 80 * 40; i++)
        {
            double t = i / 80.0;
            early.Feed(30 + (0.05 * (t > 7 ? 3 : 1) * Math.Sin(2 * Math.PI * 9.6 * t)));
            if (early.Session.PainDue)
            {
                early.Session.RatePain(6);
            }
        }

        return text.Append(Join(early.Session.Entries.Where(entry => entry.Kind == SessionEntryKind.Bracing).Select(entry => $"{entry.Seconds:0.00} {entry.Value:0.000}"))).ToString();
    }

    private static string Breaths(HomeRules rules, VisitLists lists)
    {
        SessionBench bench = Bench(rules);
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++)
        {
            bench.Press(0, 0.5);
            text.Append(bench.Session.View().BreathIn ? 'i' : 'o');
        }

        return text.ToString();
    }

    private static string LetUps(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach ((double wait, double depth, double length, double back, double gap, int count) in (ReadOnlySpan<(double, double, double, double, double, int)>)
        [
            (2, 0.1, 0.5, 1, 0.6, 1), (2, 0.15, 0.5, 1, 0.6, 1), (2, 0.3, 0.5, 1, 0.6, 1), (2, 0.6, 0.5, 1, 0.6, 1), (2, 0.9, 0.5, 1, 0.6, 1),
            (2, 0.5, 0.5, 0.4, 0.6, 1), (2, 0.5, 0.5, 0.8, 0.6, 1), (2, 0.5, 0.5, 0.92, 0.6, 1),
            (2, 0.5, 0.1, 1, 0.6, 1), (2, 0.5, 0.15, 1, 0.6, 1), (2, 0.5, 0.3, 1, 0.6, 1), (2, 0.5, 0.45, 1, 0.6, 1),
            (2, 0.5, 0.9, 1, 0.6, 1), (2, 0.5, 1.3, 1, 0.6, 1), (2, 0.5, 2.2, 1, 0.6, 1), (2, 0.5, 3.5, 1, 0.6, 1), (2, 0.5, 5.5, 1, 0.6, 1),
            (2, 0.5, 0.5, 1, 0.3, 2), (2, 0.5, 0.5, 1, 0.7, 2), (2, 0.5, 0.5, 1, 1.3, 2), (2, 0.5, 0.5, 1, 2.2, 2), (2, 0.5, 0.5, 1, 4, 2),
            (4.5, 0.5, 0.5, 1, 0.6, 1), (7, 0.5, 0.5, 1, 0.6, 1), (11, 0.5, 0.5, 1, 0.6, 1), (13, 0.5, 0.5, 1, 0.6, 1), (20, 0.5, 0.5, 1, 0.6, 1), (30, 0.5, 0.5, 1, 0.6, 1),
            (2, 0.5, 0.5, 1, 0.6, 3),
        ])
        {
            var detector = new LetUpDetector(rules.LetUps);
            detector.Begin(0);
            string heard = "none";
            for (int i = 0; i < 80 * 45 && heard == "none"; i++)
            {
                double t = (i / 80.0) - wait;
                int which = (int)Math.Floor(t / (length + gap));
                bool dip = t >= 0 && which < count && t - (which * (length + gap)) < length;
                double level = t < 0 ? 30 : 30 * back;
                if (detector.Accept(i / 80.0, dip ? 30 * (1 - depth) : level) is { } answer)
                {
                    heard = $"{answer} at {i / 80.0:0.00}";
                }
            }

            text.Append(heard).Append(',');
        }

        foreach (HomePreset preset in Given.Rules.Presets)
        {
            foreach (int count in (int[])[1, 2, 3])
            {
                SessionBench bench = Bench(rules, Given.Plan with { Preset = preset.Id }).ToHold().Press(30, 1);
                for (int i = 0; i < count; i++)
                {
                    bench.Press(16, 0.5).Press(30, 0.5);
                }

                bench.Press(30, 2.5);
                text.Append(bench.Session.Entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Pain)?.Value).Append(',');
            }
        }

        return text.ToString();
    }

    private static string Stops(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        foreach (string reason in Given.Rules.StopReasons.Select(reason => reason.Id))
        {
            SessionBench bench = Bench(rules).ToHold();
            bench.Session.Stop();
            bench.Press(0, 0.5);
            bench.Session.GiveReason(reason);
            text.Append(bench.Session.Phase).Append(bench.Session.View().TellTherapist).Append(bench.Session.Entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Locked)?.Value).Append(',');
        }

        foreach (double gone in (double[])[2, 4, 9, 11, 19, 25, 35, 59, 62, 100, 150, 200, 300])
        {
            SessionBench bench = Bench(rules).ToHold();
            bench.Session.Stop();
            bench.Press(0, 0.1);
            bench.Session.GiveReason("tingling");
            bench.Press(0, gone);
            bench.Session.TinglingGone();
            text.Append(bench.Session.Phase).Append(bench.Session.Entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Locked)?.Value).Append(',');
        }

        return text.ToString();
    }

    private static string TooMuches(HomeRules rules, VisitLists lists)
    {
        var text = new StringBuilder();
        SessionBench bench = Bench(rules);
        for (int hold = 0; hold < 3 && (hold == 0 || bench.Session.MayHoldAgain); hold++)
        {
            bench.ToHold(26);
            bench.Session.RatePain(8);
            bench.Press(0, 100);
            bench.Session.Continue();
            text.Append($"{bench.Session.HighNewtons:0.00}{bench.Session.Phase}{bench.Session.Entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Locked)?.Value},");
        }

        SessionRecord once = GateTests.At(Given.Noon) with { Entries = [new(40, SessionEntryKind.TooMuch, 1, "too-much-pain", null)] };
        return text.Append(Join(
            from days in (double[])[0.1, 1, 2, 3, 5, 6.9, 7.1, 10, 20, 22]
            let grant = SessionGate.Judge(rules, Given.Plan, [once], Given.Noon.AddDays(days), TimeSpan.Zero)
            select $"{grant.TooMuchBefore}{grant.LowNewtons}{grant.HighNewtons}")).ToString();
    }

    private static string Emergencies(HomeRules rules, VisitLists lists)
    {
        var session = new GuidedSession(Given.Setup(rules: rules));
        session.Answer("severe-headache", true);
        return session.Phase + Join(session.Entries.Where(entry => entry.Kind == SessionEntryKind.Locked).Select(entry => entry.Value)) + Join(Given.Rules.Emergency.Numbers.Select(country => rules.EmergencyNumber(country.Id)));
    }

    private static string Evenings(HomeRules rules, VisitLists lists)
    {
        SessionRecord Worse(double days) => GateTests.At(Given.Noon.AddDays(days)) with { Evening = new EveningAnswer(Given.Noon.AddDays(days), true, null) };
        SessionRecord[][] histories = [[Worse(0)], [Worse(0), Worse(1.5)], [Worse(0), Worse(6.5)], [Worse(0), Worse(8)], [Worse(0), Worse(2), Worse(4)], [Worse(0), Worse(3), Worse(6.5), Worse(7)], [Worse(0), Worse(12)], [Worse(0), Worse(19)]];
        return Join(
            from history in histories
            from hours in (double[])[10, 30, 47, 49, 80, 120, 200, 1000]
            let grant = SessionGate.Judge(rules, Given.Plan, history, history[^1].Evening!.AnsweredUtc.AddHours(hours), TimeSpan.Zero)
            select $"{grant.Allowed}{grant.Reason}{grant.HighNewtons}");
    }

    private static string Days(HomeRules rules, VisitLists lists) => Join(Enumerable.Range(0, 9).Select(count => SessionGate.Judge(
        rules,
        Given.Plan with { SessionsADay = 9 },
        [.. Enumerable.Range(0, count).Select(i => GateTests.At(Given.Noon.AddMinutes(i)))],
        Given.Noon.AddHours(1),
        TimeSpan.Zero).Allowed));

    private static string Plateaus(HomeRules rules, VisitLists lists)
    {
        SessionRecord Rated(double day, int pain, double relief) => GateTests.At(Given.Noon.AddDays(day)) with
        {
            Evening = new EveningAnswer(Given.Noon.AddDays(day), false, relief),
            Entries = [new(1, SessionEntryKind.MovementBefore, 0, "", pain), new(30, SessionEntryKind.BandEntered, 1, "", 25), new(31, SessionEntryKind.Pain, 1, "key", pain)],
        };
        HomePlan plan = Given.Plan with { CreatedUtc = Given.Noon, ExpiresUtc = Given.Noon.AddDays(60), SessionsADay = 1 };
        HomePlan weekly = plan with { Days = PlanDays.Wednesday };
        string means = Join(
            from ratings in (int[][])[[3, 3, 2, 3], [4, 4, 4, 3, 3, 4], [9, 9, 9, 9, 8, 8], [10, 10, 10, 10, 9, 9], [2, 2, 2, 2, 2, 2], [6, 6, 6, 4, 4, 4], [10, 10, 10, 9, 9, 9]]
            let sessions = ratings.Select((pain, i) => Rated(i, pain, 100)).ToArray()
            let progress = HomeProgress.Of(rules, lists, plan, sessions, Given.Noon.AddDays(5.3), TimeSpan.Zero)
            select string.Join('+', progress.Plateau.Select(reason => reason.Text)) + progress.Movement.Text);
        string weeks = Join(
            from count in (int[])[2, 3, 4, 5, 8]
            let sessions = Enumerable.Range(0, count).Select(i => Rated(i * 7, 6, 100)).ToArray()
            select string.Join('+', HomeProgress.Of(rules, lists, weekly, sessions, Given.Noon.AddDays(((count - 1) * 7) + 0.3), TimeSpan.Zero).Plateau.Select(reason => reason.Text)));
        return means + weeks + Join(
            from count in (int[])[2, 3, 4, 6, 7, 12, 20]
            from every in (double[])[1, 1.3, 1.6, 3]
            from last in (int[])[10, 9, 5]
            from relief in (double[])[5, 10, 20, 30, 60, 100]
            from good in (int[])[0, 1, 2]
            let sessions = Enumerable.Range(0, count).Select(i => Rated(Math.Floor(i * every), i == count - 1 ? last : 10, i >= count - good ? 500 : relief)).ToArray()
            let progress = HomeProgress.Of(rules, lists, plan, sessions, Given.Noon.AddDays(Math.Floor((count - 1) * every) + 0.3), TimeSpan.Zero)
            select string.Join('+', progress.Plateau.Select(reason => reason.Text)) + progress.Movement.Text);
    }
}
