using System.Globalization;
using Algometer.Measurement.Home.Plans;

namespace Algometer.Measurement.Home.Rules;

/// <summary>Checks a file of home rules: names, numbers, and that a clinic's own file is nowhere looser than the built-in one.</summary>
public static class HomeRulesCheck
{
    /// <summary>Checks names and numbers.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="builtIn">The program's own, when <paramref name="rules"/> are a clinic's; null for the program's own.</param>
    /// <exception cref="FormatException">Something does not fit; the message says what and what may stand there.</exception>
    public static HomeRules Checked(this HomeRules rules, HomeRules? builtIn = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Names(rules);
        Numbers(rules);
        if (builtIn is not null)
        {
            NowhereLooser(rules, builtIn);
        }

        return rules;
    }

    private static void Names(HomeRules rules)
    {
        Once(rules.Regions.Select(region => region.Id), "region");
        Once(rules.Tools.Select(tool => tool.Id), "tool");
        Once(rules.Positions.Select(position => position.Id), "position");
        Once(rules.Points.Select(point => point.Id), "point");
        Once(rules.NeverAtHome.Select(place => place.Id), "place");
        Once(rules.Presets.Select(preset => preset.Id), "preset");
        Once(rules.StopReasons.Select(reason => reason.Id), "stop reason");
        Once(rules.Screening.Select(question => question.Id), "screening question");
        Once(rules.RefusedPairs.Select(pair => pair.Id), "refused pair");
        Once(rules.Emergency.Numbers.Select(country => country.Id), "country");
        Need(rules.Presets.Count > 0 && rules.StopReasons.Count > 0 && rules.Screening.Count > 0, "presets, stop_reasons and screening need at least one entry each.");
        string[] regions = [.. rules.Regions.Select(region => region.Id)];
        foreach (HomePoint point in rules.Points)
        {
            Need(regions.Contains(point.Region, StringComparer.Ordinal), $"Point '{point.Id}': there is no region '{point.Region}'.");
            Need(PlaceCheck.Forbidden(point.Id, rules) is null, $"Point '{point.Id}' is also a place that is never treated at home: remove one of both.");
        }

        foreach ((string region, string tool, string position) in rules.Pairs.Select(pair => (pair.Region, pair.Tool, pair.Position)))
        {
            Need(regions.Contains(region, StringComparer.Ordinal) && rules.Tools.Any(known => string.Equals(known.Id, tool, StringComparison.Ordinal))
                && rules.Positions.Any(known => string.Equals(known.Id, position, StringComparison.Ordinal)), $"Pair '{region}, {tool}, {position}' names something that is not in the lists.");
            Need(PlaceCheck.PairProblem(region, tool, position, rules) is null, $"Pair '{region}, {tool}, {position}' is also refused: remove one of both.");
        }

        foreach (RefusedPair pair in rules.RefusedPairs)
        {
            Need(
                (pair.Region.Length == 0 || regions.Contains(pair.Region, StringComparer.Ordinal)) && (pair.Tool.Length == 0 || rules.Tools.Any(known => string.Equals(known.Id, pair.Tool, StringComparison.Ordinal)))
                    && (pair.Position.Length == 0 || rules.Positions.Any(known => string.Equals(known.Id, pair.Position, StringComparison.Ordinal))),
                $"Refused pair '{pair.Id}' names something that is not in the lists.");
        }

        foreach (ScreeningQuestion question in rules.Screening)
        {
            string? unknown = question.Regions.FirstOrDefault(region => !regions.Contains(region, StringComparer.Ordinal));
            Need(unknown is null, $"Screening '{question.Id}': there is no region '{unknown}'.");
            Need(!question.Overridable || question.Action == ScreeningAction.RedFlag, $"Screening '{question.Id}': only a red flag has overridable.");
        }
    }

