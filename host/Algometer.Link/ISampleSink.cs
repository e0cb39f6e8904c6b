using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Link;

/// <summary>
/// Takes what a session receives. Every member is called on the session's one ingest thread, in the order things arrive; none may wait.
/// </summary>
public interface ISampleSink
{
    /// <summary>A live sample the moment it arrives, before ordering: for the guard alone, which must not wait for a refill.</summary>
    void OnArrival(in Sample sample);

    /// <summary>Each sample once, in sequence order, refilled ones included: for the record and the engines.</summary>
    void OnSample(in Sample sample);

    /// <summary>Samples that are lost for good.</summary>
    void OnGap(in SampleGap gap);

    /// <summary>Something happened on the device.</summary>
    void OnDeviceEvent(in DeviceEvent deviceEvent);

    /// <summary>The patient pressed the stop button; once per press.</summary>
    void OnButton(in ButtonPress press);

    /// <summary>The device said who it is (also after each reconnection).</summary>
    void OnDevice(DeviceDescription device);

    /// <summary>A calibration or zero holds from a sample on.</summary>
    void OnCalibration(in CellCalibration calibration, long fromSequence);

    /// <summary>The device's clock against wall time.</summary>
    void OnClock(in ClockPoint point);

    /// <summary>The stream itself came into doubt, or out of it; each change once. The samples concerned carry <see cref="SampleFlags.Distrusted"/>.</summary>
    void OnDoubt(StreamDoubt doubt)
    {
    }

    /// <summary>
    /// A sample that has come and waits for one before it: for the record alone, so that no end of the program loses it. It comes again in its order.
    /// </summary>
    void OnEarly(in Sample sample)
    {
    }

    /// <summary>The device took a limit that this host asked for.</summary>
    /// <param name="newtons">The limit, N; no higher than was asked for.</param>
    void OnLimitTaken(double newtons)
    {
    }

    /// <summary>The program made an error of its own in taking something; it goes on.</summary>
    /// <param name="what">What happened, in words.</param>
    void OnProgramError(string what)
    {
    }

    /// <summary>The connection changed.</summary>
    void OnState(LinkState state, string reason);
}

/// <summary>Samples that could not be had again.</summary>
/// <param name="FirstSequence">The first one missing.</param>
/// <param name="Count">How many are missing; reckoned from the time that passed when the device restarted.</param>
/// <param name="Reason">Why, in words.</param>
public readonly record struct SampleGap(long FirstSequence, long Count, string Reason);

/// <summary>An event of the device.</summary>
/// <param name="Code">One of the wire format's event codes.</param>
/// <param name="DeviceMicroseconds">When, on the unwrapped device clock.</param>
/// <param name="Sequence">The sample it belongs to.</param>
/// <param name="Value">See the code.</param>
public readonly record struct DeviceEvent(byte Code, long DeviceMicroseconds, long Sequence, int Value);

/// <summary>A press of the patient's button.</summary>
/// <param name="PressId">The device's number of the press.</param>
/// <param name="DeviceMicroseconds">When it was pressed, on the unwrapped device clock.</param>
/// <param name="Sequence">The latest sample before the press.</param>
public readonly record struct ButtonPress(int PressId, long DeviceMicroseconds, long Sequence);
