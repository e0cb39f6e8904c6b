using System.Globalization;

namespace Algometer.Measurement.Units;

/// <summary>Checks of numbers from outside, with one wording: what it is, what it was, what it must be.</summary>
internal static class Require
{
    public static double Finite(double value, string what) =>
        double.IsFinite(value) ? value : throw Refuse(value, what, "must be a finite number");

    public static double Positive(double value, string what) =>
        double.IsFinite(value) && value > 0 ? value : throw Refuse(value, what, "must be greater than 0");

    public static double NotNegative(double value, string what) =>
        double.IsFinite(value) && value >= 0 ? value : throw Refuse(value, what, "must not be negative");

    public static double Within(double value, double low, double high, string what) =>
        value >= low && value <= high
            ? value
            : throw Refuse(value, what, string.Create(CultureInfo.InvariantCulture, $"must be from {low:G6} to {high:G6}"));

    private static ArgumentOutOfRangeException Refuse(double value, string what, string rule) =>
        new(paramName: null, string.Create(CultureInfo.InvariantCulture, $"{what} {rule}, not {value:G6}."));
}
