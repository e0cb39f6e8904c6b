using Algometer.Link;

namespace Algometer.Station.Pipeline;

/// <summary>The state of the instrument.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Reason">Why it is so; empty when there is nothing to say.</param>
/// <param name="DeviceId">The device; null while unknown.</param>
/// <param name="Firmware">Its firmware; null while unknown.</param>
/// <param name="Simulated">Whether the sensor is simulated.</param>
/// <param name="RateHz">Nominal rate, Hz; 0 while unknown.</param>
/// <param name="LimitN">The device's limit, N; 0 while unknown.</param>
/// <param name="TipAreaCm2">Area of the tip, cm²; 0 for a ball.</param>
/// <param name="CalibrationId">Calibration in force; 0 for the nominal one.</param>
/// <param name="SessionId">What is recorded; null for nothing.</param>
public sealed record StationState(LinkState Connection, string Reason, string? DeviceId, string? Firmware, bool Simulated, double RateHz, double LimitN, double TipAreaCm2, long CalibrationId, string? SessionId);