    private static void Numbers(HomeRules rules)
    {
        foreach (HomeRegion region in rules.Regions)
        {
            Within(region.CapNewtons, 5, 300, $"Region '{region.Id}': cap_newtons");
        }

        foreach (HomePreset preset in rules.Presets)
        {
            Within(preset.PainLow, 0, 7, $"Preset '{preset.Id}': pain_low");
            Within(preset.PainHigh, preset.PainLow + 1, 7, $"Preset '{preset.Id}': pain_high");
            Within(preset.BandLowPart, 0.2, 1, $"Preset '{preset.Id}': band_low_part");
            Need(preset.BandTop == BandTop.UpperRating || preset.BandLowPart < 1, $"Preset '{preset.Id}': band_low_part must be below 1 when the band ends at the lower rating.");
            Within(preset.HoldSeconds, rules.Hold.LeastSeconds, rules.Hold.HardEndSeconds, $"Preset '{preset.Id}': hold_seconds");
            Within(preset.Repeats, 1, rules.OverTreatment.HoldsAPoint, $"Preset '{preset.Id}': repeats");
            Within(preset.ApproachNewtonsPerSecond, 1, rules.Approach.NewtonsPerSecond, $"Preset '{preset.Id}': approach_newtons_per_second");
        }

        foreach (StopReason reason in rules.StopReasons)
        {
            bool locks = reason.Action is StopAction.LockPoint or StopAction.Emergency;
            Within(reason.LockHours, locks ? 1 : 0, locks ? 24 * 30 : 0, $"Stop reason '{reason.Id}': lock_hours");
        }

        PainRule pain = rules.Pain;
        Within(pain.AskSeconds, 5, 30, "pain.ask_seconds");
        Within(pain.UnansweredEnds, 1, 6, "pain.unanswered_ends");
        Within(pain.StopAt, 4, 8, "pain.stop_at");
        Within(pain.EasedPoints, 1, 5, "pain.eased_points");
        Within(pain.EasedPercent, 10, 90, "pain.eased_percent");
        Within(pain.EasedPointsWithPressure, 1, 5, "pain.eased_points_with_pressure");
        Within(pain.RisePoints, 1, 5, "pain.rise_points");
        Within(pain.SameForcePercent, 1, 30, "pain.same_force_percent");
        Within(pain.RiseLockHours, 1, 24 * 30, "pain.rise_lock_hours");
        Within(rules.Hold.LeastSeconds, 30, 60, "hold.least_seconds");
        Within(rules.Hold.HardEndSeconds, rules.Hold.LeastSeconds, 90, "hold.hard_end_seconds");
        Within(rules.Hold.LetGoSeconds, 1, 15, "hold.let_go_seconds");
        Within(rules.Hold.SilentSeconds, 0.3, 1, "hold.silent_seconds");
        Within(rules.Approach.NewtonsPerSecond, 1, 10, "approach.newtons_per_second");
        Within(rules.Approach.NothingSeconds, 3, 30, "approach.nothing_seconds");
        SafeRangeRule range = rules.SafeRange;
        Within(range.RampNewtonsPerSecond, 1, 10, "safe_range.ramp_newtons_per_second");
        Within(range.LowerRating, 1, 6, "safe_range.lower_rating");
        Within(range.UpperRating, range.LowerRating + 1, 7, "safe_range.upper_rating");
        Within(range.Repeats, 2, 5, "safe_range.repeats");
        Within(range.AgreementPercent, 1, 50, "safe_range.agreement_percent");
        Within(range.LimitPart, 1, 1.1, "safe_range.limit_part");
        Within(range.ValidDays, 1, 30, "safe_range.valid_days");
        Within(rules.Plan.ValidDays, 1, 30, "plan.valid_days");
        Within(rules.FreeMode.LimitNewtons, 5, 60, "free_mode.limit_newtons");
        Within(rules.FreeMode.HoldSeconds, 10, rules.Hold.HardEndSeconds, "free_mode.hold_seconds");
        Within(rules.FreeMode.Repeats, 1, rules.OverTreatment.HoldsAPoint, "free_mode.repeats");
        Within(rules.FreeMode.PainLow, 0, 7, "free_mode.pain_low");
        Within(rules.FreeMode.PainHigh, rules.FreeMode.PainLow + 1, 7, "free_mode.pain_high");
        Within(rules.OverTreatment.HoldsAPoint, 1, 3, "over_treatment.holds_a_point");
        Within(rules.OverTreatment.SessionsADay, 1, 2, "over_treatment.sessions_a_day");
        Within(rules.OverTreatment.RestSeconds, 30, 600, "over_treatment.rest_seconds");
        Within(rules.Zero.Newtons, 0.05, 0.5, "zero.newtons");
        Within(rules.Zero.DeviationNewtons, 0.005, 0.1, "zero.deviation_newtons");
        Within(rules.Zero.Seconds, 0.5, 10, "zero.seconds");
        Within(rules.Recheck.WithinSeconds, 30, 120, "recheck.within_seconds");
        Within(rules.Bracing.TimesBaseline, 1.2, 5, "bracing.times_baseline");
        Within(rules.Bracing.Seconds, 1, 10, "bracing.seconds");
        Within(rules.Bracing.BaselineSeconds, 2, 20, "bracing.baseline_seconds");
        Within(rules.Tingling.LogSeconds, 0, 10, "tingling.log_seconds");
        Within(rules.Tingling.LockSeconds, rules.Tingling.LogSeconds, 60, "tingling.lock_seconds");
        Within(rules.Tingling.LockHours, 1, 24 * 30, "tingling.lock_hours");
        Within(rules.WorseAfter.BandPercent, 5, 50, "worse_after.band_percent");
        Within(rules.WorseAfter.RestHours, 24, 24 * 14, "worse_after.rest_hours");
        Within(rules.WorseAfter.LockTimes, 1, 3, "worse_after.lock_times");
        Within(rules.WorseAfter.LockDays, 3, 60, "worse_after.lock_days");
        Within(rules.TooMuch.BandPercent, 5, 50, "too_much.band_percent");
        Within(rules.TooMuch.LockTimes, 1, 3, "too_much.lock_times");
        Within(rules.TooMuch.LockDays, 1, 60, "too_much.lock_days");
        Within(rules.TooMuch.LockHours, 24, 24 * 30, "too_much.lock_hours");
        Within(rules.Emergency.LockHours, 24, 24 * 30, "emergency.lock_hours");
        Need(rules.Emergency.Numbers.All(country => country.Id.Length == 2 && country.Number.Length is > 1 and < 16 && country.Number.All(char.IsAsciiDigit)), "emergency.numbers need a country of two letters and digits to dial.");
        Within(rules.Breath.InSeconds, 2, 10, "breath.in_seconds");
        Within(rules.Breath.OutSeconds, 2, 15, "breath.out_seconds");
        LetUpRule letUps = rules.LetUps;
        Within(letUps.DipPercent, 15, 60, "let_ups.dip_percent");
        Within(letUps.BackPercent, 100 - letUps.DipPercent, 98, "let_ups.back_percent");
        Within(letUps.ShortestSeconds, 0.1, 0.5, "let_ups.shortest_seconds");
        Within(letUps.LongestSeconds, letUps.ShortestSeconds + 0.3, 3, "let_ups.longest_seconds");
        Within(letUps.GapSeconds, 0.5, 4, "let_ups.gap_seconds");
        Within(letUps.ListenSeconds, 3, pain.AskSeconds, "let_ups.listen_seconds");
        Within(rules.Plateau.AdherencePercent, 10, 100, "plateau.adherence_percent");
        Within(rules.Plateau.ReliefHours, 1, 24 * 7, "plateau.relief_hours");
        Within(rules.Plateau.ReliefOf, 1, 20, "plateau.relief_of");
        Within(rules.Plateau.ReliefTimes, 1, rules.Plateau.ReliefOf, "plateau.relief_times");
    }

