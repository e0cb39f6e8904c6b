using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Ramp;

/// <summary>Whether the unloaded tip is still, at zero, and not drifting: what a trial needs before it may begin.</summary>
/// <param name="warmUp">Watches the drift; may have watched since long before the run.</param>
public sealed class ZeroCheck(WarmUpCheck warmUp)
{
    /// <summary>Largest zero at which a trial may begin, N. [P]</summary>
    public const double LargestZeroNewtons = 0.5;

    /// <summary>Largest drift of the zero at which a trial may begin, N/min. [P]</summary>
    public const double LargestDriftNewtonsPerMinute = 0.5;

    private const double LeastSecondsOfDrift = 20;
    private readonly UnloadedWindow _unloaded = new();
    private bool _trusted = true;

    /// <summary>A watch on the drift with the limit of this check; fed every unloaded sample, it knows a drift before the first trial.</summary>
    public static WarmUpCheck Watch() => new(LeastSecondsOfDrift, LargestDriftNewtonsPerMinute);

    /// <summary>Force of the unloaded tip, N.</summary>
    public double Newtons => _unloaded.Mean;

    /// <summary>Whether the tip lies still.</summary>
    public bool IsSteady => _unloaded.IsSteady;

    /// <summary>Whether the zero is known to drift by more than is allowed.</summary>
    public bool Drifts => warmUp.Drifts;

    /// <summary>Whether a trial may begin.</summary>
    public bool IsPassed => _trusted && !warmUp.Drifts && _unloaded.IsSteady && Math.Abs(_unloaded.Mean) <= LargestZeroNewtons;

    /// <summary>Looks anew.</summary>
    public void Clear() => _unloaded.Clear();

    /// <summary>Takes a sample.</summary>
    public void Accept(in Sample sample)
    {
        _trusted = sample.HasForce;
        if (!_trusted)
        {
            _unloaded.Clear();
            return;
        }

        warmUp.Accept(sample);
        _unloaded.Add(sample.DeviceMicroseconds, sample.ForceNewtons);
    }

    /// <summary>Why a trial may not begin.</summary>
    public ZeroRefusal Refusal() => !_trusted ? new ZeroRefusal(ZeroProblem.Untrusted)
        : warmUp.Drifts ? new ZeroRefusal(ZeroProblem.Drifts, warmUp.DriftNewtonsPerMinute)
        : !_unloaded.IsSteady ? new ZeroRefusal(ZeroProblem.Moving)
        : IsPassed ? default
        : new ZeroRefusal(ZeroProblem.Off, _unloaded.Mean);
}
