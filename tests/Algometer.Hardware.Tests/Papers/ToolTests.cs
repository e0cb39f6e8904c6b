using System.Text.RegularExpressions;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>Every tool that a step of the guides asks for stands in the list of tools at their head.</summary>
public sealed class ToolTests
{
    private static readonly string _guide = Read(MadeText.Folder, "assembly.md");
    private static readonly string _tools = _guide[_guide.IndexOf("**Tools, mechanics:**", StringComparison.Ordinal).._guide.IndexOf("## Probe", StringComparison.Ordinal)];
    private static readonly string _steps = _guide[_guide.IndexOf("## Probe", StringComparison.Ordinal)..]
        + Read(MadeText.Folder, "bring-up.md") + Read(MadeText.Folder, "jig.md") + Read(MadeText.Folder, "calibration.md") + Read(Path.Combine(Checkout.Root, "hardware", "mechanics"), "README.md");

    // What a step says, and the tool that does it.
    private static readonly (string Step, string Tool)[] _known =
    [
        ("[0-9.]+ N·m", "torque"), ("thin nut", "spanner 10 mm"), ("lock nut \\(15 mm", "spanner 15 mm"), ("depth rod", "calipers with a depth rod"), ("feeler gauge", "feeler gauges, 12.7 mm wide"), ("[Ii]nserts,? ", "tip for inserts"),
        ("flat on glass", "abrasive paper on a sheet of glass"), ("[Ss]crape", "scraper"), ("square to", "small square"), ("[Cc]ut a disc", "compass cutter"), ("insulating sheet", "knife"), ("strips of 1.2 mm", "four strips of 1.2 mm"),
        ("M3 × 5 from above", "screwdriver for the polyamide screws"), ("held in a vice|soft jaws", "vice with soft jaws"), ("13 × 8 mm|slot of 8 × 4", "square file"), ("stencil", "stencil"), ("[Ss]older", "fine solder"),
        ("isopropyl alcohol", "isopropyl alcohol"), ("crimped|XHP-5", "crimp tool for JST XH"), ("[Cc]ut every lead", "side cutter"), ("heat-shrink", "hot air for heat-shrink"), ("voltmeter|V ±", "voltmeter"), ("500 V", "tester 500 V"),
        ("oscilloscope", "oscilloscope"), ("bench supply", "bench supply"), ("bathroom scale", "bathroom scale"), ("spring balance", "spring balance"), ("rod of plastic", "rod of plastic"), ("wedge", "wedge of 7.5°"),
        ("a level|the\\s+level", "level (a telephone's)"), ("half a second", "stopwatch"), ("thread locker", "thread locker"), ("epoxy", "epoxy"), ("contact adhesive|Glue the pad|glue the rubber", "contact adhesive"), ("neutral silicone", "neutral silicone"), ("yoke", "yoke"),
    ];

    [Fact]
    public void What_a_step_asks_for_is_in_the_list() => Assert.All(_known, pair =>
    {
        Assert.Matches(new Regex(pair.Step, RegexOptions.None, TimeSpan.FromSeconds(2)), _steps);
        Assert.Contains(pair.Tool, _tools.ReplaceLineEndings(" "), StringComparison.Ordinal);
    });

    [Fact]
    public void Every_bore_that_is_made_by_hand_has_its_drill_or_reamer()
    {
        // "ream to 8.2", "drill 3 mm", "drill the end to 11", "holes 5.5", "gland 12.7", "open to 6.2 mm" in the table of the lid.
        string[] asked = [.. Regex.Matches(_steps, @"(?:[Rr]eam (?:the \w+(?:'s \w+)? )?to|[Dd]rill(?: the \w+)?(?: to)?|holes|gland|shaft hole|\| red light \||buzzer \|[^|]*?|button \|) (?<n>[0-9]+(?:\.[0-9]+)?)(?= |;|,|\.|$)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(2))
            .Select(match => match.Groups["n"].Value).Distinct(StringComparer.Ordinal)];
        Assert.True(asked.Length >= 8, string.Join(' ', asked));
        string drills = Regex.Match(_tools.ReplaceLineEndings(" "), "reamers or drills (?<list>[^·]+) ·", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["list"].Value;
        string[] there = [.. drills.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)];
        Assert.All(asked.Where(size => size is not ("1" or "7")), size => Assert.Contains(size.EndsWith(".0", StringComparison.Ordinal) ? size[..^2] : size, there, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_screw_has_its_key()
    {
        string keys = Regex.Match(_tools, "hex keys (?<list>[0-9., ]+) mm", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["list"].Value;
        double[] there = [.. keys.Split(", ").Select(key => double.Parse(key, System.Globalization.CultureInfo.InvariantCulture))];
        (int Thread, bool Grub)[] screws = [(3, false), (4, false), (5, false), (3, true), (4, true)];
        Assert.All(screws, screw => Assert.Contains(Math.Round(Mechanics.Bought.KeyDiameter(screw.Thread, screw.Grub) * Math.Cos(Math.PI / 6), 2), there));
    }

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(folder, file));
}
