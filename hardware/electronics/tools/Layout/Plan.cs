using System.Globalization;

namespace Algometer.Electronics.Layout;

/// <summary>A pad as it lies on the part at rotation 0; millimetres, y downwards.</summary>
internal sealed record Pad(string Part, string Number, int Net, bool Front, bool Back, double X, double Y, double Width, double Height);

/// <summary>A part: its courtyard at rotation 0, where it stands, and on which side of the isolation.</summary>
internal sealed class PlanPart(string reference, char side, bool isBack, bool isFixed, double x, double y, int turn, Box court)
{
    public string Reference { get; } = reference;

    public char Side { get; } = side;

    /// <summary>On the side of the battery; its pads are given as they lie there.</summary>
    public bool IsBack { get; } = isBack;

    public bool IsFixed { get; } = isFixed;

    public double X { get; set; } = x;

    public double Y { get; set; } = y;

    /// <summary>Degrees, anticlockwise as KiCad counts them.</summary>
    public int Turn { get; set; } = turn;

    public bool IsPlaced { get; set; } = isFixed;

    public Box Court { get; } = court;

    public List<Pad> Pads { get; } = [];

    /// <summary>Pins of other parts that this one has to lie beside, with a weight.</summary>
    public List<(string Part, string Pin, double Weight)> Near { get; } = [];
}

/// <summary>A rectangle in millimetres, y downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public Box Turned(int degrees) => degrees switch
    {
        90 => new(Top, -Right, Bottom, -Left),
        180 => new(-Right, -Bottom, -Left, -Top),
        270 => new(-Bottom, Left, -Top, Right),
        _ => this,
    };

    public Box At(double x, double y) => new(Left + x, Top + y, Right + x, Bottom + y);

    public Box Grown(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    public bool Has(double x, double y) => x >= Left && x <= Right && y >= Top && y <= Bottom;

    /// <summary>How far a point is from the rectangle; 0 inside.</summary>
    public double Distance(double x, double y)
    {
        double dx = Math.Max(0, Math.Max(Left - x, x - Right));
        double dy = Math.Max(0, Math.Max(Top - y, y - Bottom));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}

/// <summary>What board.py asks to be placed and routed.</summary>
internal sealed class Plan
{
    private Plan()
    {
    }

    public Dictionary<string, PlanPart> Parts { get; } = new(StringComparer.Ordinal);

    public List<string> Nets { get; } = [];

    /// <summary>Where copper of each side may lie: polygons.</summary>
    public Dictionary<char, (double X, double Y)[]> Areas { get; } = [];

    public List<(double X, double Y, double Radius)> Holes { get; } = [];

    /// <summary>No part and no copper.</summary>
    public List<Box> Blocks { get; } = [];

    /// <summary>No part on the side of the battery.</summary>
    public List<Box> BackBlocks { get; } = [];

    public static Plan Read(string path)
    {
        var plan = new Plan();
        foreach (string line in File.ReadLines(path))
        {
            string[] word = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            double N(int i) => double.Parse(word[i], CultureInfo.InvariantCulture);
            switch (word[0])
            {
                case "area":
                    plan.Areas[word[1][0]] = [.. Enumerable.Range(0, (word.Length - 2) / 2).Select(i => (N(2 + (2 * i)), N(3 + (2 * i))))];
                    break;
                case "hole":
                    plan.Holes.Add((N(1), N(2), N(3)));
                    break;
                case "block":
                    plan.Blocks.Add(new(N(1), N(2), N(3), N(4)));
                    break;
                case "back":
                    plan.BackBlocks.Add(new(N(1), N(2), N(3), N(4)));
                    break;
                case "part":
                    plan.Parts[word[1]] = new(word[1], word[2][0], word[2].EndsWith('B'), word[3] is "fixed", N(4), N(5), (int)N(6), new(N(7), N(8), N(9), N(10)));
                    break;
                case "near":
                    plan.Parts[word[1]].Near.Add((word[2], word[3], N(4)));
                    break;
                default:
                    plan.Parts[word[1]].Pads.Add(new(word[1], word[2], plan.NetOf(word[3]), word[4].Contains('F', StringComparison.Ordinal), word[4].Contains('B', StringComparison.Ordinal), N(5), N(6), N(7), N(8)));
                    break;
            }
        }

        return plan;
    }

    /// <summary>A pad's rectangle on the board.</summary>
    public static Box BoxOf(PlanPart part, Pad pad) => new Box(pad.X - (pad.Width / 2), pad.Y - (pad.Height / 2), pad.X + (pad.Width / 2), pad.Y + (pad.Height / 2)).Turned(part.Turn).At(part.X, part.Y);

    public bool Inside(char side, double x, double y)
    {
        (double X, double Y)[] polygon = Areas[side];
        bool inside = false;
        for (int i = 0, j = polygon.Length - 1; i < polygon.Length; j = i++)
        {
            if (polygon[i].Y > y != polygon[j].Y > y && x < ((polygon[j].X - polygon[i].X) * (y - polygon[i].Y) / (polygon[j].Y - polygon[i].Y)) + polygon[i].X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private int NetOf(string name)
    {
        if (name is "-")
        {
            // A pad on no net is an obstacle for every net.
            Nets.Add("");
            return Nets.Count - 1;
        }

        int at = Nets.IndexOf(name);
        if (at < 0)
        {
            Nets.Add(name);
            at = Nets.Count - 1;
        }

        return at;
    }
}
