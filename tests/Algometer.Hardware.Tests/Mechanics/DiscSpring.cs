namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>A disc spring by Almen and László, as DIN EN 16984 reckons it. Written apart from derived.scad, so that each checks the other.</summary>
/// <param name="OuterMillimeters">Outer diameter.</param>
/// <param name="InnerMillimeters">Inner diameter.</param>
/// <param name="ThicknessMillimeters">Thickness.</param>
/// <param name="ConeMillimeters">Free cone height.</param>
/// <param name="Modulus">N/mm².</param>
/// <param name="Poisson">Poisson's ratio.</param>
internal sealed record DiscSpring(double OuterMillimeters, double InnerMillimeters, double ThicknessMillimeters, double ConeMillimeters, double Modulus = 206_000, double Poisson = 0.3)
{
    public static DiscSpring Of(Parameters parameters) => new(
        parameters["disc_outer"], parameters["disc_inner"], parameters["disc_thickness"], parameters["disc_cone"], parameters["disc_modulus"], parameters["disc_poisson"]);

    /// <summary>Force at a deflection, N.</summary>
    public double Force(double millimeters)
    {
        double ratio = OuterMillimeters / InnerMillimeters;
        double k1 = Math.Pow((ratio - 1) / ratio, 2) / (((ratio + 1) / (ratio - 1)) - (2 / Math.Log(ratio))) / Math.PI;
        double stiffness = 4 * Modulus / (1 - (Poisson * Poisson)) / (k1 * OuterMillimeters * OuterMillimeters);
        double t = ThicknessMillimeters;
        return stiffness * millimeters * (((ConeMillimeters - millimeters) * (ConeMillimeters - (millimeters / 2)) * t) + (t * t * t));
    }
}
