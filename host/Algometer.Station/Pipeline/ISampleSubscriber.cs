using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;

namespace Algometer.Station.Pipeline;

/// <summary>
/// Receives the samples that guard and activity have had: the record, the outlet, a command. Subscribers are called outside the pipeline's lock,
/// one at a time, and must not wait.
/// </summary>
public interface ISampleSubscriber
{
    /// <summary>Each sample once and in order, on the ingest thread.</summary>
    void OnSample(in Sample sample);
}

/// <summary>A subscriber that also receives what is not a sample: record and outlet.</summary>
public interface IStreamSubscriber : ISampleSubscriber
{
    /// <summary>Samples that are lost for good.</summary>
    /// <param name="gap">Which, and why.</param>
    /// <param name="deviceMicroseconds">Device time of the latest sample before it, µs.</param>
    void OnGap(in SampleGap gap, long deviceMicroseconds);

    /// <summary>Something happened: an event of the guard, of a hold, of the device or of a person, before the sample that it came with.</summary>
    void OnEvent(SessionEvent happened);
}

/// <summary>Receives live samples the moment they arrive, with what the guard decided: the page.</summary>
public interface IArrivalSubscriber
{
    /// <summary>A live sample, judged.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="decided">What this host's guard and the guided test say of it.</param>
    void OnArrival(in Sample sample, HostAlarm decided);
}

/// <summary>Receives changes of the connection, the device and the calibration.</summary>
public interface IStateSubscriber
{
    /// <summary>The state after the change.</summary>
    void OnState(StationState state);
}

/// <summary>Receives each alarm that begins or ends.</summary>
public interface IAlarmSubscriber
{
    /// <summary>The alarm now; its kind is <see cref="AlarmKind.None"/> when one has ended.</summary>
    void OnAlarm(in AlarmView alarm);
}
