using Algometer.Measurement.Units;

namespace Algometer.Measurement.Calibration;

/// <summary>Local acceleration of free fall, m/s².</summary>
public static class Gravity
{
    /// <summary>Standard gravity.</summary>
    public const double Standard = 9.80665;

    /// <summary>How far the formula by latitude, or a value that is known, may be off, %.</summary>
    public const double KnownTolerancePercent = 0.05;

    /// <summary>How far standard gravity may be off where nobody knows the place, %: 9.764 m/s² on Huascarán to 9.834 at the poles.</summary>
    public const double UnknownTolerancePercent = 0.45;

    /// <summary>By the international gravity formula of 1980 and the free-air correction; within 0.05 % of a survey.</summary>
    /// <param name="latitudeDegrees">−90 to 90.</param>
    /// <param name="heightMetres">Above the sea, −500 to 9000.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such place on earth.</exception>
    public static double At(double latitudeDegrees, double heightMetres = 0)
    {
        Require.Within(latitudeDegrees, -90, 90, "A latitude in degrees");
        Require.Within(heightMetres, -500, 9000, "A height in metres");
        double sine = Math.Sin(latitudeDegrees * Math.PI / 180);
        double sineTwice = Math.Sin(2 * latitudeDegrees * Math.PI / 180);
        return (9.780327 * (1 + (0.0053024 * sine * sine) - (0.0000058 * sineTwice * sineTwice))) - (3.086e-6 * heightMetres);
    }
}
