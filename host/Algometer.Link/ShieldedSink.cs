using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Link;

/// <summary>
/// Stands before a sink: an exception in it is told to it and ends neither the reading of the device nor the session. What comes next is
/// handed on as if nothing had happened.
/// </summary>
internal sealed class ShieldedSink(ISampleSink inner) : ISampleSink
{
    private delegate void Handing<T>(ISampleSink sink, in T what);

    /// <summary>Exceptions caught.</summary>
    public long Errors { get; private set; }

    public void OnArrival(in Sample sample) => Hand(sample, static (ISampleSink sink, in Sample what) => sink.OnArrival(what), "judging a sample");

    public void OnSample(in Sample sample) => Hand(sample, static (ISampleSink sink, in Sample what) => sink.OnSample(what), "taking a sample");

    public void OnEarly(in Sample sample) => Hand(sample, static (ISampleSink sink, in Sample what) => sink.OnEarly(what), "recording a sample ahead of its turn");

    public void OnGap(in SampleGap gap) => Hand(gap, static (ISampleSink sink, in SampleGap what) => sink.OnGap(what), "noting a gap");

    public void OnDeviceEvent(in DeviceEvent deviceEvent) => Hand(deviceEvent, static (ISampleSink sink, in DeviceEvent what) => sink.OnDeviceEvent(what), "taking an event of the device");

    public void OnButton(in ButtonPress press) => Hand(press, static (ISampleSink sink, in ButtonPress what) => sink.OnButton(what), "taking a press of the button");

    public void OnDevice(DeviceDescription device) => Hand(device, static (ISampleSink sink, in DeviceDescription what) => sink.OnDevice(what), "taking what the device says of itself");

    public void OnCalibration(in CellCalibration calibration, long fromSequence) => Hand(
        (Calibration: calibration, From: fromSequence),
        static (ISampleSink sink, in (CellCalibration Calibration, long From) what) => sink.OnCalibration(what.Calibration, what.From),
        "taking a calibration");

    public void OnClock(in ClockPoint point) => Hand(point, static (ISampleSink sink, in ClockPoint what) => sink.OnClock(what), "mapping the device's clock");

    public void OnDoubt(StreamDoubt doubt) => Hand(doubt, static (ISampleSink sink, in StreamDoubt what) => sink.OnDoubt(what), "noting a doubt");

    public void OnLimitTaken(double newtons) => Hand(newtons, static (ISampleSink sink, in double what) => sink.OnLimitTaken(what), "taking the device's limit");

    public void OnState(LinkState state, string reason) => Hand(
        (State: state, Reason: reason),
        static (ISampleSink sink, in (LinkState State, string Reason) what) => sink.OnState(what.State, what.Reason),
        "noting the connection");

    public void OnProgramError(string what)
    {
        try
        {
            inner.OnProgramError(what);
        }
        catch (Exception)
        {
            // Nobody is left to be told; reading goes on.
            Errors++;
        }
    }

    // The delegates capture nothing, so that none is made for a sample.
    private void Hand<T>(in T what, Handing<T> hand, string doing)
    {
        try
        {
            hand(inner, what);
        }
        catch (Exception failure)
        {
            Errors++;
            OnProgramError($"The program made an error in {doing} ({failure.GetType().Name}: {failure.Message})");
        }
    }
}
