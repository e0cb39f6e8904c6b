namespace Algometer.Measurement.Ppt;

/// <summary>Where a run stands.</summary>
public enum RunPhase
{
    /// <summary>Rest, or the tip is not free or not at zero.</summary>
    Resting,

    /// <summary>Contact starts the next pressure.</summary>
    Ready,

    /// <summary>A ramp, a train or a level is on.</summary>
    Pressing,

    /// <summary>Answered: take the tip off.</summary>
    Releasing,

    /// <summary>The last ramp does not count: repeat it, or go on without.</summary>
    Reviewing,

    /// <summary>A rating is awaited.</summary>
    Rating,

    /// <summary>The conditioning stimulus is to be begun, or is on.</summary>
    Conditioning,

    /// <summary>All steps are done.</summary>
    Finished,

    /// <summary>Ended before all steps were done.</summary>
    Stopped,
}

/// <summary>
/// Guides a whole test, step by step: rests, zero, contact, ramp, answer, rating, repeat. Pure: fed samples, presses and what the therapist
/// says; time is the device's. Everything that happens becomes an entry; nothing is taken out again.
/// </summary>
public sealed class TestRun
{
    /// <summary>Largest zero at which a trial may begin, N. [P]</summary>
    public const double LargestZeroNewtons = 0.5;

    /// <summary>Largest drift of the zero at which a trial may begin, N/min. [P]</summary>
    public const double LargestDriftNewtonsPerMinute = 0.5;

    /// <summary>Part of a place's cap at which a ramp is cut off at the latest, so that the cap itself stays an alarm. [P]</summary>
    public const double CutOffPartOfCap = 0.95;

    private readonly List<RunEntry> _entries = [];
    private readonly List<int> _ratings = [];
    private readonly UnloadedWindow _unloaded = new();
    private readonly Calibration.WarmUpCheck _warmUp = new(20, LargestDriftNewtonsPerMinute);
    private readonly Dictionary<string, long> _lastAt = new(StringComparer.Ordinal);
    private readonly double _deviceCapKpa;
    private RampTrial? _trial;
    private PressedStep? _pressed;
    private long _now;
    private long _lastEnd = long.MinValue;
    private long _conditioningFrom = -1;
    private int _attempt = 1;
    private AnswerSource _source;

