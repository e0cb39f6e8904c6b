using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text;
using Algometer.Hardware.Tests.Papers;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>
/// Every pair of parts is intersected, bought ones with the sizes of the parts list, at three positions of the travel and at both ends of tolerance; each insert is
/// held against its wall; each key has its way in the order of the guide. What was wrong once is put back and must be found.
/// </summary>
public sealed class IntersectionTests
{
    // Facets of round parts against one another.
    private const double Nothing = 0.3;
    private static readonly ConcurrentDictionary<(string, bool), Lazy<Assembly>> _drawn = new();

    // A part of the list and what it is called in the table. Empty: no solid of its own (glue, grease, film, wire ends, masses), or outside the instruments (cables of the desk, button).
    private static readonly (string List, string Solid)[] _known =
    [
        ("Load cell", "cell"), ("Disc spring", "springs"), ("Shoulder screw", "shoulder screw"), ("Washer M8", "washer M8"), ("Washer M6", "washer M6"), ("Stop washer", "stop washer"),
        ("Ball bush", "bush"), ("Shaft", "shaft"), ("Round-head screw", "round-head screw"), ("Large washer", "washer of the shaft"), ("Spring, light", "lift spring"),
        ("Thin nut", "nut of the stop washer"), ("Screw M5", "M5 screw"), ("Washer M5", "washer of M5 screw"), ("Screw M4", "M4 screw"), ("Washer M4", "washer of M4 screw"), ("Screw M3", "M3 screw"),
        ("Grub screw M3", "retaining pin"), ("Grub screw M4", "grub screw of the tip"), ("Heat-set insert M3 × 5.7", "insert"), ("Heat-set insert M3 × 4, skirt", "insert of the skirt"),
        ("Heat-set insert M3 × 4, base", "insert of the base"), ("Heat-set insert M4", "insert M4 of the tip"), ("Steel plate", "steel plate"), ("Cable gland", "gland"), ("Lock nut", "nut of the gland"),
        ("Cell cable", "cable"), ("Housing XHP-5", "mate of J1"), ("Housing XHP-2", "mate of J3"), ("Housing PHR-2", "mate of J5"), ("Contact", ""), ("Shim rings", ""), ("Steel foil", ""), ("Film rings", ""), ("Double-sided tape", ""), ("Socket 3.5 mm", "socket of the button"),
        ("Service cable", ""), ("USB meter", ""), ("Hook-up wire", ""), ("USB cable", "USB plug"), ("Heat-shrink", ""), ("Cable tie", ""), ("Spacer", "spacer"), ("Light pipe", "light pipe"), ("Acoustic vent", "vent of the reserve buzzer"),
        ("Insulating sheet", "insulating sheet"), ("Cover of the battery", "cover of the battery"), ("Slider of the switch", "slider of the switch"), ("Label", "label"), ("Silicone sheet", "rubber face"), ("Silicone adhesive", ""), ("Contact adhesive", ""),
        ("Thread locker", ""), ("Epoxy", ""), ("Grease", ""), ("O-ring", "O-ring"), ("Rubber sheet", "rubber sheet"), ("Film", ""), ("Printed parts of the probe", "guide"), ("Printed parts of the ball", "foot"),
        ("Tip for the rubber face", "tip"), ("Cap and pad", ""), ("Box", "box"), ("Patient's button", "plug of the button"), ("Resistor 10 kΩ", ""), ("Resistor 2.2 kΩ", ""), ("Lithium cell", "battery"), ("Mass", ""), ("Yoke", ""), ("Tray", ""), ("Jumper shunt", ""), ("Jig", ""),
    ];

