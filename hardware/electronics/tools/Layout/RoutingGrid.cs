namespace Algometer.Electronics.Layout;

/// <summary>The board as cells of 0.1 mm, both layers; millimetres from the board's middle, y downwards.</summary>
internal static class RoutingGrid
{
    public const double Cell = 0.1;
    public const double HalfTrack = 0.1;
    public const double ViaRadius = 0.3;
    public const double Clear = 0.2;

    /// <summary>Millimetres between a guarded track and a foreign one: two clearances of the fill of ground, its least width between them, and a little.</summary>
    public const double Guard = 0.8;
    public const double HalfWidth = 46;
    public const double HalfHeight = 25;
    public const int Columns = (int)(2 * HalfWidth / Cell) + 1;
    public const int Rows = (int)(2 * HalfHeight / Cell) + 1;

    /// <summary>Cells of a layer; a node is a cell, plus this on the back.</summary>
    public const int Size = Columns * Rows;

    public static double X(int cell) => (cell % Columns * Cell) - HalfWidth;

    public static double Y(int cell) => (cell / Columns * Cell) - HalfHeight;

    public static int At(double x, double y) => ((int)Math.Round((y + HalfHeight) / Cell) * Columns) + (int)Math.Round((x + HalfWidth) / Cell);

    /// <summary>Acts on each cell nearer to a rectangle than a radius, in millimetres.</summary>
    public static void Around(Box box, double radius, Action<int> act)
    {
        int left = Math.Max(0, (int)Math.Floor((box.Left - radius + HalfWidth) / Cell));
        int right = Math.Min(Columns - 1, (int)Math.Ceiling((box.Right + radius + HalfWidth) / Cell));
        int top = Math.Max(0, (int)Math.Floor((box.Top - radius + HalfHeight) / Cell));
        int bottom = Math.Min(Rows - 1, (int)Math.Ceiling((box.Bottom + radius + HalfHeight) / Cell));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                int cell = (row * Columns) + column;
                if (box.Distance(X(cell), Y(cell)) < radius - 1e-6)
                {
                    act(cell);
                }
            }
        }
    }
}
