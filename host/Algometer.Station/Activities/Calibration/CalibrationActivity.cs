using System.Text.Json;
using Algometer.Link;
using Algometer.Measurement;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Problems;
using Algometer.Records.Store;
using Algometer.Station.Limits;
using Algometer.Station.Pipeline;
using Algometer.Wire;

namespace Algometer.Station.Activities.Calibration;

/// <summary>The calibration with masses. Until the last step the device keeps the calibration that it has.</summary>
public sealed class CalibrationActivity(SamplePipeline pipeline, DeviceSession session, DeviceLimit limit, RecordStore? store, TimeProvider time) : ILoadActivity
{
    private CalibrationSession? _session;
    private CalibrationReport? _written;

    /// <summary>Told the load that is asked for, N: whoever lays masses on a simulated cell.</summary>
    public Action<double>? Masses { get; set; }

    /// <summary>The newest calibration that was written; null before.</summary>
    public CalibrationReport? Written => _written;

    /// <summary>Looks at the session under the pipeline's lock.</summary>
    public T? Look<T>(Func<CalibrationSession, T> look) => pipeline.With(_ => _session is { } running ? look(running) : default);

    /// <inheritdoc/>
    public Activity Kind => Activity.Calibration;

    /// <inheritdoc/>
    public void OnSample(in Sample sample)
    {
        if (_session is { } running)
        {
            running.Accept(sample);
            Masses?.Invoke(running is { Stage: CalibrationStage.Loading, Step: { } step } ? running.Setup.Newtons(step.MassKg) : 0);
        }
    }

    /// <summary>What the page shows of the calibration; null when there is none.</summary>
    public CalibrationView? View() => pipeline.With(_ => _session is { } running ? CalibrationView.Of(running, _written) : null);

    /// <summary>Goes on without the rest of the warm-up, which the report says.</summary>
    public string? SkipWarmUp() => Do(running => running.SkipWarmUp());

    /// <summary>Takes the last reading back.</summary>
    public string? Back() => Do(running => running.Back());

    /// <summary>Begins. Masses above the device's limit have it raised while they are on: with them the calibration is the plan that this needs.</summary>
    /// <param name="setup">Masses and the rest.</param>
    /// <param name="cancellationToken">Ends the wait for the device.</param>
    /// <returns>Null, or an error that says what to do.</returns>
    public async Task<string?> StartAsync(CalibrationSetup setup, CancellationToken cancellationToken)
    {
        if (pipeline.With(measurement => Problem(setup, measurement) ?? Take()) is { } problem)
        {
            return problem;
        }

        double present = pipeline.With(measurement => measurement.Guard.Options.LimitNewtons);
        if (LimitFor(setup) > present)
        {
            CommandOutcome outcome = await limit.AskAsync(Activity.Calibration, LimitFor(setup));
            if (!outcome.Accepted)
            {
                // One that ran before goes on.
                await LeaveUnlessRunningAsync();
                return FormattableString.Invariant($"The masses need a limit of {LimitFor(setup):0} N while they are on, and the device keeps {present:0} N: {outcome.Reason} Take everything off, set zero, begin again.");
            }
        }

        return pipeline.With<string?>(_ =>
        {
            _session = new CalibrationSession(setup, pipeline.Calibration.NewtonsPerCount);
            _written = null;
            return null;
        });
    }

    /// <summary>Ends it: the device has the limit back that it had before.</summary>
    public async Task<string?> EndAsync()
    {
        string? problem = pipeline.With(_ =>
        {
            bool ran = _session is not null;
            _session = null;
            return ran ? null : "No calibration is running: start one.";
        });
        Masses?.Invoke(0);
        await ReleaseAsync();
        return problem;
    }

    /// <summary>Writes the session's fit to the device and keeps its report.</summary>
    public Task<string?> WriteAsync(CancellationToken cancellationToken) =>
        pipeline.With(_ => _session is { Stage: CalibrationStage.Fitted } done ? new CalibrationMade(done.Setup, [.. done.Readings], done.WarmUpSkipped) : null) is { } made
            ? WriteAsync(made, cancellationToken)
            : Task.FromResult<string?>("The calibration is not complete: lay on every mass first.");

