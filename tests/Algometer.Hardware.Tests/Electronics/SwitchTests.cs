using System.Globalization;
using System.Text;
using Algometer.Electronics.Nets;
using Algometer.Hardware.Tests.Mechanics;
using Algometer.Hardware.Tests.Papers;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The switch of the ball: what each position and each single fault of its contacts feeds, by the schematic's nets; where it lies, and what it may carry.</summary>
public sealed class SwitchTests
{
    private const int S3 = 2;
    private static readonly string[][] _use = [["1", "2"], ["4", "5"]];
    private static readonly string[][] _charge = [["2", "3"], ["5", "6"]];

    // Fault, contacts that are open, contacts that are joined, and by what it is seen.
    private static readonly (string Fault, string[]? Open, string[]? Joined, string Seen)[] _faults =
    [
        ("none", null, null, "–"),
        ("1–2 open", ["1", "2"], null, "at use without USB it is dead"),
        ("4–5 open", ["4", "5"], null, "at use with USB it runs on the battery, and ends with it; a probe is dead"),
        ("5–6 open", ["5", "6"], null, "at charge the yellow light stays dark"),
        ("2–3 open", ["2", "3"], null, "changes nothing"),
        ("1–2 joined", null, ["1", "2"], "at charge it is not dead: bring-up"),
        ("4–5 joined", null, ["4", "5"], "at charge it is not dead: bring-up"),
        ("5–6 joined", null, ["5", "6"], "at use the yellow light shines: each use"),
        ("2–3 joined", null, ["2", "3"], "changes nothing"),
        ("2–5 joined", null, ["2", "5"], "5 V at the cell past its charger: BQ29700 opens at 4.275 V; the cell is warm. Nothing tells it before"),
        ("1–4 joined", null, ["1", "4"], "at use 5 V at the cell past its charger: as 2–5"),
        ("3–6 joined", null, ["3", "6"], "at charge 5 V at the cell past its charger: as 2–5"),
        ("Q1 drain to source", null, ["Q1.2", "Q1.3"], "at use with USB 5 V less D7 at the cell past its charger, up to 0.4 A, the yellow light dark: BQ29700 opens at 4.275 V. Each week: above 0.30 A from USB with a battery that is not full. Each month, without a meter: at charge the yellow light goes out at once. Bring-up and each year: battery unplugged, 4 V at J5"),
        ("Q1 open", [], null, "without USB it runs through its body diode, 0.6 V lower, and ends sooner"),
        ("D7 shorted", null, ["D7.2", "D7.1"], "changes nothing with USB; without, it runs through the body diode of Q1 and feeds the converter's output"),
        ("D7 open", ["D7"], null, "at use with USB it runs on the battery, and ends with it; a probe is dead"),
    ];

    [Fact]
    public void Each_single_fault_of_the_switch_does_what_the_paper_says()
    {
        Netlist nets = SchematicFiles.Of(S3).Read();
        var table = new StringBuilder("| fault of the contacts | at use: USB · battery · charger | at charge | seen |\n|---|---|---|---|\n");
        foreach ((string fault, string[]? open, string[]? joined, string seen) in _faults)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {fault} | {Feeds(nets, _use, open, joined)} | {Feeds(nets, _charge, open, joined)} | {seen} |\n");
        }