    /// <summary>Makes a run.</summary>
    /// <param name="protocol">What is tested.</param>
    /// <param name="steps">Its steps, see <see cref="TestPlan"/>.</param>
    /// <param name="deviceCapNewtons">The highest limit that the device takes, N.</param>
    public TestRun(TestProtocol protocol, IReadOnlyList<TestStep> steps, double deviceCapNewtons)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(steps);
        (Protocol, Steps) = (protocol, steps);
        _deviceCapKpa = 10 * deviceCapNewtons / protocol.TipAreaCm2;
        Phase = steps.Count == 0 ? RunPhase.Finished : StartPhase();
    }

    /// <summary>What is tested.</summary>
    public TestProtocol Protocol { get; }

    /// <summary>All steps.</summary>
    public IReadOnlyList<TestStep> Steps { get; }

    /// <summary>Index of the present step; the count of steps when all are done.</summary>
    public int Index { get; private set; }

    /// <summary>The present step; null when all are done.</summary>
    public TestStep? Step => Index < Steps.Count ? Steps[Index] : null;

    /// <summary>Where it stands.</summary>
    public RunPhase Phase { get; private set; }

    /// <summary>What was recorded, in order.</summary>
    public IReadOnlyList<RunEntry> Entries => _entries;

    /// <summary>The ramp that is on or awaited.</summary>
    public RampTrial? Trial => _trial;

    /// <summary>The train or level that is on or awaited.</summary>
    public PressedStep? Pressed => _pressed;

    /// <summary>Ratings given so far in this step.</summary>
    public IReadOnlyList<int> Ratings => _ratings;

    /// <summary>Seconds of rest left, or until a rating is due.</summary>
    public double SecondsLeft { get; private set; }

    /// <summary>Why the next pressure cannot begin; empty when only the rest is awaited.</summary>
    public string Refusal { get; private set; } = "";

    /// <summary>The limit that the device should have for the present step, N.</summary>
    public double LimitNewtons => Step is { } step ? CapKpa(step.Place) * Protocol.TipAreaCm2 / 10 : 0;

    /// <summary>Where a ramp on the present place ends unanswered, kPa.</summary>
    public double CutOffKpa => Step is { } step ? Math.Min(Protocol.CutOffKpa, CutOffPartOfCap * CapKpa(step.Place)) : Protocol.CutOffKpa;

    /// <summary>What the operator of a simulated device should do.</summary>
    public double TargetKpa => _pressed?.LevelKpa ?? double.NaN;

    /// <summary>Takes a sample in order.</summary>
    public void Accept(in Sample sample)
    {
        _now = sample.DeviceMicroseconds;
        switch (Phase)
        {
            case RunPhase.Resting:
            case RunPhase.Ready:
                AwaitContact(sample);
                break;
            case RunPhase.Pressing:
            case RunPhase.Releasing:
                Press(sample);
                break;
            case RunPhase.Rating when Step is { Kind: StepKind.AfterSensation } step:
                SecondsLeft = Math.Max(0, step.Seconds - Since(_lastEnd));
                break;
            case RunPhase.Rating when Step is { Kind: StepKind.Level }:
            case RunPhase.Conditioning when _conditioningFrom < 0:
                SecondsLeft = 0;
                break;
            case RunPhase.Conditioning:
                SecondsLeft = Math.Max(0, Step!.Seconds - Since(_conditioningFrom));
                if (SecondsLeft <= 0)
                {
                    Add(new RunEntry { Ordinal = _entries.Count, Step = Index, Kind = StepKind.Conditioning, Place = Step.Place, Ratings = [.. _ratings], EndMicroseconds = _now });
                    Advance();
                }

                break;
        }
    }

    /// <summary>Takes the patient's press at its device time.</summary>
    public void Button(long deviceMicroseconds, AnswerSource source)
    {
        _source = source;
        if (_trial is { State: not TrialState.Done } trial)
        {
            trial.Press(deviceMicroseconds);
        }
        else if (_pressed is { IsDone: false, HasBegun: true } pressed)
        {
            pressed.Abort(TrialFlaws.ReleasedEarly);
            EndPressed();
        }
    }

    /// <summary>Something spoils a running trial: the connection, a limit, a new zero, another tip.</summary>
    public void Spoil(TrialFlaws flaw)
    {
        if (_trial is { State: TrialState.Ramping or TrialState.Releasing } trial)
        {
            trial.Abort(flaw, _now);
            EndTrial();
        }
        else if (_pressed is { HasBegun: true, IsDone: false } pressed)
        {
            pressed.Abort(flaw);
            EndPressed();
        }
        else if (Phase == RunPhase.Ready)
        {
            Phase = RunPhase.Resting;
            _unloaded.Clear();
        }
    }

    /// <summary>Tries the last step again.</summary>
    /// <returns>Null, or why not.</returns>
    public string? Repeat()
    {
        if (Phase != RunPhase.Reviewing)
        {
            return "Only a trial that does not count can be repeated: discard the last one first.";
        }

        _attempt++;
        Phase = RunPhase.Resting;
        return null;
    }

    /// <summary>Goes on without a valid trial in this step.</summary>
    /// <returns>Null, or why not.</returns>
    public string? GoOn()
    {
        if (Phase != RunPhase.Reviewing)
        {
            return "There is nothing to go on from.";
        }

        Advance();
        return null;
    }

    /// <summary>Discards an entry for a reason; a discarded ramp that was the last is offered again.</summary>
    /// <param name="ordinal">Which entry.</param>
    /// <param name="reason">Why, in the therapist's words; needed.</param>
    /// <returns>Null, or why not.</returns>
    public string? Discard(int ordinal, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return "Say why it is discarded: the reason is kept with it.";
        }

        if (ordinal < 0 || ordinal >= _entries.Count)
        {
            return "There is no such trial.";
        }

        if (Phase is RunPhase.Pressing or RunPhase.Releasing)
        {
            return "A trial is running: end it first.";
        }

        RunEntry entry = _entries[ordinal];
        if (entry.DiscardReason is not null)
        {
            return "It is discarded already.";
        }

        _entries[ordinal] = entry with { DiscardReason = reason.Trim() };
        Changed?.Invoke(_entries[ordinal]);
        if (ordinal == _entries.Count - 1 && entry.Kind is StepKind.Ramp or StepKind.Familiarisation && Phase is RunPhase.Resting or RunPhase.Ready or RunPhase.Finished or RunPhase.Conditioning && Index == entry.Step + 1)
        {
            Index = entry.Step;
            _attempt = entry.Attempt + 1;
            (_trial, _pressed) = (null, null);
            Phase = RunPhase.Resting;
        }

        return null;
    }

    /// <summary>Takes a rating.</summary>
    /// <param name="rating">0 to 10.</param>
    /// <returns>Null, or why not.</returns>
    public string? Rate(int rating)
    {
        if (rating is < 0 or > 10)
        {
            return "Pain is rated from 0 to 10.";
        }

        switch (Step?.Kind)
        {
            case StepKind.Pulses when _pressed is { } train && _ratings.Count < train.Begun:
                _ratings.Add(rating);
                FinishPressedWhenRated();
                return null;
            case StepKind.Level when Phase == RunPhase.Rating:
                _ratings.Add(rating);
                FinishPressedWhenRated();
                return null;
            case StepKind.AfterSensation when Phase == RunPhase.Rating && SecondsLeft <= 0:
                Add(new RunEntry
                {
                    Ordinal = _entries.Count,
                    Step = Index,
                    Kind = StepKind.AfterSensation,
                    Place = Step.Place,
                    Ratings = [rating],
                    AfterSeconds = Step.Seconds,
                    EndMicroseconds = _now,
                });
                Advance();
                return null;
            case StepKind.Conditioning when Phase == RunPhase.Conditioning && _conditioningFrom >= 0:
                _ratings.Add(rating);
                return null;
            default:
                return "No rating is awaited now.";
        }
    }

    /// <summary>Says that the conditioning stimulus is on.</summary>
    /// <returns>Null, or why not.</returns>
    public string? BeginConditioning()
    {
        if (Phase != RunPhase.Conditioning || _conditioningFrom >= 0)
        {
            return "No conditioning stimulus is awaited.";
        }

        _conditioningFrom = _now;
        SecondsLeft = Step!.Seconds;
        return null;
    }

    /// <summary>Ends the run before all is done; what is there stays.</summary>
    public void Stop()
    {
        Spoil(TrialFlaws.ReleasedEarly);
        if (Phase != RunPhase.Finished)
        {
            (_trial, _pressed) = (null, null);
            Phase = RunPhase.Stopped;
        }
    }

    /// <summary>Told each new or changed entry.</summary>
    public Action<RunEntry>? Changed { get; set; }

    /// <summary>Mean of the thresholds of a place that count so far, kPa; null when there is none.</summary>
    public double? ThresholdKpa(string placeKey)
    {
        double[] values = [.. _entries.Where(entry => entry is { Counts: true, Conditioned: false, Trial.ThresholdKpa: not null } && string.Equals(entry.Place.Key, placeKey, StringComparison.Ordinal)).Select(entry => entry.Trial!.ThresholdKpa!.Value)];
        return values.Length == 0 ? null : values.Average();
    }

    private void AwaitContact(in Sample sample)
    {
        TestStep step = Step!;
        if (!sample.HasForce)
        {
            _unloaded.Clear();
            Refusal = "The sensor cannot be trusted now: check it.";
            Phase = RunPhase.Resting;
            return;
        }

        _unloaded.Add(sample.DeviceMicroseconds, sample.ForceNewtons);
        _warmUp.Accept(sample);
        bool zero = !_warmUp.Drifts && _unloaded.IsSteady && Math.Abs(_unloaded.Mean) <= LargestZeroNewtons;
        SecondsLeft = Math.Max(0, Math.Max(Left(_lastEnd, Protocol.OtherSiteSeconds), _lastAt.TryGetValue(step.Place.Key, out long at) ? Left(at, Protocol.SameSiteSeconds) : 0));
        if (Phase == RunPhase.Resting)
        {
            Refusal = _warmUp.Drifts ? FormattableString.Invariant($"The zero drifts by {_warmUp.DriftNewtonsPerMinute:0.0} N a minute: lay the device down and let it warm up.") : zero || SecondsLeft > 0 && !_unloaded.IsSteady ? ""
                : _unloaded.IsSteady ? FormattableString.Invariant($"Zero is off by {_unloaded.Mean:0.0} N: take everything off the tip, then set zero.")
                : "Take the tip off and hold the device still.";
            if (SecondsLeft > 0 || !zero)
            {
                return;
            }

            if (!Prepare(step))
            {
                return;
            }

            Phase = RunPhase.Ready;
        }

        Refusal = "";
        if (zero)
        {
            _trial?.Rezero(_unloaded.Mean);
        }

        Press(sample);
    }

    // Pulses and levels are a part of the threshold found before; without one there is nothing to take a part of.
    private bool Prepare(TestStep step)
    {
        if (step.Kind is StepKind.Ramp or StepKind.Familiarisation)
        {
            _trial = new RampTrial(new RampTrialOptions(Protocol, CutOffKpa, _unloaded.Mean));
            return true;
        }

        if (ThresholdKpa(step.Place.Key) is not { } threshold)
        {
            Add(new RunEntry { Ordinal = _entries.Count, Step = Index, Kind = step.Kind, Place = step.Place, Flaws = TrialFlaws.TooShort, EndMicroseconds = _now });
            Advance();
            return false;
        }

        double level = Math.Min(step.Percent / 100 * threshold, CutOffKpa);
        _pressed = step.Kind == StepKind.Pulses
            ? new PressedStep(Protocol.Pulses, Protocol.OnSeconds, Protocol.OffSeconds, level, Protocol.TipAreaCm2, _unloaded.Mean)
            : new PressedStep(1, step.Seconds, 0, level, Protocol.TipAreaCm2, _unloaded.Mean);
        return true;
    }

    private void Press(in Sample sample)
    {
        if (_trial is { } trial)
        {
            trial.Accept(sample);
            switch (trial.State)
            {
                case TrialState.Waiting:
                    Phase = RunPhase.Ready;
                    break;
                case TrialState.Ramping:
                    Phase = RunPhase.Pressing;
                    break;
                case TrialState.Releasing:
                    Phase = RunPhase.Releasing;
                    break;
                default:
                    EndTrial();
                    break;
            }
        }
        else if (_pressed is { } pressed)
        {
            pressed.Accept(sample);
            if (pressed.IsDone)
            {
                EndPressed();
            }
            else if (pressed.HasBegun)
            {
                Phase = RunPhase.Pressing;
            }
        }
    }

    private void EndTrial()
    {
        TestStep step = Step!;
        TrialOutcome outcome = _trial!.Outcome!;
        _trial = null;
        NoteEnd(step.Place);
        Add(new RunEntry
        {
            Ordinal = _entries.Count,
            Step = Index,
            Kind = step.Kind,
            Place = step.Place,
            Round = step.Round,
            Attempt = _attempt,
            Conditioned = step.Conditioned,
            Trial = outcome,
            AnsweredBy = _source,
            EndMicroseconds = _now,
        });
        if (outcome.IsValid || step.Kind == StepKind.Familiarisation)
        {
            Advance();
        }
        else
        {
            Phase = RunPhase.Reviewing;
        }
    }

    private void EndPressed()
    {
        NoteEnd(Step!.Place);
        Phase = RunPhase.Rating;
        FinishPressedWhenRated();
    }

    private void FinishPressedWhenRated()
    {
        if (_pressed is not { IsDone: true } pressed)
        {
            return;
        }

        TestStep step = Step!;
        int wanted = step.Kind == StepKind.Pulses ? pressed.Begun : 1;
        if (_ratings.Count < wanted && pressed.Flaws == TrialFlaws.None)
        {
            return;
        }

        _pressed = null;
        Add(new RunEntry
        {
            Ordinal = _entries.Count,
            Step = Index,
            Kind = step.Kind,
            Place = step.Place,
            Round = step.Round,
            Attempt = _attempt,
            LevelKpa = pressed.LevelKpa,
            MeansKpa = pressed.MeansKpa,
            Ratings = [.. _ratings],
            Flaws = pressed.Flaws,
            EndMicroseconds = _lastEnd,
        });
        if (pressed.Flaws == TrialFlaws.None)
        {
            Advance();
        }
        else
        {
            _ratings.Clear();
            Phase = RunPhase.Reviewing;
        }
    }

    private void Advance()
    {
        Index++;
        _attempt = 1;
        _ratings.Clear();
        _conditioningFrom = -1;
        _unloaded.Clear();
        Phase = Index >= Steps.Count ? RunPhase.Finished : StartPhase();
        SecondsLeft = Step is { Kind: StepKind.AfterSensation } next ? Math.Max(0, next.Seconds - Since(_lastEnd)) : 0;
    }

    private RunPhase StartPhase() => Step!.Kind switch
    {
        StepKind.AfterSensation => RunPhase.Rating,
        StepKind.Conditioning => RunPhase.Conditioning,
        _ => RunPhase.Resting,
    };

    private void NoteEnd(TestPlace place)
    {
        _lastEnd = _now;
        _lastAt[place.Key] = _now;
    }

    private void Add(RunEntry entry)
    {
        _entries.Add(entry);
        Changed?.Invoke(entry);
    }

    private double CapKpa(TestPlace place) => Math.Min(place.CapKilopascals, _deviceCapKpa);

    private double Since(long microseconds) => microseconds == long.MinValue ? double.PositiveInfinity : (_now - microseconds) * 1e-6;

    private double Left(long end, double seconds) => end == long.MinValue ? 0 : seconds - Since(end);
}
