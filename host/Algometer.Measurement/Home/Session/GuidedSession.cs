using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Visits;

namespace Algometer.Measurement.Home.Session;

/// <summary>
/// A guided session at home, from the questions before it to how it feels after it. Pure: fed samples in order, a person's answers and what is
/// known of the device, it gives the same cues and entries live, replayed or in a test. Its clock is the device's. Not thread-safe: it belongs to the
/// ingest thread. A command that does not fit the phase is ignored, since a press may cross an event on its way; <see cref="Stop"/> always fits.
/// </summary>
public sealed partial class GuidedSession
{
    private readonly SessionSetup _setup;
    private readonly HomeRules _rules;
    private readonly Dictionary<string, bool> _answers = new(StringComparer.Ordinal);
    private readonly List<SessionEntry> _entries = [];
    private readonly List<string> _messages = [];
    private readonly HoldTimer _hold;
    private readonly EasingWatch _easing;
    private int? _movementBefore;

    /// <summary>Begins a session.</summary>
    /// <exception cref="ArgumentException">The setup has neither plan nor place, or the gate did not allow it.</exception>
    public GuidedSession(SessionSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Plan is null == setup.Free is null)
        {
            throw new ArgumentException("A session needs either a plan or a place.", nameof(setup));
        }

        if (!setup.Grant.Allowed)
        {
            throw new ArgumentException("The gate did not allow this session: show its reason instead.", nameof(setup));
        }

