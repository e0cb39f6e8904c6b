using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Statistics;

/// <summary>How one check of the signal came out.</summary>
public enum CheckVerdict
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>Usable, but worth a look.</summary>
    Warn,

    /// <summary>Not fit for measuring.</summary>
    Fail,
}

/// <summary>One line of a diagnosis.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="Finding">What was found, with units.</param>
/// <param name="Advice">What to do; empty when it passed.</param>
public sealed record SignalFinding(string Name, CheckVerdict Verdict, string Finding, string Advice);

/// <summary>A health test of the signal over some seconds of an unloaded, resting sensor.</summary>
/// <param name="nominalHertz">The rate that the device believes in.</param>
/// <param name="calibration">Turns noise into newtons.</param>
public sealed class SignalCheck(double nominalHertz, CellCalibration calibration)
{
    // Drift is what changes over four of these: from the first 2 s to those that begin 8 s later, wherever in the test.
    private const long StretchMicroseconds = 2_000_000;
    private const int Stretches = 4;

    // No hand and no cell goes so far and back within two conversions.
    private const double WildNewtons = 2;
    private const double PressedMillinewtons = 5000;
    private const int LongestStretch = 50_000;

    private readonly DistinctCounter _codes = new();
    private readonly List<Welford> _stretches = [];
    private Welford _intervals;
    private Welford _counts;
    private Welford _differences;
    private long _samples;
    private long _firstMicroseconds;
    private long _lastMicroseconds;
    private long _lastSequence;
    private int _lastRaw;
    private long _missing;
    private long _longest;
    private long _saturated;
    private long _stuck;
    private long _desync;
    private long _noData;
    private long _jumps;
    private long _zeroDrift;
    private long _wrongRate;
    private long _disagree;
    private long _wild;
    private int _lastStep;

    /// <summary>Samples taken.</summary>
    public long Samples => _samples;

    /// <summary>True rate in samples per second; NaN before the second sample.</summary>
    public double RateHertz => _samples > 1 ? (_samples - 1 + _missing) * 1e6 / (_lastMicroseconds - _firstMicroseconds) : double.NaN;

    /// <summary>Noise in counts rms, from differences of neighbours, so that drift does not count.</summary>
    public double NoiseCounts => _differences.StandardDeviation / Math.Sqrt(2);

    /// <summary>Takes a sample.</summary>
    public void Accept(in Sample sample)
    {
        SampleFlags flags = sample.Flags;
        _saturated += Has(flags, SampleFlags.Saturated);
        _stuck += Has(flags, SampleFlags.Stuck);
        _desync += Has(flags, SampleFlags.Desync);
        _noData += Has(flags, SampleFlags.NoData);
        _jumps += Has(flags, SampleFlags.Jump);
        _zeroDrift += Has(flags, SampleFlags.ZeroDrift);
        _wrongRate += Has(flags, SampleFlags.RateOutOfRange);
        _disagree += Has(flags, SampleFlags.Disagreement);
        if (_samples == 0)
        {
            _firstMicroseconds = sample.DeviceMicroseconds;
        }
        else
        {
            _missing += Math.Max(0, sample.Sequence - _lastSequence - 1);
            long interval = sample.DeviceMicroseconds - _lastMicroseconds;
            _intervals.Add(interval);
            _longest = Math.Max(_longest, interval);
        }

        if ((flags & SampleFlags.NoData) == SampleFlags.None)
        {
            if (_counts.Count > 0)
            {
                int step = sample.RawCounts - _lastRaw;
                _differences.Add(step);
                _wild += IsWild(_lastStep) && IsWild(step) && Math.Sign(step) != Math.Sign(_lastStep) ? 1 : 0;
                _lastStep = step;
            }

            _counts.Add(sample.RawCounts);
            _codes.Add(sample.RawCounts);
            _lastRaw = sample.RawCounts;
            AddToStretch(sample);
        }

        _samples++;
        _lastSequence = sample.Sequence;
        _lastMicroseconds = sample.DeviceMicroseconds;
    }

