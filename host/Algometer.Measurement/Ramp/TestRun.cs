using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Ramp;

/// <summary>
/// Guides a whole test, step by step: rests, zero, contact, ramp, answer, rating, repeat. Pure: fed samples, presses and what the therapist
/// says; time is the device's. Everything that happens becomes an entry; nothing is taken out again.
/// </summary>
public sealed partial class TestRun
{
    /// <summary>Part of a place's cap at which a ramp is cut off at the latest, so that the cap itself stays an alarm. [P]</summary>
    public const double CutOffPartOfCap = 0.95;

    private readonly List<RunEntry> _entries = [];
    private readonly List<int> _ratings = [];
    private readonly RestClock _rest;
    private readonly ZeroCheck _zero;
    private readonly double _deviceCapKpa;
    private RampTrial? _trial;
    private PressedStep? _pressed;
    private long _now;
    private long _conditioningFrom = -1;
    private int _attempt = 1;
    private RampTrial? _answered;

    /// <summary>Makes a run.</summary>
    /// <param name="protocol">What is tested.</param>
    /// <param name="steps">Its steps, see <see cref="TestPlan"/>.</param>
    /// <param name="deviceCapNewtons">The highest limit that the device takes, N.</param>
    /// <param name="warmUp">Has watched the zero since before the run, see <see cref="ZeroCheck.Watch"/>; null for one that begins now.</param>
    public TestRun(TestProtocol protocol, IReadOnlyList<TestStep> steps, double deviceCapNewtons, WarmUpCheck? warmUp = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(steps);
        (Protocol, Steps) = (protocol, steps);
        (_rest, _zero) = (new RestClock(protocol), new ZeroCheck(warmUp ?? ZeroCheck.Watch()));
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

    /// <summary>Why the next pressure cannot begin; nothing when only the rest is awaited.</summary>
    public ZeroRefusal Zero { get; private set; }

    /// <summary>The same in words that say what to do; empty when only the rest is awaited.</summary>
    public string Refusal => Zero.Words();

    /// <summary>The limit that the device should have for the present step, N.</summary>
    public double LimitNewtons => Step is { } step ? CapKpa(step.Place) * Protocol.TipAreaCm2 / 10 : 0;

    /// <summary>Where a ramp on the present place ends unanswered, kPa.</summary>
    public double CutOffKpa => Step is { } step ? Math.Min(Protocol.CutOffKpa, CutOffPartOfCap * CapKpa(step.Place)) : Protocol.CutOffKpa;

    /// <summary>The calibration in force, kept with each entry; 0 for the nominal one.</summary>
    public long CalibrationId { get; set; }

    /// <summary>Told each new or changed entry.</summary>
    public Action<RunEntry>? Changed { get; set; }

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
                SecondsLeft = Math.Max(0, step.Seconds - _rest.Since(_now));
                break;
            case RunPhase.Rating when Step is { Kind: StepKind.Level }:
            case RunPhase.Conditioning when _conditioningFrom < 0:
                SecondsLeft = 0;
                break;
            case RunPhase.Conditioning:
                SecondsLeft = Math.Max(0, Step!.Seconds - ((_now - _conditioningFrom) * 1e-6));
                if (SecondsLeft <= 0)
                {
                    Add(new RunEntry { Ordinal = _entries.Count, Step = Index, Kind = StepKind.Conditioning, Place = Step.Place, Ratings = [.. _ratings], EndMicroseconds = _now });
                    Advance();
                }

                break;
        }
    }

    /// <summary>Takes the patient's press at its device time; one that the wire delivers late may still answer the ramp that is over.</summary>
    public void Button(long deviceMicroseconds, AnswerSource source)
    {
        if (_pressed is { IsDone: false, HasBegun: true } pressed)
        {
            pressed.Abort(TrialFlaws.EndedByPatient);
            EndPressed();
            return;
        }

        RampTrial? trial = _trial is { State: not TrialState.Waiting } || _answered is null || deviceMicroseconds > _answered.Outcome!.EndMicroseconds ? _trial : _answered;
        trial?.Press(deviceMicroseconds, source);
        if (trial is not null && trial == _answered)
        {
            Revise(trial);
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
            _zero.Clear();
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

    /// <summary>Takes a discarding back; where its step was offered again for it, the test goes on as if it had counted all along.</summary>
    /// <param name="ordinal">Which entry.</param>
    /// <returns>Null, or why not.</returns>
    public string? Restore(int ordinal)
    {
        if (ordinal < 0 || ordinal >= _entries.Count || _entries[ordinal].DiscardReason is null)
        {
            return "It is not discarded.";
        }

        if (Phase is RunPhase.Pressing or RunPhase.Releasing)
        {
            return "A trial is running: end it first.";
        }

        RunEntry entry = _entries[ordinal] with { DiscardReason = null };
        _entries[ordinal] = entry;
        Changed?.Invoke(entry);
        if (ordinal == _entries.Count - 1 && Index == entry.Step && (entry.Counts || entry.Kind == StepKind.Familiarisation) && Phase is RunPhase.Resting or RunPhase.Ready)
        {
            (_trial, _pressed) = (null, null);
            Advance();
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
        Spoil(TrialFlaws.Stopped);
        if (Phase != RunPhase.Finished)
        {
            (_trial, _pressed) = (null, null);
            Phase = RunPhase.Stopped;
        }
    }

    /// <summary>Mean of the thresholds of a place that count so far, kPa; null when there is none.</summary>
    public double? ThresholdKpa(string placeKey)
    {
        double[] values = [.. _entries.Where(entry => entry is { Counts: true, Conditioned: false, Trial.ThresholdKpa: not null } && string.Equals(entry.Place.Key, placeKey, StringComparison.Ordinal)).Select(entry => entry.Trial!.ThresholdKpa!.Value)];
        return values.Length == 0 ? null : values.Average();
    }
}
