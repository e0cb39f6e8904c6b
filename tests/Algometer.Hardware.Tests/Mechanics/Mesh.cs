using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>A triangle mesh as a slicer reads it, mm.</summary>
/// <param name="Points">Distinct corners.</param>
/// <param name="Triangles">Corners of each triangle, anticlockwise from outside.</param>
internal sealed record Mesh(IReadOnlyList<Vector3> Points, IReadOnlyList<(int A, int B, int C)> Triangles)
{
    private const int HeaderBytes = 84;
    private const int TriangleBytes = 50;

    /// <summary>Reads a binary STL and joins corners that are equal.</summary>
    public static Mesh Read(string path) => Parse(File.ReadAllBytes(path));

    public static Mesh Parse(byte[] bytes)
    {
        int count = bytes.Length < HeaderBytes ? -1 : BitConverter.ToInt32(bytes, 80);
        if (bytes.Length != HeaderBytes + ((long)count * TriangleBytes))
        {
            throw new FormatException("Not a whole binary STL.");
        }

        var points = new List<Vector3>();
        var known = new Dictionary<Vector3, int>();
        var triangles = new List<(int, int, int)>(count);
        for (int i = 0; i < count; i++)
        {
            int at = HeaderBytes + (i * TriangleBytes) + 12;
            triangles.Add((Corner(at), Corner(at + 12), Corner(at + 24)));
        }

        return new Mesh(points, triangles);

        int Corner(int at)
        {
            var point = new Vector3(BitConverter.ToSingle(bytes, at), BitConverter.ToSingle(bytes, at + 4), BitConverter.ToSingle(bytes, at + 8));
            if (!known.TryGetValue(point, out int index))
            {
                known[point] = index = points.Count;
                points.Add(point);
            }

            return index;
        }
    }

    public float Top => Points.Max(point => point.Z);

    public Vector3 Least => Points.Aggregate(Vector3.Min);

    public Vector3 Most => Points.Aggregate(Vector3.Max);

    /// <summary>Volume inside, mm³; negative when the triangles face inwards.</summary>
    public double Volume => Triangles.Sum(t => (double)Vector3.Dot(Points[t.A], Vector3.Cross(Points[t.B], Points[t.C]))) / 6;

    public double Surface => Triangles.Sum(t => (double)Vector3.Cross(Points[t.B] - Points[t.A], Points[t.C] - Points[t.A]).Length()) / 2;

    /// <summary>What keeps the mesh from being a solid; empty when nothing does.</summary>
    public IEnumerable<string> Flaws()
    {
        var directed = new Dictionary<(int, int), int>();
        int flat = 0;
        foreach ((int a, int b, int c) in Triangles)
        {
            flat += a == b || b == c || c == a ? 1 : 0;
            foreach ((int, int) edge in new[] { (a, b), (b, c), (c, a) })
            {
                directed[edge] = directed.GetValueOrDefault(edge) + 1;
            }
        }

        int open = directed.Keys.Count(edge => !directed.ContainsKey((edge.Item2, edge.Item1)));
        int shared = directed.Values.Count(times => times != 1);
        if (flat > 0)
        {
            yield return $"{flat} triangles without an area";
        }

        if (open > 0)
        {
            yield return $"{open} edges with one triangle only: a hole, or a triangle turned round";
        }

        if (shared > 0)
        {
            yield return $"{shared} edges with more than two triangles";
        }

        if (Pieces() is > 1 and int pieces)
        {
            yield return $"{pieces} pieces that hang together nowhere";
        }

        if (Volume <= 0)
        {
            yield return $"a volume of {Volume:0.0} mm³: inside out";
        }
    }

    // Triangles that share corners hang together.
    private int Pieces()
    {
        int[] parent = [.. Enumerable.Range(0, Points.Count)];
        foreach ((int a, int b, int c) in Triangles)
        {
            parent[Root(a)] = Root(b);
            parent[Root(b)] = Root(c);
        }

        return Triangles.Select(triangle => Root(triangle.A)).Distinct().Count();

        int Root(int point)
        {
            while (parent[point] != point)
            {
                point = parent[point] = parent[parent[point]];
            }

            return point;
        }
    }

    /// <summary>Area of the level faces at a height that look up (or down), mm².</summary>
    public double LevelArea(double height, bool up) => Triangles
        .Where(t => new[] { t.A, t.B, t.C }.All(corner => Math.Abs(Points[corner].Z - height) < 0.002))
        .Select(t => (double)Vector3.Cross(Points[t.B] - Points[t.A], Points[t.C] - Points[t.A]).Z / 2)
        .Where(area => area > 0 == up)
        .Sum(Math.Abs);

    /// <summary>Heights of level faces of at least an area that look up (or down), rising.</summary>
    public IReadOnlyList<double> Levels(double leastArea, bool up) =>
        [.. Points.Select(point => Math.Round(point.Z, 3)).Distinct().Where(height => LevelArea(height, up) >= leastArea).Order()];

    public Mesh Moved(Vector3 by) => this with { Points = [.. Points.Select(point => point + by)] };

    public Mesh Scaled(Vector3 by) => this with { Points = [.. Points.Select(point => point * by)] };

    /// <summary>Turned over about the x axis, as a part is turned from the way it is printed to the way it is used.</summary>
    public Mesh TurnedOver() => this with { Points = [.. Points.Select(point => new Vector3(point.X, -point.Y, -point.Z))] };

    public Section At(double height) => Section.Of(this, height);
}
