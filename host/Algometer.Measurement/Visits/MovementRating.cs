namespace Algometer.Measurement.Visits;

/// <summary>A movement, rated.</summary>
/// <param name="Movement">Which, by name.</param>
/// <param name="Pain">0 to 10; null when not rated.</param>
/// <param name="Range">In the movement's unit; null when not measured.</param>
public sealed record MovementRating(string Movement, int? Pain, double? Range);
