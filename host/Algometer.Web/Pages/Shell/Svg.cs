using System.Globalization;

namespace Algometer.Web.Pages.Shell;

/// <summary>What all drawings have in common.</summary>
internal static class Svg
{
    /// <summary>A number as SVG takes it, to a tenth of a unit of the drawing.</summary>
    public static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The lines through points. Where a value is missing, or two points are too far apart, one ends and the next begins: a hole in what is known is a hole in the line.</summary>
    /// <param name="points">Where each is along the drawing, in the unit of what is drawn, and its value; null where there is none.</param>
    /// <param name="x">Across, for a place along.</param>
    /// <param name="y">Down, for a value.</param>
    /// <param name="apart">Further apart than this, what lies between two points is not known.</param>
    /// <returns>For each line of two points or more, what <c>points</c> of a polyline takes.</returns>
    public static IEnumerable<string> Lines(IEnumerable<(double Along, double? Value)> points, Func<double, double> x, Func<double, double> y, double apart = double.PositiveInfinity)
    {
        var line = new List<string>();
        double before = double.NegativeInfinity;
        foreach ((double along, double? value) in points)
        {
            if (value is null || (line.Count > 0 && along - before > apart))
            {
                if (line.Count > 1)
                {
                    yield return string.Join(' ', line);
                }

                line.Clear();
            }

            if (value is { } known)
            {
                line.Add($"{At(x(along))},{At(y(known))}");
            }

            before = along;
        }

        if (line.Count > 1)
        {
            yield return string.Join(' ', line);
        }
    }

    /// <summary>A part of 1 as a percentage of the drawing.</summary>
    public static string Percent(double part) => At(part * 100) + "%";
}
