namespace Algometer.Electronics.Drawing;

/// <summary>A place on a sheet in steps of KiCad's 1.27 mm (50 mil) grid, y downwards.</summary>
internal readonly record struct Point(int X, int Y)
{
    /// <summary>One step of the grid.</summary>
    public const double Millimetres = 1.27;

    public static Point operator +(Point a, (int X, int Y) b) => new(a.X + b.X, a.Y + b.Y);

    public static implicit operator Point((int X, int Y) at) => new(at.X, at.Y);

    /// <summary>Both numbers in millimetres, as KiCad writes them.</summary>
    public override string ToString() => FormattableString.Invariant($"{X * Millimetres:0.####} {Y * Millimetres:0.####}");
}
