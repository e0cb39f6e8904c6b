using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Station.Pipeline;

/// <summary>
/// A guided test or session that rides on the road. Every member is called under the road's lock, on the ingest thread; none may wait.
/// Commands of a page reach it inside <see cref="SamplePipeline.With{T}"/>, so it has one owner at a time.
/// </summary>
public interface IIngestEngine
{
    /// <summary>A live sample the moment it arrives, right after the guard has judged it.</summary>
    void OnArrival(in Sample sample, SafeRangeGuard guard);

    /// <summary>Each sample once and in order.</summary>
    void OnSample(in Sample sample);

    /// <summary>The patient's button, once a press.</summary>
    void OnButton(in ButtonPress press);

    /// <summary>The connection changed.</summary>
    void OnState(LinkState state);

    /// <summary>No sample that could be judged has come for half a second although the device is connected.</summary>
    void OnSilence()
    {
    }

    /// <summary>Something happened on the device.</summary>
    void OnDeviceEvent(in DeviceEvent deviceEvent)
    {
    }

    /// <summary>Another tip is fitted; 0 for a ball.</summary>
    void OnTip(double squareCentimetres)
    {
    }

    /// <summary>What goes to the page with the very next sample.</summary>
    HostAlarm Guidance => HostAlarm.None;
}
