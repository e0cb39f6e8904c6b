using System.Text;
using Algometer.Measurement.Home.Rules;
using Algometer.Seeds;

namespace Algometer.Home.Tests;

public sealed class HomeRulesTests
{
    [Fact]
    public void A_clinics_file_may_be_stricter_and_never_looser()
    {
        HomeRules own = Given.Rules with { Regions = [.. Given.Rules.Regions.Select(region => region with { CapNewtons = region.CapNewtons - 5 })] };
        Assert.Same(own, own.Checked(Given.Rules));
        Refused("may only be lowered", Given.Rules with { Regions = [.. Given.Rules.Regions.Select(region => region with { CapNewtons = region.CapNewtons + 1 })] });
        foreach (ForbiddenPlace place in Given.Rules.NeverAtHome)
        {
            Refused($"never_at_home must keep '{place.Id}'", Given.Rules with { NeverAtHome = [.. Given.Rules.NeverAtHome.Where(known => known != place)] });
        }

        foreach (ScreeningQuestion question in Given.Rules.Screening)
        {
            Refused($"screening must keep '{question.Id}'", Given.Rules with { Screening = [.. Given.Rules.Screening.Where(known => known != question)] });
        }

        Refused("screening must keep 'fever'", Given.Rules with { Screening = [.. Given.Rules.Screening.Select(question => question.Id == "fever" ? question with { Regions = ["calf-foot"] } : question)] });
        Refused("stop_reasons must keep 'numb'", Given.Rules with { StopReasons = [.. Given.Rules.StopReasons.Select(reason => reason.Id == "numb" ? reason with { LockHours = 2 } : reason)] });
        Refused("too_much may only be made stricter", Given.Rules with { TooMuch = Given.Rules.TooMuch with { LockTimes = 3 } });
        Refused("too_much may only be made stricter", Given.Rules with { TooMuch = Given.Rules.TooMuch with { LockHours = 24 } });
        Refused("emergency.lock_hours", Given.Rules with { Emergency = Given.Rules.Emergency with { LockHours = 23 } });
        Refused("Tool 'cane' has no sensor", Given.Rules with { Tools = [.. Given.Rules.Tools.Select(tool => tool with { Sensor = true })] });
        Refused("refused_pairs must keep 'neck-lying'", Given.Rules with { RefusedPairs = [.. Given.Rules.RefusedPairs.Where(pair => pair.Id != "neck-lying")] });
    }

    [Theory]
    [InlineData("\"hard_end_seconds\": 90", "\"hard_end_seconds\": 120", "hold.hard_end_seconds must be 30 to 90")]
    [InlineData("\"stop_at\": 8", "\"stop_at\": 9", "pain.stop_at must be 4 to 8")]
    [InlineData("\"limit_newtons\": 60", "\"limit_newtons\": 80", "free_mode.limit_newtons must be 5 to 60")]
    [InlineData("\"newtons_per_second\": 10", "\"newtons_per_second\": 12", "approach.newtons_per_second must be 1 to 10")]
    [InlineData("\"region\": \"quads\", \"movement\"", "\"region\": \"elbow\", \"movement\"", "there is no region 'elbow'")]
    [InlineData("{ \"id\": \"ball\", \"sensor\": true }", "{ \"id\": \"cane\", \"sensor\": true }", "stands twice")]
    public void A_number_or_name_that_cannot_be_used_is_refused_with_what_may_stand_there(string from, string to, string words)
    {
        string text = File.ReadAllText(Path.Combine(Checkout.Root, "seeds", HomeRules.File));
        Assert.Contains(from, text, StringComparison.Ordinal);
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
        HomeRules rules = SeedFile.Parse<HomeRules>(json, HomeRules.File);
        Assert.Contains(words, Assert.Throws<FormatException>(() => rules.Checked()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Presets_are_those_of_the_visit_and_the_gentle_ones_are_gentler()
    {
        Assert.Subset(Given.Rules.Presets.Select(preset => preset.Id).ToHashSet(StringComparer.Ordinal), Given.Lists.Presets.Select(preset => preset.Id).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(["normal", "gentle", "active-adult", "post-accident", "older"], Given.Rules.Presets.Select(preset => preset.Id), StringComparer.Ordinal);
        HomePreset normal = Given.Rules.Preset("normal")!;
        Assert.Equal((5, 7), (normal.PainLow, normal.PainHigh));
        foreach (HomePreset gentle in (HomePreset[])[Given.Rules.Preset("gentle")!, Given.Rules.Preset("post-accident")!, Given.Rules.Preset("older")!])
        {
            Assert.Equal((3, 5), (gentle.PainLow, gentle.PainHigh));
            Assert.True(gentle.ApproachNewtonsPerSecond < normal.ApproachNewtonsPerSecond && gentle.Repeats < normal.Repeats && gentle.HoldSeconds <= normal.HoldSeconds);
        }
    }

    [Fact]
    public void Each_point_offers_a_movement_that_the_visit_knows_and_lies_in_a_region_with_words() =>
        Assert.All(Given.Rules.Points, point => Assert.Contains(Given.Lists.Movements, movement => movement.Id == point.Movement));

    [Fact]
    public void The_numbers_of_the_live_page_and_of_the_home_rules_are_the_same()
    {
        var live = new Measurement.Easing.PainComparison();
        Assert.Equal((live.FallPoints, live.FallPercent, live.SameForcePercent), (Given.Rules.Pain.EasedPoints, Given.Rules.Pain.EasedPercent, Given.Rules.Pain.SameForcePercent));
    }

    private static void Refused(string words, HomeRules own) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => own.Checked(Given.Rules)).Message, StringComparison.Ordinal);
}
