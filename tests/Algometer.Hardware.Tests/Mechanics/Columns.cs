using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>
/// A solid as columns of material over a grid that all solids share: an exact length along z for each 0.1 × 0.1 mm. Two solids are then intersected in
/// milliseconds, where a boolean of two meshes takes half a minute. A solid may be of several meshes that overlap.
/// </summary>
internal sealed class Columns
{
    /// <summary>Side of a cell of the grid, mm.</summary>
    public const float Step = 0.1f;

    // Thinner than this is two faces that touch.
    private const float Touching = 0.02f;

    // No edge of a drawing lies on the grid.
    private const float Aside = 0.0371f;

    private readonly int _left;
    private readonly int _front;
    private readonly int _wide;
    private readonly int _deep;
    private readonly float[]?[] _runs;

    // Solids and overlaps that many tests ask for; a grid is found by what it was made of.
    private static readonly ConcurrentDictionary<string, Columns> _made = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(Columns, Columns, float), double> _overlaps = new();
    private float _bottom = float.PositiveInfinity;
    private float _top = float.NegativeInfinity;

    private Columns(int left, int front, int wide, int deep)
    {
        (_left, _front, _wide, _deep) = (left, front, wide, deep);
        _runs = new float[wide * deep][];
    }

    /// <summary>Volume, mm³.</summary>
    public double Volume => _runs.Sum(runs => Length(runs)) * Step * Step;

    public static Columns Of(IReadOnlyList<Mesh> meshes) => _made.GetOrAdd(Key(meshes), _ => Make(meshes));

