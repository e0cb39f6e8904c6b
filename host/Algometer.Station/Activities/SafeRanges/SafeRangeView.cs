using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Ramp;

namespace Algometer.Station.Activities.SafeRanges;

/// <summary>What the therapist's page shows of the measurement: forces in N, rates in N/s; null where there is none.</summary>
public sealed record SafeRangeView(
    RangePhase Phase,
    string PersonId,
    string Point,
    BodySide Side,
    string Tool,
    double CapNewtons,
    double? Newtons,
    double? NewtonsPerSecond,
    double FastestNewtonsPerSecond,
    int Tried,
    int Wanted,
    string Flaw,
    string Why,
    IReadOnlyList<BallRamp> Ramps,
    string? DocumentId,
    string? Problem);
