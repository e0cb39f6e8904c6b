namespace Algometer.Electronics.Layout;

/// <summary>
/// Places the small parts: each goes where the ways to the pads of its nets are shortest, the best connected first; then each is taken up and put down again.
/// </summary>
internal sealed class Placer(Plan plan, double margin)
{
    private const double Cell = 0.25;
    private const double Step = 0.25;
    private const double HalfWidth = 46;
    private const double HalfHeight = 25;
    private const int Columns = (int)(2 * HalfWidth / Cell);
    private const int Rows = (int)(2 * HalfHeight / Cell);

    private readonly int[] _sums = new int[(Columns + 1) * (Rows + 1)];
    private readonly bool[] _blocked = new bool[Columns * Rows];
    private readonly Dictionary<char, bool[]> _outside = [];
    private readonly Dictionary<int, double> _weights = [];

    public void Place(int passes)
    {
        foreach ((double x, double y, double radius) in plan.Holes)
        {
            Block(new(x - radius, y - radius, x + radius, y + radius));
        }

        foreach (Box block in plan.Blocks)
        {
            Block(block);
        }

        foreach (char side in plan.Areas.Keys)
        {
            bool[] outside = _outside[side] = new bool[Columns * Rows];
            for (int i = 0; i < outside.Length; i++)
            {
                outside[i] = !plan.Inside(side, (((i % Columns) + 0.5) * Cell) - HalfWidth, (((i / Columns) + 0.5) * Cell) - HalfHeight);
            }
        }

        for (int net = 0; net < plan.Nets.Count; net++)
        {
            int pads = plan.Parts.Values.Sum(part => part.Pads.Count(pad => pad.Net == net));
            _weights[net] = plan.Nets[net] is "GND" or "GND_USB" or "" ? 0 : pads > 8 ? 0.15 : pads > 4 ? 0.6 : 1;
        }

        while (plan.Parts.Values.Where(part => !part.IsPlaced).ToArray() is { Length: > 0 } left)
        {
            Put(left.OrderByDescending(Pull).ThenByDescending(Area).ThenBy(part => part.Reference, StringComparer.Ordinal).First());
        }

        for (int pass = 0; pass < passes; pass++)
        {
            foreach (PlanPart part in plan.Parts.Values.Where(part => !part.IsFixed).OrderByDescending(Area).ThenBy(part => part.Reference, StringComparer.Ordinal))
            {
                part.IsPlaced = false;
                Put(part);
            }
        }
    }

    private static double Area(PlanPart part) => (part.Court.Right - part.Court.Left) * (part.Court.Bottom - part.Court.Top);

    // How strongly placed parts hold on to this one; large parts early.
    private double Pull(PlanPart part) => part.Pads.Sum(pad => _weights[pad.Net] > 0.5 && Placed(pad.Net, part).Any() ? 1 : 0) + (2 * part.Near.Count(near => plan.Parts[near.Part].IsPlaced)) + (Area(part) > 8 ? Area(part) : 0);

    private IEnumerable<Box> Placed(int net, PlanPart but) => plan.Parts.Values.Where(part => part.IsPlaced && part != but).SelectMany(part => part.Pads.Where(pad => pad.Net == net).Select(pad => Plan.BoxOf(part, pad)));

