using static Algometer.Electronics.Layout.RoutingGrid;

namespace Algometer.Electronics.Layout;

/// <summary>Vias that join the grounds of both sides wherever there is room, so that no piece of ground is cut off by tracks.</summary>
internal static class Stitching
{
    private const double Step = 2;

    /// <summary>What was laid, and the vias.</summary>
    public static IReadOnlyList<Track> Of(Plan plan, IReadOnlyList<Track> tracks)
    {
        var pads = new NetPads(plan);
        var all = new List<Track>(tracks);
        foreach (int net in Enumerable.Range(0, plan.Nets.Count).Where(plan.IsGround))
        {
            for (double y = -HalfHeight + 1; y < HalfHeight; y += Step)
            {
                for (double x = -HalfWidth + 1; x < HalfWidth; x += Step)
                {
                    var via = new Track(net, -1, x, y, x, y);
                    bool apart = all.TrueForAll(other => !other.IsVia || Segment.Of(other).From(x, y) > 1);
                    if (apart && plan.Inside(pads.SideOf(net), x, y) && new Clearance(plan, pads, all).RoomFor(via, ViaRadius + 0.1) >= ViaRadius + 0.05)
                    {
                        all.Add(via);
                    }
                }
            }
        }

        return all;
    }
}
