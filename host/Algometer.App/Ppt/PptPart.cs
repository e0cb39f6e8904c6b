using System.Text.Json;
using Algometer.App.Live;
using Algometer.App.Web;
using Algometer.Link;
using Algometer.Measurement;
using Algometer.Measurement.Ppt;
using Algometer.Measurement.Sites;
using Algometer.Records;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.App.Ppt;

/// <summary>
/// The guided test on the road: feeds the run, sets the device's limit for each place, stores every entry as it happens, and tells the page.
/// </summary>
internal sealed class PptPart(Ingest ingest, DeviceSession session, RecordStore? store, ProtocolCatalogue protocols, SiteCatalogue sites, TimeProvider time) : ILivePart, IIngestEngine, IAsyncDisposable
{
    /// <summary>The limit outside of tests, N: the lowest cap of the ball's places. [P]</summary>
    public const double EverydayLimitNewtons = 60;

    private bool _lowered;
    private TestRun? _run;
    private RunArchive? _archive;
    private double _limitBefore;
    private double _limitAsked;
    private bool _limitPending;
    private string? _problem;

    /// <summary>Told what whoever presses should do: a simulated operator.</summary>
    public Action<PressCue, double>? Cue { get; set; }

    /// <inheritdoc/>
    public string Name => "ppt";

    /// <inheritdoc/>
    public HostAlarm Guidance { get; private set; }

    /// <summary>Looks at the run under the road's lock.</summary>
    public T? Look<T>(Func<TestRun, T> look) => ingest.With(_ => _run is { } run ? look(run) : default);

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
        if (_run is not { Phase: not (RunPhase.Finished or RunPhase.Stopped) } run)
        {
            LowerLeftOver();
            return;
        }

        if (!_limitPending && Math.Abs(run.LimitNewtons - _limitAsked) > 0.001 && run.Phase is RunPhase.Resting or RunPhase.Ready)
        {
            AskLimit(run.LimitNewtons);
        }

