using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Tests;

public sealed class CalibrationVerdictTests
{
    private const double NewtonsPerCount = 45e-6;
    private static readonly CalibrationSetup _setup = new() { MassesKg = [0.5, 1, 2, 3, 4, 5] };

    [Fact]
    public void A_good_calibration_is_accepted() => Assert.True(Judge((_, counts) => counts).IsAccepted);

    [Fact]
    public void A_wrong_mass_is_named_with_its_run()
    {
        CalibrationVerdict verdict = Judge((reading, counts) => reading is { Run: 2, MassKg: 3, Up: true } ? counts * 1.1 : counts);
        Assert.False(verdict.IsAccepted);
        Assert.Contains("It is at 3 kg going up in run 2: check that mass", verdict.Reasons[0], StringComparison.Ordinal);
        Assert.Contains("a proposed limit", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Hysteresis_spread_and_drift_are_each_refused_with_a_remedy()
    {
        double full = _setup.Newtons(5) / NewtonsPerCount;
        Assert.Contains(Judge((reading, counts) => counts + (reading.Up || reading.MassKg == 0 ? 0 : 0.015 * full)).Reasons, reason => reason.StartsWith("The hysteresis", StringComparison.Ordinal) && reason.Contains("mounting", StringComparison.Ordinal));
        Assert.Contains(Judge((reading, counts) => counts * (1 + (0.01 * (reading.Run - 2)))).Reasons, reason => reason.StartsWith("The spread between runs", StringComparison.Ordinal) && reason.Contains("same place", StringComparison.Ordinal));
        Assert.Contains(Judge((_, counts) => counts, 0.6).Reasons, reason => reason.StartsWith("The drift of the zero", StringComparison.Ordinal) && reason.Contains("warm up longer", StringComparison.Ordinal));
    }

    [Fact]
    public void The_limits_are_the_users() =>
        Assert.False(Judge((reading, counts) => counts * (1 + (0.001 * (reading.Run - 2))), 0, new CalibrationLimits(RepeatabilityPercent: 0.01)).IsAccepted);

    [Theory]
    [InlineData(0u, 0, DueKind.Never)]
    [InlineData(7u, 10, DueKind.Holds)]
    [InlineData(7u, 340, DueKind.Soon)]
    [InlineData(7u, 366, DueKind.Over)]
    public void A_calibration_is_due_after_twelve_months_unless_its_certificate_says_otherwise(uint id, int age, DueKind kind)
    {
        var now = new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var calibration = new CellCalibration(id, (uint)now.AddDays(-age).ToUnixTimeSeconds(), 1, 0, 0, 0, 1);
        var due = CalibrationDue.Of(calibration, null, now);
        Assert.Equal(kind, due.Kind);
        Assert.Equal(kind == DueKind.Holds, due.Words.Length == 0);
        if (id != 0)
        {
            Assert.Equal(DueKind.Over, CalibrationDue.Of(calibration, now.AddDays(-1), now).Kind);
            Assert.Equal(DueKind.Holds, CalibrationDue.Of(calibration, now.AddYears(1), now).Kind);
            Assert.Equal(DueKind.Over, CalibrationDue.Of(calibration with { DateUnixSeconds = 0 }, null, now).Kind);
        }
    }

    [Theory]
    [InlineData(0, "1 to 60 months")]
    [InlineData(61, "1 to 60 months")]
    public void Months_out_of_range_are_refused(int months, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => (_setup with { Months = months }).Check(196)).Message, StringComparison.Ordinal);

    private static CalibrationVerdict Judge(Func<LoadStep, double, double> counts, double drift = 0, CalibrationLimits? limits = null)
    {
        CalibrationSetup setup = _setup with { Limits = limits ?? new CalibrationLimits() };
        CalibrationReading[] readings = [.. new CalibrationSession(setup, NewtonsPerCount).Steps.Select((step, i) =>
            new CalibrationReading(step.Run, step.MassKg, setup.Newtons(step.MassKg), step.Up, counts(step, setup.Newtons(step.MassKg) / NewtonsPerCount) + (i % 3), 60))];
        return CalibrationVerdict.Of(setup, CalibrationFit.Of(readings), readings, drift);
    }

    [Fact]
    public void A_device_that_names_a_calibration_made_here_and_reads_otherwise_is_told()
    {
        double[] masses = [0.5, 1, 2, 3, 5];
        var setup = new CalibrationSetup { MassesKg = masses, Runs = 1, Gravity = 9.81 };
        CalibrationReading[] readings = [.. masses.Prepend(0).Select(mass => new CalibrationReading(1, mass, setup.Newtons(mass), true, Math.Round(1000 + (setup.Newtons(mass) / 46e-6)), 3))];
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddYears(56);
        var report = new CalibrationReport { Id = 9, MadeUtc = now, DueUtc = now.AddYears(1), DeviceId = "51", Setup = setup, Readings = readings };
        CellCalibration made = report.Fit().ToDevice(9, 9, 196_133);
        Assert.Equal(DueKind.Holds, CalibrationDue.Of(made, "51", report, now).Kind);
        Assert.Equal(DueKind.Holds, CalibrationDue.Of(made with { TareCounts = 5000, GainPiconewtonsPerCount = made.GainPiconewtonsPerCount + 1 }, "51", report, now).Kind);
        Assert.Equal(DueKind.Holds, CalibrationDue.Of(made with { GainPiconewtonsPerCount = made.GainPiconewtonsPerCount / 2 }, "52", report, now).Kind);
        foreach (CellCalibration other in (CellCalibration[])[made with { GainPiconewtonsPerCount = made.GainPiconewtonsPerCount / 2 }, made with { ZeroCounts = made.ZeroCounts + 10_000 }, made with { QuadraticPiconewtons = 20_000_000 }])
        {
            CalibrationDue due = CalibrationDue.Of(other, "51", report, now);
            Assert.Equal(DueKind.Differs, due.Kind);
            Assert.Contains("calibrate again", due.Words, StringComparison.Ordinal);
        }
    }
}
