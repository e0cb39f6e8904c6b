using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Hold;

/// <summary>
/// The band of a hold, which follows tissue that softens: its lower end goes down by what the detector says, so that neither the clock nor
/// the words ask for the force back. The upper end never moves. A hand that lets go is not followed.
/// </summary>
/// <remarks>
/// While softening is said the lower end only falls. When the detector takes the softening back, the lower end returns once the force has
/// stood at it for <see cref="ComesBackSeconds"/> by itself: nobody is asked to press.
/// </remarks>
public sealed class EasingBand
{
    /// <summary>How long the force must stand at the first lower end before the band comes back to it, s. [P]</summary>
    public const double ComesBackSeconds = 2;

    private double _plannedLow;
    private double _lowest;
    private bool _takenBack;
    private long _stoodSince;

    /// <summary>Makes a band that is not used yet.</summary>
    public EasingBand() => Clear(0, 0, 0, 0);

    /// <summary>Lower end now, N.</summary>
    public double LowNewtons { get; private set; }

    /// <summary>Upper end, N; never moves.</summary>
    public double HighNewtons { get; private set; }

    /// <summary>Lower end as it was planned, N.</summary>
    public double PlannedLowNewtons => _plannedLow;

    /// <summary>Whether the lower end has gone down.</summary>
    public bool IsLowered => LowNewtons < _plannedLow;

    /// <summary>A hold begins: the band is as planned.</summary>
    public void Begin(HoldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Clear(options.LowNewtons, options.HighNewtons, options.FollowMostPercent, options.FloorNewtons);
    }

    /// <summary>Whether a force lies in the band.</summary>
    /// <param name="newtons">Force, N.</param>
    public bool Holds(double newtons) => newtons >= LowNewtons && newtons <= HighNewtons;

    /// <summary>Takes what the detector says at a sample.</summary>
    /// <param name="reading">The detector's word.</param>
    /// <param name="newtons">Force at that sample, N; NaN when it has none.</param>
    /// <param name="deviceMicroseconds">Device time of that sample, µs.</param>
    /// <returns>Whether the lower end moved.</returns>
    public bool Follow(in EasingReading reading, double newtons, long deviceMicroseconds)
    {
        double before = LowNewtons;
        switch (reading.State)
        {
            case EasingState.PossiblyEasing or EasingState.Easing:
                _takenBack = false;
                if (reading.VisibleDropPercent > 0)
                {
                    LowNewtons = Math.Min(LowNewtons, Math.Max(_lowest, _plannedLow * (1 - (reading.VisibleDropPercent / 100))));
                }

                break;
            case EasingState.Steady or EasingState.HeldLevel:
                StartReturn();
                break;
            default:
                // Letting go, pressing more, nothing to be said: the band stays where it is, unless the softening is taken back.
                if (reading.Withdrawn)
                {
                    StartReturn();
                }

                break;
        }

        Return(newtons, deviceMicroseconds);
        return LowNewtons != before;
    }

    private void Clear(double low, double high, double mostPercent, double floor)
    {
        _plannedLow = LowNewtons = low;
        HighNewtons = high;

        // A band planned below the floor is not lifted to it.
        _lowest = Math.Min(low, Math.Max(floor, low * (1 - (mostPercent / 100))));
        _takenBack = false;
        _stoodSince = -1;
    }

    private void StartReturn()
    {
        if (!_takenBack)
        {
            _takenBack = true;
            _stoodSince = -1;
        }
    }

    private void Return(double newtons, long deviceMicroseconds)
    {
        if (!_takenBack || !IsLowered || !(newtons >= _plannedLow))
        {
            _stoodSince = -1;
            return;
        }

        _stoodSince = _stoodSince < 0 ? deviceMicroseconds : _stoodSince;
        if (deviceMicroseconds - _stoodSince >= ComesBackSeconds * 1e6)
        {
            LowNewtons = _plannedLow;
        }
    }
}
