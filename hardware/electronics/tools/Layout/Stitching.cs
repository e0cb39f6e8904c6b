using static Algometer.Electronics.Layout.RoutingGrid;

namespace Algometer.Electronics.Layout;

/// <summary>Vias that join the grounds of both sides wherever there is room, so that no piece of ground is cut off by tracks.</summary>
internal static class Stitching
{
    // A wide grid first; then wherever else a via finds room, as long as no other of its net is near.
    private static readonly (double Step, double Apart)[] _passes = [(4, 1), (0.3, 2.5)];

    /// <summary>What was laid, and the vias.</summary>
    public static IReadOnlyList<Track> Of(Plan plan, IReadOnlyList<Track> tracks)
    {
        var pads = new NetPads(plan);
        var all = new List<Track>(tracks);
        foreach ((double step, double apart) in _passes)
        {
            foreach (int net in Enumerable.Range(0, plan.Nets.Count).Where(plan.IsGround))
            {
                foreach (Track via in Places(net, step))
                {
                    bool alone = all.TrueForAll(other => !other.IsVia || Segment.Of(other).From(via.X1, via.Y1) > (other.Net == net ? apart : 0.8));
                    if (alone && plan.Inside(pads.SideOf(net), via.X1, via.Y1) && new Clearance(plan, pads, all).RoomFor(via, ViaRadius + 0.1) >= ViaRadius + 0.05)
                    {
                        all.Add(via);
                    }
                }
            }
        }

        return all;
    }

    private static IEnumerable<Track> Places(int net, double step)
    {
        for (double y = -HalfHeight + 1; y < HalfHeight; y += step)
        {
            for (double x = -HalfWidth + 1; x < HalfWidth; x += step)
            {
                yield return new Track(net, -1, x, y, x, y);
            }
        }
    }
}