    private static string Key(IReadOnlyList<Mesh> meshes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Mesh mesh in meshes)
        {
            hash.AppendData(MemoryMarshal.AsBytes<Vector3>(mesh.Points.ToArray()));
            hash.AppendData(MemoryMarshal.AsBytes<(int, int, int)>(mesh.Triangles.ToArray()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static Columns Make(IReadOnlyList<Mesh> meshes)
    {
        Vector3 least = meshes.Select(mesh => mesh.Least).Aggregate(Vector3.Min);
        Vector3 most = meshes.Select(mesh => mesh.Most).Aggregate(Vector3.Max);
        int left = Cell(least.X) - 1;
        int front = Cell(least.Y) - 1;
        var columns = new Columns(left, front, Cell(most.X) - left + 2, Cell(most.Y) - front + 2);
        var crossings = new List<(float Z, int Turn)>?[columns._runs.Length];
        foreach (Mesh mesh in meshes)
        {
            foreach ((int a, int b, int c) in mesh.Triangles)
            {
                columns.Cross(mesh.Points[a], mesh.Points[b], mesh.Points[c], crossings);
            }
        }

        for (int i = 0; i < crossings.Length; i++)
        {
            columns.Set(i, crossings[i] is { } met ? Runs(met) : null);
        }

        return columns;
    }

    /// <summary>The same with others taken out: what is drilled.</summary>
    public Columns Without(params Columns[] others)
    {
        var left = new Columns(_left, _front, _wide, _deep);
        for (int i = 0; i < _runs.Length; i++)
        {
            (int x, int y) = (_left + (i % _wide), _front + (i / _wide));
            float[]? runs = _runs[i];
            foreach (Columns other in others)
            {
                (int column, int row) = (x - other._left, y - other._front);
                if (runs is not null && column >= 0 && row >= 0 && column < other._wide && row < other._deep && other._runs[(row * other._wide) + column] is { } hole)
                {
                    runs = Cut(runs, hole);
                }
            }

            left.Set(i, runs);
        }

        return left;
    }

    /// <summary>Volume that both fill, mm³, when the other is moved up.</summary>
    public double Overlap(Columns other, double otherUpMillimeters) => _overlaps.GetOrAdd((this, other, (float)otherUpMillimeters), key => key.Item1.Common(key.Item2, key.Item3));

    private double Common(Columns other, float otherUpMillimeters)
    {
        if (_top <= other._bottom + otherUpMillimeters || other._top + otherUpMillimeters <= _bottom)
        {
            return 0;
        }

        int left = Math.Max(_left, other._left);
        int right = Math.Min(_left + _wide, other._left + other._wide);
        int front = Math.Max(_front, other._front);
        int back = Math.Min(_front + _deep, other._front + other._deep);
        double sum = 0;
        for (int y = front; y < back; y++)
        {
            for (int x = left; x < right; x++)
            {
                sum += Common(_runs[((y - _front) * _wide) + x - _left], other._runs[((y - other._front) * other._wide) + x - other._left], otherUpMillimeters);
            }
        }

        return sum * Step * Step;
    }

    private void Set(int index, float[]? runs)
    {
        _runs[index] = runs;
        if (runs is { Length: > 0 })
        {
            (_bottom, _top) = (Math.Min(_bottom, runs[0]), Math.Max(_top, runs[^1]));
        }
    }

    private static float[] Cut(float[] runs, float[] hole)
    {
        List<float> left = [.. runs];
        for (int k = 0; k < hole.Length; k += 2)
        {
            List<float> next = [];
            for (int i = 0; i < left.Count; i += 2)
            {
                if (Math.Min(left[i + 1], hole[k]) > left[i])
                {
                    next.AddRange([left[i], Math.Min(left[i + 1], hole[k])]);
                }

                if (Math.Max(left[i], hole[k + 1]) < left[i + 1])
                {
                    next.AddRange([Math.Max(left[i], hole[k + 1]), left[i + 1]]);
                }
            }

            left = next;
        }

        return [.. left];
    }

    private static int Cell(float at) => (int)MathF.Floor((at - Aside) / Step);

    private static double Length(float[]? runs)
    {
        double sum = 0;
        for (int i = 0; i < (runs?.Length ?? 0); i += 2)
        {
            sum += runs![i + 1] - runs[i];
        }

        return sum;
    }

    private static double Common(float[]? a, float[]? b, float up)
    {
        double sum = 0;
        for (int i = 0; i < (a?.Length ?? 0); i += 2)
        {
            for (int k = 0; k < (b?.Length ?? 0); k += 2)
            {
                float common = Math.Min(a![i + 1], b![k + 1] + up) - Math.Max(a[i], b[k] + up);
                sum += common > Touching ? common : 0;
            }
        }

        return sum;
    }

    // Material is where more surfaces were entered than left.
    private static float[] Runs(List<(float Z, int Turn)> met)
    {
        met.Sort();
        var runs = new List<float>(met.Count);
        int within = 0;
        foreach ((float z, int turn) in met)
        {
            if (within == 0 && turn > 0)
            {
                runs.Add(z);
            }

            within += turn;
            if (within == 0 && runs.Count % 2 == 1)
            {
                runs.Add(z);
            }
        }

        return runs.Count % 2 == 0 ? [.. runs] : throw new FormatException("A column enters a solid and never leaves it: the mesh is not closed.");
    }

    private void Cross(Vector3 a, Vector3 b, Vector3 c, List<(float Z, int Turn)>?[] crossings)
    {
        double area = ((b.X - (double)a.X) * (c.Y - (double)a.Y)) - ((c.X - (double)a.X) * (b.Y - (double)a.Y));
        if (area == 0)
        {
            return;
        }

        int firstX = Math.Max(Cell(Math.Min(a.X, Math.Min(b.X, c.X))), _left);
        int lastX = Math.Min(Cell(Math.Max(a.X, Math.Max(b.X, c.X))) + 1, _left + _wide - 1);
        int firstY = Math.Max(Cell(Math.Min(a.Y, Math.Min(b.Y, c.Y))), _front);
        int lastY = Math.Min(Cell(Math.Max(a.Y, Math.Max(b.Y, c.Y))) + 1, _front + _deep - 1);
        for (int y = firstY; y <= lastY; y++)
        {
            double py = (y * (double)Step) + Aside;
            for (int x = firstX; x <= lastX; x++)
            {
                double px = (x * (double)Step) + Aside;
                double u = Beside(b, c, px, py);
                double v = Beside(c, a, px, py);
                double w = Beside(a, b, px, py);
                if (area > 0 ? u > 0 && v > 0 && w > 0 : u < 0 && v < 0 && w < 0)
                {
                    double z = ((u * a.Z) + (v * b.Z) + (w * c.Z)) / (u + v + w);
                    (crossings[((y - _front) * _wide) + x - _left] ??= []).Add(((float)z, area < 0 ? 1 : -1));
                }
            }
        }
    }

    // On which side of an edge a column stands. Both triangles of an edge get the same number with the other sign, also where it is next to nothing: a column
    // that falls on an edge is in one of them, never in both or none.
    private static double Beside(Vector3 from, Vector3 to, double x, double y)
    {
        bool forward = from.X < to.X || (from.X == to.X && from.Y < to.Y);
        (Vector3 a, Vector3 b) = forward ? (from, to) : (to, from);
        double side = ((b.X - (double)a.X) * (y - a.Y)) - ((b.Y - (double)a.Y) * (x - a.X));
        side = side == 0 ? 1e-12 : side;
        return forward ? side : -side;
    }
}
