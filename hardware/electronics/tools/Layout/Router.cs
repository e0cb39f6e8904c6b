namespace Algometer.Electronics.Layout;

/// <summary>A stretch of copper, or a via when both ends are the same.</summary>
internal readonly record struct Track(int Net, int Layer, double X1, double Y1, double X2, double Y2)
{
    public bool IsVia => Layer < 0;
}

/// <summary>
/// Two-layer router on a grid: every net finds its cheapest way, copper of others at a price that grows with each round (negotiated congestion), until nothing overlaps.
/// Pads, edges, holes and the isolation are never crossed.
/// </summary>
internal sealed class Router
{
    public const double Cell = 0.1;
    public const double HalfTrack = 0.1;
    public const double ViaRadius = 0.3;
    private const double Clear = 0.2;
    private const double HalfWidth = 46;
    private const double HalfHeight = 25;
    private const int Columns = (int)(2 * HalfWidth / Cell) + 1;
    private const int Rows = (int)(2 * HalfHeight / Cell) + 1;
    private const int Size = Columns * Rows;
    private const int ViaCost = 120;
    private static readonly (int Dx, int Dy, int Cost)[] _steps = [(1, 0, 10), (-1, 0, 10), (0, 1, 10), (0, -1, 10), (1, 1, 14), (1, -1, 14), (-1, 1, 14), (-1, -1, 14)];

    private readonly Plan _plan;
    private readonly char[] _sideOfNet;
    private readonly List<(Pad Pad, Box Box)>[] _pads;

    // -1 nobody's, -2 several nets' or forbidden, else the one net that may.
    private readonly int[][] _padTrack = [new int[Size], new int[Size]];
    private readonly int[] _padVia = new int[Size];
    private readonly ushort[][] _track = [new ushort[Size], new ushort[Size]];
    private readonly ushort[] _via = new ushort[Size];
    private readonly int[][] _history = [new int[Size], new int[Size]];
    private readonly int[] _stamp = new int[Size];
    private int _stampNow;

    // Search state: cell + layer * Size.
    private readonly int[] _cost = new int[2 * Size];
    private readonly int[] _from = new int[2 * Size];
    private readonly int[] _seen = new int[2 * Size];
    private int _search;

    private readonly List<int>[] _ways;
    private readonly List<(int Cell, bool Via, int Layer)>[] _marks;

    public Router(Plan plan)
    {
        _plan = plan;
        _pads = new List<(Pad, Box)>[plan.Nets.Count];
        _ways = new List<int>[plan.Nets.Count];
        _marks = new List<(int, bool, int)>[plan.Nets.Count];
        _sideOfNet = new char[plan.Nets.Count];
        for (int net = 0; net < plan.Nets.Count; net++)
        {
            _pads[net] = [];
            _ways[net] = [];
            _marks[net] = [];
            _sideOfNet[net] = 'D';
        }

        foreach (PlanPart part in plan.Parts.Values)
        {
            foreach (Pad pad in part.Pads)
            {
                _pads[pad.Net].Add((pad, Plan.BoxOf(part, pad)));
                if (part.Side == 'U')
                {
                    _sideOfNet[pad.Net] = 'U';
                }
            }
        }

        // A part across the isolation has pads of both sides: which, its nets' other parts say.
        for (int net = 0; net < plan.Nets.Count; net++)
        {
            if (_pads[net].Exists(pad => plan.Parts[pad.Pad.Part].Side == 'X') && !_pads[net].Exists(pad => plan.Parts[pad.Pad.Part].Side == 'D') && _pads[net].Count > 1)
            {
                _sideOfNet[net] = _pads[net].Exists(pad => plan.Parts[pad.Pad.Part].Side == 'U') ? 'U' : 'D';
            }
        }

        Obstacles();
    }

    public IReadOnlyList<Track> Result { get; private set; } = [];

    /// <summary>Nets that are not whole, or overlap, at the end.</summary>
    public List<string> Failed { get; } = [];

