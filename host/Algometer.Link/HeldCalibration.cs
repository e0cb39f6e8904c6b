using Algometer.Measurement.Signal;

namespace Algometer.Link;

/// <summary>The calibration that a device says is in force.</summary>
/// <param name="DeviceId">Who says so.</param>
/// <param name="HelloId">Its identity, as hello tells it.</param>
/// <param name="Calibration">Its values, as the message <em>calibration</em> tells them.</param>
public sealed record HeldCalibration(long DeviceId, uint HelloId, CellCalibration Calibration)
{
    /// <summary>Whether it is this one by its identity and in all that converts a code to a force, and hello names it too. A tare is not part of it.</summary>
    public bool Is(in CellCalibration wanted) => HelloId == wanted.Id && AreSame(Calibration, wanted);

    /// <summary>Whether two are the same by identity, gain, quadratic term and zero.</summary>
    internal static bool AreSame(in CellCalibration one, in CellCalibration other) =>
        (one.Id, one.GainPiconewtonsPerCount, one.QuadraticPiconewtons, one.ZeroCounts) == (other.Id, other.GainPiconewtonsPerCount, other.QuadraticPiconewtons, other.ZeroCounts);
}
