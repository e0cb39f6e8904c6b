namespace Algometer.Electronics.Layout;

/// <summary>Makes the supplies' tracks as wide as the room beside them allows.</summary>
internal sealed class Widening
{
    private const double Piece = 0.5;
    private static readonly double[] _widths = [1, 0.8, 0.6, 0.5, 0.4, 0.3];

    private readonly Plan _plan;
    private readonly Clearance _clearance;
    private readonly List<Track> _tracks;

    private Widening(Plan plan, IEnumerable<Track> tracks)
    {
        _plan = plan;
        _tracks = [.. tracks.SelectMany(Split)];
        _clearance = new Clearance(plan, new NetPads(plan), _tracks);
    }

    public static IReadOnlyList<Track> Of(Plan plan, IEnumerable<Track> tracks)
    {
        var widening = new Widening(plan, tracks);
        for (int i = 0; i < widening._tracks.Count; i++)
        {
            widening.Widen(i);
        }

        return widening.Merged();
    }

    private IEnumerable<Track> Split(Track track)
    {
        double length = Math.Sqrt(Math.Pow(track.X2 - track.X1, 2) + Math.Pow(track.Y2 - track.Y1, 2));
        int pieces = track.IsVia || !_plan.IsSupply(track.Net) ? 1 : Math.Max(1, (int)Math.Round(length / Piece));
        for (int i = 0; i < pieces; i++)
        {
            double from = (double)i / pieces;
            double to = (i + 1.0) / pieces;
            yield return track with
            {
                X1 = track.X1 + (from * (track.X2 - track.X1)),
                Y1 = track.Y1 + (from * (track.Y2 - track.Y1)),
                X2 = track.X1 + (to * (track.X2 - track.X1)),
                Y2 = track.Y1 + (to * (track.Y2 - track.Y1)),
            };
        }
    }

    private void Widen(int index)
    {
        Track track = _tracks[index];
        if (track.IsVia || !_plan.IsSupply(track.Net))
        {
            return;
        }

        double room = _clearance.RoomFor(track, _widths[0] / 2);
        double width = _widths.FirstOrDefault(width => width / 2 <= room + 1e-9);
        if (width > track.Width)
        {
            _tracks[index] = track with { Width = width };
        }
    }

    // Pieces in line that became equally wide are one again.
    private List<Track> Merged()
    {
        var merged = new List<Track>();
        foreach (Track track in _tracks)
        {
            if (merged.Count > 0 && merged[^1] is var last && last.Net == track.Net && last.Layer == track.Layer && !track.IsVia && last.Width.Equals(track.Width)
                && Same(last.X2, track.X1) && Same(last.Y2, track.Y1) && Same((last.X2 - last.X1) * (track.Y2 - track.Y1), (last.Y2 - last.Y1) * (track.X2 - track.X1))
                && ((last.X2 - last.X1) * (track.X2 - track.X1)) + ((last.Y2 - last.Y1) * (track.Y2 - track.Y1)) > 0)
            {
                merged[^1] = last with { X2 = track.X2, Y2 = track.Y2 };
            }
            else
            {
                merged.Add(track);
            }
        }

        return merged;
    }

    private static bool Same(double one, double other) => Math.Abs(one - other) < 1e-6;
}
