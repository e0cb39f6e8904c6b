using static Algometer.Electronics.Layout.RoutingGrid;

namespace Algometer.Electronics.Layout;

/// <summary>What no track and no via may ever cross: foreign pads, edges, holes, the isolation.</summary>
internal sealed class Obstacles
{
    private const int Nobody = -1;
    private const int Forbidden = -2;

    private readonly Plan _plan;

    // Nobody's, forbidden, or the one net that may.
    private readonly int[][] _track = [new int[Size], new int[Size]];
    private readonly int[] _via = new int[Size];
    private readonly bool[][] _besidePads = [new bool[Size], new bool[Size]];
    private readonly bool[][] _besideForeign = [new bool[Size], new bool[Size]];
    private readonly Dictionary<char, (bool[] Track, bool[] Via)> _areas = [];

    public Obstacles(Plan plan, NetPads pads)
    {
        _plan = plan;
        Array.Fill(_track[0], Nobody);
        Array.Fill(_track[1], Nobody);
        Array.Fill(_via, Nobody);
        foreach ((Pad pad, Box box) in pads.All)
        {
            for (int layer = 0; layer < 2; layer++)
            {
                if (layer == 0 ? pad.Front : pad.Back)
                {
                    int[] map = _track[layer];
                    bool[] beside = _besidePads[layer];
                    bool[] foreign = _besideForeign[layer];
                    Around(box, HalfTrack + Clear, cell => map[cell] = map[cell] == Nobody || map[cell] == pad.Net ? pad.Net : Forbidden);
                    Around(box, HalfTrack + Guard + 0.1, cell => beside[cell] = true);
                    if (!plan.IsGuarded(pad.Net))
                    {
                        Around(box, HalfTrack + Guard, cell => foreign[cell] = true);
                    }
                }
            }

            // No via in a pad: solder would run away.
            Around(box, ViaRadius + Clear, cell => _via[cell] = Forbidden);
        }

        foreach ((double x, double y, double radius) in plan.Holes)
        {
            Forbid(new(x, y, x, y), radius);
        }

        foreach (Box block in plan.Blocks)
        {
            Forbid(block, 0);
        }
    }

    public bool AllowsTrack(int net, int layer, int cell) => _track[layer][cell] == Nobody || _track[layer][cell] == net;

    public bool AllowsVia(int cell) => _via[cell] == Nobody;

    /// <summary>Whether a pad is so near that no ring fits between: there no guard is asked for.</summary>
    public bool IsBesidePad(int layer, int cell) => _besidePads[layer][cell];

    /// <summary>Whether a pad that is not guarded is nearer than a guard's width.</summary>
    public bool IsBesideForeignPad(int layer, int cell) => _besideForeign[layer][cell];

    /// <summary>Which cells a side of the isolation has for tracks, and for vias.</summary>
    public (bool[] Track, bool[] Via) AreaOf(char side)
    {
        if (!_areas.TryGetValue(side, out (bool[] Track, bool[] Via) area))
        {
            area = (new bool[Size], new bool[Size]);
            bool[] inside = new bool[Size];
            for (int cell = 0; cell < Size; cell++)
            {
                inside[cell] = _plan.Inside(side, X(cell) + 1e-4, Y(cell) + 1e-4);
            }

            for (int cell = 0; cell < Size; cell++)
            {
                area.Track[cell] = Whole(inside, cell, 1);
                area.Via[cell] = Whole(inside, cell, 3);
            }

            _areas[side] = area;
        }

        return area;
    }

    private void Forbid(Box box, double radius)
    {
        Around(box, radius + HalfTrack, cell => _track[0][cell] = _track[1][cell] = Forbidden);
        Around(box, radius + ViaRadius, cell => _via[cell] = Forbidden);
    }

    private static bool Whole(bool[] inside, int cell, int reach)
    {
        int column = cell % Columns;
        int row = cell / Columns;
        if (column < reach || row < reach || column >= Columns - reach || row >= Rows - reach)
        {
            return false;
        }

        return inside[cell] && inside[cell - reach] && inside[cell + reach] && inside[cell - (reach * Columns)] && inside[cell + (reach * Columns)];
    }
}
