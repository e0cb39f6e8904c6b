using Algometer.Measurement.Easing;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <content>Pain: when it is asked, and what an answer changes.</content>
public sealed partial class GuidedSession
{
    private readonly List<(int Rating, double Newtons)> _pains = [];
    private int _latestPain = -1;
    private int _asked;
    private int _unanswered;
    private double _easeOffBelow;
    private bool _easeOff;
    private bool _painEasedEarly;

    /// <summary>Whether an answer about pain is awaited.</summary>
    public bool PainDue { get; private set; }

    /// <summary>Rates pain in a hold, or right after it for its end.</summary>
    /// <param name="pain">0 to 10.</param>
    /// <param name="by">Key, button, slider, ball or the like: kept in the record.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rating is none.</exception>
    public void RatePain(int pain, string by = "button")
    {
        CheckRating(pain);
        if (Phase is not (SessionPhase.Approach or SessionPhase.Hold or SessionPhase.Release) || HoldNumber == 0)
        {
            return;
        }

        PainDue = false;
        _unanswered = 0;
        _latestPain = pain;
        Note(SessionEntryKind.Pain, by, pain);
        Note(SessionEntryKind.PainForce, "", _force);
        if (!GuardsHold)
        {
            return;
        }

        bool rising = _pains.Exists(earlier => pain - earlier.Rating >= _rules.Pain.RisePoints && SameForce(earlier.Newtons));
        _pains.Add((pain, _force));
        _easing.RatePain(pain, _hold);
        if (pain >= _rules.Pain.StopAt)
        {
            Say(["pain.stop"]);
            EndHold(HoldOutcome.TooMuchPain);
        }
        else if (rising && Phase == SessionPhase.Hold)
        {
            EndHold(HoldOutcome.PainRising);
        }
        else
        {
            Follow(pain);
        }
    }

    private int RatingOf(int letUps) => letUps switch
    {
        1 => Math.Max(0, PainLow - 1),
        2 => (PainLow + PainHigh) / 2,
        _ => _rules.Pain.StopAt,
    };

    private bool SameForce(double earlier) => Math.Abs(_force - earlier) <= _rules.Pain.SameForcePercent / 100 * earlier;

    private void Follow(int pain)
    {
        _easeOff = pain > PainHigh;
        _easeOffBelow = _easeOff ? _force * (1 - (_rules.Pain.SameForcePercent / 100)) : 0;
        Say([_easeOff ? "pain.ease-off" : "pain.heard"]);
        Recue();

        // One rating confirms nothing, and less pain at less force than was to be expected proves nothing.
        PainTrack track = _easing.Pain;
        bool both = _pressureEased && track.IsComparable && track.FallPoints >= _rules.Pain.EasedPointsWithPressure;
        _painEasedEarly = track.Change == PainChange.Fell || both;
        EndWhenEased();
    }

    // Eased before the shortest hold: it goes on to that, and ends there if pain has not come back. By the time under load, since easing itself may
    // take the force below the band.
    private void EndWhenEased()
    {
        if (Phase == SessionPhase.Hold && _painEasedEarly && _hold.HeldMicroseconds * 1e-6 >= _rules.Hold.LeastSeconds)
        {
            EndHold(_pressureEased ? HoldOutcome.Eased : HoldOutcome.PainEased);
        }
    }

    private void AskInTime()
    {
        if (Phase == SessionPhase.Hold && Now - _holdBegan >= _asked * _rules.Pain.AskSeconds)
        {
            if (PainDue && ++_unanswered >= _rules.Pain.UnansweredEnds)
            {
                EndHold(HoldOutcome.NoAnswer);
                return;
            }

            Ask();
        }

        if (_painEasedEarly)
        {
            EndWhenEased();
        }
    }

    private void Ask()
    {
        _asked++;
        PainDue = true;
        _letUps.Begin(Now);
        Note(SessionEntryKind.PainAsked, "", _asked);
    }
}
