using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Problems;
using Algometer.Station.Limits;
using Algometer.Station.Pipeline;
using Algometer.Wire;

namespace Algometer.Station.Activities.ThresholdTest;

/// <summary>
/// The guided pressure-pain test: feeds the run, sets the device's limit for each place, stores every entry as it happens, and tells the page.
/// </summary>
public sealed class ThresholdTestActivity : ILoadActivity, IArrivalHandler, IButtonHandler, IConnectionHandler, ISilenceHandler, IDeviceEventHandler, ITipHandler, IPressGuide, IAsyncDisposable
{
    private readonly SamplePipeline _pipeline;
    private readonly DeviceSession _session;
    private readonly RecordStore? _store;
    private readonly ProtocolCatalogue _protocols;
    private readonly SiteCatalogue _sites;
    private readonly TimeProvider _time;
    private readonly DeviceLimit _limit;
    private readonly WarmUpCheck _warmUp = ZeroCheck.Watch();
    private TestRun? _run;
    private ThresholdTestRequest? _request;
    private RunArchive? _archive;
    private string? _problem;

    /// <summary>Makes the activity; it still has to be attached to the pipeline.</summary>
    public ThresholdTestActivity(SamplePipeline pipeline, DeviceSession session, DeviceLimit limit, RecordStore? store, ProtocolCatalogue protocols, SiteCatalogue sites, TimeProvider time)
    {
        (_pipeline, _session, _limit, _store, _protocols, _sites, _time) = (pipeline, session, limit, store, protocols, sites, time);
        pipeline.Attach(new IdleZero(pipeline.Slot, _warmUp));
    }

    /// <summary>Told what whoever presses should do: a simulated operator.</summary>
    public Action<PressCue, double>? Cue { get; set; }

    /// <inheritdoc/>
    public HostAlarm Guidance { get; private set; }

    /// <summary>Looks at the run under the pipeline's lock.</summary>
    public T? Look<T>(Func<TestRun, T> look) => _pipeline.With(_ => _run is { } run ? look(run) : default);

    /// <inheritdoc/>
    public Activity Kind => Activity.ThresholdTest;

    /// <inheritdoc/>
    public void OnArrival(in Sample sample, SafeRangeGuard guard)
    {
        if (guard.IsOverLimit)
        {
            _run?.Spoil(TrialFlaws.OverLimit);
        }
    }

    /// <inheritdoc/>
    public void OnSample(in Sample sample)
    {
        if (_run is not { } run || IsOver(run))
        {
            return;
        }

        bool waits = run.Phase is RunPhase.Resting or RunPhase.Ready;
        if (waits && _limit.Differs(run.LimitNewtons))
        {
            _ = _limit.Ask(Activity.ThresholdTest, run.LimitNewtons, outcome => Limited(run, outcome))();
        }

        // A record that fails: the press that runs is ended by whoever presses, the next waits for a person's choice.
        if (waits && (_limit.IsPending || _pipeline.Record.WaitsForChoice))
        {
            return;
        }

        run.CalibrationId = _pipeline.Calibration.Id;
        run.Accept(sample);
        Guidance = run is { Phase: RunPhase.Pressing, Trial.Guide.Advice: var advice }
            ? advice switch
            {
                RateAdvice.Faster => HostAlarm.RateFaster,
                RateAdvice.Slower => HostAlarm.RateSlower,
                RateAdvice.Good => HostAlarm.RateGood,
                _ => HostAlarm.None,
            }
            : HostAlarm.None;
        Tell(run);
        if (run.Phase == RunPhase.Finished)
        {
            Release();
        }
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press) => _run?.Button(press.DeviceMicroseconds, AnswerSource.Button);

    /// <inheritdoc/>
    public void OnSilence() => OnConnection(LinkState.Lost);

    /// <inheritdoc/>
    public void OnConnection(LinkState state)
    {
        if (state != LinkState.Connected)
        {
            _run?.Spoil(TrialFlaws.LinkLost);
        }
    }

    /// <inheritdoc/>
    public void OnDeviceEvent(in DeviceEvent deviceEvent)
    {
        if (deviceEvent.Code is EventCode.Tared or EventCode.Calibrated)
        {
            _run?.Spoil(TrialFlaws.ZeroChanged);
        }
    }

