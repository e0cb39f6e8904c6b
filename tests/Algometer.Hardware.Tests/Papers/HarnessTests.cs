using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Algometer.Measurement.Calibration;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>Cables, mating parts, labels, masses and the jig: what stands in the papers follows from the schematic, the limits and the sums.</summary>
public sealed class HarnessTests
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _wires = Table.Read("harness.csv");
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _parts = Table.Read("parts.csv");

    [Fact]
    public void Every_connector_of_the_board_has_its_mate_in_the_parts_list() => Assert.All(
        _parts.Where(part => part["part"].StartsWith("Connector ", StringComparison.Ordinal)),
        connector => Assert.Contains(_parts, part => part["part"].Contains("mates ", StringComparison.Ordinal) && part["part"].Contains(connector["references"], StringComparison.Ordinal)));

    [Fact]
    public void Every_wire_has_a_colour_a_length_a_far_end_and_a_mate_that_is_listed() => Assert.All(_wires, wire =>
    {
        Assert.All(new[] { "colour", "wire", "far_end", "net" }, column => Assert.NotEmpty(wire[column]));
        Assert.True(int.Parse(wire["length_mm"], CultureInfo.InvariantCulture) > 0);
        Assert.Contains(_parts, part => string.Equals(part["number"], wire["mate"], StringComparison.Ordinal) && part["part"].Contains("mates " + wire["connector"], StringComparison.Ordinal));
        Assert.Contains(_parts, part => string.Equals(part["number"], wire["contact"], StringComparison.Ordinal) && part["part"].Contains(wire["connector"], StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("esp32")]
    [InlineData("esp32-s3")]
    public void Its_pins_are_those_of_the_schematic(string board)
    {
        string netlist = File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "electronics", board, board + ".net"));
        Assert.All(_wires, wire => Assert.Contains($"(ref \"{wire["connector"]}\") (pin \"{wire["pin"]}\") (pinfunction \"{wire["net"]}\")", netlist, StringComparison.Ordinal));
    }

    [Fact]
    public void The_shield_ends_on_one_side_alone() => Assert.Contains("cut back", Assert.Single(_wires, wire => wire["net"] is "SHIELD")["far_end"], StringComparison.Ordinal);

    [Fact]
    public void The_largest_step_is_half_of_the_largest_limit_and_the_pieces_are_listed()
    {
        var drawings = Mechanics.Parameters.Read();
        var table = new StringBuilder("| | largest limit | half of it | steps, kg | laid on as |\n|---|---|---|---|---|\n");
        foreach (CalibrationMasses set in CalibrationMasses.All)
        {
            Assert.Equal(drawings[set.Tool + "_largest_cap"], set.LargestLimitNewtons);
            table.Append(CultureInfo.InvariantCulture, $"| {set.Tool} | {set.LargestLimitNewtons} N | {set.LargestLimitNewtons / 2 / Gravity.Standard:0.0} kg | {set.Text} | {string.Join(" · ", set.MassesKg.Select(mass => string.Join('+', CalibrationMasses.Laid(mass).Select(piece => piece.ToString(CultureInfo.InvariantCulture)))))} |\n");
        }

        MadeText.HoldBetweenMarks("calibration.md", "masses", table.ToString());
        string[] rows = [.. File.ReadAllLines(Path.Combine(MadeText.Folder, "calibration.md")).Where(line => line.StartsWith("| probe |", StringComparison.Ordinal) || line.StartsWith("| ball |", StringComparison.Ordinal))];
        Assert.Equal(2, rows.Length);
        foreach (string row in rows)
        {
            string[] cells = [.. row.Split('|').Select(cell => cell.Trim())];
            double[] steps = [.. cells[4].Split(' ').Select(step => double.Parse(step, CultureInfo.InvariantCulture))];
            double[][] laid = [.. cells[5].Split(" · ").Select(sum => sum.Split('+').Select(piece => double.Parse(piece, CultureInfo.InvariantCulture)).ToArray())];
            double half = drawings[cells[1] + "_largest_cap"] / 2;
            Assert.True(steps[^1] * 9.80665 >= half, $"{cells[1]}: {steps[^1]} kg are less than half of the limit.");
            Assert.Equal(FormattableString.Invariant($"{half / 9.80665:0.0} kg"), cells[3]);
            Assert.Equal(steps, laid.Select(pieces => pieces.Sum()));
            Assert.InRange(steps.Length, CalibrationSetup.FewestMasses, 12);
            Assert.All(laid, pieces => Assert.Equal(pieces.Length, pieces.Distinct().Count()));
            Assert.All(laid.SelectMany(pieces => pieces), piece => Assert.Contains(_parts, part => part["part"].StartsWith(FormattableString.Invariant($"Mass {piece} kg"), StringComparison.Ordinal) && part[cells[1]] is "1"));
        }
    }

    [Fact]
    public void The_jigs_outputs_follow_from_its_resistors()
    {
        string text = File.ReadAllText(Path.Combine(MadeText.Folder, "jig.md"));
        Match arm = Regex.Match(text, "across the arm between (?<from>E[+−]|A[+−]) and (?<to>E[+−]|A[+−])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(arm.Success, "The jig does not say across which arm.");
        foreach (double kilohms in new[] { 87.6, 43.2 })
        {
            double output = BridgeOutput(arm.Groups["from"].Value, arm.Groups["to"].Value, kilohms * 1000);
            Assert.Equal(350 / ((4 * kilohms * 1000) + (2 * 350)) * 1000, output, 0.0005);
            Assert.Contains(FormattableString.Invariant($"| {kilohms} kΩ | {output:0.000} mV/V |"), text, StringComparison.Ordinal);
        }

        // 0.997 mV/V times gain 128 times 2²⁴: the counts of the paper.
        Assert.Equal(2_142_000, 0.9975e-3 * 128 * (1 << 24), 2_142.0);
    }

    [Theory]
    [InlineData("E+", "A−")]
    [InlineData("E−", "A+")]
    public void A_shunt_across_another_arm_reads_below_zero(string from, string to) => Assert.True(BridgeOutput(from, to, 43_200) < -2);

    [Fact]
    public void The_labels_current_is_what_the_fuse_holds_and_more_than_the_device_takes()
    {
        Match rating = Regex.Match(Label(), "USB 5 V DC, (?<amperes>[0-9.]+) A", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        double amperes = double.Parse(rating.Groups["amperes"].Value, CultureInfo.InvariantCulture);

        // 185 mA with everything sounding and what fills the reservoir through 39 ohms, over a converter that gives back 0.72 at the least; charging is less and never at the same time.
        // From the least that a port gives, over the cable (24 AWG, 1.5 m there and back, contacts) and the fuse as it is after it has tripped once.
        (double volts, double start) = AtTheConverter(0.21);
        Assert.InRange(volts, 4.5, 4.75);
        Assert.True(amperes >= start && start > 0.23 / 0.72, $"The device may take {start:0.00} A.");
        Assert.Contains(FormattableString.Invariant($"{start:0.00} A at {volts:0.00} V"), File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "electronics", "README.md")), StringComparison.Ordinal);

        // It holds twice that: warmth takes a third of what it holds.
        IReadOnlyDictionary<string, string> fuse = Assert.Single(_parts, part => part["part"].StartsWith("Fuse ", StringComparison.Ordinal));
        Assert.True(double.Parse(fuse["part"].Split(' ')[1], CultureInfo.InvariantCulture) >= 2 * start);

        // What bring-up and jig refuse is more than a good board takes with everything sounding, the reservoir full: 120 to 185 mA behind the converter.
        double least = 0.120 / 0.72;
        double most = AtTheConverter(0.21, 0.185).Amperes;
        string asked = FormattableString.Invariant($"below 0.30 A from USB a minute after power-on ({least:0.00} to {most:0.00} A by the sum, with everything sounding)");
        Assert.InRange(most, 0.2, 0.29);
        Assert.All(new[] { "bring-up.md", "jig.md" }, paper => Assert.Contains(asked, File.ReadAllText(Path.Combine(MadeText.Folder, paper)), StringComparison.Ordinal));

        // One of 0.5 A has 1 ohm then: the converter, which asks for 4.5 V, would start and stop for ever.
        Assert.True(AtTheConverter(1.0).Volts < 4.3);
    }

    private static (double Volts, double Amperes) AtTheConverter(double fuseOhms, double behind = 0.185 + (4.4 / 39))
    {
        double watts = 5 * behind / 0.72;
        double volts = 4.75;
        for (int round = 0; round < 50; round++)
        {
            volts = 4.75 - (watts / volts * (fuseOhms + 0.3));
        }

        return (volts, watts / volts);
    }

    [Fact]
    public void Every_wire_goes_into_its_contact()
    {
        // By JST's sheets: 28 to 22 AWG and 30 to 24 AWG. A braid goes into none.
        Assert.All(_wires, wire =>
        {
            (double least, double most) = wire["contact"] is "SXH-001T-P0.6" ? (0.08, 0.33) : (0.05, 0.22);
            Match size = Regex.Match(wire["wire"], @"^(?<mm2>[0-9.]+) mm²", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            Assert.True(size.Success, $"{wire["net"]}: '{wire["wire"]}' has no size, so nobody knows whether it goes into {wire["contact"]}.");
            Assert.InRange(double.Parse(size.Groups["mm2"].Value, CultureInfo.InvariantCulture), least, most);
        });
    }

    [Fact]
    public void The_cables_colours_are_those_that_it_is_sold_with()
    {
        // DIN 47100: the order of the colours of a data cable; pairs are 1-2 and 3-4.
        string[] colours = ["white", "brown", "green", "yellow"];
        IReadOnlyDictionary<string, string>[] cell = [.. _wires.Where(wire => wire["cable"] is "cell" && wire["net"] is not "SHIELD")];
        Assert.Equal(colours.Order(StringComparer.Ordinal), cell.Select(wire => wire["colour"]).Order(StringComparer.Ordinal));
        string Pair(string net) => cell.Single(wire => string.Equals(wire["net"], net, StringComparison.Ordinal))["colour"] is "white" or "brown" ? "first" : "second";
        Assert.Equal(Pair("A+"), Pair("A-"));
        Assert.Equal(Pair("E+"), Pair("E-"));
        IReadOnlyDictionary<string, string> cable = _parts.Single(part => part["part"].StartsWith("Cell cable", StringComparison.Ordinal));
        Assert.Contains("white, brown, green, yellow", cable["notes"], StringComparison.Ordinal);
        Assert.Contains("twisted pairs", cable["part"], StringComparison.Ordinal);

        // The ball's cell has colours of its own, one for each.
        Assert.Equal(4, cell.Select(wire => wire["ball_far_end"].Split(' ')[1]).Distinct(StringComparer.Ordinal).Count());

        // The button's two wires are the first pair of such a cable; the cell's own colours stand at the far end, in the wiring drawing as here.
        Assert.Equal("white brown", string.Join(' ', _wires.Where(wire => wire["cable"] is "button").Select(wire => wire["colour"])));
        string wiring = File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "electronics", "images", "wiring-esp32-s3.svg"));
        Assert.All(cell, wire => Assert.Contains($"{wire["net"]} {wire["far_end"].Split(' ')[1]}", wiring, StringComparison.Ordinal));
        Assert.All(cell, wire => Assert.Contains($"| J1 | {wire["pin"]} | {wire["net"]} | {wire["colour"]} | {wire["far_end"].Split(' ')[1]} | {wire["ball_far_end"].Split(' ')[1]} |", File.ReadAllText(Path.Combine(MadeText.Folder, "assembly.md")), StringComparison.Ordinal));
    }

    [Fact]
    public void How_the_program_gets_in_names_the_service_pins_of_the_schematic()
    {
        string text = File.ReadAllText(Path.Combine(MadeText.Folder, "jig.md"));
        string netlist = File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "electronics", "esp32-s3", "esp32-s3.net"));
        (string Pin, string Function)[] pins = [.. Regex.Matches(netlist, "\\(ref \"J2\"\\) \\(pin \"(?<pin>[0-9])\"\\) \\(pinfunction \"(?<function>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => (match.Groups["pin"].Value, match.Groups["function"].Value))];
        Assert.Equal(6, pins.Length);
        Assert.All(pins, pin => Assert.Contains($"| {pin.Pin} | {pin.Function} |", text, StringComparison.Ordinal));
        Assert.Contains("hold BOOT", text, StringComparison.Ordinal);
        Assert.Contains("nanoff", text, StringComparison.Ordinal);
        Assert.Contains("/p:Tool=Ball", text, StringComparison.Ordinal);
        Assert.Contains(_parts, part => part["part"].Contains("mates J2", StringComparison.Ordinal));
    }

    // The bridge of four 350 ohms with a resistor across one arm, mV for each V of E+.
    private static double BridgeOutput(string from, string to, double ohms)
    {
        double Arm(string one, string other) => (string.Equals(from, one, StringComparison.Ordinal) && string.Equals(to, other, StringComparison.Ordinal)) || (string.Equals(from, other, StringComparison.Ordinal) && string.Equals(to, one, StringComparison.Ordinal)) ? 1 / ((1 / 350.0) + (1 / ohms)) : 350;
        double plus = Arm("A+", "E−") / (Arm("A+", "E−") + Arm("E+", "A+"));
        double minus = Arm("A−", "E−") / (Arm("A−", "E−") + Arm("E+", "A−"));
        return 1000 * (plus - minus);
    }

    [Fact]
    public void Harness_and_label_are_drawn_from_the_data()
    {
        MadeText.Hold("harness.svg", Harness());
        MadeText.Hold("labels.svg", Label());
    }

    private static string Harness()
    {
        const int row = 30;
        var svg = new StringBuilder();
        IGrouping<string, IReadOnlyDictionary<string, string>>[] cables = [.. _wires.GroupBy(wire => wire["cable"], StringComparer.Ordinal)];
        int height = 60 + (_wires.Count * row) + (cables.Length * 62);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 {height}\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"14\">\n<title>Harness: cables, pins, colours, lengths</title>\n<rect width=\"900\" height=\"{height}\" rx=\"8\" fill=\"#f8f8f8\"/>\n<text x=\"20\" y=\"34\" font-size=\"17\" font-weight=\"600\" fill=\"#1d2733\">Harness</text>\n");
        int y = 60;
        foreach (IGrouping<string, IReadOnlyDictionary<string, string>> cable in cables)
        {
            IReadOnlyDictionary<string, string> first = cable.First();
            string note = string.Join("; ", cable.Select(wire => wire["notes"]).Where(text => text.Length > 0));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"20\" y=\"{y + 16}\" font-weight=\"600\" fill=\"#1d2733\">{cable.Key}: {first["connector"]}, {first["mate"]} with {first["contact"]}, {first["length_mm"]} mm</text>\n<text x=\"20\" y=\"{y + 34}\" fill=\"#5a6675\" font-size=\"12\">{WebUtility.HtmlEncode(note)}</text>\n");
            y += 44;
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"190\" y=\"{y}\" width=\"20\" height=\"{cable.Count() * row}\" fill=\"#cfd6de\" stroke=\"#1d2733\"/>\n");
            foreach (IReadOnlyDictionary<string, string> wire in cable)
            {
                bool shield = wire["net"] is "SHIELD";
                int middle = y + (row / 2);
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"180\" y=\"{middle + 5}\" text-anchor=\"end\" fill=\"#1d2733\">{wire["net"]}</text><text x=\"200\" y=\"{middle + 5}\" text-anchor=\"middle\" fill=\"#1d2733\">{wire["pin"]}</text><path d=\"M210 {middle}H{(shield ? 560 : 620)}\" stroke=\"#1d2733\" stroke-width=\"7\"/><path d=\"M211 {middle}H{(shield ? 559 : 619)}\" stroke=\"{Colour(wire["colour"])}\" stroke-width=\"5\"{(shield ? " stroke-dasharray=\"6 3\"" : "")}/><text x=\"400\" y=\"{middle - 6}\" text-anchor=\"middle\" font-size=\"11\" fill=\"#5a6675\">{wire["colour"]}, {WebUtility.HtmlEncode(wire["wire"])}</text>{FarEnd(wire, middle)}\n");
                y += row;
            }

            y += 18;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string FarEnd(IReadOnlyDictionary<string, string> wire, int middle)
    {
        string Line(double y, string text, string size = "") => FormattableString.Invariant($"<text x=\"632\" y=\"{y}\"{size} fill=\"#1d2733\">{WebUtility.HtmlEncode(text)}</text>");
        return string.Equals(wire["far_end"], wire["ball_far_end"], StringComparison.Ordinal)
            ? Line(middle + 5, wire["far_end"])
            : Line(middle - 3, "probe: " + wire["far_end"], " font-size=\"12\"") + Line(middle + 10, "ball: " + wire["ball_far_end"], " font-size=\"12\"");
    }

    // 50 × 44 mm: beside the lid's holes and clear of its screws. Letters of 2 mm.
    private static string Label()
    {
        string[] lines =
        [
            "Pressure algometer, research and teaching",
            "☐ probe 100 N   ☐ ball 250 N",
            "tip ☐ 1 cm²  ☐ 0.5 cm²  ☐ rubber, no. ____",
            "<tspan font-weight=\"700\">Not a medical device.</tspan> Read the guide.",
            "No tone at power-on: do not use it.",
            "USB 5 V DC, 0.5 A. Isolated: no other cable",
            "to the inside while a person is touched.",
            "Never charge at a body.",
            "Wipe with 70 % alcohol, let it dry.",
            "Calibrated __________  due __________",
            "Switch (ball): ◂ use    charge = off ▸",
        ];
        // The corner at the upper left is cut out: hole 8, for the reserve buzzer, is there.
        var drawings = Mechanics.Parameters.Read();
        (double notchX, double notchY) = (10 * drawings["box_label_notch_x"], 10 * drawings["box_label_notch_y"]);
        var svg = new StringBuilder(FormattableString.Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50mm\" height=\"44mm\" viewBox=\"0 0 500 440\" font-family=\"'DejaVu Sans', sans-serif\">\n<title>Label of the box, 50 × 44 mm, cut along its outline: fill in the serial number before it is printed</title>\n<path d=\"M{notchX} 1H499V439H1V{notchY}H{notchX}Z\" fill=\"#fff\" stroke=\"#000\" stroke-width=\"2\"/>\n<text x=\"{notchX + 16}\" y=\"44\" font-size=\"32\" font-weight=\"700\">Algometer</text>\n<text x=\"{notchX + 16}\" y=\"84\" font-size=\"20\">SN <tspan id=\"serial\">____________</tspan></text>\n<path d=\"M16 {notchY + 8}H484\" stroke=\"#000\" stroke-width=\"2\"/>\n"));
        for (int i = 0; i < lines.Length; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"16\" y=\"{143 + (28.5 * i)}\" font-size=\"20\" xml:space=\"preserve\">{lines[i]}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Colour(string name) => name switch { "red" => "#c8102e", "green" => "#2e8b57", "white" => "#ffffff", "black" => "#222222", "brown" => "#7b4a21", "yellow" => "#e6b800", _ => "#b8bec6" };
}