        _setup = setup;
        _rules = setup.Rules;
        Preset = setup.Plan is { } plan ? _rules.Preset(plan.Preset) ?? throw new ArgumentException($"There is no preset '{plan.Preset}'.", nameof(setup)) : null;
        Point = setup.Plan?.Point ?? setup.Free!.Point;
        Region = _rules.Point(Point)?.Region ?? throw new ArgumentException($"There is no point '{Point}' for home.", nameof(setup));
        Holds = Math.Min(_rules.OverTreatment.HoldsAPoint, setup.Plan?.Repeats ?? _rules.FreeMode.Repeats);
        var engines = new Engines(this);
        _hold = new HoldTimer(engines);
        _easing = new EasingWatch(engines, new PainComparison(_rules.Pain.EasedPoints, _rules.Pain.EasedPercent, _rules.Pain.SameForcePercent));
        _still = new StillWindow(_rules.Zero.Seconds);
        _bracing = new BracingWatch(_rules.Bracing);
        _letUps = new LetUpDetector(_rules.LetUps);
        Enter(SessionPhase.Screening);
    }

    /// <summary>Where it stands.</summary>
    public SessionPhase Phase { get; private set; }

    /// <summary>The point.</summary>
    public string Point { get; }

    /// <summary>Its region.</summary>
    public string Region { get; }

    /// <summary>Holds that are planned.</summary>
    public int Holds { get; private set; }

    /// <summary>What the plan's kind of patient means for pain and pace; null without a plan.</summary>
    public HomePreset? Preset { get; }

    /// <summary>Lower end of the pain that is aimed at, 0 to 10: the plan's, else that of a session without one.</summary>
    public int PainLow => Preset?.PainLow ?? _rules.FreeMode.PainLow;

    /// <summary>Upper end of it; above, the cue is to ease off.</summary>
    public int PainHigh => Preset?.PainHigh ?? _rules.FreeMode.PainHigh;

    /// <summary>Whether there is a plan, and with it a band.</summary>
    public bool HasBand => _setup.Plan is not null;

    /// <summary>Limit that the device must be given, N.</summary>
    public double LimitNewtons => _setup.Grant.LimitNewtons;

    /// <summary>Whether the device should believe that a guided hold runs: then it sounds by itself when the link falls silent.</summary>
    public bool GuardsHold => Phase is SessionPhase.Approach or SessionPhase.Hold;

    /// <summary>Whether the check of the device has begun, or is behind.</summary>
    public bool IsDeviceChecked => Phase is not (SessionPhase.Screening or SessionPhase.Place or SessionPhase.MovementBefore);

    /// <summary>Everything that happened so far.</summary>
    public IReadOnlyList<SessionEntry> Entries => _entries;

    /// <summary>How it ended.</summary>
    public SessionEnd End { get; private set; }

    /// <summary>How the movement changed.</summary>
    public MovementChange Change { get; private set; } = MovementChange.NotRated;

    /// <summary>Whether it is over.</summary>
    public bool IsOver => Phase is SessionPhase.Done or SessionPhase.Refused or SessionPhase.Emergency;

    /// <summary>The screening questions of this point, in order.</summary>
    public IReadOnlyList<ScreeningQuestion> Questions => Screening.Questions(_rules, Region);

    /// <summary>Answers a screening question; a yes that stands against the session refuses it at once.</summary>
    public void Answer(string question, bool yes)
    {
        if (Phase != SessionPhase.Screening || Questions.All(known => !string.Equals(known.Id, question, StringComparison.Ordinal)))
        {
            return;
        }

        _answers[question] = yes;
        Note(SessionEntryKind.Answer, question, yes ? 1 : 0);
        ScreeningResult result = Screening.Judge(_rules, Region, _answers, _setup.Plan?.Cleared ?? []);
        if (result.Outcome == ScreeningOutcome.Incomplete)
        {
            return;
        }

        Note(SessionEntryKind.Screened, TextIds.Kebab(result.Outcome));
        if (result.MayGoOn)
        {
            Say(result.Outcome == ScreeningOutcome.AllowedAsCleared ? ["screen.cleared"] : []);
            Enter(SessionPhase.Place);
            return;
        }

        if (result.TellTherapist)
        {
            Tell("red-flag");
        }

        Say([.. result.Messages]);
        bool emergency = result.Outcome == ScreeningOutcome.Emergency;
        if (emergency)
        {
            Lock(EmergencyLock, _rules.Emergency.LockHours);
        }

        Finish(SessionEnd.Refused, emergency ? SessionPhase.Emergency : SessionPhase.Refused);
    }

    /// <summary>The patient has tool and position as shown.</summary>
    public void ConfirmPlace()
    {
        if (Phase == SessionPhase.Place)
        {
            Enter(Movement.Length > 0 ? SessionPhase.MovementBefore : SessionPhase.DeviceCheck);
        }
    }

    /// <summary>Rates the movement, before or after.</summary>
    /// <param name="pain">0 to 10.</param>
    /// <param name="range">In the movement's unit; null when not measured.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rating is none.</exception>
    public void RateMovement(int pain, double? range = null)
    {
        CheckRating(pain);
        if (Phase == SessionPhase.MovementBefore)
        {
            _movementBefore = pain;
            Note(SessionEntryKind.MovementBefore, Movement, pain);
            NoteRange("before", range);
            Enter(SessionPhase.DeviceCheck);
        }
        else if (Phase == SessionPhase.MovementAfter)
        {
            bool late = RecheckSecondsLeft <= 0;
            Change = late ? MovementChange.NotRated : VisitOutcome.Judge(_movementBefore, pain, _setup.Outcome);
            Note(SessionEntryKind.MovementAfter, late ? "late" : TextIds.Kebab(Change), pain);
            NoteRange("after", range);
            Say([late ? "movement.late" : TextIds.Change(Change)]);
            if (Change == MovementChange.Worse)
            {
                WasTooMuch(MovementWorse);
            }

            Enter(SessionPhase.Feeling);
        }
    }

    /// <summary>Says how it feels; the session is over.</summary>
    /// <param name="feeling">One of <see cref="TextIds.Feelings"/>.</param>
    public void ReportFeeling(string feeling)
    {
        if (Phase == SessionPhase.Feeling && TextIds.Feelings.Contains(feeling, StringComparer.Ordinal))
        {
            Note(SessionEntryKind.Feeling, feeling);
            bool worse = string.Equals(feeling, TextIds.FeelsWorse, StringComparison.Ordinal);
            if (worse && Change != MovementChange.Worse)
            {
                WasTooMuch(FeelingWorse);
            }

            // What rests until a time is said to the end: "gentler, if you press again today" would contradict it.
            string[] follows = LockWords() is { } locked ? [locked] : worse ? ["feeling.worse-heard"] : [];
            Say(["done.thanks", .. follows, "evening.later"]);

            Finish(End == SessionEnd.None ? SessionEnd.Completed : End, SessionPhase.Done);
        }
    }

    /// <summary>The session as it is stored; at any time, so that a crash loses nothing that was written before.</summary>
    public SessionRecord ToRecord() => new()
    {
        Id = _setup.Id,
        Patient = _setup.Patient,
        PlanId = _setup.Plan?.Id ?? "",
        PlanRevision = _setup.Plan?.Revision ?? 0,
        Point = Point,
        Side = _setup.Plan?.Side ?? _setup.Free!.Side,
        StartedUtc = _setup.StartedUtc,
        UtcOffsetMinutes = (int)_setup.UtcOffset.TotalMinutes,
        RulesVersion = _rules.Version,
        LowNewtons = _setup.Grant.LowNewtons,
        HighNewtons = _setup.Grant.HighNewtons,
        LimitNewtons = LimitNewtons,
        Entries = [.. _entries],
        End = End,
    };

    /// <summary>Everything a page needs now.</summary>
    public SessionView View()
    {
        double cycle = _rules.Breath.InSeconds + _rules.Breath.OutSeconds;
        double breath = Now % cycle;
        bool breathIn = breath < _rules.Breath.InSeconds;
        return new SessionView(
            Phase,
            Cue,
            Sentence(),
            [.. _messages],
            _force,
            HasBand,
            GuardsHold && HasBand ? _hold.Band.LowNewtons : LowNewtons,
            HighNewtons,
            LimitNewtons,
            HoldNumber,
            Holds,
            _hold.InBandMicroseconds * 1e-6,
            TargetSeconds,
            _rules.Hold.HardEndSeconds,
            _hold.HeldMicroseconds * 1e-6,
            PainDue,
            _latestPain,
            TooFast,
            _bracing.IsBracing,
            GuardsHold ? _easing.Detector?.Current.State ?? EasingState.NoHold : EasingState.NoHold,
            breathIn,
            breathIn ? breath / _rules.Breath.InSeconds : (breath - _rules.Breath.InSeconds) / _rules.Breath.OutSeconds,
            RestSecondsLeft,
            RecheckSecondsLeft,
            Phase == SessionPhase.Screening ? Screening.Judge(_rules, Region, _answers, []).Open : [],
            (Phase == SessionPhase.Trouble && MayContinue) || WaitsForOwnStart,
            LastOutcome,
            Change,
            End,
            _tellTherapist);
    }

    private static void CheckRating(int pain)
    {
        if (pain is < 0 or > 10)
        {
            throw new ArgumentOutOfRangeException(nameof(pain), pain, "Pain is rated from 0 to 10.");
        }
    }

    private string Movement => _setup.Plan?.Movement ?? _setup.Free!.Movement;

    private string Sentence() => Phase switch
    {
        SessionPhase.Screening => "screen.intro",
        SessionPhase.Place => "place.confirm",
        SessionPhase.MovementBefore => "movement.rate-before",
        SessionPhase.DeviceCheck => _device.Connected ? _checkProblem : "check.disconnected",
        SessionPhase.Approach => TooFast ? "approach.too-fast" : HasBand ? "approach.slowly" : "free.no-band",
        SessionPhase.Hold => PainDue ? "pain.ask" : Cue == SessionCue.EaseOff ? "pain.ease-off" : "hold.begin",
        SessionPhase.Release => "release.now",
        SessionPhase.Rest => _force > ContactNewtons ? "rest.loaded" : WaitsForAlarm ? "check.alarm" : WaitsForOwnStart ? "rest.next" : "rest.wait",
        SessionPhase.StopReason => "stop.why",
        SessionPhase.Tingling => "tingling.ask",
        SessionPhase.Trouble => _trouble,
        SessionPhase.MovementAfter => "movement.rate-after",
        SessionPhase.Feeling => "feeling.ask",
        SessionPhase.Refused => "screen.refused",
        SessionPhase.Emergency => TextIds.Emergency,
        _ => "done.thanks",
    };

    private void Enter(SessionPhase phase)
    {
        Phase = phase;
        Note(SessionEntryKind.Phase, TextIds.Kebab(phase));
        Recue();
    }

    private void Finish(SessionEnd end, SessionPhase phase)
    {
        End = end;
        Enter(phase);
        Note(SessionEntryKind.Ended, TextIds.Kebab(end));
    }

    private void Tell(string why)
    {
        _tellTherapist = true;
        Note(SessionEntryKind.TellTherapist, why);
    }

    private void Say(string[] messages)
    {
        _messages.Clear();
        _messages.AddRange(messages);
    }

    private void NoteRange(string when, double? range)
    {
        if (range is { } measured && double.IsFinite(measured))
        {
            Note(SessionEntryKind.MovementRange, when, measured);
        }
    }

    private void Note(SessionEntryKind kind, string text = "", double? value = null) =>
        _entries.Add(new SessionEntry(Now, kind, GuardsHold || Phase is SessionPhase.Release ? HoldNumber : 0, text, value is { } number && double.IsFinite(number) ? number : null));
}
