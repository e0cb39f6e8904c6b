using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Ramp;

/// <summary>How a step is waited for, pressed and ended.</summary>
public sealed partial class TestRun
{
    private void AwaitContact(in Sample sample)
    {
        TestStep step = Step!;
        _zero.Accept(sample);
        if (!sample.HasForce)
        {
            Zero = _zero.Refusal();
            Phase = RunPhase.Resting;
            return;
        }

        SecondsLeft = _rest.Left(step.Place, _now);
        if (Phase == RunPhase.Resting)
        {
            // A hand that moves in the rest is nothing to complain about yet; a zero that is off or drifts is.
            Zero = SecondsLeft > 0 && !_zero.IsSteady && !_zero.Drifts ? default : _zero.Refusal();
            if (SecondsLeft > 0 || !_zero.IsPassed || !Prepare(step))
            {
                return;
            }

            Phase = RunPhase.Ready;
        }

        Zero = default;
        if (_zero.IsPassed)
        {
            _trial?.Rezero(_zero.Newtons);
        }

        Press(sample);
    }

    // Pulses and levels are a part of the threshold found before; without one there is nothing to take a part of.
    private bool Prepare(TestStep step)
    {
        if (step.Kind is StepKind.Ramp or StepKind.Familiarisation)
        {
            _trial = new RampTrial(new RampTrialOptions(Protocol, CutOffKpa, _zero.Newtons));
            return true;
        }

        if (ThresholdKpa(step.Place.Key) is not { } threshold)
        {
            Add(new RunEntry { Ordinal = _entries.Count, Step = Index, Kind = step.Kind, Place = step.Place, Flaws = TrialFlaws.NoThreshold, EndMicroseconds = _now });
            Advance();
            return false;
        }

        double level = Math.Min(step.Percent / 100 * threshold, CutOffKpa);
        _pressed = step.Kind == StepKind.Pulses
            ? new PressedStep(Protocol.Pulses, Protocol.OnSeconds, Protocol.OffSeconds, level, Protocol.TipAreaCm2, _zero.Newtons)
            : new PressedStep(1, step.Seconds, 0, level, Protocol.TipAreaCm2, _zero.Newtons);
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
        (_answered, _trial) = (_trial!, null);
        TrialOutcome outcome = _answered.Outcome!;
        _rest.End(step.Place, _now);
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
            AnsweredBy = _answered.AnsweredBy,
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

    // The ramp was over when its answer came: the entry is changed, and the run goes on if it now counts.
    private void Revise(RampTrial trial)
    {
        int at = _entries.FindLastIndex(entry => entry.Trial?.ContactMicroseconds == trial.ContactMicroseconds);
        if (at < 0 || _entries[at].DiscardReason is not null || _entries[at].Trial == trial.Outcome)
        {
            return;
        }

        _entries[at] = _entries[at] with { Trial = trial.Outcome, AnsweredBy = trial.AnsweredBy };
        Changed?.Invoke(_entries[at]);
        if (Phase == RunPhase.Reviewing && Index == _entries[at].Step && _entries[at].Counts)
        {
            Advance();
        }
    }

    private void EndPressed()
    {
        _rest.End(Step!.Place, _now);
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
            EndMicroseconds = _rest.LastMicroseconds ?? _now,
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
        _zero.Clear();
        Phase = Index >= Steps.Count ? RunPhase.Finished : StartPhase();
        SecondsLeft = Step is { Kind: StepKind.AfterSensation } next ? Math.Max(0, next.Seconds - _rest.Since(_now)) : 0;
    }

    private RunPhase StartPhase() => Step!.Kind switch
    {
        StepKind.AfterSensation => RunPhase.Rating,
        StepKind.Conditioning => RunPhase.Conditioning,
        _ => RunPhase.Resting,
    };

    private void Add(RunEntry entry)
    {
        entry = entry with { CalibrationId = CalibrationId };
        _entries.Add(entry);
        Changed?.Invoke(entry);
    }

    private double CapKpa(TestPlace place) => Math.Min(place.CapKilopascals, _deviceCapKpa);

}
