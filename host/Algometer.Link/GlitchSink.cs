using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// Finds single-sample glitches for firmware that does not flag them, by the device's own rule (<see cref="GlitchCheck"/>): on the samples as
/// they arrive, and again on the ordered ones, where refilled samples come in. A suspicious sample waits for the one after it, and no longer than
/// that one may take; all others are handed on at once. Counts stay in the record; the force of a glitch is blank.
/// </summary>
internal sealed class GlitchSink(ISampleSink inner, StreamPosition at) : ISampleSink
{
    // The device itself calls a conversion missing after 3.2 periods (PROTOCOL.md, flag 0x0800).
    private const double LongestPeriods = 3;
    private readonly GlitchCheck _arrivals = new();
    private readonly GlitchCheck _ordered = new();
    private Sample _arrival;
    private Sample _sample;
    private bool _arrivalWaits;
    private long _arrivalAt;
    private bool _sampleWaits;

    /// <summary>Glitches found here, in the ordered samples; those that the device flags are not counted.</summary>
    public long Found { get; private set; }

    public void OnArrival(in Sample sample)
    {
        if (_arrivalWaits)
        {
            _arrivalWaits = false;
            inner.OnArrival(_arrivals.IsGlitch(sample.DeviceMicroseconds, Millinewtons(sample)) ? Blank(_arrival) : _arrival);
        }

        if (MustWait(_arrivals, sample))
        {
            (_arrival, _arrivalWaits, _arrivalAt) = (sample, true, at.Wall);
            return;
        }

        inner.OnArrival(sample);
    }

    public void OnSample(in Sample sample)
    {
        if (_sampleWaits)
        {
            _sampleWaits = false;
            bool glitch = _ordered.IsGlitch(sample.DeviceMicroseconds, Millinewtons(sample));
            Found += glitch ? 1 : 0;
            inner.OnSample(glitch ? Blank(_sample) : _sample);
        }

        if (MustWait(_ordered, sample))
        {
            (_sample, _sampleWaits) = (sample, true);
            return;
        }

        inner.OnSample(sample);
    }

    public void OnGap(in SampleGap gap)
    {
        FlushSample();
        inner.OnGap(gap);
    }

    public void OnDeviceEvent(in DeviceEvent deviceEvent) => inner.OnDeviceEvent(deviceEvent);

    public void OnButton(in ButtonPress press) => inner.OnButton(press);

    public void OnDevice(DeviceDescription device) => inner.OnDevice(device);

    public void OnCalibration(in CellCalibration calibration, long fromSequence)
    {
        // Forces before and after a new zero cannot be compared.
        Flush();
        inner.OnCalibration(calibration, fromSequence);
    }

    public void OnClock(in ClockPoint point) => inner.OnClock(point);

    public void OnDoubt(StreamDoubt doubt) => inner.OnDoubt(doubt);

    public void OnEarly(in Sample sample) => inner.OnEarly(sample);

    public void OnLimitTaken(double newtons) => inner.OnLimitTaken(newtons);

    public void OnProgramError(string what) => inner.OnProgramError(what);

    public void OnState(LinkState state, string reason) => inner.OnState(state, reason);

    /// <summary>How long a sample that waits may still do so, µs of the host's clock; null where none waits.</summary>
    public long? Patience => _arrivalWaits ? Math.Max(0, _arrivalAt + (long)(LongestPeriods * 1e6 / at.RateHertz) - at.Wall) : null;

    /// <summary>
    /// Time has gone on. What waits and was followed by nothing is judged as it is: a last sample above the limit is above it, whatever it may
    /// turn out to be. A clock that was set back makes nothing wait longer.
    /// </summary>
    public void Elapse()
    {
        if (_arrivalWaits && (Patience == 0 || at.Wall < _arrivalAt))
        {
            _arrivalWaits = false;
            inner.OnArrival(_arrival);
            _arrivals.Restart();
        }
    }

    /// <summary>Hands on what waits: nothing will come that could judge it.</summary>
    public void Flush()
    {
        if (_arrivalWaits)
        {
            _arrivalWaits = false;
            inner.OnArrival(_arrival);
        }

        _arrivals.Restart();
        FlushSample();
    }

    private static bool MustWait(GlitchCheck check, in Sample sample)
    {
        if ((sample.Flags & SampleFlags.Glitch) != SampleFlags.None)
        {
            return false;
        }

        if (!sample.HasForce || (sample.Flags & SampleFlags.AfterGap) != SampleFlags.None)
        {
            check.Restart();
            return false;
        }

        return check.MustWait(sample.DeviceMicroseconds, sample.RawCounts, Millinewtons(sample));
    }

    private static int Millinewtons(in Sample sample) => sample.HasForce ? (int)Math.Clamp(Math.Round(sample.ForceNewtons * 1000), int.MinValue + 1, int.MaxValue) : Protocol.BlankForce;

    private static Sample Blank(in Sample sample) => sample with { ForceNewtons = double.NaN, Flags = sample.Flags | SampleFlags.Glitch };

    private void FlushSample()
    {
        if (_sampleWaits)
        {
            _sampleWaits = false;
            inner.OnSample(_sample);
        }

        _ordered.Restart();
    }
}
