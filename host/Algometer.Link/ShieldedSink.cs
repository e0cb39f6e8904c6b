using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Link;

/// <summary>
/// Stands before a sink: an exception in it is told to it and ends neither the reading of the device nor the session. What comes next is
/// handed on as if nothing had happened.
/// </summary>
internal sealed class ShieldedSink(ISampleSink inner) : ISampleSink
{
    /// <summary>Exceptions caught.</summary>
    public long Errors { get; private set; }

    public void OnArrival(in Sample sample)
    {
        try
        {
            inner.OnArrival(sample);
        }
        catch (Exception failure)
        {
            Tell("judging a sample", failure);
        }
    }

    public void OnSample(in Sample sample)
    {
        try
        {
            inner.OnSample(sample);
        }
        catch (Exception failure)
        {
            Tell("taking a sample", failure);
        }
    }

    public void OnGap(in SampleGap gap)
    {
        try
        {
            inner.OnGap(gap);
        }
        catch (Exception failure)
        {
            Tell("noting a gap", failure);
        }
    }

    public void OnDeviceEvent(in DeviceEvent deviceEvent)
    {
        try
        {
            inner.OnDeviceEvent(deviceEvent);
        }
        catch (Exception failure)
        {
            Tell("taking an event of the device", failure);
        }
    }

    public void OnButton(in ButtonPress press)
    {
        try
        {
            inner.OnButton(press);
        }
        catch (Exception failure)
        {
            Tell("taking a press of the button", failure);
        }
    }

    public void OnDevice(DeviceDescription device)
    {
        try
        {
            inner.OnDevice(device);
        }
        catch (Exception failure)
        {
            Tell("taking what the device says of itself", failure);
        }
    }

    public void OnCalibration(in CellCalibration calibration, long fromSequence)
    {
        try
        {
            inner.OnCalibration(calibration, fromSequence);
        }
        catch (Exception failure)
        {
            Tell("taking a calibration", failure);
        }
    }

    public void OnClock(in ClockPoint point)
    {
        try
        {
            inner.OnClock(point);
        }
        catch (Exception failure)
        {
            Tell("mapping the device's clock", failure);
        }
    }

    public void OnDoubt(StreamDoubt doubt)
    {
        try
        {
            inner.OnDoubt(doubt);
        }
        catch (Exception failure)
        {
            Tell("noting a doubt", failure);
        }
    }

    public void OnEarly(in Sample sample)
    {
        try
        {
            inner.OnEarly(sample);
        }
        catch (Exception failure)
        {
            Tell("recording a sample ahead of its turn", failure);
        }
    }

    public void OnLimitTaken(double newtons)
    {
        try
        {
            inner.OnLimitTaken(newtons);
        }
        catch (Exception failure)
        {
            Tell("taking the device's limit", failure);
        }
    }

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

    public void OnState(LinkState state, string reason)
    {
        try
        {
            inner.OnState(state, reason);
        }
        catch (Exception failure)
        {
            Tell("noting the connection", failure);
        }
    }

    private void Tell(string doing, Exception failure)
    {
        Errors++;
        OnProgramError($"The program made an error in {doing} ({failure.GetType().Name}: {failure.Message})");
    }
}
