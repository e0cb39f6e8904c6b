namespace Algometer.Measurement.Calibration;

/// <summary>One steady reading.</summary>
/// <param name="Run">From 1.</param>
/// <param name="MassKg">On the cell, kg; 0 for nothing.</param>
/// <param name="Newtons">Its force.</param>
/// <param name="Up">Whether masses were being added.</param>
/// <param name="Counts">Mean of the converter's codes.</param>
/// <param name="DeviationCounts">Their standard deviation.</param>
public sealed record CalibrationReading(int Run, double MassKg, double Newtons, bool Up, double Counts, double DeviationCounts);
