namespace Algometer.Records.Documents;

/// <summary>Numbers as JSON has them: rounded, and null where there is none.</summary>
public static class JsonNumber
{
    /// <summary>The number, or null when it is not finite.</summary>
    public static double? Finite(double value, int digits = 4) => double.IsFinite(value) ? Math.Round(value, digits) : null;
}
