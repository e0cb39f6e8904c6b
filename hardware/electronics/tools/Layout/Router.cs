using static Algometer.Electronics.Layout.RoutingGrid;

namespace Algometer.Electronics.Layout;

/// <summary>
/// Two-layer router on a grid: every net finds its cheapest way, copper of others at a price that grows with each round (negotiated congestion), until nothing overlaps.
/// </summary>
internal sealed class Router
{
    // Rounds after which a place that is too narrow for a guard goes without.
    private const int Patience = 22;

    private readonly Plan _plan;
    private readonly NetPads _pads;
    private readonly Occupancy _occupancy;
    private readonly WaySearch _search;
    private readonly Ways[] _ways;
    private string _lastClash = "";

    public Router(Plan plan)
    {
        _plan = plan;
        _pads = new NetPads(plan);
        var obstacles = new Obstacles(plan, _pads);
        _occupancy = new Occupancy(plan, obstacles);
        _search = new WaySearch(plan, _pads, obstacles, _occupancy);
        _ways = [.. plan.Nets.Select(_ => new Ways())];
    }

    public IReadOnlyList<Track> Result { get; private set; } = [];

    /// <summary>Nets that are not whole, or overlap, at the end.</summary>
    public List<string> Failed { get; } = [];

    public void Route(int rounds, Action<string> log)
    {
        int[] order = [.. Enumerable.Range(0, _plan.Nets.Count).Where(net => _plan.Nets[net].Length > 0 && _pads[net].Count > 1)
            .OrderBy(_plan.IsGround).ThenByDescending(_plan.IsGuarded).ThenBy(net => _pads[net].Count).ThenBy(_pads.Span)];
        var dirty = new HashSet<int>(order);
        for (int round = 0; round < rounds && dirty.Count > 0; round++)
        {
            int price = round == 0 ? 4 : (int)Math.Min(4000, 8 * Math.Pow(1.45, round));
            Failed.Clear();
            foreach (int net in order.Where(dirty.Contains))
            {
                _occupancy.Clear(net);
                if (!Connect(net, price))
                {
                    Failed.Add(_plan.Nets[net]);
                }

                _occupancy.Lay(net, _ways[net].Tracks(net));
            }

            int over = Clashes(order, round, price, dirty);
            foreach (string failed in Failed)
            {
                dirty.Add(_plan.Nets.IndexOf(failed));
            }

            log($"round {round}: {dirty.Count} nets clash in {over} cells, {Failed.Count} without a way");
        }

        Failed.AddRange(dirty.Select(net => "clash " + _plan.Nets[net] + _lastClash));
        Result = [.. order.SelectMany(net => _ways[net].Tracks(net))];
    }

    // Finds the nets that use what others deny them, and makes those cells dearer.
    private int Clashes(int[] nets, int round, int price, HashSet<int> clashing)
    {
        clashing.Clear();
        int over = 0;
        foreach (int net in nets)
        {
            _occupancy.Unmark(net);
            foreach ((int layer, int cell, bool via) in _ways[net].Nodes())
            {
                if (_occupancy.Track(net, layer, cell) > 0 || (via && _occupancy.Via(net, cell) > 0))
                {
                    clashing.Add(net);
                    over++;
                    _lastClash = $" at {X(cell):0.0} {Y(cell):0.0}, layer {layer}{(via ? ", via" : "")}";
                    _occupancy.Contest(layer, cell, 3 + round + (price / 10));
                    if (round >= Patience)
                    {
                        _occupancy.Excuse(layer, cell);
                    }
                }
            }

            _occupancy.Mark(net);
        }

        return over;
    }

    // A tree: from what is joined so far to the nearest pad that is not.
    private bool Connect(int net, int price)
    {
        _ways[net].Clear();
        List<(Pad Pad, Box Box)> left = [.. _pads[net]];
        var tree = new List<int>();
        Join(left, 0, tree);
        bool whole = true;
        while (left.Count > 0)
        {
            int next = Enumerable.Range(0, left.Count).MinBy(i => Closest(left[i].Box, tree));
            List<int> way = _search.Find(net, tree, [.. Nodes(left[next])], left[next].Box, price);
            if (way.Count == 0)
            {
                whole = false;
            }
            else
            {
                _ways[net].Add(way);
                tree.AddRange(way);
            }

            Join(left, next, tree);
        }

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

    // The cell in the middle of a pad, on each layer that it has.
    private static IEnumerable<int> Nodes((Pad Pad, Box Box) pad)
    {
        int middle = At((pad.Box.Left + pad.Box.Right) / 2, (pad.Box.Top + pad.Box.Bottom) / 2);
        for (int layer = 0; layer < 2; layer++)
        {
            if (layer == 0 ? pad.Pad.Front : pad.Pad.Back)
            {
                yield return middle + (layer * Size);
            }
        }
    }
}
