using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Hold;

/// <summary>
/// The course of a whole hold for drawing: mean force in steps of half a second, and what passive relaxation alone would have shown.
/// Memory is reserved once; a hold longer than it holds keeps its first part.
/// </summary>
public sealed class HoldStrip
{
    /// <summary>Length of a step, s.</summary>
    public const double StepSeconds = 0.5;

    // Ten minutes: a hold ends at 90 s in the band, and nobody waits longer for the band than that.
    private const int MostSteps = 1200;
    private readonly double[] _forces = new double[MostSteps];
    private readonly double[] _passive = new double[MostSteps];
    private readonly double[] _lows = new double[MostSteps];
    private long _first;
    private double _sum;
    private int _count;
    private int _open;

    /// <summary>Steps so far, the one that is being filled included.</summary>
    public int Count { get; private set; }

    /// <summary>Device time of the begin of the first step, s; NaN before any.</summary>
    public double StartSeconds => _first < 0 ? double.NaN : _first * 1e-6;

    /// <summary>Mean forces of the steps, N; NaN where no sample can be trusted.</summary>
    public ReadOnlySpan<double> Forces => _forces.AsSpan(0, Count);

    /// <summary>What passive relaxation alone would have shown, N; NaN while it is not known.</summary>
    public ReadOnlySpan<double> Passive => _passive.AsSpan(0, Count);

    /// <summary>Lower end of the band, N.</summary>
    public ReadOnlySpan<double> Lows => _lows.AsSpan(0, Count);

    /// <summary>Makes an empty strip.</summary>
    public HoldStrip() => Begin();

    /// <summary>A hold begins.</summary>
    public void Begin()
    {
        _first = -1;
        _open = -1;
        _sum = 0;
        _count = 0;
        Count = 0;
    }

    /// <summary>Takes a sample of the hold.</summary>
    /// <param name="sample">The sample; a late one is left out.</param>
    /// <param name="passiveNewtons">What passive relaxation alone would show now, N; NaN when not known.</param>
    /// <param name="lowNewtons">Lower end of the band now, N.</param>
    public void Accept(in Sample sample, double passiveNewtons, double lowNewtons)
    {
        _first = _first < 0 ? sample.DeviceMicroseconds : _first;
        long step = (sample.DeviceMicroseconds - _first) / (long)(StepSeconds * 1e6);
        if (step < _open || sample.DeviceMicroseconds < _first || step >= MostSteps)
        {
            return;
        }

        if (step > _open)
        {
            for (int missed = Count; missed <= step; missed++)
            {
                _forces[missed] = _passive[missed] = double.NaN;
                _lows[missed] = lowNewtons;
            }

            _open = (int)step;
            Count = _open + 1;
            _sum = 0;
            _count = 0;
        }

        if (sample.HasForce)
        {
            _sum += sample.ForceNewtons;
            _forces[_open] = _sum / ++_count;
        }

        _passive[_open] = passiveNewtons;
        _lows[_open] = lowNewtons;
    }
}
