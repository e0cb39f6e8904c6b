using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Link;

/// <summary>
/// Judges the stream beside its values: does a blank have a reason, does the clock go on, is the rate the promised one? An honest device
/// flags all of it itself; this is for one that does not. Pure and without allocation; fed live samples in their order.
/// </summary>
internal sealed class StreamCheck
{
    private const long LeapMicroseconds = 1_000_000;
    private const int ShortestWindow = 8;

    // The device's own bounds (PROTOCOL.md, flag 0x0040): 70 to 100 samples/s at 80.
    private const double SlowestPart = 7.0 / 8;
    private const double FastestPart = 5.0 / 4;
    /// <summary>Flags by which a device tells that it paused.</summary>
    public const SampleFlags ToldPause = SampleFlags.Missed | SampleFlags.NoData | SampleFlags.Settling | SampleFlags.AfterGap;
    private double _rateHertz;
    private bool _hasLast;
    private long _lastSequence;
    private long _lastMicroseconds;
    private int _counted;
    private int _paused;
    private long _span;
    private bool _wrongRate;

    /// <summary>A device began, or its rate was changed.</summary>
    /// <param name="promisedHertz">Samples per second that it promised.</param>
    public void Restart(double promisedHertz)
    {
        _rateHertz = promisedHertz;
        _hasLast = false;
        _wrongRate = false;
        ClearWindow();
    }

    /// <summary>Judges one live sample.</summary>
    public StreamDoubt Accept(in Sample sample)
    {
        StreamDoubt doubt = _hasLast ? Compare(sample) : StreamDoubt.None;
        _hasLast = true;
        _lastSequence = sample.Sequence;
        _lastMicroseconds = sample.DeviceMicroseconds;
        const SampleFlags reasons = SampleFlags.Faults | SampleFlags.Settling | SampleFlags.Glitch;
        if (doubt == StreamDoubt.None && double.IsNaN(sample.ForceNewtons) && (sample.Flags & reasons) == SampleFlags.None)
        {
            return StreamDoubt.BlankWithoutReason;
        }

        return doubt;
    }

    private StreamDoubt Compare(in Sample sample)
    {
        long elapsed = sample.DeviceMicroseconds - _lastMicroseconds;
        long step = sample.Sequence - _lastSequence;
        if (elapsed <= 0)
        {
            ClearWindow();
            return StreamDoubt.ClockBack;
        }

        bool told = step != 1 || (sample.Flags & ToldPause) != SampleFlags.None;
        if (!told && elapsed > LeapMicroseconds)
        {
            ClearWindow();
            return StreamDoubt.ClockAhead;
        }

        // What was lost on the way says nothing about the rate; what the device calls missed does.
        if (step == 1 && (sample.Flags & (SampleFlags.Settling | SampleFlags.AfterGap)) == SampleFlags.None)
        {
            Count(elapsed, told);
        }

        return _wrongRate ? StreamDoubt.WrongRate : StreamDoubt.None;
    }

    private void Count(long elapsed, bool paused)
    {
        _counted++;
        _paused += paused ? 1 : 0;
        _span += paused ? 0 : elapsed;
        if (_counted < Math.Max(ShortestWindow, (int)Math.Round(_rateHertz)))
        {
            return;
        }

        int even = _counted - _paused;
        double hertz = _span > 0 ? even * 1e6 / _span : double.PositiveInfinity;
        _wrongRate = even < _paused || (even > 0 && (hertz < _rateHertz * SlowestPart || hertz > _rateHertz * FastestPart));
        ClearWindow();
    }

    private void ClearWindow() => (_counted, _paused, _span) = (0, 0, 0);
}
