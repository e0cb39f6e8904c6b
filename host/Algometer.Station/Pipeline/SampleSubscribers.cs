using System.Collections.Concurrent;
using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;

namespace Algometer.Station.Pipeline;

/// <summary>
/// Delivers to the subscribers, outside the pipeline's lock. Events are queued under that lock, where they arise, and delivered in their order
/// by whoever leaves it; so nothing that a subscriber does happens inside of guard or activity, and nothing enters the pipeline from within.
/// </summary>
/// <param name="failed">Told which subscriber failed, and how.</param>
internal sealed class SampleSubscribers(Action<string, Exception> failed)
{
    /// <summary>The event that a handler or a subscriber failed.</summary>
    public const string ProgramError = "program-error";

    private readonly Lock _delivering = new();
    private readonly ConcurrentQueue<SessionEvent> _events = new();
    private IArrivalSubscriber[] _arrivals = [];
    private ISampleSubscriber[] _samples = [];
    private IStreamSubscriber[] _streams = [];
    private IStateSubscriber[] _states = [];
    private IAlarmSubscriber[] _alarms = [];

    /// <summary>Adds a subscriber of ordered samples, told after those before it; also of gaps and events where it takes them.</summary>
    public void AddSamples(ISampleSubscriber subscriber)
    {
        lock (_delivering)
        {
            _samples = [.. _samples, subscriber];
            _streams = subscriber is IStreamSubscriber stream ? [.. _streams, stream] : _streams;
        }
    }

    /// <summary>Adds a subscriber of samples as they arrive.</summary>
    public void AddArrivals(IArrivalSubscriber subscriber) => Between(() => _arrivals = [.. _arrivals, subscriber]);

    /// <summary>Adds a subscriber of the state.</summary>
    public void AddState(IStateSubscriber subscriber) => Between(() => _states = [.. _states, subscriber]);

    /// <summary>Adds a subscriber of the alarm.</summary>
    public void AddAlarm(IAlarmSubscriber subscriber) => Between(() => _alarms = [.. _alarms, subscriber]);

    /// <summary>Queues an event, which is delivered when the pipeline's lock is left.</summary>
    public void Queue(SessionEvent happened) => _events.Enqueue(happened);

    /// <summary>Delivers what is queued. A subscriber that calls this is already being served: its events follow.</summary>
    public void DeliverEvents()
    {
        if (_events.IsEmpty || _delivering.IsHeldByCurrentThread)
        {
            return;
        }

        lock (_delivering)
        {
            Drain();
        }
    }

    /// <summary>Does something while nothing is delivered, after what is queued.</summary>
    public void Between(Action act)
    {
        lock (_delivering)
        {
            Drain();
            act();
        }
    }

    /// <summary>Delivers a judged sample. It goes first: no subscriber's work may delay the alarm on the page.</summary>
    public void OnArrival(in Sample sample, HostAlarm decided)
    {
        foreach (IArrivalSubscriber subscriber in _arrivals)
        {
            try
            {
                subscriber.OnArrival(sample, decided);
            }
            catch (Exception failure)
            {
                failed(subscriber.GetType().Name, failure);
            }
        }
    }

    /// <summary>Delivers the events so far, then the sample.</summary>
    public void OnSample(in Sample sample)
    {
        lock (_delivering)
        {
            Drain();
            foreach (ISampleSubscriber subscriber in _samples)
            {
                try
                {
                    subscriber.OnSample(sample);
                }
                catch (Exception failure)
                {
                    failed(subscriber.GetType().Name, failure);
                }
            }

            Drain();
        }
    }

    /// <summary>Delivers a gap.</summary>
    public void OnGap(SampleGap gap, long deviceMicroseconds)
    {
        lock (_delivering)
        {
            Drain();
            Each(_streams, subscriber => subscriber.OnGap(gap, deviceMicroseconds));
        }
    }

    /// <summary>Delivers the state.</summary>
    public void OnState(StationState state) => Each(_states, subscriber => subscriber.OnState(state));

    /// <summary>Delivers an alarm that has begun or ended.</summary>
    public void OnAlarm(AlarmView alarm) => Each(_alarms, subscriber => subscriber.OnAlarm(alarm));

    private void Drain()
    {
        while (_events.TryDequeue(out SessionEvent? happened))
        {
            foreach (IStreamSubscriber subscriber in _streams)
            {
                try
                {
                    subscriber.OnEvent(happened);
                }
                catch (Exception failure)
                {
                    // What fails in hearing of a failure is not told of it again: that would never end.
                    if (!string.Equals(happened.Kind, ProgramError, StringComparison.Ordinal))
                    {
                        failed(subscriber.GetType().Name, failure);
                    }
                }
            }
        }
    }

    private void Each<T>(T[] subscribers, Action<T> tell)
        where T : class
    {
        foreach (T subscriber in subscribers)
        {
            try
            {
                tell(subscriber);
            }
            catch (Exception failure)
            {
                failed(subscriber.GetType().Name, failure);
            }
        }
    }
}