        if (_limitPending && run.Phase is RunPhase.Resting or RunPhase.Ready)
        {
            return;
        }

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
            Close();
        }
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press) => _run?.Button(press.DeviceMicroseconds, AnswerSource.Button);

    /// <inheritdoc/>
    public void OnState(LinkState state)
    {
        if (state != LinkState.Connected)
        {
            _run?.Spoil(TrialFlaws.LinkLost);
            _limitAsked = 0;
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

    /// <inheritdoc/>
    public JsonElement? Snapshot() => ingest.With<JsonElement?>(_ => _run is { } run ? JsonSerializer.SerializeToElement(Describe(run), JsonApi.Options) : null);

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) => Task.FromResult(command switch
    {
        "start" => Start(arguments),
        "answer" => With(run =>
        {
            // A key has no device time: the newest sample's is at most one step old.
            run.Button(ingest.Last.DeviceMicroseconds, AnswerSource.Key);
            return null;
        }),
        "repeat" => With(run => run.Repeat()),
        "go-on" => With(run => run.GoOn()),
        "discard" => With(run => run.Discard(arguments.GetProperty("ordinal").GetInt32(), arguments.GetProperty("reason").GetString() ?? "")),
        "rate" => With(run => run.Rate(arguments.GetProperty("rating").GetInt32())),
        "condition" => With(run => run.BeginConditioning()),
        "stop" => With(run =>
        {
            run.Stop();
            Tell(run);
            Close();
            return null;
        }),
        "close" => With(run =>
        {
            if (run.Phase is not (RunPhase.Finished or RunPhase.Stopped))
            {
                return "The test is not over: stop it first.";
            }

            _run = null;
            return null;
        }),
        _ => $"There is no command 'ppt.{command}': reload the page.",
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_archive is not null)
        {
            await _archive.DisposeAsync();
        }
    }

    private string? With(Func<TestRun, string?> act) => ingest.With(_ =>
    {
        if (_run is not { } run)
        {
            return "No test is running: start one.";
        }

        string? problem = act(run);
        Tell(run);
        if (run.Phase == RunPhase.Finished)
        {
            Close();
        }

        return problem;
    });

    private string? Start(JsonElement arguments)
    {
        StartRequest request = arguments.Deserialize<StartRequest>(_startJson) ?? throw new JsonException();
        TestProtocol protocol;
        TestPlace[] places;
        IReadOnlyList<TestStep> steps;
        ulong seed = request.Seed ?? (ulong)time.GetTimestamp();
        try
        {
            protocol = protocols.Named(request.Protocol);
            if (request.RateKpaPerSecond is { } rate && Math.Abs(rate - protocol.RateKpaPerSecond) > 0.01)
            {
                protocol = protocol with { RateKpaPerSecond = rate, Id = protocol.Id + "+rate", Name = FormattableString.Invariant($"{protocol.Name}, at {rate:0.##} kPa/s"), Certainty = Certainty.Proposed };
            }

            protocol = protocol with
            {
                Repeats = request.Repeats ?? protocol.Repeats,
                Familiarisation = request.Familiarisation ?? protocol.Familiarisation,
            };
            protocol.Check();
            places = [.. request.Places.Select(place => place.Own is { } own ? sites.Place(place.Site, place.Name ?? "", place.Side, own) : sites.Place(place.Site, place.Side))];
            TestSite? remote = sites.Sites.FirstOrDefault(site => site.Remote);
            steps = TestPlan.Of(protocol, places, remote is null ? null : sites.Place(remote.Id, remote.Midline ? BodySide.Midline : BodySide.Right), seed);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return failure.Message.Split(" (Parameter", 2)[0];
        }

        if (Math.Abs(request.TipAreaCm2 - protocol.TipAreaCm2) > 0.001)
        {
            return FormattableString.Invariant($"{protocol.Name} is made for the {protocol.TipAreaCm2:0.##} cm² tip, but {request.TipAreaCm2:0.##} cm² is fitted: change the tip or the protocol.");
        }

        return ingest.With(pipeline =>
        {
            string? problem = _run is { Phase: not (RunPhase.Finished or RunPhase.Stopped) } ? "A test is running: stop it first."
                : ingest.Device is null || ingest.State != LinkState.Connected ? "No device is connected."
                : pipeline.Hold.IsRunning ? "A hold is running: end it first."
                : pipeline.Guard.IsLatched ? "The alarm is not acknowledged yet."
                : ingest.Occupied;
            if (problem is not null)
            {
                return problem;
            }

            DeviceDescription device = ingest.Device!;
            var run = new TestRun(protocol, steps, device.CapNewtons);
            try
            {
                RunArchive? archive = store is null ? null : new RunArchive(store, time, request.Person, new RunDocument
                {
                    Protocol = protocol,
                    Places = places,
                    Steps = steps,
                    Seed = seed,
                    SessionId = ingest.Recorder?.SessionId,
                    DeviceId = device.Name,
                    CalibrationId = ingest.Calibration.Id,
                    Simulated = device.Simulated,
                    VisitId = request.Visit,
                    VisitPhase = request.VisitPhase ?? "",
                });
                _ = _archive?.DisposeAsync().AsTask();
                _archive = archive;
                run.Changed = entry =>
                {
                    archive?.Keep(entry);
                    Sample last = ingest.Last;
                    ingest.Recorder?.Mark(last.DeviceMicroseconds, last.Sequence, $"{entry.Kind} {entry.Place.Name}");
                };
            }
            catch (RecordStoreException failure)
            {
                return failure.Message;
            }

            _run = run;
            ingest.Occupied = "A test is running: stop it first.";
            _problem = null;
            _limitBefore = pipeline.Guard.Options.LimitNewtons;
            _limitAsked = 0;
            ingest.TipAreaCm2 = protocol.TipAreaCm2;
            return null;
        });
    }

    // Raising a limit needs a plan: the run is it.
    private void AskLimit(double newtons)
    {
        _limitPending = true;
        _limitAsked = newtons;
        _ = Task.Run(() => SetLimitAsync(newtons));
    }

    // A program that was ended in a test leaves the device with that test's limit: nothing but a running test may keep it up.
    private void LowerLeftOver()
    {
        if (_lowered || _run is not null || ingest.Device is not { } device)
        {
            return;
        }

        _lowered = true;
        if (device.LimitNewtons > EverydayLimitNewtons)
        {
            _ = Task.Run(() => session.SendAsync(new Command { Type = MessageType.SetLimit, Value = (uint)(EverydayLimitNewtons * 1000) }, CancellationToken.None));
        }
    }

    private async Task SetLimitAsync(double newtons)
    {
        CommandOutcome outcome = await session.SendAsync(
            new Command { Type = MessageType.SetLimit, Value = (uint)Math.Round(newtons * 1000), PlanId = Math.Max(1, time.GetUtcNow().ToUnixTimeMilliseconds()) },
            CancellationToken.None);
        ingest.With(pipeline =>
        {
            _limitPending = false;
            if (outcome.Accepted)
            {
                pipeline.Guard.Options = pipeline.Guard.Options with { LimitNewtons = newtons };
                _problem = null;
            }
            else
            {
                _limitAsked = 0;
                _problem = $"The device did not take the limit of this site: {outcome.Reason}";
                _run?.Stop();
                Close();
            }

            return true;
        });
    }

    private void Close()
    {
        Guidance = HostAlarm.None;
        ingest.Occupied = null;
        Cue?.Invoke(PressCue.Lift, 0);
        _archive?.Finish(_run!.Phase);
        if (_limitAsked > 0)
        {
            _limitAsked = 0;
            _ = Task.Run(SetBackAsync);
        }
    }

    private async Task SetBackAsync()
    {
        CommandOutcome outcome = await session.SendAsync(
            new Command { Type = MessageType.SetLimit, Value = (uint)Math.Round(_limitBefore * 1000), PlanId = 1 },
            CancellationToken.None);
        if (outcome.Accepted)
        {
            ingest.With(pipeline =>
            {
                pipeline.Guard.Options = pipeline.Guard.Options with { LimitNewtons = _limitBefore };
                return true;
            });
        }
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

    private PptState Describe(TestRun run)
    {
        RampTrial? trial = run.Trial;
        PressedStep? pressed = run.Pressed;
        TestStep? step = run.Step;
        return new PptState(
            _archive is { Finished: true } archive ? archive.RunId : null,
            run.Protocol.Name,
            JsonNamingPolicy.KebabCaseLower.ConvertName(run.Protocol.Kind.ToString()),
            run.Protocol.Instruction.Text,
            run.Protocol.Conditioning,
            run.Protocol.RateKpaPerSecond,
            run.Protocol.TipAreaCm2,
            run.Phase,
            run.Index,
            run.Steps.Count,
            step,
            run.Index + 1 < run.Steps.Count ? run.Steps[run.Index + 1] : null,
            Math.Round(run.SecondsLeft, 1),
            run.Refusal,
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
            [.. run.Entries.Select(EntryView.Of)],
            _problem ?? _archive?.Problem);
    }

    private static readonly JsonSerializerOptions _startJson = new(JsonApi.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip };

    private sealed record StartRequest(
        string Protocol,
        PlaceRequest[] Places,
        double TipAreaCm2,
        ulong? Seed = null,
        int? Repeats = null,
        bool? Familiarisation = null,
        double? RateKpaPerSecond = null,
        string? Person = null,
        string? Visit = null,
        string? VisitPhase = null);

    private sealed record PlaceRequest(string Site, BodySide Side, string? Name = null, OwnPlace? Own = null);
}