        // In order: never fed and charged at once, and at charge nothing feeds the device.
        Assert.Equal("feeds · feeds · –", Feeds(nets, _use, null, null));
        Assert.Equal("– · – · charges", Feeds(nets, _charge, null, null));
        MadeText.HoldBetweenMarks(Path.Combine("..", "electronics", "README.md"), "switch", table.ToString());
    }

    [Fact]
    public void It_is_reached_through_the_lid_and_the_label_says_which_way()
    {
        LaidPart drawn = LaidBoard.Read()["SW3"];
        double Pin(string number) => drawn.Pads.Single(pad => string.Equals(pad.Number, number, StringComparison.Ordinal)).X;
        Assert.True(Pin("4") < Pin("5") && Pin("5") < Pin("6"), "Use is on the left of the lid, charge on the right.");
        Assert.Contains("◂ use    charge = off ▸", File.ReadAllText(Path.Combine(MadeText.Folder, "labels.svg")), StringComparison.Ordinal);

        // The slider stands out of the lid, and is longer than its slot is deep.
        var p = Parameters.Read();
        Mesh slider = Drawings.Committed("switch_slider");
        double reaches = -slider.Least.Y;
        Assert.True(reaches > p["box_height"] - p["box_wall"] + 1, "A finger does not reach the slider.");
        Assert.True(slider.Most.X - slider.Least.X > p["box_switch_slot"] + p["box_switch_travel"], "The slider would fall out of its slot.");
    }

    [Fact]
    public void What_it_carries_is_within_its_rating()
    {
        // Everything sounding, and the reservoir at its start: 5 V less what converter and diodes leave, over R56.
        string text = File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "electronics", "README.md"));
        double filling = 4.4 / double.Parse(SchematicFiles.Of(S3).Read().Parts["R56"].Value.Split('R')[0], CultureInfo.InvariantCulture);
        Assert.InRange(0.185 + filling, 0.25, 0.3);
        Assert.Contains("0.3 A at 6 V", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shorted_gate_of_the_battery_is_named_with_how_it_is_found()
    {
        // What the converter gives less what the device takes: through one contact of the switch into the cell.
        Assert.Equal(0.4, 0.6 - 0.185, 0.02);

        // Seen from outside: all that the converter gives, back through it, against what a sound board takes at the most.
        double usb = 0.6 * 5 / 0.72 / 4.6;
        Assert.Equal(0.9, usb, 0.05);
        Assert.True(usb > 3 * 0.28, "A meter would not tell.");
        string weekly = File.ReadAllText(Path.Combine(MadeText.Folder, "bring-up.md"));
        Assert.Contains("below 0.30 A from USB. More, up to 0.9 A:", weekly[weekly.IndexOf("## Each week", StringComparison.Ordinal)..], StringComparison.Ordinal);
        // And by the yellow light: what an hour takes, the charger gives back in half an hour and more; a shorted gate would have given back all of it in the hour with USB.
        (double least, double most) = (120, 185);
        double shines = least / (1000 / 4.3) * 60;
        Assert.InRange(shines, 30, 32);
        Assert.True((0.6 - 0.185) * 1000 > 2 * most, "The hour with USB would not fill the battery.");
        Assert.Contains(FormattableString.Invariant($"230 mA give them back in {shines:0} minutes"), weekly, StringComparison.Ordinal);
        foreach (string paper in new[] { "bring-up.md", "calibration.md" })
        {
            Assert.Contains("battery unplugged, USB in, switch at *use*: below 1 V at J5", File.ReadAllText(Path.Combine(MadeText.Folder, paper)).ReplaceLineEndings(" ").Replace("      ", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }

        Risk heat = RiskFile.Read().Risks.Single(risk => risk.Id is "charging-at-body");
        Assert.Contains("Q1", heat.Remains, StringComparison.Ordinal);
    }

    [Fact]
    public void A_low_battery_resets_the_module_before_it_has_too_little()
    {
        // At 25 °C, by the sheet of the detector's family. The module wants 3.0 V; AP2112K gives 3.3 V less 1.5 % as long as it can.
        const double Module = 3.0;
        (double least, double typical, double most) = (3.03, 3.08, 3.13);
        Assert.True(least > Module, "The module may run below its rating.");
        Assert.True(most < 3.3 * 0.985, "A sound supply would be taken for a low one.");
        Assert.Equal("APX803S-31SA-7", SchematicFiles.Of(S3).Read().Parts[SchematicFiles.Of(S3).Read().Only("APX803S-31").Reference]["MPN"]);

        // Then both tones sound until the guard opens. Before the module lie contact, transistor and regulator: 0.1 to 0.2 V at the current of use.
        const double Guard = 2.8;
        string readme = File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "electronics", "README.md")).ReplaceLineEndings(" ");
        Assert.Contains(FormattableString.Invariant($"{typical:0.00} V ({least:0.00} to {most:0.00} V at 25 °C)"), readme, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"a battery of {typical + 0.1:0.0} to {typical + 0.2:0.0} V"), readme, StringComparison.Ordinal);
        Assert.True(typical + 0.1 > Guard + 0.3, "The guard would open before the tones are heard.");
        Assert.Contains(RiskFile.Read().Risks.Single(risk => risk.Id is "power-lost").Controls, control => control.Contains(FormattableString.Invariant($"{typical:0.00} V"), StringComparison.Ordinal));

        // What is asked of a user all the same.
        double used = 4 * 185;
        Assert.InRange(used / 1200, 0.4, 0.65);
        Assert.Contains(FormattableString.Invariant($"(185 mA: {used:0} of 1200 mAh)"), readme, StringComparison.Ordinal);
        Assert.Contains("**Four hours** (ball, on its battery)", File.ReadAllText(Path.Combine(MadeText.Folder, "bring-up.md")), StringComparison.Ordinal);
    }

    // By joining the nets of closed contacts, and by D7, which leads one way: USB to the device, battery to the device, USB to the charger.
    private static string Feeds(Netlist nets, string[][] closed, string[]? open, string[]? joined)
    {
        string power = nets.Only("SlideSwitch2").Reference;
        List<string[]> contacts = [.. closed.Where(contact => open is null || !contact.SequenceEqual(open, StringComparer.Ordinal))];
        if (joined is not null)
        {
            contacts.Add(joined);
        }

        HashSet<Net> From(Net start)
        {
            HashSet<Net> reached = [start];
            for (int round = 0; round < 6; round++)
            {
                foreach (string[] contact in contacts)
                {
                    (Net one, Net other) = (Of(contact[0]), Of(contact[1]));
                    if (reached.Contains(one) || reached.Contains(other))
                    {
                        reached.Add(one);
                        reached.Add(other);
                    }
                }
            }

            return reached;
        }

        // A contact of the switch, or a pin of another part.
        Net Of(string pin) => pin.Split('.') is [var part, var number] ? nets.Of(part, number) : nets.Of(power, pin);

        HashSet<Net> usb = From(nets["V5"]);
        if (usb.Contains(nets.Of("D7", "2")) && open is not ["D7"])
        {
            usb.UnionWith(From(nets.Of("D7", "1")));
        }

        HashSet<Net> cell = From(nets.Of(nets.Only("Conn_Battery").Reference, "1"));
        string past = usb.Overlaps(cell) ? ", **5 V at the cell**" : "";
        return $"{(usb.Contains(nets["VSYS"]) ? "feeds" : "–")} · {(cell.Contains(nets["BATTERY"]) ? "feeds" : "–")} · {(usb.Contains(nets["V5_CHARGE"]) ? "charges" : "–")}{past}";
    }
}
