using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The board against the schematic that the firmware's pins are held to, the box, and the isolation. Without KiCad.</summary>
public sealed class LayoutTests
{
    private const int S3 = 2;
    private static readonly Lazy<LaidBoard> _board = new(LaidBoard.Read);

    [Fact]
    public void Every_pad_is_on_the_net_of_its_pin() => Assert.Empty(Differences(_board.Value.Parts));

    [Fact]
    public void A_pad_on_a_wrong_net_is_found()
    {
        LaidPart part = _board.Value["U1"];
        LaidPad pad = part.Pads.First(pad => pad.Net is "HX_SCK");
        LaidPart wrong = part with { Pads = [.. part.Pads.Where(other => other != pad), pad with { Net = "HX_DOUT" }] };
        Assert.NotEmpty(Differences([.. _board.Value.Parts.Where(other => other != part), wrong]));
    }

    [Fact]
    public void Every_part_of_the_schematic_is_on_the_board_with_its_footprint()
    {
        Netlist schematic = SchematicFiles.Of(S3).Read();
        var board = _board.Value.Parts.Where(part => part.Reference[0] != 'H').ToDictionary(part => part.Reference, part => part.Footprint, StringComparer.Ordinal);
        Assert.Equal(schematic.Parts.Keys.Order(StringComparer.Ordinal), board.Keys.Order(StringComparer.Ordinal));
        Assert.All(schematic.Parts, part => Assert.Equal(part.Value["Footprint"], board[part.Key]));
    }

    [Fact]
    public void It_fits_the_box()
    {
        Mechanics.Parameters box = Mechanics.Parameters.Read();
        LaidBoard board = _board.Value;
        Assert.Equal(box["box_board_length"], board.Outline.Max(at => at.X) - board.Outline.Min(at => at.X), 3);
        Assert.Equal(box["box_board_width"], board.Outline.Max(at => at.Y) - board.Outline.Min(at => at.Y), 3);
        LaidPart[] holes = [.. board.Parts.Where(part => part.Reference[0] == 'H')];
        Assert.Equal(4, holes.Length);
        Assert.All(holes, hole => Assert.Equal((box["box_spacer_x"], box["box_spacer_y"]), (Math.Abs(hole.X), Math.Abs(hole.Y))));

        // The middles of what is behind a hole of the box; the box's y is upwards.
        Close(0.1, (box["box_sound_x"], 0), Middle(board["BZ1"]));
        Close(0.5, (box["box_light_x"], 0), Middle(board["D5"]));
        Close(0.5, (box["box_reset_x"], -box["box_reset_y"]), Middle(board["SW1"]));
        Close(0.5, (box["box_switch_x"], -box["box_switch_y"]), Middle(board["SW3"]));
        Close(0.1, (board["J4"].X, -box["box_usb_y"]), (board["J4"].X, board["J4"].Y));
        Assert.InRange(board["J1"].X, -44, -33);

        // Every buzzer and the switch has its own hole: nothing sounds into a shut lid.
        Close(0.1, (box["box_reserve_x"], -box["box_reserve_y"]), Middle(board["BZ2"]));
        (double X, double Y)[] outlets = [(box["box_sound_x"], 0), (box["box_reserve_x"], -box["box_reserve_y"])];
        Assert.All(board.Parts.Where(part => part.Reference.StartsWith("BZ", StringComparison.Ordinal)), part => Assert.Contains(outlets, outlet => Apart(outlet, Middle(part)) < 1));

        // Below the board lies the battery: parts there are low, and neither they nor cut leads come to it, swollen on its tape and with a sheet over it, nearer than half a millimetre.
        string[] low = ["R_0603", "C_0603", "SOT-23"];
        Assert.All(board.Parts.Where(part => part.IsBack), part => Assert.Contains(low, name => part.Footprint.Contains(name, StringComparison.Ordinal)));
        double highest = Math.Max(board.Parts.Where(part => part.IsBack).Max(Mechanics.BoxParts.HeightOf), box["box_leads"]);
        Assert.Equal(1.45, highest);
        double battery = box["box_tape"] + (box["box_battery"] * (1 + box["box_battery_swells"]));
        Assert.InRange(box["box_spacer"] - highest - battery - Mechanics.Bought.Read().InsulatingSheet.Thickness, 0.5, 5);

        // Bare copper and leads over the battery, wherever: one sheet or the other lies between.
        double left = box["box_battery_x"] - 31;
        Assert.Equal(left, box["box_sheet_left"] - Mechanics.Bought.Read().BatteryCover.Width);
        Assert.InRange(box["box_battery_x"] + 31, left, box["box_sheet_right"]);
    }