    // What protects may be made stricter by a clinic, never looser.
    private static void NowhereLooser(HomeRules rules, HomeRules builtIn)
    {
        foreach (HomeRegion own in builtIn.Regions)
        {
            Need(!(rules.Region(own.Id)?.CapNewtons > own.CapNewtons), string.Create(CultureInfo.InvariantCulture, $"Region '{own.Id}': cap_newtons may only be lowered, from {own.CapNewtons:0.#}."));
        }

        Need(
            rules.TooMuch.BandPercent >= builtIn.TooMuch.BandPercent && rules.TooMuch.LockTimes <= builtIn.TooMuch.LockTimes && rules.TooMuch.LockDays >= builtIn.TooMuch.LockDays && rules.TooMuch.LockHours >= builtIn.TooMuch.LockHours,
            "too_much may only be made stricter: a lower band, fewer times, more days, more hours.");
        Need(rules.Emergency.LockHours >= builtIn.Emergency.LockHours, string.Create(CultureInfo.InvariantCulture, $"emergency.lock_hours may only be raised, from {builtIn.Emergency.LockHours:0.#}."));
        HomeTool? guided = rules.Tools.FirstOrDefault(tool => tool.Sensor && builtIn.Tools.Any(own => string.Equals(own.Id, tool.Id, StringComparison.Ordinal) && !own.Sensor));
        Need(guided is null, $"Tool '{guided?.Id}' has no sensor: it cannot be guided.");
        foreach (ForbiddenPlace place in builtIn.NeverAtHome)
        {
            ForbiddenPlace? kept = rules.NeverAtHome.FirstOrDefault(known => string.Equals(known.Id, place.Id, StringComparison.Ordinal));
            Need(kept is not null && !place.Points.Except(kept.Points, StringComparer.Ordinal).Any(), $"never_at_home must keep '{place.Id}' with its points.");
        }

        foreach (RefusedPair pair in builtIn.RefusedPairs.Where(pair => pair.Certainty != Ramp.Certainty.Proposed))
        {
            Need(rules.RefusedPairs.Any(known => known with { Certainty = pair.Certainty } == pair), $"refused_pairs must keep '{pair.Id}'.");
        }

        foreach (ScreeningQuestion question in builtIn.Screening)
        {
            Need(
                rules.Question(question.Id) is { } kept && kept.Action >= question.Action && (!kept.Overridable || question.Overridable)
                    && (kept.Regions.Count == 0 || (question.Regions.Count > 0 && !question.Regions.Except(kept.Regions, StringComparer.Ordinal).Any())),
                $"screening must keep '{question.Id}', no weaker than it is built in.");
        }

        foreach (StopReason reason in builtIn.StopReasons.Where(reason => reason.Action is not StopAction.MayGoOn))
        {
            Need(
                rules.StopReason(reason.Id) is { } kept && kept.LockHours >= reason.LockHours && (kept.Action == reason.Action || kept.Action is StopAction.LockPoint or StopAction.Emergency)
                    && (kept.TellTherapist || !reason.TellTherapist),
                $"stop_reasons must keep '{reason.Id}', no weaker than it is built in.");
        }
    }

    private static void Once(IEnumerable<string> ids, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string id in ids)
        {
            Need(id.Length > 0 && seen.Add(id), $"A {what} has no id, or '{id}' stands twice.");
        }
    }

    private static void Within(double value, double low, double high, string field) =>
        Need(value >= low && value <= high, string.Create(CultureInfo.InvariantCulture, $"{field} must be {low:0.##} to {high:0.##}, not {value:0.##}."));

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException($"{HomeRules.File}: {otherwise}");
        }
    }
}
