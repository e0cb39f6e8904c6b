namespace Algometer.Electronics.Layout;

/// <summary>A stretch of copper, in millimetres, or a via when its layer is negative; layer 0 is the front.</summary>
internal readonly record struct Track(int Net, int Layer, double X1, double Y1, double X2, double Y2, double Width = 2 * RoutingGrid.HalfTrack)
{
    public bool IsVia => Layer < 0;

    public Box Bounds => new(Math.Min(X1, X2), Math.Min(Y1, Y2), Math.Max(X1, X2), Math.Max(Y1, Y2));
}
