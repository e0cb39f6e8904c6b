using Algometer.Measurement.Signal;

namespace Algometer.Records.Model;

/// <summary>A calibration and the first sample it holds for; it stays in force until the next one.</summary>
/// <param name="EffectiveFromSequence">First sequence it applies to.</param>
/// <param name="Calibration">Gain, zero and tare.</param>
public sealed record CalibrationInForce(long EffectiveFromSequence, CellCalibration Calibration);
