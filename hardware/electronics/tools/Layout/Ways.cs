using static Algometer.Electronics.Layout.RoutingGrid;

namespace Algometer.Electronics.Layout;

/// <summary>A net's ways as they were found: nodes one after the other, a -1 after each way.</summary>
internal sealed class Ways
{
    private readonly List<int> _nodes = [];

    public void Clear() => _nodes.Clear();

    public void Add(List<int> way)
    {
        _nodes.AddRange(way);
        _nodes.Add(-1);
    }

    /// <summary>Each node, and whether a via begins there.</summary>
    public IEnumerable<(int Layer, int Cell, bool Via)> Nodes()
    {
        for (int i = 0; i < _nodes.Count; i++)
        {
            int node = _nodes[i];
            if (node >= 0)
            {
                int layer = node / Size;
                yield return (layer, node % Size, i + 1 < _nodes.Count && _nodes[i + 1] == node + (layer == 0 ? Size : -Size));
            }
        }
    }

    /// <summary>The ways as straight stretches and vias.</summary>
    public IEnumerable<Track> Tracks(int net)
    {
        int start = 0;
        for (int i = 1; i < _nodes.Count; i++)
        {
            if (_nodes[i] < 0)
            {
                continue;
            }

            if (_nodes[i - 1] < 0)
            {
                start = i;
                continue;
            }

            int a = _nodes[start];
            int b = _nodes[i];
            if (a / Size != b / Size)
            {
                yield return new(net, -1, X(b % Size), Y(b % Size), X(b % Size), Y(b % Size));
                start = i;
                continue;
            }

            bool ends = _nodes[i + 1] < 0 || _nodes[i + 1] / Size != b / Size || _nodes[i + 1] % Size - (b % Size) != (b % Size) - (_nodes[i - 1] % Size);
            if (ends)
            {
                yield return new(net, b / Size, X(a % Size), Y(a % Size), X(b % Size), Y(b % Size));
                start = i;
            }
        }
    }
}