    [Fact]
    public void The_computers_copper_is_eight_millimetres_from_all_other()
    {
        LaidBoard board = _board.Value;
        HashSet<string> computer = ComputerNets(board);
        Assert.Contains("GND_USB", computer, StringComparer.Ordinal);
        Assert.DoesNotContain("GND", computer, StringComparer.Ordinal);
        Piece[] there = [.. board.Copper.Where(copper => computer.Contains(copper.Net)).SelectMany(Pieces)];
        (double left, double bottom) = (there.Min(piece => piece.Left), there.Max(piece => piece.Bottom));
        Piece[] here = [.. board.Copper.Where(copper => copper.Net.Length > 0 && !computer.Contains(copper.Net)).SelectMany(Pieces).Where(piece => piece.Right > left - 9 && piece.Top < bottom + 9)];
        double least = 12;
        foreach (Piece one in there)
        {
            foreach (Piece other in here)
            {
                if (other.Left - one.Right < least && one.Left - other.Right < least && other.Top - one.Bottom < least && one.Top - other.Bottom < least)
                {
                    least = Math.Min(least, one.From(other));
                }
            }
        }

        // What KiCad and the file round to.
        least += 0.001;
        Assert.InRange(least, 8, 12);
    }

    [Fact]
    public void The_filter_lies_at_the_converter_and_what_decouples_at_its_pin()
    {
        LaidBoard board = _board.Value;
        foreach (string part in (string[])["R1", "R2", "C1", "C2", "C3", "D2", "D3"])
        {
            Assert.True(Apart(Middle(board[part]), Middle(board["U1"])) < 14, $"{part} is {Apart(Middle(board[part]), Middle(board["U1"])):0.0} mm from the converter");
        }

        foreach ((string part, string chip, string pin) in ((string, string, string)[])[("C5", "U1", "3"), ("C6", "U1", "16"), ("C8", "U2", "2"), ("C11", "U3", "4"), ("C14", "U6", "8"), ("C13", "U5", "6"), ("C28", "U11", "5"), ("C31", "U12", "5"), ("C34", "U13", "5")])
        {
            LaidPad to = board[chip].Pads.First(pad => string.Equals(pad.Number, pin, StringComparison.Ordinal));
            double way = board[part].Pads.Where(pad => string.Equals(pad.Net, to.Net, StringComparison.Ordinal)).Min(pad => Apart((pad.X, pad.Y), (to.X, to.Y)));
            Assert.True(way < 7, $"{part} is {way:0.0} mm from {chip}.{pin}");
        }
    }

