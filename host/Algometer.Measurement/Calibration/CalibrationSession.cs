using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Calibration;

/// <summary>Where a calibration stands.</summary>
public enum CalibrationStage
{
    /// <summary>The zero settles.</summary>
    WarmUp,

    /// <summary>Masses are laid on and taken off.</summary>
    Loading,

    /// <summary>Fitted; to be written to the device or thrown away.</summary>
    Fitted,
}

/// <summary>A load that is asked for.</summary>
/// <param name="Run">From 1.</param>
/// <param name="MassKg">kg; 0 for nothing.</param>
/// <param name="Up">Whether masses are being added.</param>
public sealed record LoadStep(int Run, double MassKg, bool Up);

/// <summary>Guides a calibration: warm-up, masses up and down, fit. Takes each reading by itself once the load is right and still.</summary>
public sealed class CalibrationSession
{
    private const double SteadyNewtons = 0.015;
    private readonly WarmUpCheck _warmUp;
    private readonly double _newtonsPerCount;
    private readonly RestWindow _rest = new(SteadyNewtons);
    private readonly List<CalibrationReading> _readings = [];
    private double _zeroCounts = double.NaN;

    /// <summary>Begins.</summary>
    /// <param name="setup">Masses and the rest; checked.</param>
    /// <param name="newtonsPerCount">Slope of the calibration in force, to tell a wrong mass.</param>
    public CalibrationSession(CalibrationSetup setup, double newtonsPerCount)
    {
        ArgumentNullException.ThrowIfNull(setup);
        (Setup, _newtonsPerCount) = (setup, newtonsPerCount);
        _warmUp = new WarmUpCheck(setup.WarmUpSeconds);
        Steps = [.. Enumerable.Range(1, setup.Runs).SelectMany(run => new LoadStep[] { new(run, 0, true) }
            .Concat(setup.MassesKg.Select(mass => new LoadStep(run, mass, true)))
            .Concat(setup.MassesKg.Take(setup.MassesKg.Count - 1).Reverse().Select(mass => new LoadStep(run, mass, false)))
            .Append(new LoadStep(run, 0, false)))];
    }

    /// <summary>Masses and the rest.</summary>
    public CalibrationSetup Setup { get; }

    /// <summary>Every load in order.</summary>
    public IReadOnlyList<LoadStep> Steps { get; }

    /// <summary>Where it stands.</summary>
    public CalibrationStage Stage { get; private set; }

    /// <summary>The load that is asked for; null when all are done.</summary>
    public LoadStep? Step => _readings.Count < Steps.Count ? Steps[_readings.Count] : null;

    /// <summary>Readings so far.</summary>
    public IReadOnlyList<CalibrationReading> Readings => _readings;

    /// <summary>The warm-up.</summary>
    public WarmUpCheck WarmUp => _warmUp;

    /// <summary>Whether the warm-up was cut short; it stands on the certificate.</summary>
    public bool WarmUpSkipped { get; private set; }

    /// <summary>Whether the load is still.</summary>
    public bool IsSteady { get; private set; }

    /// <summary>What keeps a reading from being taken; empty when it is coming.</summary>
    public string Waiting { get; private set; } = "";

    /// <summary>The fit, once all is read.</summary>
    public CalibrationFit? Fit { get; private set; }

    /// <summary>Whether the fit may be written; null before there is one.</summary>
    public CalibrationVerdict? Verdict => Fit is { } fit ? CalibrationVerdict.Of(Setup, fit, _readings, ZeroDriftNewtons) : null;

    /// <summary>How far the zero moved from the first to the last unloaded reading, N.</summary>
    public double ZeroDriftNewtons => _readings.Where(reading => reading.MassKg == 0).ToArray() is { Length: > 1 } zeros ? Math.Abs((zeros[^1].Counts - zeros[0].Counts) * (Fit?.Gain.Value ?? _newtonsPerCount)) : 0;

    /// <summary>Takes a sample in order.</summary>
    public void Accept(in Sample sample)
    {
        switch (Stage)
        {
            case CalibrationStage.WarmUp:
                _warmUp.Accept(sample);
                if (_warmUp.IsSettled)
                {
                    Stage = CalibrationStage.Loading;
                }

                break;
            case CalibrationStage.Loading:
                Load(sample);
                break;
        }
    }

    /// <summary>Goes on without a settled zero.</summary>
    public void SkipWarmUp()
    {
        if (Stage == CalibrationStage.WarmUp)
        {
            WarmUpSkipped = true;
            Stage = CalibrationStage.Loading;
        }
    }

    /// <summary>Takes the last reading back.</summary>
    public void Back()
    {
        if (_readings.Count > 0)
        {
            _readings.RemoveAt(_readings.Count - 1);
            Fit = null;
            Stage = CalibrationStage.Loading;
            _rest.Clear();
        }
    }

    private void Load(in Sample sample)
    {
        // Judged on codes: the calibration in force may be wrong, the codes are not. A fault of the present zero is no fault of the code.
        if ((sample.Flags & (SampleFlags.Faults & ~SampleFlags.ZeroDrift)) != SampleFlags.None)
        {
            _rest.Clear();
            IsSteady = false;
            Waiting = "The sensor cannot be trusted now: check it.";
            return;
        }

        _rest.Accept(sample, _newtonsPerCount);
        IsSteady = _rest.IsAtRest;
        if (!IsSteady)
        {
            Waiting = _rest.IsFull ? "Let it come to rest." : "";
            return;
        }

        double mean = _rest.Mean;
        LoadStep step = Step!;
        double wanted = Setup.Newtons(step.MassKg);
        double reads = double.IsNaN(_zeroCounts) ? 0 : (mean - _zeroCounts) * _newtonsPerCount;
        double allowed = Math.Max(0.5, 0.25 * wanted);
        if (!double.IsNaN(_zeroCounts) && Math.Abs(Math.Abs(reads) - wanted) > Math.Min(allowed, Gap(step.MassKg)))
        {
            Waiting = FormattableString.Invariant($"About {wanted:0.0} N is expected, {reads:0.0} N is read: check the mass.");
            return;
        }

        if (double.IsNaN(_zeroCounts))
        {
            _zeroCounts = mean;
        }

        _readings.Add(new CalibrationReading(step.Run, step.MassKg, wanted, step.Up, mean, _rest.Deviation));
        _rest.Clear();
        Waiting = "";
        if (Step is null)
        {
            Fit = CalibrationFit.Of(_readings, Setup.MassTolerancePercent);
            Stage = CalibrationStage.Fitted;
        }
    }

    // Never more than 45 % of the way to the next mass, or one mass could pass for another.
    private double Gap(double massKg)
    {
        double[] all = [0, .. Setup.MassesKg];
        return 0.45 * Setup.Newtons(all.Where(mass => mass != massKg).Min(mass => Math.Abs(mass - massKg)));
    }
}
