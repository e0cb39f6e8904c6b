using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Meshes of what is bought: turned and straight, closed, facing outwards.</summary>
internal static class Shapes
{
    private const int Facets = 96;

    /// <summary>A rod from a point to another, mm.</summary>
    public static Mesh Rod(Vector3 from, Vector3 to, double diameter, int facets = Facets) => Along(from, to, diameter / 2, 0, facets);

    /// <summary>A tube from a point to another, mm.</summary>
    public static Mesh Tube(Vector3 from, Vector3 to, double outerDiameter, double innerDiameter) => Along(from, to, outerDiameter / 2, innerDiameter / 2, Facets);

    public static Mesh UprightRod(double x, double y, double bottom, double top, double diameter, int facets = Facets) =>
        Rod(new((float)x, (float)y, (float)bottom), new((float)x, (float)y, (float)top), diameter, facets);

    public static Mesh UprightTube(double x, double y, double bottom, double top, double outerDiameter, double innerDiameter) =>
        Tube(new((float)x, (float)y, (float)bottom), new((float)x, (float)y, (float)top), outerDiameter, innerDiameter);

    public static Mesh Box(Vector3 least, Vector3 most)
    {
        Vector3[] points = [.. Enumerable.Range(0, 8).Select(i => new Vector3((i & 1) == 0 ? least.X : most.X, (i & 2) == 0 ? least.Y : most.Y, (i & 4) == 0 ? least.Z : most.Z))];
        (int, int, int)[] triangles =
        [
            (0, 2, 1), (1, 2, 3), (4, 5, 6), (5, 7, 6), (0, 1, 4), (1, 5, 4), (2, 6, 3), (3, 6, 7), (0, 4, 2), (2, 4, 6), (1, 3, 5), (3, 7, 5),
        ];
        return new Mesh(points, triangles);
    }

    /// <summary>A cord along points, mm.</summary>
    public static IEnumerable<Mesh> Cord(double diameter, params Vector3[] points) => points.Zip(points.Skip(1), (from, to) => Rod(from, to, diameter, 24));

    /// <summary>The same, turned half round about x and set with its bed at a height: how a part lies that is printed upside down.</summary>
    public static Mesh Turned(Mesh mesh, double bedAt) => mesh with { Points = [.. mesh.Points.Select(point => new Vector3(point.X, -point.Y, (float)bedAt - point.Z))] };

    private static Mesh Along(Vector3 from, Vector3 to, double outer, double inner, int facets)
    {
        Vector3 axis = Vector3.Normalize(to - from);
        var side = Vector3.Normalize(Vector3.Cross(axis, Math.Abs(axis.Z) > 0.9 ? Vector3.UnitX : Vector3.UnitZ));
        var other = Vector3.Cross(axis, side);
        List<Vector3> points = [];
        foreach (double radius in inner > 0 ? [outer, inner] : new[] { outer })
        {
            foreach (Vector3 end in new[] { from, to })
            {
                for (int i = 0; i < facets; i++)
                {
                    (double sin, double cos) = Math.SinCos((2 * Math.PI * (i + 0.5)) / facets);
                    points.Add(end + ((float)(radius * cos) * side) + ((float)(radius * sin) * other));
                }
            }
        }

        List<(int, int, int)> triangles = [];
        int lower = points.Count;
        if (inner <= 0)
        {
            points.AddRange([from, to]);
        }

        for (int i = 0; i < facets; i++)
        {
            int next = (i + 1) % facets;
            Quad(i, next, facets + next, facets + i);
            if (inner > 0)
            {
                Quad((2 * facets) + next, (2 * facets) + i, (3 * facets) + i, (3 * facets) + next);
                Quad(next, i, (2 * facets) + i, (2 * facets) + next);
                Quad(facets + i, facets + next, (3 * facets) + next, (3 * facets) + i);
            }
            else
            {
                triangles.Add((lower, next, i));
                triangles.Add((lower + 1, facets + i, facets + next));
            }
        }

        return new Mesh(points, triangles);

        void Quad(int a, int b, int c, int d)
        {
            triangles.Add((a, b, c));
            triangles.Add((a, c, d));
        }
    }
}