    [Fact]
    public void Beside_each_way_to_the_inputs_and_the_timing_nodes_lies_its_guard()
    {
        LaidBoard board = _board.Value;
        Dictionary<string, string> guards = Regex.Matches(Script("GUARDED = \\{(?<list>[^}]*)\\}"), "\"(?<net>[^\"]+)\": \"(?<by>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2)).ToDictionary(match => match.Groups["net"].Value, match => match.Groups["by"].Value, StringComparer.Ordinal);

        // A leak to the supply sounds the tone, one to ground keeps it silent: so the supply guards what times the tone.
        Assert.Equal("+3V3 VALARM", string.Join(" ", guards.Where(guard => guard.Value is not "GND").Select(guard => guard.Value)));
        Assert.Equal(7, guards.Count);
        LaidPad[] pads = [.. board.Parts.SelectMany(part => part.Pads)];
        int all = 0;
        var without = new List<string>();
        foreach ((string net, string by) in guards)
        {
            Near[] mates = Nearby(board, copper => string.Equals(copper.Net, by, StringComparison.Ordinal) || guards.ContainsKey(copper.Net));
            Near[] foreign = Nearby(board, copper => copper.Net.Length > 0 && !string.Equals(copper.Net, by, StringComparison.Ordinal) && !guards.ContainsKey(copper.Net));
            (string Net, int Layer, (double X, double Y)[] Ring)[] fills = [.. board.Fills.Where(fill => string.Equals(fill.Net, by, StringComparison.Ordinal))];
            foreach ((_, (double X, double Y)[] line, double half, int layer) in board.Copper.Where(copper => string.Equals(copper.Net, net, StringComparison.Ordinal) && copper.Line.Length == 2))
            {
                double length = Apart(line[0], line[1]);
                (double dx, double dy) = ((line[1].X - line[0].X) / length, (line[1].Y - line[0].Y) / length);
                for (double at = 0.1; at < length; at += 0.2)
                {
                    (double x, double y) = (line[0].X + (dx * at), line[0].Y + (dy * at));

                    // Beside a pad no guard fits.
                    if (pads.Any(pad => pad.IsOn(layer == 1) && Math.Abs(pad.X - x) < (pad.Width / 2) + 1.05 && Math.Abs(pad.Y - y) < (pad.Height / 2) + 1.05))
                    {
                        continue;
                    }

                    foreach (int side in (int[])[-1, 1])
                    {
                        // In the middle of the strip between the least two clearances; or there is nothing within a millimetre that could leak.
                        (double X, double Y) beside = (x - (side * dy * (half + 0.35)), y + (side * dx * (half + 0.35)));
                        all++;
                        if (!Array.Exists(fills, fill => fill.Layer == layer && Inside(fill.Ring, beside)) && !Array.Exists(mates, other => other.Within(layer, beside, 0.3)) && Array.Exists(foreign, other => other.Within(layer, beside, 0.6)))
                        {
                            without.Add(FormattableString.Invariant($"{net} at {x:0.0} {y:0.0} on layer {layer}"));
                        }
                    }
                }
            }
        }

        Assert.True(all > 120, $"Only {all} places were looked at.");
        Assert.True(without.Count <= 0.05 * all, $"At {without.Count} of {all} places another net lies beside a guarded way: {string.Join(", ", without)}");

        static Near[] Nearby(LaidBoard board, Func<(string Net, (double X, double Y)[] Line, double Half, int Layer), bool> which) => [.. board.Copper.Where(which).SelectMany(copper => Pieces(copper).Select(piece => new Near(copper.Layer, piece)))];
    }

    [Fact]
    public void No_supplys_tracks_are_thin()
    {
        LaidBoard board = _board.Value;
        string[] supplies = Script("SUPPLIES = \"\"\"(?<list>[^\"]*)\"\"\"").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.True(supplies.Length > 20);
        foreach (string supply in supplies.Where(net => !net.StartsWith("GND", StringComparison.Ordinal)))
        {
            (double Length, double Width)[] tracks = [.. board.Copper.Where(copper => copper.Line.Length == 2 && string.Equals(copper.Net, supply, StringComparison.Ordinal)).Select(copper => (Apart(copper.Line[0], copper.Line[1]), 2 * copper.Half))];
            Assert.NotEmpty(tracks);

            // All of them in a row, of 35 um copper: 0.49 mOhm a square. At 0.2 A less than 60 mV.
            double milliohms = tracks.Sum(track => 0.49 * track.Length / track.Width);
            Assert.True(milliohms < 300, $"{supply}: {milliohms:0} mOhm");
        }

        // Of all, more than half is as wide as 0.5 mm; they are no narrower than where pins stand close.
        var every = board.Copper.Where(copper => copper.Line.Length == 2 && supplies.Contains(copper.Net, StringComparer.Ordinal)).Select(copper => (Length: Apart(copper.Line[0], copper.Line[1]), Width: 2 * copper.Half)).ToArray();
        double wide = every.Where(track => track.Width > 0.49).Sum(track => track.Length) / every.Sum(track => track.Length);
        Assert.InRange(wide, 0.55, 1);
    }

    [Fact]
    public void Nothing_conducts_between_the_computers_side_and_the_box()
    {
        // The board stands on spacers of polyamide, and no part but the two that isolate lies over the strip between the sides, on front or back.
        IReadOnlyDictionary<string, string> spacer = Papers.Table.Read("parts.csv").Single(part => part["part"].StartsWith("Spacer", StringComparison.Ordinal));
        Assert.Contains("polyamide", spacer["number"], StringComparison.Ordinal);
        Assert.StartsWith("none", spacer["alternatives"], StringComparison.Ordinal);
        Assert.Contains("Screws of polyamide", spacer["notes"], StringComparison.Ordinal);
        LaidBoard board = _board.Value;
        HashSet<string> computer = ComputerNets(board);
        foreach (LaidPart part in board.Parts.Where(part => part.Reference is not ("U6" or "PS1")))
        {
            bool[] sides = [.. part.Pads.Where(pad => pad.Net.Length > 0).Select(pad => computer.Contains(pad.Net)).Distinct()];
            Assert.True(sides.Length < 2, $"{part.Reference} leads across");
        }
    }

    [Fact]
    public void KiCad_has_checked_this_very_board()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(LaidBoard.PathOfFile)!, "checked.txt"));
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(LaidBoard.PathOfFile)));
        Assert.Equal([hash, "violations 0", "unconnected 0"], lines);
    }

    internal static HashSet<string> ComputerNets(LaidBoard board)
    {
        (string Part, string[] Pins)[] across = [("U6", ["1", "2", "3", "4"]), ("PS1", ["2", "3", "22", "23"])];
        return
        [
            .. board.Parts.Where(part => part.Reference is "J4" or "U5" or "F1").SelectMany(part => part.Pads)
                .Concat(across.SelectMany(part => board[part.Part].Pads.Where(pad => part.Pins.Contains(pad.Number, StringComparer.Ordinal))))
                .Select(pad => pad.Net).Where(net => net.Length > 0),
        ];
    }

    // Nets as sets of pins: names apart, which KiCad and the schematic's reader may give differently to nets without a label.
    private static IReadOnlyList<string> Differences(IReadOnlyList<LaidPart> parts)
    {
        HashSet<string> laid = [.. parts.SelectMany(part => part.Pads.Where(pad => pad.Net.Length > 0).Select(pad => (pad.Net, Pin: part.Reference + "." + pad.Number))).Distinct()
            .GroupBy(pad => pad.Net, pad => pad.Pin, StringComparer.Ordinal).Select(net => string.Join(' ', net.Order(StringComparer.Ordinal)))];
        HashSet<string> drawn = [.. SchematicFiles.Of(S3).Read().Nets.Select(net => string.Join(' ', net.Pins.Select(pin => $"{pin.Reference}.{pin.Number}").Order(StringComparer.Ordinal)))];
        return [.. laid.Except(drawn, StringComparer.Ordinal).Select(net => "only the board: " + net), .. drawn.Except(laid, StringComparer.Ordinal).Select(net => "only the schematic: " + net)];
    }

    private static (double X, double Y) Middle(LaidPart part) => ((part.Pads.Min(pad => pad.X) + part.Pads.Max(pad => pad.X)) / 2, (part.Pads.Min(pad => pad.Y) + part.Pads.Max(pad => pad.Y)) / 2);

    private static void Close(double within, (double X, double Y) expected, (double X, double Y) actual) => Assert.True(Apart(expected, actual) <= within, $"{actual} instead of {expected}");

    private static double Apart((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    // A list of board.py.
    private static string Script(string pattern) =>
        Regex.Match(File.ReadAllText(Path.Combine(Path.GetDirectoryName(LaidBoard.PathOfFile)!, "board.py")), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2)).Groups["list"].Value;

    private static bool Inside((double X, double Y)[] ring, (double X, double Y) at)
    {
        bool inside = false;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            if (ring[i].Y > at.Y != ring[j].Y > at.Y && at.X < ((ring[j].X - ring[i].X) * (at.Y - ring[i].Y) / (ring[j].Y - ring[i].Y)) + ring[i].X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static IEnumerable<Piece> Pieces((string Net, (double X, double Y)[] Line, double Half, int Layer) copper) =>
        copper.Line.Length == 1 ? [new(copper.Line[0], copper.Line[0], copper.Half)] : copper.Line.Zip(copper.Line.Skip(1), (from, to) => new Piece(from, to, copper.Half));

    private readonly record struct Near(int Layer, Piece Piece)
    {
        public bool Within(int layer, (double X, double Y) at, double distance) => (Layer == layer || Layer == LaidBoard.Both) && Piece.From(new Piece(at, at, 0)) < distance;
    }

    // A straight piece of copper's middle line, or edge.
    private readonly record struct Piece((double X, double Y) A, (double X, double Y) B, double Half)
    {
        public double Left => Math.Min(A.X, B.X) - Half;

        public double Right => Math.Max(A.X, B.X) + Half;

        public double Top => Math.Min(A.Y, B.Y) - Half;

        public double Bottom => Math.Max(A.Y, B.Y) + Half;

        // Between two pieces that do not cross the least distance is that of an end of one from the other.
        public double From(Piece other) => Math.Min(Math.Min(To(A, other), To(B, other)), Math.Min(To(other.A, this), To(other.B, this))) - Half - other.Half;

        private static double To((double X, double Y) point, Piece piece)
        {
            (double dx, double dy) = (piece.B.X - piece.A.X, piece.B.Y - piece.A.Y);
            double length = (dx * dx) + (dy * dy);
            double part = length < 1e-12 ? 0 : Math.Clamp((((point.X - piece.A.X) * dx) + ((point.Y - piece.A.Y) * dy)) / length, 0, 1);
            return Apart(point, (piece.A.X + (part * dx), piece.A.Y + (part * dy)));
        }
    }
}
