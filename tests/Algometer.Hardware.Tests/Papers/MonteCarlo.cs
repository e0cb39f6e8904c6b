using Algometer.Measurement.Calibration;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>
/// The budget a second way: readings are acted, each with errors drawn from the distributions, through the geometry itself (a tilted hand, a wider tip, a late value),
/// without any root of squares. Sources that err to one side do so here. Draws come from a seed.
/// </summary>
/// <param name="Mean">Mean error, % of the pressure.</param>
/// <param name="Low">2.5 % of the readings err by less, %.</param>
/// <param name="High">2.5 % err by more, %.</param>
/// <param name="Within">95.45 % of the readings err by no more either way, %.</param>
internal sealed record MonteCarlo(double Mean, double Low, double High, double Within)
{
    private const int Draws = 200_000;

    public static MonteCarlo Of(CalibrationSetup setup, UncertaintyBudget budget, double kilopascals, double squareCentimeters)
    {
        var random = new Random(20261126);
        UseConditions use = setup.Use;
        double radius = Math.Sqrt(100 * squareCentimeters / Math.PI);
        double U(string part) => budget.Parts.Single(source => string.Equals(source.Name, part, StringComparison.Ordinal)).StandardNewtons;
        double[] errors = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            // What the skin bears, N: the tip is worn and the film lies round it.
            double worn = radius * Math.Sqrt(1 - (random.NextDouble() * use.TipWearPercent / 100));
            double bears = worn + (random.NextDouble() * use.FilmMillimeters);
            double area = Math.PI * bears * bears / 100;
            double measured = squareCentimeters * (1 + (Even() * setup.AreaTolerancePercent / 100));
            double skin = kilopascals * area / 10;

            // The hand: every direction within the cone is as likely; it pushes along the handle (the cell reads more than the skin gets) or along the normal (less).
            double cosine = 1 - (random.NextDouble() * (1 - Math.Cos(setup.TiltDegrees * Math.PI / 180)));
            double sine = Math.Sqrt(1 - (cosine * cosine));
            double cell = random.Next(2) == 0 ? skin / cosine : skin * cosine;
            cell *= 1 + (use.OffCentrePercentPerCentimeter / 100 * use.AsideMillimeters / 10 * Even());
            cell *= 1 + (use.GuideFriction * ((use.GuideLoads * sine) + use.GuideOwnLoads) * Even());
            cell *= 1 + (use.CreepPercent / 100 * Even());
            cell *= 1 + (use.GainPercentPerKelvin / 100 * use.RoomChangeKelvin * Even());
            cell *= 1 + (use.DriftPercent / 100 * Even());
            cell -= random.NextDouble() * use.RampKilopascalsPerSecond * squareCentimeters / 10 * use.ConverterDelaySeconds;
            cell += use.NoiseNewtons * Bell();

            // The calibration: its masses, its fit and the spread of its readings.
            cell *= 1 + (setup.MassTolerancePercent / 100 * Even());
            cell *= 1 + (0.0005 * Even());
            cell += (U("Fit") * Bell()) + (U("Repeatability") * Bell()) + (U("Hysteresis") * Math.Sqrt(3) * Even()) + (U("Zero drift") * Math.Sqrt(3) * Even());
            errors[i] = 100 * ((cell * 10 / measured / kilopascals) - 1);
        }

        double[] sizes = [.. errors.Select(Math.Abs).Order()];
        Array.Sort(errors);
        return new MonteCarlo(errors.Average(), errors[(int)(0.025 * Draws)], errors[(int)(0.975 * Draws)], sizes[(int)(0.9545 * Draws)]);

        double Even() => (2 * random.NextDouble()) - 1;
        double Bell() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