    private void Put(PlanPart part)
    {
        Sum(part);
        (int Net, double Weight, Box[] Others)[] nets = [.. part.Pads.Select(pad => pad.Net).Distinct().Where(net => _weights[net] > 0).Select(net => (net, _weights[net], Placed(net, part).ToArray())).Where(net => net.Item3.Length > 0)];
        (Box Pin, int Net, double Weight)[] near = [.. part.Near.Where(near => plan.Parts[near.Part].IsPlaced).Select(near =>
        {
            PlanPart other = plan.Parts[near.Part];
            Pad pin = other.Pads.First(pad => string.Equals(pad.Number, near.Pin, StringComparison.Ordinal));
            return (Plan.BoxOf(other, pin), pin.Net, near.Weight);
        })];
        (double Cost, double X, double Y, int Turn)? best = null;
        foreach (int turn in (int[])[0, 90, 180, 270])
        {
            Box court = part.Court.Turned(turn).Grown(margin);
            for (double y = -HalfHeight + Step; y < HalfHeight; y += Step)
            {
                for (double x = -HalfWidth + Step; x < HalfWidth; x += Step)
                {
                    if (!Free(court.At(x, y)))
                    {
                        continue;
                    }

                    (part.X, part.Y, part.Turn) = (x, y, turn);
                    double cost = 0;
                    foreach ((int net, double weight, Box[] others) in nets)
                    {
                        cost += weight * Nearest(part, net, others);
                    }

                    foreach ((Box pin, int net, double weight) in near)
                    {
                        cost += weight * Nearest(part, net, [pin]);
                    }

                    if (best is null || cost < best.Value.Cost - 1e-9)
                    {
                        best = (cost, x, y, turn);
                    }
                }
            }
        }

        (part.X, part.Y, part.Turn) = best is { } found ? (found.X, found.Y, found.Turn) : throw new InvalidOperationException($"No room for {part.Reference}.");
        part.IsPlaced = true;
    }

    private static double Nearest(PlanPart part, int net, Box[] others)
    {
        double nearest = double.MaxValue;
        foreach (Pad pad in part.Pads)
        {
            if (pad.Net == net)
            {
                Box box = Plan.BoxOf(part, pad);
                double x = (box.Left + box.Right) / 2;
                double y = (box.Top + box.Bottom) / 2;
                foreach (Box other in others)
                {
                    nearest = Math.Min(nearest, other.Distance(x, y));
                }
            }
        }

        return nearest is double.MaxValue ? 0 : nearest;
    }

    private void Block(Box box) => Mark(_blocked, box);

    private static void Mark(bool[] cells, Box box)
    {
        for (int row = Math.Max(0, Row(box.Top)); row <= Math.Min(Rows - 1, Row(box.Bottom - 1e-6)); row++)
        {
            for (int column = Math.Max(0, Column(box.Left)); column <= Math.Min(Columns - 1, Column(box.Right - 1e-6)); column++)
            {
                cells[(row * Columns) + column] = true;
            }
        }
    }

    private void Sum(PlanPart forPart)
    {
        bool[] taken = [.. _blocked];
        bool[] outside = _outside[forPart.Side];
        if (forPart.IsBack)
        {
            foreach (Box block in plan.BackBlocks)
            {
                Mark(taken, block);
            }
        }

        foreach (PlanPart part in plan.Parts.Values.Where(part => part.IsPlaced))
        {
            if (part.IsBack == forPart.IsBack)
            {
                Mark(taken, part.Court.Turned(part.Turn).Grown(margin).At(part.X, part.Y));
            }

            // What goes through the board is in the way on both sides.
            foreach (Pad pad in part.Pads.Where(pad => pad.Front && pad.Back))
            {
                Mark(taken, Plan.BoxOf(part, pad).Grown(0.3));
            }
        }

        for (int row = 0; row < Rows; row++)
        {
            int line = 0;
            for (int column = 0; column < Columns; column++)
            {
                line += taken[(row * Columns) + column] || outside[(row * Columns) + column] ? 1 : 0;
                _sums[((row + 1) * (Columns + 1)) + column + 1] = _sums[(row * (Columns + 1)) + column + 1] + line;
            }
        }
    }

    private bool Free(Box box)
    {
        int left = Column(box.Left + margin);
        int right = Column(box.Right - margin - 1e-6) + 1;
        int top = Row(box.Top + margin);
        int bottom = Row(box.Bottom - margin - 1e-6) + 1;
        return left >= 0 && top >= 0 && right <= Columns && bottom <= Rows
            && _sums[(bottom * (Columns + 1)) + right] - _sums[(top * (Columns + 1)) + right] - _sums[(bottom * (Columns + 1)) + left] + _sums[(top * (Columns + 1)) + left] == 0;
    }

    private static int Column(double x) => (int)Math.Floor((x + HalfWidth) / Cell);

    private static int Row(double y) => (int)Math.Floor((y + HalfHeight) / Cell);
}