    /// <inheritdoc/>
    public void OnTip(double squareCentimetres)
    {
        if (_run is { Phase: not (RunPhase.Finished or RunPhase.Stopped) } run && Math.Abs(squareCentimetres - run.Protocol.TipAreaCm2) > 0.001)
        {
            run.Spoil(TrialFlaws.WrongTip);
        }
    }

    /// <summary>What a page shows of the test; null when there is none.</summary>
    public ThresholdTestView? View() => _pipeline.With(_ => _run is { } run ? ThresholdTestView.Of(run, _request!, _archive is { Finished: true } archive ? archive.RunId : null, _problem ?? _archive?.Problem) : null);

    /// <summary>The patient answers by a key: this is the threshold. A key has no device time; the newest sample's is at most one step old.</summary>
    public string? Answer() => With(run =>
    {
        run.Button(_pipeline.Last.DeviceMicroseconds, AnswerSource.Key);
        return null;
    });

    /// <summary>Repeats the step that was shown last.</summary>
    public string? Repeat() => With(run => run.Repeat());

    /// <summary>Goes on to the next step.</summary>
    public string? GoOn() => With(run => run.GoOn());

    /// <summary>Discards a trial.</summary>
    /// <param name="ordinal">Its number in the run, from 0.</param>
    /// <param name="reason">Why, in a person's words.</param>
    public string? Discard(int ordinal, string reason) => With(run => run.Discard(ordinal, reason));

    /// <summary>Takes a discarding back.</summary>
    /// <param name="ordinal">The trial's number in the run, from 0.</param>
    public string? Restore(int ordinal) => With(run => run.Restore(ordinal));

    /// <summary>Rates the pain of the step.</summary>
    /// <param name="rating">Pain, 0 to 10.</param>
    public string? Rate(int rating) => With(run => run.Rate(rating));

    /// <summary>Begins the conditioning pain of a run that has one.</summary>
    public string? BeginConditioning() => With(run => run.BeginConditioning());

    /// <summary>Stops the run; what was measured is kept.</summary>
    public string? Stop() => _pipeline.With(_ => StopRun());

