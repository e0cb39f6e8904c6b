using static Algometer.Electronics.Layout.RoutingGrid;

namespace Algometer.Electronics.Layout;

/// <summary>The cheapest way of a net from its tree to a pad (A*); others' copper costs a price, pads and edges are never crossed.</summary>
internal sealed class WaySearch(Plan plan, NetPads pads, Obstacles obstacles, Occupancy occupancy)
{
    private const int ViaCost = 120;

    // A guarded track beside a foreign pad, per cell.
    private const int UnguardedCost = 25;
    private static readonly (int Dx, int Dy, int Cost)[] _steps = [(1, 0, 10), (-1, 0, 10), (0, 1, 10), (0, -1, 10), (1, 1, 14), (1, -1, 14), (-1, 1, 14), (-1, -1, 14)];

    private readonly int[] _cost = new int[2 * Size];
    private readonly int[] _from = new int[2 * Size];
    private readonly int[] _seen = new int[2 * Size];
    private int _search;

    /// <summary>The way's nodes from the goal to the tree; empty when there is none.</summary>
    public List<int> Find(int net, List<int> tree, HashSet<int> goals, Box goal, int price)
    {
        (bool[] areaTrack, bool[] areaVia) = obstacles.AreaOf(pads.SideOf(net));
        bool ground = plan.IsGround(net);
        bool guarded = plan.IsGuarded(net);
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
                return Back(node);
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
                if ((!areaTrack[next] && !goals.Contains(next + (layer * Size))) || !obstacles.AllowsTrack(net, layer, next))
                {
                    continue;
                }

                // The back is dearer: its ground is to stay whole.
                int step = length * (layer == 1 && !ground ? 12 : 10) / 10;
                step += (price * occupancy.Track(net, layer, next)) + occupancy.History(layer, next);
                step += guarded && obstacles.IsBesideForeignPad(layer, next) ? UnguardedCost : 0;
                Offer(next + (layer * Size), _cost[node] + step, node, queue, Left(next));
            }

            if (areaVia[cell] && obstacles.AllowsVia(cell))
            {
                int via = (ground ? ViaCost / 3 : ViaCost) + (price * occupancy.Via(net, cell)) + occupancy.History(0, cell) + occupancy.History(1, cell);
                Offer(cell + ((1 - layer) * Size), _cost[node] + via, node, queue, Left(cell));
            }
        }

        return [];
    }

    private List<int> Back(int node)
    {
        var way = new List<int>();
        for (int at = node; at >= 0; at = _from[at])
        {
            way.Add(at);
        }

        return way;
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
}
