using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Station.Pipeline;

/// <summary>
/// Takes samples after the guard and before the subscribers, under the pipeline's lock and on the ingest thread; it must not wait. What else it
/// needs to know it says by the other interfaces of this file. It reads <see cref="SamplePipeline.Measurement"/> and never enters the pipeline again.
/// </summary>
public interface ISampleHandler
{
    /// <summary>Each sample once and in order.</summary>
    void OnSample(in Sample sample);
}

/// <summary>A handler that is told only while it owns the load.</summary>
public interface ILoadActivity : ISampleHandler
{
    /// <summary>What it is in the <see cref="ActivitySlot"/>.</summary>
    Activity Kind { get; }
}

/// <summary>A handler that needs samples before they are put in order.</summary>
public interface IArrivalHandler
{
    /// <summary>A live sample the moment it arrives.</summary>
    /// <param name="sample">The sample; a refilled one does not come here.</param>
    /// <param name="guard">The guard, which has judged it.</param>
    void OnArrival(in Sample sample, SafeRangeGuard guard);
}

/// <summary>A handler that the patient's button concerns.</summary>
public interface IButtonHandler
{
    /// <summary>The patient's button, once a press.</summary>
    void OnButton(in ButtonPress press);
}

/// <summary>A handler that the connection concerns.</summary>
public interface IConnectionHandler
{
    /// <summary>The connection changed to this state.</summary>
    void OnConnection(LinkState state);
}

/// <summary>A handler that cannot go on without samples.</summary>
public interface ISilenceHandler
{
    /// <summary>No sample that could be judged has come for half a second although the device is connected.</summary>
    void OnSilence();
}

/// <summary>A handler that the device's own events concern.</summary>
public interface IDeviceEventHandler
{
    /// <summary>Something happened on the device.</summary>
    void OnDeviceEvent(in DeviceEvent deviceEvent);
}

/// <summary>A handler that the fitted tip concerns.</summary>
public interface ITipHandler
{
    /// <summary>Another tip is fitted.</summary>
    /// <param name="squareCentimetres">Its area, cm²; 0 for a ball.</param>
    void OnTip(double squareCentimetres);
}

/// <summary>An activity that tells whoever presses how to.</summary>
public interface IPressGuide
{
    /// <summary>The guidance that goes to the page with the next sample.</summary>
    HostAlarm Guidance { get; }
}
