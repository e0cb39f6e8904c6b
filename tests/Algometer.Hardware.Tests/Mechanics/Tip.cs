using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>A tip as its mesh has it; the face is on top, as printed.</summary>
/// <param name="ProjectedSquareMillimeters">Area of the whole diameter just below the edge.</param>
/// <param name="FlatSquareMillimeters">Area of the level face.</param>
/// <param name="EdgeRadiusMillimeters">Radius of the edge, fitted.</param>
/// <param name="EdgeErrorMillimeters">Largest distance of an edge's point from that radius.</param>
internal sealed record Tip(double ProjectedSquareMillimeters, double FlatSquareMillimeters, double EdgeRadiusMillimeters, double EdgeErrorMillimeters)
{
    public static Tip Of(Mesh mesh)
    {
        double top = mesh.Top;
        double area = mesh.At(top - 1.5).Area;
        double flat = mesh.LevelArea(top, up: true);
        double radius = mesh.At(top - 1.5).FarthestFrom(Vector2.Zero);
        double edge = radius - mesh.Points.Where(point => point.Z > top - 0.001).Max(point => Math.Sqrt((point.X * point.X) + (point.Y * point.Y)));

        // Every corner of the mesh between the level face and the cylinder must lie on the arc.
        double error = mesh.Points
            .Where(point => point.Z > top - edge + 0.001)
            .Select(point => (Across: Math.Sqrt((point.X * point.X) + (point.Y * point.Y)) - (radius - edge), Down: point.Z - (top - edge)))
            .Where(point => point.Across > -0.001)
            .Select(point => Math.Abs(Math.Sqrt((point.Across * point.Across) + (point.Down * point.Down)) - edge))
            .DefaultIfEmpty(double.PositiveInfinity)
            .Max();
        return new Tip(area, flat, edge, error);
    }

    /// <summary>What is wrong; empty when it is the tip that it should be.</summary>
    public IEnumerable<string> Flaws(double nominalSquareMillimeters, double edgeMillimeters)
    {
        if (Math.Abs((ProjectedSquareMillimeters / nominalSquareMillimeters) - 1) > 0.01)
        {
            yield return $"its area is {ProjectedSquareMillimeters:0.00} mm², not within 1 % of {nominalSquareMillimeters:0}";
        }

        if (Math.Abs(EdgeRadiusMillimeters - edgeMillimeters) > 0.05 || EdgeErrorMillimeters > 0.02)
        {
            yield return $"its edge is not rounded with {edgeMillimeters:0.0} mm (found {EdgeRadiusMillimeters:0.00} mm, off the arc by {EdgeErrorMillimeters:0.00} mm)";
        }
    }
}
