using System.Globalization;

namespace Algometer.Electronics.Layout;

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

    /// <summary>Nets whose ways want room beside them for a guard: what leaks into them would be measured, or would hold an alarm's timer.</summary>
    public HashSet<string> Guarded { get; } = new(StringComparer.Ordinal);

    /// <summary>Nets that carry a part's supply: as wide as there is room.</summary>
    public HashSet<string> Supplies { get; } = new(StringComparer.Ordinal);

    public bool IsGround(int net) => Nets[net] is "GND" or "GND_USB";

    public bool IsGuarded(int net) => Guarded.Contains(Nets[net]);

    public bool IsSupply(int net) => Supplies.Contains(Nets[net]);

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
                case "guard":
                    plan.Guarded.UnionWith(word[1..]);
                    break;
                case "supply":
                    plan.Supplies.UnionWith(word[1..]);
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
