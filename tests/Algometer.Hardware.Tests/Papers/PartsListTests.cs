using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>parts.csv: whole, and the same parts as the schematics of both boards.</summary>
public sealed partial class PartsListTests
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _parts = Table.Read("parts.csv");

    [Fact]
    public void Every_part_has_a_maker_a_number_a_quantity_an_alternative_and_a_price_class() => Assert.All(_parts, part =>
    {
        Assert.All(new[] { "part", "maker", "number", "alternatives" }, column => Assert.NotEmpty(part[column]));
        Assert.True(part["price"] is "A" or "B" or "C" or "D", part["part"]);
        Assert.True(Quantity(part, "probe") + Quantity(part, "ball") > 0, part["part"]);
    });

    [Theory]
    [InlineData("esp32")]
    [InlineData("esp32-s3")]
    public void The_electronics_are_those_of_the_schematic(string board)
    {
        var drawn = Schematic(board).ToDictionary(part => part.Reference, StringComparer.Ordinal);
        var listed = _parts
            .Where(part => part["references"].Length > 0 && (part["board"] is "either" || string.Equals(part["board"], board, StringComparison.Ordinal)))
            .ToArray();
        Assert.Equal(drawn.Keys.Order(StringComparer.Ordinal), listed.SelectMany(part => part["references"].Split(' ')).Order(StringComparer.Ordinal));
        Assert.All(listed, part =>
        {
            string[] references = part["references"].Split(' ');
            Assert.All(references, reference => Assert.Equal((drawn[reference].Maker, drawn[reference].Number), (part["maker"], part["number"])));
            Assert.Equal(references.Count(reference => drawn[reference].Fit.Contains("probe", StringComparison.Ordinal)), Quantity(part, "probe"));
            Assert.Equal(references.Count(reference => drawn[reference].Fit.Contains("ball", StringComparison.Ordinal)), Quantity(part, "ball"));
        });
    }

    [Fact]
    public void The_springs_and_screws_are_as_many_as_the_drawings_reckon_with()
    {
        var drawings = Mechanics.Parameters.Read();
        IReadOnlyDictionary<string, string> springs = Only("Disc spring");
        Assert.Equal(drawings["probe_discs"], Quantity(springs, "probe"));
        Assert.Equal(2 * drawings["ball_disc_pairs"], Quantity(springs, "ball"));
        Assert.Contains(FormattableString.Invariant($"{drawings["disc_outer"]} × {drawings["disc_inner"]} × {drawings["disc_thickness"]}"), springs["part"], StringComparison.Ordinal);
        Assert.Equal(1, Quantity(Only(FormattableString.Invariant($"Shoulder screw 8 × {drawings["probe_shoulder_length"]},")), "probe"));
        Assert.Equal(1, Quantity(Only(FormattableString.Invariant($"Shaft {drawings["probe_shaft"]} h6 × {drawings["probe_shaft_length"]} mm")), "probe"));
        Assert.Equal(1, Quantity(Only(FormattableString.Invariant($"Shaft {drawings["ball_shaft"]} h6 × {drawings["ball_shaft_length"]} mm")), "ball"));
        Assert.Equal(2, Quantity(Only(FormattableString.Invariant($"Ball bush LM8, {drawings["probe_shaft"]} × {drawings["probe_bush_outer"]} × {drawings["probe_bush_length"]} mm, without seals")), "probe"));
        Assert.Equal(2, Quantity(Only(FormattableString.Invariant($"Ball bush LM12, {drawings["ball_shaft"]} × {drawings["ball_bush_outer"]} × {drawings["ball_bush_length"]} mm, without seals")), "ball"));
    }

    [Fact]
    public void The_shafts_are_hard_where_balls_run()
    {
        // Of Misumi's pages: a tapped end may be soft over its thread and 10 mm more, but for those that are sold as hard over the full length (SFAW: both ends tapped, SFAT: one). SFJ and PSFJ are plain.
        var drawings = Mechanics.Parameters.Read();
        IReadOnlyDictionary<string, string> probe = Only("Shaft 8 h6");
        double soft = 10 + 10;
        double balls = drawings["lift_spring"] + ((drawings["probe_bush_length"] - 17.5) / 2);
        Assert.InRange(balls, 9, 9.5);
        Assert.True(soft > balls, "Then any tapped shaft would do.");
        Assert.Contains("hard over its whole length", probe["part"], StringComparison.Ordinal);
        Assert.Equal(FormattableString.Invariant($"SFAW{drawings["probe_shaft"]}-{drawings["probe_shaft_length"]}-M4-N4"), probe["number"]);
        Assert.Equal(FormattableString.Invariant($"SFJ{drawings["ball_shaft"]}-{drawings["ball_shaft_length"]}"), Only("Shaft 12 h6")["number"]);
        Assert.DoesNotContain("M4", Only("Shaft 12 h6")["part"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_bring_up_and_jig_ask_for_is_listed()
    {
        string jig = File.ReadAllText(Path.Combine(MadeText.Folder, "jig.md"));
        foreach ((string word, string part, int pieces) in new[] { ("Four resistors of 350 Ω", "Jig: resistor 350 Ω", 4), ("87.6 kΩ", "Jig: resistor 87.6 kΩ", 1), ("43.2 kΩ", "Jig: resistor 43.2 kΩ", 1), ("a switch", "Jig: switch", 1), ("XHP-5", "Housing XHP-5", 1) })
        {
            Assert.Contains(word, jig, StringComparison.Ordinal);
            Assert.True(Quantity(Only(part), "probe") >= pieces, part);
        }

        Assert.Contains("Jumper set", File.ReadAllText(Path.Combine(MadeText.Folder, "bring-up.md")), StringComparison.Ordinal);
        Assert.Equal(1, Quantity(Only("Jumper shunt"), "ball"));
    }

    [Fact]
    public void What_the_guide_uses_up_is_listed()
    {
        // What is glued, packed or laid between, by the guide's words, and the part that it is.
        (string Word, string Part)[] used =
        [
            ("double-sided tape", "Double-sided tape"), ("shim rings", "Shim rings"), ("steel foil", "Steel foil"), ("rings of film", "Film rings"), ("The cover", "Cover of the battery"), ("epoxy", "Epoxy"), ("thread locker", "Thread locker"), ("contact adhesive", "Contact adhesive"),
            ("heat-shrink", "Heat-shrink"), ("neutral silicone", "Silicone adhesive"), ("film of grease", "Grease"), ("insulating sheet", "Insulating sheet"), ("Light pipe", "Light pipe"), ("rubber sheet", "Rubber sheet"), ("washer M8", "Washer M8"),
        ];
        string guide = File.ReadAllText(Path.Combine(MadeText.Folder, "assembly.md"));
        Assert.All(used, pair =>
        {
            Assert.Contains(pair.Word, guide, StringComparison.Ordinal);
            Only(pair.Part);
        });

        // Nothing else is laid between: a new word asks for a new part.
        Assert.DoesNotContain("steel shim", guide, StringComparison.Ordinal);
        Assert.DoesNotContain("thin washer", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void What_touches_the_skin_is_named_with_its_material()
    {
        string[] materials = ["PETG", "TPU", "polyethylene", "Silicone"];
        IReadOnlyDictionary<string, string>[] touching = [.. _parts.Where(part => part["notes"].Contains("the skin", StringComparison.Ordinal))];
        Assert.True(touching.Length >= 4);
        Assert.All(touching, part => Assert.Contains(materials, material => part["part"].Contains(material, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_part_is_of_natural_rubber() => Assert.DoesNotContain(_parts, part => part.Values.Any(text => NaturalRubber().IsMatch(text)));

    [Fact]
    public void The_battery_is_a_protected_cell_outside_the_ball()
    {
        IReadOnlyDictionary<string, string> cell = Only("Lithium cell");
        Assert.Contains("protected", cell["part"], StringComparison.Ordinal);
        Assert.Contains("never in the ball", cell["part"], StringComparison.Ordinal);
        Assert.Contains("power bank", cell["alternatives"], StringComparison.Ordinal);
        Assert.Equal(0, Quantity(cell, "probe"));

        // A second protection and a charger with its own limits are on the board.
        Assert.Contains(_parts, part => part["number"].StartsWith("BQ29700", StringComparison.Ordinal) && Quantity(part, "ball") == 1);
        Assert.Contains(_parts, part => part["number"].StartsWith("MCP73831", StringComparison.Ordinal) && Quantity(part, "ball") == 1);
    }

    private static IReadOnlyDictionary<string, string> Only(string start) => _parts.Single(part => part["part"].StartsWith(start, StringComparison.Ordinal));

    private static int Quantity(IReadOnlyDictionary<string, string> part, string instrument) => int.Parse(part[instrument], NumberStyles.None, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Reference, string Maker, string Number, string Fit)> Schematic(string board)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Checkout.Root, "hardware", "electronics", board), "*.kicad_sch"))
        {
            foreach (string symbol in File.ReadAllText(file).Split("(symbol (lib_id ").Skip(1))
            {
                var fields = Field().Matches(symbol).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
                if (fields.TryGetValue("MPN", out string? number))
                {
                    yield return (fields["Reference"], fields["Manufacturer"], number, fields["Fit"]);
                }
            }
        }
    }

    [GeneratedRegex("latex|natural rubber|caoutchouc|\\bNR\\b", RegexOptions.IgnoreCase, 2000)]
    private static partial Regex NaturalRubber();

    [GeneratedRegex("""\(property "(?<name>Reference|Manufacturer|MPN|Fit)" "(?<value>[^"]*)" """, RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Field();
}
