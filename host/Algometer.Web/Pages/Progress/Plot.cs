namespace Algometer.Web.Pages.Progress;

/// <summary>Where things stand in a drawing of 420 by 200: values from 0 at the bottom, time or visits from left to right.</summary>
/// <param name="top">The value at the upper edge.</param>
internal sealed class Plot(double top)
{
    public const double Left = 40;
    public const double Right = 410;
    private const double First = 52;
    private const double Span = 346;
    private const double Floor = 170;
    private const double Height = 150;

    /// <summary>The value at the upper edge.</summary>
    public double Top => top;

    /// <summary>The middle, for a single value.</summary>
    public static double Middle => First + (Span / 2);

    /// <summary>Across, for a part of the whole from 0 to 1.</summary>
    public static double Across(double part) => First + (Span * part);

    /// <summary>Height of a value; above the top it stands at the top.</summary>
    public double Y(double value) => Floor - (Height * Math.Clamp(value, 0, top) / top);

    /// <summary>A round top above a value, and its step: five or six lines whatever the values are.</summary>
    public static (double Top, double Step) Round(double highest)
    {
        double step = ((double[])[10, 20, 50, 100, 200, 500]).FirstOrDefault(size => highest / size <= 5, 1000);
        return (Math.Max(step, Math.Ceiling(highest / step) * step), step);
    }
}
