using static Algometer.Electronics.Layout.RoutingGrid;

namespace Algometer.Electronics.Layout;

/// <summary>How much room there is round a stretch of copper, to all that is not its net's: clearances, isolation, edges and guards are kept.</summary>
internal sealed class Clearance(Plan plan, NetPads pads, IReadOnlyList<Track> tracks)
{
    /// <summary>Millimetres from its middle line that the copper may reach, at most what is asked for; negative where it may not lie at all.</summary>
    public double RoomFor(Track track, double most)
    {
        var line = Segment.Of(track);
        double room = Math.Min(most, EdgeRoom(track.Net, line));
        Box near = track.Bounds.Grown(most + Guard + 0.5);
        foreach (Track other in tracks)
        {
            if (other.Net != track.Net && (track.IsVia || other.IsVia || other.Layer == track.Layer) && near.Meets(other.Bounds))
            {
                double clear = plan.IsGuarded(other.Net) && !plan.IsGuarded(track.Net) ? Guard : Clear;
                room = Math.Min(room, line.From(Segment.Of(other)) - (other.IsVia ? ViaRadius : other.Width / 2) - clear);
            }
        }

        foreach ((Pad pad, Box box) in pads.All)
        {
            // No via in a pad, its own net's included: solder would run away.
            bool counts = track.IsVia || (pad.Net != track.Net && (track.Layer == 0 ? pad.Front : pad.Back));
            if (counts && near.Meets(box))
            {
                room = Math.Min(room, line.From(box) - Clear);
            }
        }

        foreach ((double x, double y, double radius) in plan.Holes)
        {
            room = Math.Min(room, line.From(x, y) - radius);
        }

        foreach (Box block in plan.Blocks)
        {
            room = Math.Min(room, line.From(block));
        }

        return room;
    }

    private double EdgeRoom(int net, Segment line)
    {
        char side = pads.SideOf(net);
        (double X, double Y)[] area = plan.Areas[side];
        return plan.Inside(side, line.A.X, line.A.Y) ? Enumerable.Range(0, area.Length).Min(i => line.From(new Segment(area[i], area[(i + 1) % area.Length]))) : 0;
    }
}
