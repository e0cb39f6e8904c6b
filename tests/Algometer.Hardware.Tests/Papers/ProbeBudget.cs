using System.Globalization;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Units;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>
/// The probe's uncertainty from the parts chosen: a calibration is acted with a cell that has just the errors its sheet allows, its budget is
/// the product's own, and what only happens in use is added.
/// </summary>
internal sealed class ProbeBudget
{
    private readonly Dictionary<string, double> _values;

    private ProbeBudget(Dictionary<string, double> values) => _values = values;

    public static ProbeBudget Read() => new(Table.Read("uncertainty.csv").ToDictionary(row => row["quantity"], row => double.Parse(row["value"], CultureInfo.InvariantCulture), StringComparer.Ordinal));

    public ProbeBudget With(string quantity, double value) => new(new Dictionary<string, double>(_values, StringComparer.Ordinal) { [quantity] = value });

    /// <summary>Noise of one sample, N rms.</summary>
    public double NoiseNewtons => _values["converter_noise"] * 1e-9 / (_values["sensitivity"] * 1e-3 * _values["excitation"] / _values["capacity"]);

    /// <summary>Of one reading on the 1 cm² tip.</summary>
    public UncertaintyBudget At(double kilopascals)
    {
        double newtons = kilopascals * TipArea.OneSquareCentimeter.SquareCentimeters / 10;
        CalibrationSetup setup = Setup();
        double zeroDrift = Percent("zero_temperature", _values["capacity"]) * _values["zero_interval_change"];
        return UncertaintyBudget.Of(setup, CalibrationFit.Of(Readings(setup), setup.MassTolerancePercent), zeroDrift, newtons);
    }

    /// <summary>How it is calibrated and used.</summary>
    public CalibrationSetup Setup() => new()
    {
        MassesKg = CalibrationMasses.Probe.MassesKg,
        MassTolerancePercent = _values["mass_tolerance"],
        TiltDegrees = _values["tilt"],
        AreaTolerancePercent = 100 * 2 * _values["diameter_error"] / TipArea.OneSquareCentimeter.DiameterMillimeters,
        Use = new UseConditions
        {
            RampKilopascalsPerSecond = _values["ramp"],
            ConverterDelaySeconds = _values["converter_delay"] / 1000,
            OffCentrePercentPerCentimeter = _values["off_centre"],
            AsideMillimeters = _values["aside"],
            GuideFriction = _values["guide_friction"],
            GuideLoads = _values["guide_loads"],
            GuideOwnLoads = _values["guide_own_loads"],
            DriftPercent = _values["drift"],
            TipWearPercent = _values["tip_wear"],
            CreepPercent = _values["creep"],
            FilmMillimeters = _values["film"],
            GainPercentPerKelvin = _values["gain_temperature"],
            RoomChangeKelvin = _values["room_change"],
            NoiseNewtons = NoiseNewtons,
        },
    };

    // The sheet's whole error within the calibrated range: more than a cell that is used to a quarter will show.
    private List<CalibrationReading> Readings(CalibrationSetup setup)
    {
        double largest = setup.Newtons(setup.MassesKg[^1]);
        double gain = 1 / (_values["capacity"] / (_values["sensitivity"] * 1e-3 * 128 * (1 << 24)));
        var readings = new List<CalibrationReading>();
        foreach (LoadStep step in new CalibrationSession(setup, 1 / gain).Steps)
        {
            double newtons = setup.Newtons(step.MassKg);
            double part = newtons / largest;
            double bow = Percent("nonlinearity", _values["capacity"]) * Math.Sin(2 * Math.PI * part);
            double loop = Percent("hysteresis", _values["capacity"]) * 2 * part * (1 - part) * (step.Up ? -1 : 1);
            double run = Percent("repeatability", _values["capacity"]) / Math.Sqrt(3) * (step.Run - 2);
            readings.Add(new CalibrationReading(step.Run, step.MassKg, newtons, step.Up, gain * (newtons + bow + loop + (part * run)), 0));
        }

        return readings;
    }

    private double Percent(string quantity, double of) => _values[quantity] / 100 * of;
}
