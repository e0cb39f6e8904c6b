using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Station.Pipeline;

/// <summary>
/// Hands a sample to the handlers that are always told, then to the activity that owns the load and to no other. Every member belongs to the
/// pipeline's lock. What one handler gets wrong ends no other's.
/// </summary>
/// <param name="slot">Who owns the load.</param>
/// <param name="failed">Told which handler failed, and how.</param>
internal sealed class SampleHandlers(ActivitySlot slot, Action<string, Exception> failed)
{
    private readonly List<ISampleHandler> _always = [];
    private readonly Dictionary<Activity, ILoadActivity> _activities = [];

    /// <summary>Adds a handler; it is told after those before it.</summary>
    public void Add(ISampleHandler handler)
    {
        if (handler is ILoadActivity activity)
        {
            _activities.Add(activity.Kind, activity);
        }
        else
        {
            _always.Add(handler);
        }
    }

    /// <summary>Hands on a sample that the guard has judged.</summary>
    /// <returns>The guidance of the activity that owns the load.</returns>
    public HostAlarm OnArrival(in Sample sample, SafeRangeGuard guard)
    {
        foreach (ISampleHandler handler in _always)
        {
            Arrive(handler, sample, guard);
        }

        if (Owner is not { } owner)
        {
            return HostAlarm.None;
        }

        Arrive(owner, sample, guard);
        return owner is IPressGuide guide ? guide.Guidance : HostAlarm.None;
    }

    /// <summary>Hands on a sample in its order.</summary>
    public void OnSample(in Sample sample)
    {
        foreach (ISampleHandler handler in _always)
        {
            Take(handler, sample);
        }

        if (Owner is { } owner)
        {
            Take(owner, sample);
        }
    }

    /// <summary>Tells each handler that cares for it of something that is not a sample.</summary>
    /// <typeparam name="T">What such a handler is.</typeparam>
    public void Tell<T>(Action<T> tell)
        where T : class
    {
        foreach (ISampleHandler handler in _always)
        {
            Tell(handler, tell);
        }

        if (Owner is { } owner)
        {
            Tell(owner, tell);
        }
    }

    private ILoadActivity? Owner => slot.Owner is { } owner && _activities.TryGetValue(owner, out ILoadActivity? activity) ? activity : null;

    private void Tell<T>(ISampleHandler handler, Action<T> tell)
        where T : class
    {
        if (handler is not T concerned)
        {
            return;
        }

        try
        {
            tell(concerned);
        }
        catch (Exception failure)
        {
            failed(handler.GetType().Name, failure);
        }
    }

    private void Arrive(ISampleHandler handler, in Sample sample, SafeRangeGuard guard)
    {
        if (handler is not IArrivalHandler concerned)
        {
            return;
        }

        try
        {
            concerned.OnArrival(sample, guard);
        }
        catch (Exception failure)
        {
            failed(handler.GetType().Name, failure);
        }
    }

    private void Take(ISampleHandler handler, in Sample sample)
    {
        try
        {
            handler.OnSample(sample);
        }
        catch (Exception failure)
        {
            failed(handler.GetType().Name, failure);
        }
    }
}
