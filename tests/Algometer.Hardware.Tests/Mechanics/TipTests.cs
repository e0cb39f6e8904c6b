using System.Numerics;
using Algometer.Measurement.Units;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>
/// The tips press with the area that the program reckons with. Nominal is the projected area of the whole diameter: once the skin has come
/// round the edge, it bears on all of it, and 11.28 mm is what test protocols name.
/// </summary>
public sealed class TipTests
{
    [Theory]
    [InlineData("probe_tip_1cm2", "tip_area_large", "tip_edge_large", 1.0)]
    [InlineData("probe_tip_05cm2", "tip_area_small", "tip_edge_small", 0.5)]
    public void Its_area_is_nominal_within_1_percent_and_its_edge_is_rounded(string part, string area, string edge, double squareCentimeters)
    {
        var parameters = Parameters.Read();
        Tip tip = Tip.Of(Drawings.Committed(part));
        Assert.Empty(tip.Flaws(parameters[area], parameters[edge]));
        Assert.Equal(TipArea.FromSquareCentimeters(squareCentimeters).DiameterMillimeters, 2 * Math.Sqrt(tip.ProjectedSquareMillimeters / Math.PI), 0.03);

        // An edge sharper than half a millimetre hurts before the muscle is reached.
        Assert.True(tip.EdgeRadiusMillimeters >= 0.5);
        Assert.True(tip.FlatSquareMillimeters > 0.5 * tip.ProjectedSquareMillimeters);
    }

    [Fact]
    public void A_tip_of_another_diameter_or_with_a_sharp_edge_is_found()
    {
        Mesh mesh = Drawings.Committed("probe_tip_1cm2");
        Assert.NotEmpty(Tip.Of(mesh.Scaled(new Vector3(1.006f, 1.006f, 1))).Flaws(100, 1));
        Assert.NotEmpty(Tip.Of(Drawings.Committed("probe_tip_05cm2")).Flaws(100, 1));
        float top = mesh.Top;
        Mesh sharp = mesh with { Points = [.. mesh.Points.Select(point => point.Z > top - 0.999f && MathF.Sqrt((point.X * point.X) + (point.Y * point.Y)) > 4.6f ? point with { Z = top } : point)] };
        Assert.NotEmpty(Tip.Of(sharp).Flaws(100, 1));
    }
}
