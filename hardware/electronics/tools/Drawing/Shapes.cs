using static System.FormattableString;

namespace Algometer.Electronics.Drawing;

/// <summary>How symbols are drawn: lines in grid steps, y downwards, turned into KiCad's text.</summary>
internal static class Shapes
{
    /// <summary>A line through points, filled or not.</summary>
    public static string Line(bool filled, params ReadOnlySpan<double> xy)
    {
        var points = new System.Text.StringBuilder();
        for (int i = 0; i < xy.Length; i += 2)
        {
            points.Append(Invariant($" (xy {xy[i] * Point.Millimetres:0.####} {-xy[i + 1] * Point.Millimetres:0.####})"));
        }

        return $"(polyline (pts{points}) (stroke (width 0.2) (type default) (color 0 0 0 0)) (fill (type {(filled ? "outline" : "none")})))";
    }

    /// <summary>A box in the colour of bodies.</summary>
    public static string Rectangle(double left, double top, double right, double bottom, string fill = "background") =>
        Invariant($"(rectangle (start {left * Point.Millimetres:0.####} {-top * Point.Millimetres:0.####}) (end {right * Point.Millimetres:0.####} {-bottom * Point.Millimetres:0.####}) (stroke (width 0.254) (type default) (color 0 0 0 0)) (fill (type {fill})))");

    /// <summary>A circle.</summary>
    public static string Circle(double x, double y, double radius) =>
        Invariant($"(circle (center {x * Point.Millimetres:0.####} {-y * Point.Millimetres:0.####}) (radius {radius * Point.Millimetres:0.####}) (stroke (width 0.2) (type default) (color 0 0 0 0)) (fill (type none)))");

    /// <summary>A small text.</summary>
    public static string Text(string text, double x, double y) =>
        Invariant($"(text \"{text}\" (at {x * Point.Millimetres:0.####} {-y * Point.Millimetres:0.####} 0) (effects (font (size 1.27 1.27))))");

    /// <summary>A box with named pins. Places are grid steps from the centre along each side.</summary>
    public static Symbol Box(string name, string prefix, string description, int halfWidth, int top, int bottom, params (char Side, int Place, string Number, string Name, string Type)[] pins) =>
        new(name, prefix, description, [.. pins.Select(pin => PinOf(pin, halfWidth, top, bottom))], [Rectangle(-halfWidth, top, halfWidth, bottom)], ShowsPins: true) { Box = (halfWidth, top, bottom) };

    private static Pin PinOf((char Side, int Place, string Number, string Name, string Type) pin, int halfWidth, int top, int bottom) => pin.Side switch
    {
        'L' => new(pin.Number, pin.Name, pin.Type, -halfWidth - 2, pin.Place, 0),
        'R' => new(pin.Number, pin.Name, pin.Type, halfWidth + 2, pin.Place, 180),
        'T' => new(pin.Number, pin.Name, pin.Type, pin.Place, top - 2, 270),
        _ => new(pin.Number, pin.Name, pin.Type, pin.Place, bottom + 2, 90),
    };
}