    /// <summary>The findings, worst judgement first to be read off <see cref="Worst"/>.</summary>
    public IReadOnlyList<SignalFinding> Findings()
    {
        if (_samples < 2)
        {
            return [new SignalFinding("data", CheckVerdict.Fail, "no samples came", "Check power and cable, then run `algometer devices`.")];
        }

        double rate = RateHertz;
        double jitter = _intervals.StandardDeviation / 1000;
        double noise = NoiseCounts * calibration.NewtonsPerCount * 1000;
        double drift = Drift() * calibration.NewtonsPerCount * 1000;
        bool isPressed = Math.Abs(drift) > PressedMillinewtons && _zeroDrift == 0;
        return
        [
            Judge("true rate", rate < nominalHertz * 0.875 || rate > nominalHertz * 1.25, Math.Abs(rate - nominalHertz) > nominalHertz * 0.2,
                $"{rate:0.00} samples/s (nominal {nominalHertz:0.##})", "Check the converter's RATE pin and its clock."),
            Judge("timing jitter", jitter > 5, jitter > 1, $"{jitter:0.000} ms SD, longest interval {_longest / 1000.0:0.00} ms", "Other work delays the device's loop: update its firmware."),
            Judge("noise", noise > 50, noise > 15, $"{noise:0.00} mN rms ({NoiseCounts:0.0} counts)", "Leave the sensor unloaded and still; check shield and supply."),
            Judge("different codes", _codes.Count < 3, _codes.Count < 6, $"{_codes.Count} in {_samples} samples", "A living converter is never still: check the cell's wiring."),
            Count("saturated", _saturated, "The cell is overloaded or its wires are swapped."),
            Count("stuck", _stuck, "The converter repeats itself: power it off and on."),
            Count("out of step", _desync, "The read-out loses step: shorten the wires to the converter."),
            Count("no data", _noData, "The converter falls silent: check its supply and DOUT."),
            Count("wild values", _wild + _jumps, "Single values leap away and back: check plugs and shield, and keep the cable away from motors."),
            Count("zero drift", _zeroDrift, "The device finds its zero gone: unload the sensor, let it warm up, set zero and test again."),
            Count("wrong rate", _wrongRate, "The converter's rate is not what it should be: check its RATE pin, its clock and its supply."),
            Count("disagreement", _disagree, "Two readings of the same force disagree: check the cell and its wiring."),
            Judge("lost samples", _missing > 0, false, $"{_missing} of {_samples + _missing}", "The link loses data: use another cable or port."),
            double.IsNaN(drift)
                ? new SignalFinding("drift", CheckVerdict.Warn, "not judged: the test was shorter than 8 s", "Test for 10 s.")
                : Judge("drift", Math.Abs(drift) > 500, Math.Abs(drift) > 50, $"{drift:+0.0;-0.0;0.0} mN in 10 s", isPressed ? "The sensor was pressed: leave it unloaded and test again." : "Let the sensor warm up for 10 minutes, then set zero."),
        ];
    }

    /// <summary>The worst verdict of some findings.</summary>
    public static CheckVerdict Worst(IReadOnlyList<SignalFinding> findings)
    {
        CheckVerdict worst = CheckVerdict.Pass;
        foreach (SignalFinding finding in findings)
        {
            worst = finding.Verdict > worst ? finding.Verdict : worst;
        }

        return worst;
    }

    private bool IsWild(int step) => Math.Abs(step) * Math.Abs(calibration.NewtonsPerCount) > WildNewtons;

    private void AddToStretch(in Sample sample)
    {
        // A clock that goes back ends no stretch.
        int stretch = Math.Max(_stretches.Count - 1, (int)Math.Min(LongestStretch, (sample.DeviceMicroseconds - _firstMicroseconds) / StretchMicroseconds));
        while (_stretches.Count <= stretch)
        {
            _stretches.Add(default);
        }

        Welford taken = _stretches[stretch];
        taken.Add(sample.RawCounts);
        _stretches[stretch] = taken;
    }

    // The greatest change over 8 s, in counts; NaN for a test that was too short.
    private double Drift()
    {
        double greatest = double.NaN;
        for (int i = Stretches; i < _stretches.Count; i++)
        {
            if (_stretches[i].Count > 0 && _stretches[i - Stretches].Count > 0)
            {
                double change = _stretches[i].Mean - _stretches[i - Stretches].Mean;
                greatest = Math.Abs(change) > Math.Abs(greatest) || double.IsNaN(greatest) ? change : greatest;
            }
        }

        return greatest;
    }

    private static long Has(SampleFlags flags, SampleFlags wanted) => (flags & wanted) != SampleFlags.None ? 1 : 0;

    private static SignalFinding Judge(string name, bool fail, bool warn, FormattableString finding, string advice)
    {
        CheckVerdict verdict = fail ? CheckVerdict.Fail : warn ? CheckVerdict.Warn : CheckVerdict.Pass;
        return new SignalFinding(name, verdict, FormattableString.Invariant(finding), verdict == CheckVerdict.Pass ? "" : advice);
    }

    private static SignalFinding Count(string name, long count, string advice) => Judge(name, count > 0, false, $"{count}", advice);
}
