using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>A level cut through a mesh: the outline as directed pieces, material to their left.</summary>
/// <param name="Pieces">From and to, mm.</param>
internal sealed record Section(IReadOnlyList<(Vector2 From, Vector2 To)> Pieces)
{
    public static Section Of(Mesh mesh, double height)
    {
        var pieces = new List<(Vector2, Vector2)>();
        foreach ((int a, int b, int c) in mesh.Triangles)
        {
            Vector3[] corners = [mesh.Points[a], mesh.Points[b], mesh.Points[c]];
            Vector2? into = null;
            Vector2? outOf = null;
            for (int i = 0; i < 3; i++)
            {
                (Vector3 from, Vector3 to) = (corners[i], corners[(i + 1) % 3]);
                if (from.Z > height == to.Z > height)
                {
                    continue;
                }

                Vector3 at = Vector3.Lerp(from, to, (float)((height - from.Z) / (to.Z - from.Z)));
                if (to.Z > height)
                {
                    outOf = new Vector2(at.X, at.Y);
                }
                else
                {
                    into = new Vector2(at.X, at.Y);
                }
            }

            if (into is { } start && outOf is { } end)
            {
                pieces.Add((start, end));
            }
        }

        return new Section(pieces);
    }

    /// <summary>Area of the material, mm².</summary>
    public double Area => Math.Abs(Pieces.Sum(piece => ((double)piece.From.X * piece.To.Y) - ((double)piece.To.X * piece.From.Y))) / 2;

    /// <summary>Distance from the axis to the nearest outline outside a radius, mm: where a bore's wall begins.</summary>
    public double NearestTo(Vector2 centre) => Pieces.Min(piece => Distance(centre, piece.From, piece.To));

    public double FarthestFrom(Vector2 centre) => Pieces.Max(piece => Math.Max(Vector2.Distance(centre, piece.From), Vector2.Distance(centre, piece.To)));

    /// <summary>Whether a point lies in material.</summary>
    public bool Contains(Vector2 point)
    {
        bool inside = false;
        foreach ((Vector2 from, Vector2 to) in Pieces)
        {
            inside ^= from.Y > point.Y != to.Y > point.Y && point.X < from.X + ((point.Y - from.Y) / (to.Y - from.Y) * (to.X - from.X));
        }

        return inside;
    }

    /// <summary>Least distance from a rectangle's edge to material, mm; negative when they overlap.</summary>
    public double Clearance(Vector2 least, Vector2 most)
    {
        double nearest = double.PositiveInfinity;
        for (int i = 0; i <= 200; i++)
        {
            float t = i / 200f;
            Vector2[] edge =
            [
                new(float.Lerp(least.X, most.X, t), least.Y), new(float.Lerp(least.X, most.X, t), most.Y),
                new(least.X, float.Lerp(least.Y, most.Y, t)), new(most.X, float.Lerp(least.Y, most.Y, t)),
            ];
            nearest = Math.Min(nearest, edge.Min(point => Contains(point) ? -NearestTo(point) : NearestTo(point)));
        }

        return nearest;
    }

    private static double Distance(Vector2 point, Vector2 from, Vector2 to)
    {
        Vector2 along = to - from;
        float t = along.LengthSquared() == 0 ? 0 : Math.Clamp(Vector2.Dot(point - from, along) / along.LengthSquared(), 0, 1);
        return Vector2.Distance(point, from + (t * along));
    }
}
