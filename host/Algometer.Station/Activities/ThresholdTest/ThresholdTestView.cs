using Algometer.Measurement.Ramp;
using Algometer.Records.Documents;

namespace Algometer.Station.Activities.ThresholdTest;

/// <summary>What a page shows of a test besides samples.</summary>
public sealed record ThresholdTestView(
    string? RunId,
    string? Person,
    string? Visit,
    string? VisitPhase,
    string ProtocolId,
    string Protocol,
    TestKind Kind,
    string Conditioning,
    double TargetRate,
    double TipAreaCm2,
    RunPhase Phase,
    int Index,
    int Count,
    TestStep? Step,
    TestStep? Next,
    double SecondsLeft,
    ZeroRefusal Zero,
    double? Rate,
    RateAdvice Advice,
    double? ContactSeconds,
    double CutOffKpa,
    double? LevelKpa,
    bool? PressureOn,
    int Pulse,
    int Pulses,
    IReadOnlyList<int> Ratings,
    int RatingsWanted,
    IReadOnlyList<RunEntry> Entries,
    string? Problem)
{
    /// <summary>Whether it is over, done or stopped.</summary>
    public bool IsOver => Phase is RunPhase.Finished or RunPhase.Stopped;

    /// <summary>Describes a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="runId">Its identity once all of it is stored; null before.</param>
    /// <param name="problem">What to tell the person; null for nothing.</param>
    internal static ThresholdTestView Of(TestRun run, ThresholdTestRequest request, string? runId, string? problem)
    {
        RampTrial? trial = run.Trial;
        PressedStep? pressed = run.Pressed;
        TestStep? step = run.Step;
        return new ThresholdTestView(
            runId,
            request.Person,
            request.Visit,
            request.VisitPhase,
            run.Protocol.Id,
            run.Protocol.Name,
            run.Protocol.Kind,
            run.Protocol.Conditioning,
            run.Protocol.RateKpaPerSecond,
            run.Protocol.TipAreaCm2,
            run.Phase,
            run.Index,
            run.Steps.Count,
            step,
            run.Index + 1 < run.Steps.Count ? run.Steps[run.Index + 1] : null,
            Math.Round(run.SecondsLeft, 1),
            run.Zero,
            trial is { State: TrialState.Ramping } ? JsonNumber.Finite(trial.Guide.RateKpaPerSecond, 1) : null,
            trial?.Guide.Advice ?? RateAdvice.None,
            trial is { ContactMicroseconds: > 0 } ? trial.ContactMicroseconds * 1e-6 : null,
            Math.Round(run.CutOffKpa, 1),
            pressed is null ? null : Math.Round(pressed.LevelKpa, 1),
            pressed?.IsOn,
            pressed?.Begun ?? 0,
            step?.Kind == StepKind.Pulses ? run.Protocol.Pulses : 1,
            [.. run.Ratings],
            step?.Kind switch
            {
                StepKind.Pulses => pressed?.Begun ?? 0,
                StepKind.Level or StepKind.AfterSensation when run.Phase == RunPhase.Rating && run.SecondsLeft <= 0 => 1,
                _ => 0,
            },
            [.. run.Entries],
            problem);
    }
}