    /// <summary>Writes a fit to the device and keeps its report.</summary>
    /// <param name="made">What was measured.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null, or an error that says what to do; then the device keeps its old calibration unless the error says otherwise.</returns>
    public async Task<string?> WriteAsync(CalibrationMade made, CancellationToken cancellationToken)
    {
        if (pipeline.Device is not { } device || pipeline.State != LinkState.Connected)
        {
            return "No device is connected: nothing was written.";
        }

        if (pipeline.With(_ => Take()) is { } busy)
        {
            return busy;
        }

        CalibrationFit fit = made.Fit();
        if (made.Verdict(fit) is { IsAccepted: false } refused)
        {
            await LeaveUnlessRunningAsync();
            return "The device keeps its old calibration: " + string.Join(' ', refused.Reasons);
        }

        DateTimeOffset now = time.GetUtcNow();
        uint id = (uint)now.ToUnixTimeSeconds();
        CellCalibration before = pipeline.With(_ => pipeline.Calibration);
        CellCalibration calibration = fit.ToDevice(id, id, before.CapacityMillinewtons);
        CommandOutcome outcome = await limit.UnderPlanAsync(plan => session.SendCalibrationAsync(calibration, made.Points(), plan, cancellationToken));
        if (!outcome.Accepted && !outcome.IsUnknown)
        {
            await LeaveUnlessRunningAsync();
            return outcome.Refusal == RefusalReason.WrongState
                ? "The device keeps its old calibration: it feels a load. Take everything off the cell and write again. When nothing is on it, its zero has moved: switch the device's power off and on, leave the cell free for 5 s and write again."
                : $"The device keeps its old calibration: {outcome.Reason}";
        }

        // An acknowledgement that came says what the device means to have done, one that was lost says nothing: what holds it tells itself.
        HeldCalibration? held = await session.AskCalibrationAsync(calibration, cancellationToken);
        held = held?.DeviceId == device.DeviceId ? held : null;
        if (WhyNotWritten(outcome, held, calibration, before) is { } why)
        {
            await LeaveUnlessRunningAsync();
            return why;
        }

        var report = new CalibrationReport
        {
            Id = id,
            MadeUtc = now,
            DueUtc = now.AddMonths(made.Setup.Months),
            DeviceId = device.Name,
            Firmware = device.Firmware,
            Software = ProgramVersion.Text,
            Simulated = device.Simulated,
            CapacityNewtons = device.CapacityNewtons,
            Setup = made.Setup,
            Readings = made.Readings,
            WarmUpSkipped = made.WarmUpSkipped,
            ZeroDriftNewtons = made.ZeroDriftNewtons(fit),
        };
        _written = report;
        await ReleaseAsync();
        try
        {
            store?.Documents.Create(CalibrationHistory.Kind, null, JsonSerializer.Serialize(report, DocumentJson.Options));
            return null;
        }
        catch (RecordStoreException failure)
        {
            return $"The device has the new calibration, but its history could not be stored: {failure.Message}";
        }
    }

    private static string? WhyNotWritten(CommandOutcome outcome, HeldCalibration? held, in CellCalibration given, in CellCalibration before)
    {
        bool otherNamed = outcome.Accepted && (uint)outcome.Value != given.Id;
        return held is null ? "Whether the device has taken the calibration is not known: it did not say which one it holds. Do not measure with it: check the connection and write again."
            : held.Is(given) ? otherNamed ? FormattableString.Invariant($"The device says that it holds calibration {given.Id} and acknowledged {(uint)outcome.Value}: it contradicts itself. Do not measure with it: write again.") : null
            : held.Is(before) ? "The device keeps its old calibration: " + (
                outcome.IsUnknown ? outcome.Reason
                : otherNamed ? FormattableString.Invariant($"it acknowledged {(uint)outcome.Value} and not the one that it was given. Write again; if that does not help, update its firmware.")
                : "it acknowledged the new one and did not take it. Write again; if that does not help, update its firmware.")
            : FormattableString.Invariant($"The device holds another calibration than it was given: hello names {held.HelloId}; {Words(held.Calibration)}, and it was given {Words(given)}. Do not measure with it: write again.");
    }

    private static string Words(in CellCalibration calibration) =>
        FormattableString.Invariant($"{calibration.Id} with {calibration.NewtonsPerCount * 1e6:0.000000} µN/count, {calibration.QuadraticPiconewtons} pN and zero {calibration.ZeroCounts}");

    private string? Problem(CalibrationSetup setup, MeasurementPipeline measurement)
    {
        if (pipeline.Device is not { } device || pipeline.State != LinkState.Connected)
        {
            return "No device is connected.";
        }

        try
        {
            setup.Check(device.CapacityNewtons);
        }
        catch (ArgumentException failure)
        {
            return failure.Message;
        }

        return pipeline.Slot.Busy is { } busy && !pipeline.Slot.IsOf(Activity.Calibration) ? busy
            : LimitFor(setup) > Math.Max(device.HighestLimitNewtons, measurement.Guard.Options.LimitNewtons) ? FormattableString.Invariant($"The largest mass is {setup.Newtons(setup.MassesKg[^1]):0} N, but this device takes limits up to {device.HighestLimitNewtons:0} N: use smaller masses.")
            : null;
    }

    // A little above the largest mass: laying it on must not alarm, anything heavier must.
    private static double LimitFor(CalibrationSetup setup) => Math.Ceiling(setup.Newtons(setup.MassesKg[^1]) / 0.95);

    // Under the pipeline's lock: the load first, then the limit.
    private string? Take()
    {
        if (pipeline.Slot.Take(Activity.Calibration) is { } busy)
        {
            return busy;
        }

        limit.Begin(Activity.Calibration);
        return null;
    }

    private Task LeaveUnlessRunningAsync() => pipeline.With(_ => _session is null || _written is not null) ? ReleaseAsync() : Task.CompletedTask;

    private Task ReleaseAsync() => pipeline.With(_ =>
    {
        pipeline.Slot.Leave(Activity.Calibration);
        return limit.End(Activity.Calibration);
    })();

    private string? Do(Action<CalibrationSession> act) => pipeline.With(_ =>
    {
        if (_session is not { } running)
        {
            return "No calibration is running: start one.";
        }

        if (_written is not null)
        {
            return "This calibration is written: start another one.";
        }

        act(running);
        return null;
    });
}