    public static TheoryData<string, bool> Ends
    {
        get
        {
            var ends = new TheoryData<string, bool>();
            foreach (string instrument in Assembly.Instruments)
            {
                ends.Add(instrument, true);
                ends.Add(instrument, false);
            }

            return ends;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void No_two_parts_fill_the_same_space(string instrument, bool tight)
    {
        Assembly assembly = AsDrawn(instrument, tight);
        Assert.Empty(Faults(assembly));
    }

    [Theory]
    [InlineData("probe")]
    [InlineData("probe, small tip")]
    [InlineData("probe, soft tip")]
    [InlineData("ball")]
    public void Every_insert_has_its_wall_all_round_over_its_whole_length(string instrument)
    {
        Assembly assembly = AsDrawn(instrument, tight: false);
        Assert.NotEmpty(assembly.Inserts);
        Assert.Empty(Walls(assembly));
    }

    [Theory]
    [InlineData("probe")]
    [InlineData("ball")]
    [InlineData("box")]
    public void Every_key_reaches_its_screw_past_what_is_already_there(string instrument)
    {
        Assembly assembly = AsDrawn(instrument, tight: true);
        Assert.NotEmpty(assembly.Tools);
        Assert.Empty(Blocked(assembly));
    }

    [Theory]
    [InlineData("ball", "Grub screw M3 × 6", "Grub screw M3 × 10", "retaining pin")]
    [InlineData("ball", "Heat-set insert M3 × 4, skirt", "Heat-set insert M3 × 5.7, skirt", "insert of the skirt")]
    [InlineData("ball", "Screw M3 × 8", "Screw M3 × 14", "M3 screw")]
    [InlineData("probe", "Screw M3 × 8", "Screw M3 × 14", "M3 screw")]
    [InlineData("probe", "Heat-set insert M3 × 4, base", "Heat-set insert M3 × 5.7, base", "insert of the base")]
    [InlineData("probe, soft tip", "Heat-set insert M4 × 6", "Heat-set insert M4 × 12", "insert M4 of the tip")]
    [InlineData("box", "with M3 × 5 screws", "with M3 × 8 screws", "screw of the floor")]
    [InlineData("box", "Spacer M3 × 10", "Spacer M3 × 12", "spacer")]
    [InlineData("box", "50 × 44 mm", "100 × 50 mm", "label")]
    public void A_bought_part_of_another_size_is_found(string instrument, string part, string wrong, string found)
    {
        Assembly assembly = Assembly.Of(instrument, Bought.Read().With(part, wrong), tight: true);
        Assert.Contains(Faults(assembly).Concat(Walls(assembly)), fault => fault.Contains(found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("probe", "washer M6", "washer M8")]
    [InlineData("ball", "washer M8", "steel plate")]
    public void The_springs_stand_on_steel_at_both_ends(string instrument, string below, string above)
    {
        // Their edge is a line: on plastic it sinks in for years, and the stop comes earlier than any tolerance says.
        Assembly assembly = AsDrawn(instrument, tight: false);
        Columns springs = assembly.Of("springs");
        string[] Meets(double way) => [.. assembly.Parts.Where(part => part.Name is not "springs" && springs.Overlap(part.Columns, -way) > 5).Select(part => part.Name)];
        Assert.Equal([below], Meets(-0.2));
        Assert.Equal([above], Meets(assembly.Gap + 0.2));
    }

    [Fact]
    public void A_screw_that_is_fastened_too_late_is_found()
    {
        // The cell's screws after the pad is glued: the pad covers them.
        Assembly assembly = Assembly.Of("probe", Bought.Read(), tight: true);
        ToolWay late = assembly.Tools.First(tool => tool.Name.StartsWith("M5", StringComparison.Ordinal));
        assembly.Tools.Add(late with { Step = 10 });
        Assert.Contains(Blocked(assembly), fault => fault.Contains("pad", StringComparison.Ordinal));
    }

    [Fact]
    public void A_nut_that_is_held_too_late_is_found()
    {
        // The first nut while the stop washer is put on: base and washer are round it, and the screw's head is below the cell.
        Assembly assembly = Assembly.Of("probe", Bought.Read(), tight: true);
        ToolWay early = assembly.Tools.Single(tool => tool.Name is "thin nut");
        assembly.Tools.Add(early with { Step = 8 });
        Assert.Contains(Blocked(assembly), fault => fault.Contains("thin nut meets base", StringComparison.Ordinal));
    }

    [Fact]
    public void Volumes_and_overlaps_are_those_of_known_solids()
    {
        var box = Columns.Of([Shapes.Box(Vector3.Zero, new(10, 20, 5))]);
        Assert.Equal(1000, box.Volume, 15.0);
        Assert.Equal(Math.PI * 25 * 12, Columns.Of([Shapes.UprightRod(1, 2, 3, 15, 10)]).Volume, 5.0);
        Assert.Equal(Math.PI * 25 * 12, Columns.Of([Shapes.Rod(new(0, 0, 1), new(12, 0, 1), 10)]).Volume, 5.0);
        Assert.Equal(Math.PI * (25 - 9) * 7, Columns.Of([Shapes.Tube(new(0, 0, 1), new(0, 7, 1), 10, 6)]).Volume, 5.0);

        // Two meshes of one solid count once; faces that touch do not overlap; a step up of 1 mm leaves 4 of 5.
        Assert.Equal(box.Volume, Columns.Of([Shapes.Box(Vector3.Zero, new(10, 20, 5)), Shapes.Box(Vector3.One, new(9, 9, 4))]).Volume, 0.01);
        Assert.Equal(0, box.Overlap(box, 5), 1e-9);
        Assert.Equal(0.8 * box.Volume, box.Overlap(box, 1), 0.01);

        // A hole that is drilled through takes its own volume, and what stands in it meets nothing.
        var rod = Columns.Of([Shapes.UprightRod(5, 10, -1, 6, 4)]);
        Assert.Equal(box.Volume - (5.0 / 7 * rod.Volume), box.Without(rod).Volume, 0.01);
        Assert.Equal(0, box.Without(rod).Overlap(rod, 0), 1e-9);
        Assert.Equal(box.Volume, box.Without(Columns.Of([Shapes.UprightRod(5, 10, 6, 7, 4)])).Volume, 1e-9);
        Assert.Equal(0.6 * box.Volume, box.Without(Columns.Of([Shapes.Box(new(-1, -1, 2), new(11, 21, 4))])).Volume, 0.01);

        // The same volume as the mesh's own sum.
        Mesh dome = Drawings.Committed("ball_dome");
        Assert.Equal(dome.Volume, Columns.Of([dome]).Volume, 0.002 * dome.Volume);
    }

    [Theory]
    [InlineData("probe", "probe, soft tip")]
    [InlineData("ball", "ball")]
    public void Every_part_of_the_list_is_in_the_table(string column, string instrument)
    {
        string[] there = [.. AsDrawn(instrument, tight: true).Parts.Concat(AsDrawn("box", tight: true).Parts).Select(part => part.Name)];
        var board = Electronics.LaidBoard.Read();
        foreach (IReadOnlyDictionary<string, string> row in Table.Read("parts.csv").Where(row => row[column] is not "0"))
        {
            if (row["references"].Length > 0)
            {
                // Front and back of the board are in the table as wholes, by the file of the board.
                Assert.All(row["references"].Split(' ').Where(_ => row["board"] is not "esp32"), reference => Assert.Contains(board.Parts, part => string.Equals(part.Reference, reference, StringComparison.Ordinal)));
                continue;
            }

            (string List, string Solid) known = _known.FirstOrDefault(pair => row["part"].StartsWith(pair.List, StringComparison.Ordinal));
            Assert.True(known.List is not null, $"{row["part"]} is neither in the table nor said to be no solid.");
            Assert.True(known.Solid.Length == 0 || there.Any(name => name.StartsWith(known.Solid, StringComparison.Ordinal)), $"{row["part"]}: there is no {known.Solid} in the table.");
        }
    }

    [Fact]
    public void The_table_of_the_paper_is_that_of_the_run()
    {
        var table = new StringBuilder("| instrument | parts | pairs | meant to meet | end of tolerance | at rest, mm³ | half way, mm³ | at the stop, mm³ |\n|---|---|---|---|---|---|---|---|\n");
        foreach ((string instrument, bool tight) in Ends.Select(row => row.Data))
        {
            Assembly assembly = AsDrawn(instrument, tight);
            (string A, string B, double[] CubicMillimeters)[] pairs = [.. assembly.Pairs()];
            int all = assembly.Parts.Count * (assembly.Parts.Count - 1) / 2;
            string[] sums = [.. Enumerable.Range(0, 3).Select(at => pairs.Where(pair => pair.CubicMillimeters[at] > Nothing).Sum(pair => pair.CubicMillimeters[at]).ToString("0.0", CultureInfo.InvariantCulture))];
            table.Append(CultureInfo.InvariantCulture, $"| {instrument} | {assembly.Parts.Count} | {all} | {all - pairs.Length} | {(tight ? "tight" : "loose")} | {string.Join(" | ", sums)} |\n");
        }

        MadeText.HoldBetweenMarks("fit.md", "intersections", table.ToString());
        var meant = new StringBuilder();
        foreach (string instrument in new[] { "probe", "ball", "box" })
        {
            foreach (IGrouping<string, KeyValuePair<(string, string), string>> why in AsDrawn(instrument, tight: false).Meant.GroupBy(pair => pair.Value, StringComparer.Ordinal))
            {
                meant.Append(CultureInfo.InvariantCulture, $"- {instrument}, {why.Key}: {string.Join("; ", why.Select(pair => $"{pair.Key.Item1} – {pair.Key.Item2}").Order(StringComparer.Ordinal))}\n");
            }
        }

        MadeText.HoldBetweenMarks("fit.md", "meant", meant.ToString());
    }

    // As listed and drawn: put together once for all tests that only look.
    private static Assembly AsDrawn(string instrument, bool tight) => _drawn.GetOrAdd((instrument, tight), at => new Lazy<Assembly>(() => Assembly.Of(at.Item1, Bought.Read(), at.Item2))).Value;

    private static IEnumerable<string> Faults(Assembly assembly) => assembly.Pairs()
        .Where(pair => pair.CubicMillimeters.Max() > Nothing)
        .Select(pair => FormattableString.Invariant($"{pair.A} and {pair.B}: {string.Join(" / ", pair.CubicMillimeters.Select(volume => volume.ToString("0.00", CultureInfo.InvariantCulture)))} mm³ at rest, half way, at the stop"));

    private static IEnumerable<string> Walls(Assembly assembly) => assembly.Inserts
        .Select(insert => (insert.Name, Part: insert.Sleeve.Overlap(assembly.Of(insert.Host), 0) / insert.Sleeve.Volume, Shut: insert.Bore.Overlap(assembly.Of(insert.Host), 0)))
        .Where(insert => insert.Part < 0.93 || insert.Shut > Nothing)
        .Select(insert => FormattableString.Invariant($"{insert.Name}: {100 * insert.Part:0} % of 1.5 mm of wall are there along it, and its hole ends {insert.Shut:0.0} mm³ too soon"));

    private static IEnumerable<string> Blocked(Assembly assembly) => assembly.Tools
        .SelectMany(tool => assembly.Parts.Where(part => part.Step <= tool.Step && !string.Equals(part.Name, tool.Name, StringComparison.Ordinal)).Select(part => (tool.Name, By: part.Name, Volume: tool.Way.Overlap(part.Columns, 0))))
        .Where(meeting => meeting.Volume > Nothing)
        .Select(meeting => FormattableString.Invariant($"the key of {meeting.Name} meets {meeting.By}: {meeting.Volume:0.00} mm³"));
}
