using static Algometer.Electronics.Layout.RoutingGrid;

namespace Algometer.Electronics.Layout;

/// <summary>Which cells the nets' copper denies to others, how often, and how dear contested cells have become.</summary>
internal sealed class Occupancy(Plan plan, Obstacles obstacles)
{
    private enum Kind
    {
        Track,
        Via,
        GuardTrack,
        GuardVia,
    }

    private readonly ushort[][][] _counts = [.. Enumerable.Range(0, 4).Select(_ => (ushort[][])[new ushort[Size], new ushort[Size]])];
    private readonly bool[][] _excused = [new bool[Size], new bool[Size]];
    private readonly int[][] _history = [new int[Size], new int[Size]];
    private readonly List<(int Cell, Kind Kind, int Layer)>[] _marks = [.. plan.Nets.Select(_ => new List<(int, Kind, int)>())];
    private readonly int[] _stamp = new int[Size];
    private int _stampNow;

    /// <summary>How many nets deny a cell to a track of this one.</summary>
    public int Track(int net, int layer, int cell) => Count(Kind.Track, layer, cell) + (plan.IsGuarded(net) || _excused[layer][cell] ? 0 : Count(Kind.GuardTrack, layer, cell));

    /// <summary>How many nets deny a cell to a via of this one.</summary>
    public int Via(int net, int cell) => Count(Kind.Via, 0, cell) + (plan.IsGuarded(net) || _excused[0][cell] || _excused[1][cell] ? 0 : Count(Kind.GuardVia, 0, cell));

    public int History(int layer, int cell) => _history[layer][cell];

    public void Contest(int layer, int cell, int by) => _history[layer][cell] += by;

    /// <summary>Asks for no guard in a cell any more, where round after round no other way was found.</summary>
    public void Excuse(int layer, int cell) => _excused[layer][cell] = true;

    /// <summary>Takes a net's copper away for good.</summary>
    public void Clear(int net)
    {
        Unmark(net);
        _marks[net].Clear();
    }

    /// <summary>Notes every cell that another net may not use because of this net's copper.</summary>
    public void Lay(int net, IEnumerable<Track> tracks)
    {
        bool guarded = plan.IsGuarded(net);
        foreach (Track track in tracks)
        {
            double half = track.IsVia ? ViaRadius : HalfTrack;
            foreach (Box piece in Pieces(track))
            {
                for (int layer = 0; layer < 2; layer++)
                {
                    if (track.IsVia || track.Layer == layer)
                    {
                        Note(net, Kind.Track, layer, piece, half + RoutingGrid.Clear + HalfTrack);
                        if (guarded)
                        {
                            Note(net, Kind.GuardTrack, layer, piece, half + Guard + HalfTrack);
                        }
                    }
                }

                Note(net, Kind.Via, 0, piece, half + RoutingGrid.Clear + ViaRadius);
                if (guarded)
                {
                    Note(net, Kind.GuardVia, 0, piece, half + Guard + ViaRadius);
                }
            }
        }

        _marks[net] = Once(_marks[net]);
        Mark(net);
    }

    public void Mark(int net)
    {
        foreach ((int cell, Kind kind, int layer) in _marks[net])
        {
            _counts[(int)kind][layer][cell]++;
        }
    }

    public void Unmark(int net)
    {
        foreach ((int cell, Kind kind, int layer) in _marks[net])
        {
            _counts[(int)kind][layer][cell]--;
        }
    }

    private int Count(Kind kind, int layer, int cell) => _counts[(int)kind][layer][cell];

    private void Note(int net, Kind kind, int layer, Box piece, double radius) => Around(piece, radius, cell =>
    {
        if (kind < Kind.GuardTrack || !obstacles.IsBesidePad(layer, cell))
        {
            _marks[net].Add((cell, kind, layer));
        }
    });

    // A slanted track is its cells; its rectangle would be far too much.
    private static IEnumerable<Box> Pieces(Track track)
    {
        Box box = track.Bounds;
        if (track.IsVia || box.Right - box.Left <= Cell / 2 || box.Bottom - box.Top <= Cell / 2)
        {
            yield return box;
            yield break;
        }

        int pieces = (int)Math.Round((box.Right - box.Left) / Cell);
        for (int i = 0; i <= pieces; i++)
        {
            double part = (double)i / pieces;
            double x = track.X1 + ((track.X2 - track.X1) * part);
            double y = track.Y1 + ((track.Y2 - track.Y1) * part);
            yield return new(x, y, x, y);
        }
    }

    private List<(int Cell, Kind Kind, int Layer)> Once(List<(int Cell, Kind Kind, int Layer)> marks)
    {
        var once = new List<(int, Kind, int)>(marks.Count / 4);
        foreach (IGrouping<(Kind Kind, int Layer), (int Cell, Kind Kind, int Layer)> group in marks.GroupBy(mark => (mark.Kind, mark.Layer)))
        {
            _stampNow++;
            foreach ((int Cell, Kind Kind, int Layer) mark in group)
            {
                if (_stamp[mark.Cell] != _stampNow)
                {
                    _stamp[mark.Cell] = _stampNow;
                    once.Add(mark);
                }
            }
        }

        return once;
    }
}