    public void Route(int rounds, Action<string> log)
    {
        int[] order = [.. Enumerable.Range(0, _plan.Nets.Count).Where(net => _plan.Nets[net].Length > 0 && _pads[net].Count > 1).OrderBy(net => _plan.Nets[net] is "GND" or "GND_USB").ThenBy(net => _pads[net].Count).ThenBy(Span)];
        var dirty = new HashSet<int>(order);
        for (int round = 0; round < rounds && dirty.Count > 0; round++)
        {
            int price = round == 0 ? 4 : (int)Math.Min(4000, 8 * Math.Pow(1.45, round));
            Failed.Clear();
            foreach (int net in order.Where(dirty.Contains))
            {
                Take(net);
                if (!Connect(net, price))
                {
                    Failed.Add(_plan.Nets[net]);
                }

                Lay(net);
            }

            dirty.Clear();
            int over = 0;
            foreach (int net in order)
            {
                Unmark(net);
                bool clash = false;
                for (int i = 0; i < _ways[net].Count; i++)
                {
                    int node = _ways[net][i];
                    if (node < 0)
                    {
                        continue;
                    }

                    int layer = node / Size;
                    int cell = node % Size;
                    bool via = i + 1 < _ways[net].Count && _ways[net][i + 1] == node + (layer == 0 ? Size : -Size);
                    if (_track[layer][cell] > 0 || (via && _via[cell] > 0))
                    {
                        clash = true;
                        over++;
                        _history[layer][cell] += 3 + round;
                    }
                }

                Mark(net);
                if (clash)
                {
                    dirty.Add(net);
                }
            }

            foreach (string failed in Failed)
            {
                dirty.Add(_plan.Nets.IndexOf(failed));
            }

            log($"round {round}: {dirty.Count} nets clash in {over} cells, {Failed.Count} without a way");
        }

        Failed.AddRange(dirty.Select(net => "clash " + _plan.Nets[net]));
        Result = [.. order.SelectMany(Tracks)];
    }

    private double Span(int net) => _pads[net].Max(pad => pad.Box.Left) - _pads[net].Min(pad => pad.Box.Left) + _pads[net].Max(pad => pad.Box.Top) - _pads[net].Min(pad => pad.Box.Top);

    private static double X(int cell) => (cell % Columns * Cell) - HalfWidth;

    private static double Y(int cell) => (cell / Columns * Cell) - HalfHeight;

    private static int At(double x, double y) => ((int)Math.Round((y + HalfHeight) / Cell) * Columns) + (int)Math.Round((x + HalfWidth) / Cell);

