using System.Globalization;
using Algometer.Electronics.SExpressions;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The board's file, read without KiCad; millimetres from the board's middle, y downwards.</summary>
internal sealed class LaidBoard
{
    public const int Both = -1;
    private const double MiddleX = 150;
    private const double MiddleY = 100;

    private LaidBoard(SExpression file)
    {
        foreach (SExpression footprint in file.All("footprint"))
        {
            string reference = footprint.All("fp_text").First(text => text.TextAt(1) is "reference").TextAt(2);
            (double x, double y, double turn) = Place(footprint.Need("at"));
            var part = new LaidPart(reference, footprint.TextAt(1), x - MiddleX, y - MiddleY, turn, footprint.Need("layer").TextAt(1) is "B.Cu", []);
            Parts.Add(part);
            foreach (SExpression pad in footprint.All("pad"))
            {
                (double dx, double dy, double padTurn) = Place(pad.Need("at"));
                double angle = turn * Math.PI / 180;
                SExpression size = pad.Need("size");
                double width = Number(size, 1);
                double height = Number(size, 2);
                bool level = Math.Abs(Math.Sin(padTurn * Math.PI / 180)) < 0.5;
                part.Pads.Add(new(
                    pad.TextAt(1),
                    pad.All("net").FirstOrDefault() is { } net ? net.TextAt(2) : "",
                    part.X + (dx * Math.Cos(angle)) + (dy * Math.Sin(angle)),
                    part.Y - (dx * Math.Sin(angle)) + (dy * Math.Cos(angle)),
                    level ? width : height,
                    level ? height : width,
                    pad.TextAt(2) is "thru_hole",
                    [.. pad.Need("layers").Items.Skip(1).Select(layer => layer.Text ?? "")]));
                if (pad.All("drill").FirstOrDefault() is { } drill)
                {
                    double wide = drill.Items.Skip(1).Select(item => double.TryParse(item.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.MaxValue).Min();
                    Holes.Add(new(part.Pads[^1].X, part.Pads[^1].Y, wide, pad.TextAt(2) is not "np_thru_hole", false));
                }
            }
        }

        Dictionary<string, string> names = file.All("net").ToDictionary(net => net.TextAt(1), net => net.TextAt(2), StringComparer.Ordinal);
        foreach (SExpression segment in file.All("segment"))
        {
            (double x1, double y1, _) = Place(segment.Need("start"));
            (double x2, double y2, _) = Place(segment.Need("end"));
            Copper.Add((names[segment.Need("net").TextAt(1)], [(x1 - MiddleX, y1 - MiddleY), (x2 - MiddleX, y2 - MiddleY)], Number(segment.Need("width"), 1) / 2, LayerOf(segment.Need("layer").TextAt(1))));
        }

        foreach (SExpression via in file.All("via"))
        {
            (double x, double y, _) = Place(via.Need("at"));
            Copper.Add((names[via.Need("net").TextAt(1)], [(x - MiddleX, y - MiddleY)], Number(via.Need("size"), 1) / 2, Both));
            Holes.Add(new(x - MiddleX, y - MiddleY, Number(via.Need("drill"), 1), true, true));
        }

        foreach (SExpression zone in file.All("zone").Where(zone => zone.All("net_name").Any()))
        {
            foreach (SExpression fill in zone.All("filled_polygon"))
            {
                (double X, double Y)[] points = [.. fill.Need("pts").All("xy").Select(xy => (Number(xy, 1) - MiddleX, Number(xy, 2) - MiddleY))];
                Copper.Add((zone.Need("net_name").TextAt(1), [.. points, points[0]], 0, LayerOf(zone.Need("layer").TextAt(1))));
                Fills.Add((zone.Need("net_name").TextAt(1), LayerOf(zone.Need("layer").TextAt(1)), points));
            }
        }

        foreach (LaidPad pad in Parts.SelectMany(part => part.Pads))
        {
            (double w, double h) = (pad.Width / 2, pad.Height / 2);
            Copper.Add((pad.Net, [(pad.X - w, pad.Y - h), (pad.X + w, pad.Y - h), (pad.X + w, pad.Y + h), (pad.X - w, pad.Y + h), (pad.X - w, pad.Y - h)], 0, pad.IsOn(false) && pad.IsOn(true) ? Both : pad.IsOn(true) ? 1 : 0));
        }

        Outline = [.. file.All("gr_line").Where(line => line.Need("layer").TextAt(1) is "Edge.Cuts").Select(line => Place(line.Need("start"))).Select(at => (at.X - MiddleX, at.Y - MiddleY))];
    }

    public static string PathOfFile { get; } = Path.Combine(Checkout.Root, "hardware", "electronics", "board", "algometer.kicad_pcb");

    public List<LaidPart> Parts { get; } = [];

    /// <summary>Each piece of copper: its net, a line or a point or a closed ring, half its width, and its layer: 0 front, 1 back, <see cref="Both"/>.</summary>
    public List<(string Net, (double X, double Y)[] Line, double Half, int Layer)> Copper { get; } = [];

    /// <summary>What the zones are filled with.</summary>
    public List<(string Net, int Layer, (double X, double Y)[] Ring)> Fills { get; } = [];

    public List<LaidHole> Holes { get; } = [];

    public IReadOnlyList<(double X, double Y)> Outline { get; }

    public static LaidBoard Read() => new(SExpressionReader.Read(File.ReadAllText(PathOfFile)));

    public LaidPart this[string reference] => Parts.Single(part => string.Equals(part.Reference, reference, StringComparison.Ordinal));

    private static (double X, double Y, double Turn) Place(SExpression at) => (Number(at, 1), Number(at, 2), at.Items.Count > 3 ? Number(at, 3) : 0);

    private static int LayerOf(string name) => name is "B.Cu" ? 1 : 0;

    private static double Number(SExpression list, int index) => double.Parse(list.TextAt(index), NumberStyles.Float, CultureInfo.InvariantCulture);
}

/// <summary>A part on the board.</summary>
internal sealed record LaidPart(string Reference, string Footprint, double X, double Y, double Turn, bool IsBack, List<LaidPad> Pads);

/// <summary>A pad: net, middle and size on the board.</summary>
internal sealed record LaidPad(string Number, string Net, double X, double Y, double Width, double Height, bool Through, IReadOnlyList<string> Layers)
{
    public bool IsOn(bool back) => Layers.Contains(back ? "B.Cu" : "F.Cu", StringComparer.Ordinal) || Layers.Contains("*.Cu", StringComparer.Ordinal);
}

/// <summary>A hole on the board; a slot by its narrow width.</summary>
internal sealed record LaidHole(double X, double Y, double Wide, bool Plated, bool IsVia);
