using Algometer.Measurement.Easing;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Hold;

/// <summary>Runs a detector for each hold and reports what it notices.</summary>
/// <param name="events">Is told.</param>
/// <param name="pain">How ratings of pain are compared; null for the rules of a hold at the clinic.</param>
public sealed class EasingWatch(IMeasurementEventSink events, PainComparison? pain = null)
{
    // Takes tremor out, and is not blind to a hand that has just let off. [P]
    private const double RatedSeconds = 1;
    private EasingDetector? _detector;
    private EasingState _said;
    private bool _judged = true;
    private long _microseconds;
    private long _sequence;

    /// <summary>The detector of the hold that goes on or was last; null before any.</summary>
    public EasingDetector? Detector => _detector;

    /// <summary>Pain ratings of the hold.</summary>
    public PainTrack Pain { get; } = new(pain);

    /// <summary>Device time of the last sample taken, µs.</summary>
    public long DeviceMicroseconds => _microseconds;

    /// <summary>A hold begins: a fresh detector, whose memory is reserved here.</summary>
    /// <exception cref="ArgumentException">The options cannot be used.</exception>
    public void Begin(EasingOptions options)
    {
        _detector = new EasingDetector(options);
        _said = EasingState.NoHold;
        _judged = false;
        Pain.Begin();
    }

    /// <summary>Takes a rating of pain, at the mean force of the last second.</summary>
    /// <param name="rating">0 (none) to 10 (worst).</param>
    /// <param name="hold">The hold in which it is given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rating is none.</exception>
    public void RatePain(int rating, HoldTimer hold)
    {
        ArgumentNullException.ThrowIfNull(hold);
        double passive = _detector is { IsFinished: false } running ? running.Current.PassiveNewtons : double.NaN;
        Pain.Rate(rating, new PainPressure(hold.RecentNewtons(RatedSeconds), passive, _detector?.BackOffs ?? 0, hold.IsBandReached));
    }

    /// <summary>The hold is over; what the look-ahead holds back is judged too.</summary>
    public void End()
    {
        if (_detector is { } detector && !_judged)
        {
            // A release may have finished the detector before; the verdict is told all the same, once.
            _judged = true;
            detector.Finish();
            Say(detector);
            events.On(new MeasurementEvent(MeasurementEventKind.EasingVerdict, _microseconds, _sequence, (double)detector.Verdict));
        }
    }

    /// <summary>Takes a sample in its order.</summary>
    public void Accept(in Sample sample)
    {
        if (_detector is not { IsFinished: false } detector)
        {
            return;
        }

        _microseconds = sample.DeviceMicroseconds;
        _sequence = sample.Sequence;
        detector.Accept(sample);
        Say(detector);
    }

    private void Say(EasingDetector detector)
    {
        EasingState state = detector.Current.State;
        if (state == _said)
        {
            return;
        }

        _said = state;
        MeasurementEventKind? kind = state switch
        {
            EasingState.PossiblyEasing => MeasurementEventKind.PossiblyEasing,
            EasingState.Easing => MeasurementEventKind.Easing,
            EasingState.BackingOff => MeasurementEventKind.BackingOff,
            EasingState.RePressing => MeasurementEventKind.RePressing,
            _ => null,
        };
        if (kind is { } noticed)
        {
            double value = noticed is MeasurementEventKind.PossiblyEasing or MeasurementEventKind.Easing ? detector.Current.VisibleDropPercent : 0;
            events.On(new MeasurementEvent(noticed, _microseconds, _sequence, value));
        }
    }
}
