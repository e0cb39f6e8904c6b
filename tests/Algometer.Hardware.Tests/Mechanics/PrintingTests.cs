using System.Globalization;
using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>How each part is printed stands in the table, and where it says "none" the mesh, as it lies, needs no supports.</summary>
public sealed class PrintingTests
{
    // Steeper than this from the bed's normal hangs; the ceilings of a few screw pockets are bridged.
    private const double Hangs = 0.77;
    private const double Bridged = 140;

    private static readonly IReadOnlyDictionary<string, string[]> _rows = File.ReadAllLines(Path.Combine(Drawings.Folder, "README.md"))
        .SkipWhile(line => !line.StartsWith("| part | lies", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
        .SelectMany(cells => cells[0].Split(", ").Select(name => (name, cells))).ToDictionary(row => row.name, row => row.cells, StringComparer.Ordinal);

    public static TheoryData<string> Parts() => [.. Drawings.Parts];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Its_row_says_how_it_lies_what_it_needs_and_what_is_done_afterwards(string part)
    {
        Assert.True(_rows.TryGetValue(part, out string[]? row), $"{part} has no row.");
        Assert.Equal(7, row!.Length);
        Assert.All(row, Assert.NotEmpty);
        double hanging = Hanging(Drawings.Committed(part));
        bool none = row[5].StartsWith("none", StringComparison.Ordinal);
        Assert.True(none == hanging <= Bridged, string.Create(CultureInfo.InvariantCulture, $"{part}: {hanging:0} mm² hang in the air, and the table says \"{row[5]}\"."));
    }

    [Fact]
    public void What_must_be_true_is_reamed()
    {
        // Every bore that a bought part runs or is pressed in.
        Assert.All(new[] { ("probe_carrier", "8.2"), ("probe_guide", "15"), ("ball_base", "21"), ("ball_dome", "12") }, bore => Assert.Contains(bore.Item2, _rows[bore.Item1][6], StringComparison.Ordinal));
    }

    private static double Hanging(Mesh mesh) => mesh.Triangles
        .Select(t => (Normal: Vector3.Cross(mesh.Points[t.B] - mesh.Points[t.A], mesh.Points[t.C] - mesh.Points[t.A]), Low: Math.Min(mesh.Points[t.A].Z, Math.Min(mesh.Points[t.B].Z, mesh.Points[t.C].Z))))
        .Where(face => face.Low > 0.3 && face.Normal.Z < -Hangs * face.Normal.Length())
        .Sum(face => face.Normal.Length() / 2.0);
}