    /// <summary>Takes an ended run off the page.</summary>
    public string? Close() => _pipeline.With(_ => Forget());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_archive is not null)
        {
            await _archive.DisposeAsync();
        }
    }

    private string? With(Func<TestRun, string?> act) => _pipeline.With(_ =>
    {
        if (_run is not { } run)
        {
            return "No test is running: start one.";
        }

        // A trial that is discarded after the end opens the run again: then it needs the load again.
        bool wasOver = IsOver(run);
        if (wasOver && _pipeline.Slot.Busy is { } busy)
        {
            return busy;
        }

        string? problem = act(run);
        if (wasOver && !IsOver(run))
        {
            _pipeline.Slot.Take(Activity.ThresholdTest);
            _limit.Begin(Activity.ThresholdTest);
        }

        Tell(run);
        if (run.Phase == RunPhase.Finished)
        {
            Release();
        }

        return problem;
    });

    private string? StopRun()
    {
        if (_run is not { } run)
        {
            return "No test is running: start one.";
        }

        if (!IsOver(run))
        {
            run.Stop();
            Tell(run);
            Release();
        }

        return null;
    }

    private string? Forget()
    {
        if (_run is { } run && !IsOver(run))
        {
            return "The test is not over: stop it first.";
        }

        _run = null;
        return null;
    }

    /// <summary>Sets the zero, between trials and with the tip off the body; nobody else sets one under the test.</summary>
    /// <param name="cancellationToken">Ends the wait for the device.</param>
    /// <returns>Null, or an error that says what to do.</returns>
    public async Task<string?> ZeroAsync(CancellationToken cancellationToken)
    {
        string? problem = _pipeline.With(_ => _run is not { } run || IsOver(run) ? "No test is running: start one."
            : run.Phase is RunPhase.Resting or RunPhase.Ready or RunPhase.Reviewing ? null
            : "Zero is set between trials: take the tip off first.");
        if (problem is not null)
        {
            return problem;
        }

        CommandOutcome outcome = await _session.SendAsync(new Command { Type = MessageType.Tare }, cancellationToken);
        return outcome.Accepted ? null : outcome.Reason;
    }

    private static bool IsOver(TestRun run) => run.Phase is RunPhase.Finished or RunPhase.Stopped;

    /// <summary>Begins a run.</summary>
    /// <param name="request">Protocol, places, tip and whom it is about.</param>
    /// <returns>Null, or an error that says what to do.</returns>
    public string? Start(ThresholdTestRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ThresholdTestRequest.Layout layout;
        try
        {
            layout = request.Lay(_protocols, _sites, (ulong)_time.GetTimestamp());
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return failure.Words();
        }

        return _pipeline.With(measurement =>
        {
            string? problem = _run is { Phase: not (RunPhase.Finished or RunPhase.Stopped) } ? "A test is running: stop it first."
                : _pipeline.Device is null || _pipeline.State != LinkState.Connected ? "No device is connected."
                : _pipeline.Slot.Busy is { } busy ? busy
                : _pipeline.Device.Tool == CalibrationMasses.Ball.Tool ? "This device is a ball: thresholds are measured with the probe and its tip."
                : measurement.Guard.IsLatched ? "The alarm is not acknowledged yet."
                : _pipeline.Uncalibrated ?? _pipeline.Record.Unrecorded;
            if (problem is not null)
            {
                return problem;
            }

            DeviceDescription device = _pipeline.Device!;
            var run = new TestRun(layout.Protocol, layout.Steps, device.CapNewtons, _warmUp);
            try
            {
                RunArchive? archive = _store is null ? null : new RunArchive(_store, _time, request.Person, new RunDocument
                {
                    Protocol = layout.Protocol,
                    Places = layout.Places,
                    Steps = layout.Steps,
                    Seed = layout.Seed,
                    SessionId = _pipeline.Recorder?.SessionId,
                    StartedDeviceMicroseconds = _pipeline.Last.DeviceMicroseconds,
                    DeviceId = device.Name,
                    CalibrationId = _pipeline.Calibration.Id,
                    Simulated = device.Simulated,
                    VisitId = request.Visit,
                    VisitPhase = request.VisitPhase ?? "",
                })
                {
                    DeviceMicroseconds = () => _pipeline.Last.DeviceMicroseconds,
                };
                archive?.Link(ended: false);
                _ = _archive?.DisposeAsync().AsTask();
                _archive = archive;
                run.Changed = entry =>
                {
                    archive?.Keep(entry);
                    _pipeline.Mark($"{entry.Kind} {entry.Place.Name}");
                };
            }
            catch (RecordStoreException failure)
            {
                return failure.Message;
            }

            (_run, _request) = (run, request);
            _pipeline.Slot.Take(Activity.ThresholdTest);
            _problem = null;
            _limit.Begin(Activity.ThresholdTest);
            _pipeline.TipAreaCm2 = layout.Protocol.TipAreaCm2;
            return null;
        });
    }

    private void Limited(TestRun run, CommandOutcome outcome)
    {
        if (outcome.Accepted || !ReferenceEquals(run, _run) || IsOver(run))
        {
            return;
        }

        _problem = $"The device did not take the limit of this site: {outcome.Reason}";
        run.Stop();
        Release();
    }

    private void Release()
    {
        Guidance = HostAlarm.None;
        _pipeline.Slot.Leave(Activity.ThresholdTest);
        Cue?.Invoke(PressCue.Lift, 0);
        if (_run is { } run)
        {
            _archive?.Finish(run.Phase);
        }

        _ = Task.Run(_limit.End(Activity.ThresholdTest));
    }

    private void Tell(TestRun run)
    {
        if (Cue is not { } cue)
        {
            return;
        }

        double perKilopascal = run.Protocol.TipAreaCm2 / 10;
        switch (run.Phase)
        {
            case RunPhase.Ready or RunPhase.Pressing when run.Trial is not null:
                cue(PressCue.Ramp, run.Protocol.RateKpaPerSecond * perKilopascal);
                break;
            case RunPhase.Ready when run.Pressed is { } pressed:
                cue(PressCue.Level, pressed.LevelKpa * perKilopascal);
                break;
            case RunPhase.Pressing when run.Pressed is { IsOn: true } pressed:
                cue(PressCue.Level, pressed.LevelKpa * perKilopascal);
                break;
            default:
                cue(PressCue.Lift, 0);
                break;
        }
    }
}
