namespace Algometer.Electronics.Layout;

/// <summary>A straight line between two points, in millimetres.</summary>
internal readonly record struct Segment((double X, double Y) A, (double X, double Y) B)
{
    public static Segment Of(Track track) => new((track.X1, track.Y1), (track.X2, track.Y2));

    public double From(double x, double y)
    {
        (double dx, double dy) = (B.X - A.X, B.Y - A.Y);
        double length = (dx * dx) + (dy * dy);
        double part = length < 1e-12 ? 0 : Math.Clamp((((x - A.X) * dx) + ((y - A.Y) * dy)) / length, 0, 1);
        (double ex, double ey) = (A.X + (part * dx) - x, A.Y + (part * dy) - y);
        return Math.Sqrt((ex * ex) + (ey * ey));
    }

    /// <summary>0 when they cross.</summary>
    public double From(Segment other) => Crosses(other) ? 0 : Math.Min(Math.Min(From(other.A.X, other.A.Y), From(other.B.X, other.B.Y)), Math.Min(other.From(A.X, A.Y), other.From(B.X, B.Y)));

    /// <summary>0 when an end lies in the rectangle, or its edge is crossed.</summary>
    public double From(Box box)
    {
        if (box.Has(A.X, A.Y) || box.Has(B.X, B.Y))
        {
            return 0;
        }

        ReadOnlySpan<(double, double)> corners = [(box.Left, box.Top), (box.Right, box.Top), (box.Right, box.Bottom), (box.Left, box.Bottom)];
        double least = double.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            least = Math.Min(least, From(new Segment(corners[i], corners[(i + 1) % 4])));
        }

        return least;
    }

    private bool Crosses(Segment other) => Turn(A, B, other.A) * Turn(A, B, other.B) < 0 && Turn(other.A, other.B, A) * Turn(other.A, other.B, B) < 0;

    private static double Turn((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
