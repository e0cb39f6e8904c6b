using Algometer.Measurement.Easing;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;

namespace Algometer.Measurement;

/// <summary>
/// All engines in their order: the guard first, then the hold and its easing. Fed the same samples it gives the same events, live, replayed or in a test.
/// Not thread-safe: the ingest thread owns it; commands are handed to that thread.
/// </summary>
public sealed class MeasurementPipeline
{
    /// <summary>Makes a pipeline.</summary>
    public MeasurementPipeline(SafeRangeOptions range, IMeasurementEventSink events)
    {
        Guard = new SafeRangeGuard(range, events);
        Hold = new HoldTimer(events);
        Easing = new EasingWatch(events);
    }

    /// <summary>Watches the limit.</summary>
    public SafeRangeGuard Guard { get; }

    /// <summary>Times holds.</summary>
    public HoldTimer Hold { get; }

    /// <summary>Judges the easing of a hold.</summary>
    public EasingWatch Easing { get; }

    /// <summary>The course of the hold, for drawing.</summary>
    public HoldStrip Strip { get; } = new();

    /// <summary>Who let off, when the force cannot tell.</summary>
    public LetOffQuestion LetOff { get; } = new();

    /// <summary>True rate and jitter.</summary>
    public RateMeter Rate { get; } = new();

    /// <summary>Begins a hold, its clock and its judgement.</summary>
    /// <param name="options">Band and lengths.</param>
    /// <param name="tool">What is pressed with.</param>
    public void BeginHold(HoldOptions options, PressingTool tool)
    {
        ArgumentNullException.ThrowIfNull(options);
        Hold.Start(options);
        Strip.Begin();
        LetOff.Begin();
        Easing.Begin(new EasingOptions
        {
            TargetNewtons = 0.5 * (options.LowNewtons + options.HighNewtons),
            BandLowNewtons = options.LowNewtons,
            BandHighNewtons = options.HighNewtons,
            HoldSeconds = options.TargetSeconds,
            Tool = tool,
        });
    }

    /// <summary>Ends the hold and judges it at once, where no further sample may come.</summary>
    /// <param name="reason">Why.</param>
    public void EndHold(HoldEnd reason)
    {
        if (Hold.IsRunning)
        {
            Hold.Stop(reason);
            Easing.End();
        }
    }

    /// <summary>Judges a sample the moment it arrives, ahead of ordering: the guard alone.</summary>
    public void AcceptArrival(in Sample sample)
    {
        Guard.Accept(sample);
        if (Guard.IsOverLimit)
        {
            Hold.Stop(HoldEnd.OverLimit);
        }
        else if (Guard.IsSensorFault)
        {
            Hold.Stop(HoldEnd.SensorFault);
        }
    }

    /// <summary>Takes a sample in its order.</summary>
    public void AcceptOrdered(in Sample sample)
    {
        Hold.Accept(sample);
        Easing.Accept(sample);
        if (Easing.Detector is { } detector)
        {
            FollowEasing(sample, detector);
        }

        if (!Hold.IsRunning)
        {
            Easing.End();
        }

        Rate.Accept(sample);
    }

    // A detector that has finished, by the release, says nothing new: the band stays as it is.
    private void FollowEasing(in Sample sample, EasingDetector detector)
    {
        if (!Hold.IsRunning)
        {
            return;
        }

        if (!detector.IsFinished)
        {
            Hold.Follow(detector.Current);
            LetOff.Accept(detector.Current.State);
        }

        else if (Hold.IsTargetReached)
        {
            Hold.Stop(HoldEnd.Lifted);
        }

        Strip.Accept(sample, detector.IsFinished ? double.NaN : detector.Current.PassiveNewtons, Hold.Band.LowNewtons);
    }

    /// <summary>Both at once, for a source in which nothing is late.</summary>
    public void Accept(in Sample sample)
    {
        AcceptArrival(sample);
        AcceptOrdered(sample);
    }
}
