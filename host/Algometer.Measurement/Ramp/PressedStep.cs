using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Ramp;

/// <summary>
/// Pulses or a held level: starts at contact, beats by the device's clock, and takes the mean of the middle of each pulse. The patient's
/// button ends it at once.
/// </summary>
public sealed class PressedStep
{
    private readonly double _kilopascalsPerNewton;
    private readonly double _zero;
    private readonly double _onSeconds;
    private readonly double _offSeconds;
    private readonly double[] _sums;
    private readonly int[] _counts;
    private long _begin = -1;
    private int _touching;

    /// <summary>Makes one that waits for contact.</summary>
    /// <param name="pulses">How many; 1 for a held level.</param>
    /// <param name="onSeconds">Pressure on, s.</param>
    /// <param name="offSeconds">Pressure off, s.</param>
    /// <param name="levelKpa">Pressure asked for, kPa.</param>
    /// <param name="tipAreaCm2">Area of the tip, cm².</param>
    /// <param name="zeroNewtons">Force of the unloaded tip, N.</param>
    public PressedStep(int pulses, double onSeconds, double offSeconds, double levelKpa, double tipAreaCm2, double zeroNewtons)
    {
        (_onSeconds, _offSeconds, LevelKpa, _zero) = (onSeconds, offSeconds, levelKpa, zeroNewtons);
        _kilopascalsPerNewton = 10 / tipAreaCm2;
        _sums = new double[pulses];
        _counts = new int[pulses];
    }

    /// <summary>Pressure asked for, kPa.</summary>
    public double LevelKpa { get; }

    /// <summary>Pulses begun.</summary>
    public int Begun { get; private set; }

    /// <summary>Whether pressure is asked for now.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Whether all is over.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it does not count.</summary>
    public TrialFlaws Flaws { get; private set; }

    /// <summary>Whether contact was made.</summary>
    public bool HasBegun => _begin >= 0;

    /// <summary>Seconds into the present pulse.</summary>
    public double SecondsIntoPulse { get; private set; }

    /// <summary>Mean of the second half of each finished pulse, kPa.</summary>
    public IReadOnlyList<double> MeansKpa => [.. _sums.Zip(_counts, (sum, count) => count > 0 ? sum / count : double.NaN).Where(double.IsFinite)];

    /// <summary>Takes a sample in order.</summary>
    public void Accept(in Sample sample)
    {
        if (IsDone)
        {
            return;
        }

        if (!sample.HasForce || (HasBegun && (sample.Flags & SampleFlags.AfterGap) != SampleFlags.None))
        {
            if (HasBegun)
            {
                Abort(sample.HasForce ? TrialFlaws.MissingSamples : TrialFlaws.SensorFault);
            }

            return;
        }

        double kilopascals = (sample.ForceNewtons - _zero) * _kilopascalsPerNewton;
        if (!HasBegun)
        {
            _touching = kilopascals >= 0.2 * LevelKpa ? _touching + 1 : 0;
            if (_touching < 3)
            {
                return;
            }

            _begin = sample.DeviceMicroseconds;
        }

        double seconds = (sample.DeviceMicroseconds - _begin) * 1e-6;
        int pulse = (int)(seconds / (_onSeconds + _offSeconds));
        if (pulse >= _sums.Length)
        {
            IsDone = true;
            IsOn = false;
            return;
        }

        Begun = pulse + 1;
        SecondsIntoPulse = seconds - (pulse * (_onSeconds + _offSeconds));
        IsOn = SecondsIntoPulse < _onSeconds;
        if (IsOn && SecondsIntoPulse > 0.5 * _onSeconds)
        {
            _sums[pulse] += kilopascals;
            _counts[pulse]++;
        }
    }

    /// <summary>Ends it as one that does not count.</summary>
    public void Abort(TrialFlaws flaw)
    {
        if (HasBegun && !IsDone)
        {
            Flaws |= flaw;
            IsDone = true;
            IsOn = false;
        }
    }
}
