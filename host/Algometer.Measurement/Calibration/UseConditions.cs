namespace Algometer.Measurement.Calibration;

/// <summary>
/// What happens in use and no calibration sees, for the uncertainty budget. Figures marked [P] are proposals; nothing here was measured on a built probe. The person's
/// own reaction time (10 to 25 kPa at 50 kPa/s) belongs to the method of a threshold test, not to the reading, and is not in here.
/// </summary>
public sealed record UseConditions
{
    /// <summary>Fastest rise that is read, kPa/s; a hold is slower. [P]</summary>
    public double RampKilopascalsPerSecond { get; init; } = 50;

    /// <summary>
    /// By how much the converter's value is late, s: about 1.9 conversions at 80 a second, if its filter is a sinc⁴ (four conversions to settle). Not corrected
    /// in any record: the time stamp stays that of the finished conversion.
    /// </summary>
    public double ConverterDelaySeconds { get; init; } = 0.025;

    /// <summary>Change of the reading when the load stands beside the cell's middle, % a cm; a cheap bar states none. [P]</summary>
    public double OffCentrePercentPerCentimeter { get; init; } = 0.2;

    /// <summary>
    /// How far beside the cell's middle the force may stand, mm: 1.5 by the shaft's head, which its guide keeps there however the probe is tilted, and as much as 5.8 by what that
    /// head rubs on the screw when the cell gives way (0.15 of the force, 39 below the cell's middle).
    /// </summary>
    public double AsideMillimeters { get; init; } = 7.3;

    /// <summary>Friction of the two ball bushes that guide the shaft: the larger end of makers' figures. [P]</summary>
    public double GuideFriction { get; init; } = 0.003;

    /// <summary>What the bushes bear in sum, as a multiple of the force from the side: twice their lever to the face over the way between their middles, from the drawing.</summary>
    public double GuideLoads { get; init; } = 4.5;

    /// <summary>
    /// What the bushes bear without any tilt, as a multiple of the force: 0.415 by the shaft's head, which rubs on the screw with 0.15 of the force, and 0.25 by skin that presses
    /// 3 mm beside the tip's middle. A calibration sees a part of it. [P]
    /// </summary>
    public double GuideOwnLoads { get; init; } = 0.665;

    /// <summary>Drift of the gain between two calibrations, %. [P]</summary>
    public double DriftPercent { get; init; } = 0.3;

    /// <summary>Loss of the tip's area by wear between two calibrations, %. [P]</summary>
    public double TipWearPercent { get; init; } = 0.3;

    /// <summary>Creep within a hold, % of the load, from the usual sheet of such cells.</summary>
    public double CreepPercent { get; init; } = 0.1;

    /// <summary>Thickness of the film over the tip, mm; it widens a tip that was measured without it.</summary>
    public double FilmMillimeters { get; init; } = 0.01;

    /// <summary>Change of the gain with temperature, % a K, from the usual sheet of such cells.</summary>
    public double GainPercentPerKelvin { get; init; } = 0.005;

    /// <summary>Between the room of the calibration and that of use, K. [P]</summary>
    public double RoomChangeKelvin { get; init; } = 5;

    /// <summary>Noise of one sample, N rms: converter's sheet over a cell of 1 mV/V and 20 kgf.</summary>
    public double NoiseNewtons { get; init; } = 0.00535;
}
