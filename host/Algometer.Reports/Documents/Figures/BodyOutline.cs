using System.Reflection;
using System.Text.Json;
using SkiaSharp;

namespace Algometer.Reports.Documents.Figures;

/// <summary>The drawing of the body that the pages and the reports share; 100 wide, 213 high, midline at 50.</summary>
internal static class BodyOutline
{
    public const float Width = 100;
    public const float Height = 213;
    private static readonly Lazy<Content> _content = new(() =>
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("body-outline.json") ?? throw new InvalidOperationException("The drawing of the body is not in the program.");
        return JsonSerializer.Deserialize<Content>(file, JsonSerializerOptions.Web)!;
    });

    /// <summary>The skin, closed.</summary>
    public static SKPath Skin()
    {
        var path = new SKPath();
        Curve(path, [.. _content.Value.Outline.Select(point => Placed(point, 1))], move: true);
        Curve(path, [.. _content.Value.Outline.Select(point => Placed(point, -1)).Reverse()], move: false);
        path.Close();
        return path;
    }

    /// <summary>Lines within the skin.</summary>
    /// <param name="back">Whether seen from the back.</param>
    public static SKPath Creases(bool back)
    {
        var path = new SKPath();
        foreach (float[][] line in _content.Value.Lines[back ? "back" : "front"])
        {
            Curve(path, [.. line.Select(point => Placed(point, 1))], move: true);
            if (!line.All(point => point[0] == 0))
            {
                Curve(path, [.. line.Select(point => Placed(point, -1))], move: true);
            }
        }

        return path;
    }

    private static SKPoint Placed(float[] point, int side) => new(50 + (side * point[0]), point[1]);

    // A smooth curve through points (Catmull–Rom as Béziers), as the pages draw it.
    private static void Curve(SKPath path, SKPoint[] points, bool move)
    {
        if (move)
        {
            path.MoveTo(points[0]);
        }
        else
        {
            path.LineTo(points[0]);
        }

        for (int i = 0; i < points.Length - 1; i++)
        {
            SKPoint before = points[Math.Max(0, i - 1)];
            SKPoint after = points[Math.Min(points.Length - 1, i + 2)];
            path.CubicTo(
                points[i].X + ((points[i + 1].X - before.X) / 6), points[i].Y + ((points[i + 1].Y - before.Y) / 6),
                points[i + 1].X - ((after.X - points[i].X) / 6), points[i + 1].Y - ((after.Y - points[i].Y) / 6),
                points[i + 1].X, points[i + 1].Y);
        }
    }

    private sealed record Content(float[][] Outline, Dictionary<string, float[][][]> Lines);
}
