namespace Algometer.Electronics.Layout;

/// <summary>A rectangle in millimetres, y downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public Box Turned(int degrees) => degrees switch
    {
        90 => new(Top, -Right, Bottom, -Left),
        180 => new(-Right, -Bottom, -Left, -Top),
        270 => new(-Bottom, Left, -Top, Right),
        _ => this,
    };

    public Box At(double x, double y) => new(Left + x, Top + y, Right + x, Bottom + y);

    public Box Grown(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    public bool Meets(Box other) => Left <= other.Right && other.Left <= Right && Top <= other.Bottom && other.Top <= Bottom;

    public bool Has(double x, double y) => x >= Left && x <= Right && y >= Top && y <= Bottom;

    /// <summary>How far a point is from the rectangle; 0 inside.</summary>
    public double Distance(double x, double y)
    {
        double dx = Math.Max(0, Math.Max(Left - x, x - Right));
        double dy = Math.Max(0, Math.Max(Top - y, y - Bottom));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
