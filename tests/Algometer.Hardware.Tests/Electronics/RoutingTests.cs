using Algometer.Electronics.Layout;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The router, the widening of supplies and the stitching of grounds, on boards of a few pads.</summary>
public sealed class RoutingTests
{
    // Two pads of A in a row, two of B across, and ground at the edge; all of the device's side.
    private const string Cross = """
        area D -45 -24 45 -24 45 24 -45 24
        hole 0 15 3
        block 20 -24 30 -20
        part P1 D fixed -10 0 0 -1 -1 1 1
        pad P1 1 A F 0 0 1 1
        part P2 D fixed 10 0 0 -1 -1 1 1
        pad P2 1 A F 0 0 1 1
        part P3 D fixed 0 -8 0 -1 -1 1 1
        pad P3 1 B F 0 0 1 1
        part P4 D fixed 0 8 0 -1 -1 1 1
        pad P4 1 B F 0 0 1 1
        part P5 D fixed -30 0 0 -1 -1 1 1
        pad P5 1 GND FB 0 0 2 2
        """;

    [Fact]
    public void Two_nets_that_cross_are_whole_and_keep_their_distance()
    {
        (Plan plan, IReadOnlyList<Track> tracks) = Route(Cross);
        Assert.Contains(tracks, track => track.IsVia);
        Assert.InRange(Least(plan, tracks, "A", "B"), 0.199, 5);
    }

    [Fact]
    public void Beside_a_guarded_net_there_is_room_for_ground()
    {
        const string Beside = """
            area D -45 -24 45 -24 45 24 -45 24
            part P1 D fixed -10 0 0 -1 -1 1 1
            pad P1 1 A F 0 0 0.4 0.4
            part P2 D fixed 10 0 0 -1 -1 1 1
            pad P2 1 A F 0 0 0.4 0.4
            part P3 D fixed -20 -0.8 0 -1 -1 1 1
            pad P3 1 B F 0 0 0.4 0.4
            part P4 D fixed 20 -0.8 0 -1 -1 1 1
            pad P4 1 B F 0 0 0.4 0.4
            """;
        Assert.Equal(0.6, Apart(Beside), 2);
        Assert.InRange(Apart("guard A\n" + Beside), RoutingGrid.Guard - 0.001, 20);

        // Between the two ways, in the middle, where no pad is near.
        static double Apart(string text)
        {
            (Plan plan, IReadOnlyList<Track> tracks) = Route(text);
            int guarded = plan.Nets.IndexOf("A");
            return Enumerable.Range(-80, 161).SelectMany(x => Enumerable.Range(-80, 161).Select(y => (X: x / 10.0, Y: y / 10.0)))
                .Where(at => tracks.Any(track => track.Net == guarded && Segment.Of(track).From(at.X, at.Y) < 0.01))
                .Min(at => tracks.Where(track => track.Net != guarded).Min(track => Segment.Of(track).From(at.X, at.Y))) - 0.2;
        }
    }

    [Fact]
    public void A_supply_is_as_wide_as_there_is_room()
    {
        (Plan plan, IReadOnlyList<Track> tracks) = Route("supply A\n" + Cross + "\npart P6 D fixed 5 1.2 0 -1 -1 1 1\npad P6 1 B F 0 0 1 1");
        IReadOnlyList<Track> wide = Widening.Of(plan, tracks);
        int supply = plan.Nets.IndexOf("A");
        Assert.All(wide.Where(track => track.Net != supply), track => Assert.Equal(0.2, track.Width, 3));
        Assert.Contains(wide, track => track.Net == supply && track.Width > 0.99);
        Assert.InRange(Least(plan, wide, "A", "B"), 0.199, 5);

        // The length is the same: nothing was lost.
        Assert.Equal(tracks.Where(track => track.Net == supply).Sum(Length), wide.Where(track => track.Net == supply).Sum(Length), 2);
    }

    [Fact]
    public void Grounds_are_joined_wherever_there_is_room_and_nowhere_else()
    {
        (Plan plan, IReadOnlyList<Track> tracks) = Route(Cross);
        IReadOnlyList<Track> all = Stitching.Of(plan, tracks);
        int ground = plan.Nets.IndexOf("GND");
        Track[] vias = [.. all.Except(tracks)];
        Assert.True(vias.Length > 150, $"{vias.Length} vias");
        Assert.All(vias, via => Assert.True(via.IsVia && via.Net == ground));
        Assert.All(vias, via => Assert.True(Segment.Of(via).From(0, 15) > 3.3 && Segment.Of(via).From(new Box(20, -24, 30, -20)) > 0.3, $"{via}"));
        Assert.InRange(Least(plan, all, "GND", "A"), 0.199, 20);
        Assert.InRange(Least(plan, all, "GND", "B"), 0.199, 20);
    }

    [Fact]
    public void A_net_without_a_way_is_named()
    {
        // A's second pad on an island of the other side of the isolation.
        Plan plan = Read(Cross.Replace("area D -45 -24 45 -24 45 24 -45 24", "area D -14 -12 5 -12 5 12 -14 12", StringComparison.Ordinal));
        var router = new Router(plan);
        router.Route(1, _ => { });
        Assert.Contains(router.Failed, name => name.StartsWith('A') || name.Contains(" A", StringComparison.Ordinal));
    }

    private static (Plan Plan, IReadOnlyList<Track> Tracks) Route(string text)
    {
        Plan plan = Read(text);
        var router = new Router(plan);
        router.Route(40, _ => { });
        Assert.Empty(router.Failed);
        return (plan, router.Result);
    }

    private static Plan Read(string text)
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("plan.txt"), text);
        return Plan.Read(folder.File("plan.txt"));
    }

    // The least distance between two nets' copper on the same side, pads of the second included.
    private static double Least(Plan plan, IReadOnlyList<Track> tracks, string one, string other)
    {
        var pads = new NetPads(plan);
        int net = plan.Nets.IndexOf(one);
        int foreign = plan.Nets.IndexOf(other);
        double least = double.MaxValue;
        foreach (Track track in tracks.Where(track => track.Net == net))
        {
            double half = track.IsVia ? RoutingGrid.ViaRadius : track.Width / 2;
            foreach (Track beside in tracks.Where(beside => beside.Net == foreign && (beside.IsVia || track.IsVia || beside.Layer == track.Layer)))
            {
                least = Math.Min(least, Segment.Of(track).From(Segment.Of(beside)) - half - (beside.IsVia ? RoutingGrid.ViaRadius : beside.Width / 2));
            }

            foreach ((Pad pad, Box box) in pads[foreign].Where(pad => track.IsVia || (track.Layer == 0 ? pad.Pad.Front : pad.Pad.Back)))
            {
                least = Math.Min(least, Segment.Of(track).From(box) - half);
            }
        }

        return least;
    }

    private static double Length(Track track) => Math.Sqrt(Math.Pow(track.X2 - track.X1, 2) + Math.Pow(track.Y2 - track.Y1, 2));
}
