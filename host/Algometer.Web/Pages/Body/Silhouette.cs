using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Algometer.Web.Pages.Body;

/// <summary>The drawing of the body as paths of SVG, from the outline that reports are drawn from too: 100 wide, 213 high, midline at 50.</summary>
internal static class Silhouette
{
    private const double Middle = 50;
    private static readonly Lazy<Content> _content = new(Read);
    private static readonly Lazy<string> _skin = new(() => Curve([.. _content.Value.Outline.Select(point => Placed(point, 1))], "M") + Curve([.. _content.Value.Outline.Select(point => Placed(point, -1)).Reverse()], "L") + "Z");

    /// <summary>The skin, closed.</summary>
    public static string Skin => _skin.Value;

    /// <summary>Lines within the skin.</summary>
    /// <param name="back">Whether seen from the back.</param>
    public static IEnumerable<string> Creases(bool back)
    {
        foreach (double[][] line in _content.Value.Lines[back ? "back" : "front"])
        {
            yield return Curve([.. line.Select(point => Placed(point, 1))], "M");
            if (line.Any(point => point[0] != 0))
            {
                yield return Curve([.. line.Select(point => Placed(point, -1))], "M");
            }
        }
    }

    /// <summary>Whether a point lies on the body and not beside it.</summary>
    /// <param name="x">From the left of the drawing.</param>
    /// <param name="y">From its top.</param>
    public static bool Holds(double x, double y)
    {
        // Both halves are alike: a ray to the right from the point's mirror image on one of them crosses the outline an odd number of times.
        double across = Math.Abs(x - Middle);
        double[][] line = _content.Value.Outline;
        int crossed = 0;
        for (int i = 0; i < line.Length; i++)
        {
            double[] from = line[i];
            double[] to = line[(i + 1) % line.Length];
            if (from[1] > y != to[1] > y && across < from[0] + ((to[0] - from[0]) * (y - from[1]) / (to[1] - from[1])))
            {
                crossed++;
            }
        }

        return crossed % 2 == 1;
    }

    private static Content Read()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("body-outline.json") ?? throw new InvalidOperationException("The drawing of the body is not in the program.");
        return JsonSerializer.Deserialize<Content>(file, JsonSerializerOptions.Web)!;
    }

    private static (double X, double Y) Placed(double[] point, int side) => (Middle + (side * point[0]), point[1]);

    // A smooth curve through points: Catmull–Rom as Béziers.
    private static string Curve((double X, double Y)[] points, string begin)
    {
        var path = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{begin}{points[0].X} {points[0].Y}");
        for (int i = 0; i < points.Length - 1; i++)
        {
            (double X, double Y) before = points[Math.Max(0, i - 1)];
            (double X, double Y) after = points[Math.Min(points.Length - 1, i + 2)];
            path.Append(CultureInfo.InvariantCulture, $"C{points[i].X + ((points[i + 1].X - before.X) / 6):0.##} {points[i].Y + ((points[i + 1].Y - before.Y) / 6):0.##} ");
            path.Append(CultureInfo.InvariantCulture, $"{points[i + 1].X - ((after.X - points[i].X) / 6):0.##} {points[i + 1].Y - ((after.Y - points[i].Y) / 6):0.##} {points[i + 1].X:0.##} {points[i + 1].Y:0.##}");
        }

        return path.ToString();
    }

    private sealed record Content(double[][] Outline, Dictionary<string, double[][][]> Lines);
}