    private static void Around(Box box, double radius, Action<int> act)
    {
        int left = Math.Max(0, (int)Math.Floor((box.Left - radius + HalfWidth) / Cell));
        int right = Math.Min(Columns - 1, (int)Math.Ceiling((box.Right + radius + HalfWidth) / Cell));
        int top = Math.Max(0, (int)Math.Floor((box.Top - radius + HalfHeight) / Cell));
        int bottom = Math.Min(Rows - 1, (int)Math.Ceiling((box.Bottom + radius + HalfHeight) / Cell));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                int cell = (row * Columns) + column;
                if (box.Distance(X(cell), Y(cell)) < radius - 1e-6)
                {
                    act(cell);
                }
            }
        }
    }

    private void Obstacles()
    {
        Array.Fill(_padTrack[0], -1);
        Array.Fill(_padTrack[1], -1);
        Array.Fill(_padVia, -1);
        foreach (List<(Pad Pad, Box Box)> pads in _pads)
        {
            foreach ((Pad pad, Box box) in pads)
            {
                for (int layer = 0; layer < 2; layer++)
                {
                    if (layer == 0 ? pad.Front : pad.Back)
                    {
                        int[] map = _padTrack[layer];
                        Around(box, HalfTrack + Clear, cell => map[cell] = map[cell] == -1 || map[cell] == pad.Net ? pad.Net : -2);
                    }
                }

                // No via in a pad: solder would run away.
                Around(box, ViaRadius + Clear, cell => _padVia[cell] = -2);
            }
        }

        foreach ((double x, double y, double radius) in _plan.Holes)
        {
            Around(new(x, y, x, y), radius + HalfTrack, cell => _padTrack[0][cell] = _padTrack[1][cell] = -2);
            Around(new(x, y, x, y), radius + ViaRadius, cell => _padVia[cell] = -2);
        }

        foreach (Box block in _plan.Blocks)
        {
            Around(block, HalfTrack, cell => _padTrack[0][cell] = _padTrack[1][cell] = -2);
            Around(block, ViaRadius, cell => _padVia[cell] = -2);
        }
    }

    private readonly Dictionary<char, (bool[] Track, bool[] Via)> _areas = [];

    private (bool[] Track, bool[] Via) AreaOf(char side)
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

    private void Take(int net)
    {
        Unmark(net);
        _ways[net].Clear();
        _marks[net].Clear();
    }

    private void Lay(int net)
    {
        // Every cell that another net's track, or via, may not use because of this net's copper.
        foreach (Track track in Tracks(net))
        {
            var box = new Box(Math.Min(track.X1, track.X2), Math.Min(track.Y1, track.Y2), Math.Max(track.X1, track.X2), Math.Max(track.Y1, track.Y2));
            bool slanted = !track.IsVia && box.Right - box.Left > Cell / 2 && box.Bottom - box.Top > Cell / 2;
            int pieces = slanted ? (int)Math.Round((box.Right - box.Left) / Cell) : 0;
            double half = track.IsVia ? ViaRadius : HalfTrack;
            for (int i = 0; i <= pieces; i++)
            {
                double part = pieces == 0 ? 0 : (double)i / pieces;
                double x = track.X1 + ((track.X2 - track.X1) * part);
                double y = track.Y1 + ((track.Y2 - track.Y1) * part);
                Box piece = slanted ? new(x, y, x, y) : box;
                for (int layer = 0; layer < 2; layer++)
                {
                    if (track.IsVia || track.Layer == layer)
                    {
                        int at = layer;
                        Around(piece, half + Clear + HalfTrack, cell => _marks[net].Add((cell, false, at)));
                    }
                }

                Around(piece, half + Clear + ViaRadius, cell => _marks[net].Add((cell, true, 0)));
            }
        }

        foreach (bool via in (bool[])[false, true])
        {
            for (int layer = 0; layer < 2; layer++)
            {
                _stampNow++;
                int kept = 0;
                List<(int Cell, bool Via, int Layer)> marks = _marks[net];
                for (int i = 0; i < marks.Count; i++)
                {
                    (int cell, bool isVia, int on) = marks[i];
                    bool mine = isVia == via && on == layer;
                    if (!mine || _stamp[cell] != _stampNow)
                    {
                        marks[kept++] = marks[i];
                    }

                    if (mine)
                    {
                        _stamp[cell] = _stampNow;
                    }
                }

                marks.RemoveRange(kept, marks.Count - kept);
            }
        }

        Mark(net);
    }

    private void Mark(int net)
    {
        foreach ((int cell, bool via, int layer) in _marks[net])
        {
            if (via)
            {
                _via[cell]++;
            }
            else
            {
                _track[layer][cell]++;
            }
        }
    }

    private void Unmark(int net)
    {
        foreach ((int cell, bool via, int layer) in _marks[net])
        {
            if (via)
            {
                _via[cell]--;
            }
            else
            {
                _track[layer][cell]--;
            }
        }
    }

    // A tree: from what is joined so far to the nearest pad that is not.
    private bool Connect(int net, int price)
    {
        List<(Pad Pad, Box Box)> left = [.. _pads[net]];
        var tree = new List<int>();
        Join(left, 0, tree);
        bool whole = true;
        while (left.Count > 0)
        {
            int next = Enumerable.Range(0, left.Count).MinBy(i => Closest(left[i].Box, tree));
            var goals = new HashSet<int>();
            foreach (int node in Nodes(left[next]))
            {
                goals.Add(node);
            }

            List<int> way = Search(net, tree, goals, left[next].Box, price);
            if (way.Count == 0)
            {
                whole = false;
            }
            else
            {
                _ways[net].AddRange(way);
                _ways[net].Add(-1);
                tree.AddRange(way);
            }

            Join(left, next, tree);
        }

        _ways[net].RemoveAll(node => node < 0 && _ways[net].Count == 1);
        return whole;
    }

    private static double Closest(Box box, List<int> tree)
    {
        double closest = double.MaxValue;
        for (int i = 0; i < tree.Count; i += 3)
        {
            closest = Math.Min(closest, box.Distance(X(tree[i] % Size), Y(tree[i] % Size)));
        }

        return closest;
    }

    private static void Join(List<(Pad Pad, Box Box)> left, int index, List<int> tree)
    {
        tree.AddRange(Nodes(left[index]));
        left.RemoveAt(index);
    }

    // The cells in the middle of a pad.
    private static IEnumerable<int> Nodes((Pad Pad, Box Box) pad)
    {
        double x = (pad.Box.Left + pad.Box.Right) / 2;
        double y = (pad.Box.Top + pad.Box.Bottom) / 2;
        int middle = At(x, y);
        for (int layer = 0; layer < 2; layer++)
        {
            if (layer == 0 ? pad.Pad.Front : pad.Pad.Back)
            {
                yield return middle + (layer * Size);
            }
        }
    }

    private List<int> Search(int net, List<int> tree, HashSet<int> goals, Box goal, int price)
    {
        (bool[] areaTrack, bool[] areaVia) = AreaOf(_sideOfNet[net]);
        bool ground = _plan.Nets[net] is "GND" or "GND_USB";
        _search++;
        var queue = new PriorityQueue<int, int>();
        double goalX = (goal.Left + goal.Right) / 2;
        double goalY = (goal.Top + goal.Bottom) / 2;
        int Left(int cell)
        {
            int dx = Math.Abs((int)Math.Round((X(cell) - goalX) / Cell));
            int dy = Math.Abs((int)Math.Round((Y(cell) - goalY) / Cell));
            return (10 * Math.Max(dx, dy)) + (4 * Math.Min(dx, dy));
        }

        foreach (int node in tree)
        {
            _seen[node] = _search;
            _cost[node] = 0;
            _from[node] = -1;
            queue.Enqueue(node, Left(node % Size));
        }

        while (queue.TryDequeue(out int node, out int rank))
        {
            int cell = node % Size;
            int layer = node / Size;
            if (rank > _cost[node] + Left(cell))
            {
                continue;
            }

            if (goals.Contains(node))
            {
                var way = new List<int>();
                for (int at = node; at >= 0; at = _from[at])
                {
                    way.Add(at);
                }

                return way;
            }

            foreach ((int dx, int dy, int length) in _steps)
            {
                int column = (cell % Columns) + dx;
                int row = (cell / Columns) + dy;
                if (column < 0 || row < 0 || column >= Columns || row >= Rows)
                {
                    continue;
                }

                int next = (row * Columns) + column;
                if (!areaTrack[next] && !goals.Contains(next + (layer * Size)))
                {
                    continue;
                }

                int owner = _padTrack[layer][next];
                if (owner != -1 && owner != net)
                {
                    continue;
                }

                int step = length * (layer == 1 && !ground ? 12 : 10) / 10;
                step += (price * _track[layer][next]) + _history[layer][next];
                Offer(next + (layer * Size), _cost[node] + step, node, queue, Left(next));
            }

            if (areaVia[cell] && _padVia[cell] == -1)
            {
                Offer(cell + ((1 - layer) * Size), _cost[node] + (ground ? ViaCost / 3 : ViaCost) + (price * _via[cell]) + (_history[0][cell] + _history[1][cell]), node, queue, Left(cell));
            }
        }

        return [];
    }

    private void Offer(int node, int cost, int from, PriorityQueue<int, int> queue, int left)
    {
        if (_seen[node] == _search && _cost[node] <= cost)
        {
            return;
        }

        _seen[node] = _search;
        _cost[node] = cost;
        _from[node] = from;
        queue.Enqueue(node, cost + left);
    }

    // Straight stretches of a net's ways.
    private IEnumerable<Track> Tracks(int net)
    {
        List<int> ways = _ways[net];
        int start = 0;
        for (int i = 1; i <= ways.Count; i++)
        {
            if (i < ways.Count && ways[i] < 0)
            {
                continue;
            }

            if (i == ways.Count || ways[i - 1] < 0 || ways[start] < 0)
            {
                start = i;
                continue;
            }

            int a = ways[start];
            int b = ways[i];
            if (a / Size != b / Size)
            {
                yield return new(net, -1, X(b % Size), Y(b % Size), X(b % Size), Y(b % Size));
                start = i;
                continue;
            }

            bool ends = i + 1 >= ways.Count || ways[i + 1] < 0 || ways[i + 1] / Size != b / Size || ways[i + 1] % Size - (b % Size) != (b % Size) - (ways[i - 1] % Size);
            if (ends)
            {
                yield return new(net, b / Size, X(a % Size), Y(a % Size), X(b % Size), Y(b % Size));
                start = i;
            }
        }
    }
}
