using System.Text.Json;
using System.Text.Json.Serialization;
using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Station.Limits;
using Algometer.Station.Pipeline;
using Algometer.Wire;

namespace Algometer.Station.Activities.HomeSession;

/// <summary>
/// The guided session on the road: feeds it, gives the device the plan's limit and takes it back, lets the device guard each hold so that it
/// alarms with this host dead, stores every step, and tells the page. What the session decides, it decides on the ingest thread.
/// </summary>
public sealed class HomeSessionActivity : ILivePart, ILoadActivity, IArrivalHandler, IButtonHandler, IConnectionHandler, IAsyncDisposable
{
    private static readonly TimeSpan _watchEvery = TimeSpan.FromMilliseconds(100);
    private static readonly JsonSerializerOptions _requests = new(DocumentJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };
    private readonly SamplePipeline _pipeline;
    private readonly DeviceLimit _limit;
    private readonly HomeStore _store;
    private readonly HomeBook _book;
    private readonly TimeProvider _time;
    private readonly DeviceOrders _orders;
    private readonly ITimer _watch;
    private RunningSession? _running;
    private long _arrived;
    private string? _problem;
    private Task _closing = Task.CompletedTask;

    /// <summary>Makes the part.</summary>
    public HomeSessionActivity(SamplePipeline pipeline, DeviceSession session, DeviceLimit limit, HomeStore store, HomeBook book, TimeProvider time)
    {
        (_pipeline, _limit, _store, _book, _time) = (pipeline, limit, store, book, time);
        _orders = new DeviceOrders(session);
        _arrived = time.GetTimestamp();
        _watch = time.CreateTimer(_ => WatchSilence(), null, _watchEvery, _watchEvery);
    }

    /// <summary>Told after each sample what the session says: a simulated patient.</summary>
    public Action<SessionView>? Watched { get; set; }

    /// <inheritdoc/>
    public string Name => "home";

    /// <summary>Looks at the session under the road's lock.</summary>
    public T? Look<T>(Func<GuidedSession, T> look) => _pipeline.With(_ => _running is { } running ? look(running.Session) : default);

    /// <inheritdoc/>
    public Activity Kind => Activity.HomeSession;

    /// <inheritdoc/>
    public void OnArrival(in Sample sample, SafeRangeGuard guard)
    {
        _arrived = _time.GetTimestamp();
        if (_running is { Session.IsOver: false } running)
        {
            running.Session.Arrive(sample);
            After(running);
        }
    }

    /// <inheritdoc/>
    public void OnSample(in Sample sample)
    {
        if (_running is not { } running)
        {
            return;
        }

        running.Take(sample);
        if (!running.Session.IsOver)
        {
            running.Session.Report(Report(running, sample.Alarm));
            running.Session.Accept(sample);
            After(running);
        }

        Watched?.Invoke(running.Session.View());
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press)
    {
        if (_running is { } running)
        {
            running.Session.Stop("button");
            After(running);
        }
    }

    /// <inheritdoc/>
    public void OnConnection(LinkState state)
    {
        if (_running is { Session.IsOver: false } running)
        {
            running.GuardsAtDevice = false;
            if (state == LinkState.Connected)
            {
                // Before the device is checked a new start of it takes nothing away: the check is still to come.
                running.BootId = running.Session.IsDeviceChecked || _pipeline.Device is not { } device ? running.BootId : device.BootId;
                GiveLimit(running);
            }

            running.Session.Report(Report(running, AlarmState.None));
            After(running);
        }
    }

    /// <inheritdoc/>
    public JsonElement? Snapshot() => _pipeline.With<JsonElement?>(measurement => _running is null && _problem is null ? null : JsonSerializer.SerializeToElement(
        new HomeState(_running is { } running ? SessionState.Of(running.Session, running.Place, running.Movement, running.StartedUtc, _book.Rules) : null, _problem ?? _running?.Archive?.Problem), DocumentJson.Options));

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) => Task.FromResult(command switch
    {
        "start" => Start(arguments.Deserialize<StartRequest>(_requests) ?? throw new JsonException()),
        "answers" => With(session =>
        {
            foreach (JsonProperty answer in arguments.GetProperty("answers").EnumerateObject())
            {
                session.Answer(answer.Name, answer.Value.GetBoolean());
            }
        }),
        "place" => With(session => session.ConfirmPlace()),
        "movement" => Rated(arguments, (session, rating) => session.RateMovement(rating, Range(arguments))),
        "pain" => Rated(arguments, (session, rating) => session.RatePain(rating, Text(arguments, "by") ?? "button")),
        "stop" => Do(Text(arguments, "by") ?? "page"),
        "reason" => With(session => session.GiveReason(Text(arguments, "reason") ?? "")),
        "tingling-gone" => With(session => session.TinglingGone()),
        "continue" => With(session => session.Continue()),
        "finish" => With(Finish),
        "feeling" => With(session => session.Feel(Text(arguments, "feeling") ?? "")),
        "leave" => With(session => session.Leave()),
        "close" => Close(),
        _ => $"There is no command 'home.{command}': reload the page.",
    });

    /// <inheritdoc/>
    /// <remarks>A patient's account starts and steers nobody's session but its own.</remarks>
    public string? Refusal(string? personId, string command, JsonElement arguments)
    {
        if (personId is null || !_store.IsThere)
        {
            return null;
        }

        string own = _store.PatientFor(personId)!;
        string? other = string.Equals(command, "start", StringComparison.Ordinal)
            ? Text(arguments, "plan") is { } plan ? _store.AcceptedPlans().FirstOrDefault(known => string.Equals(known.Plan.Id, plan, StringComparison.Ordinal))?.Plan.Patient : _store.Patient()
            : string.Equals(command, "stop", StringComparison.Ordinal) ? null
            : Look(session => session.ToRecord().Patient);
        return other is null || string.Equals(other, own, StringComparison.Ordinal) ? null : "This session is somebody else's: reload the page.";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _orders.DisposeAsync();
        await _closing;
        if (_running?.Archive is { } archive)
        {
            await archive.DisposeAsync();
        }
    }

    private static string? Text(JsonElement arguments, string name) => arguments.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Range(JsonElement arguments) => arguments.TryGetProperty("range", out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    // Enough for today: between holds it is said so; after a trouble that may be gone on from, it is a stop.
    private static void Finish(GuidedSession session)
    {
        if (session.Phase == SessionPhase.Trouble && session.MayContinue)
        {
            session.Stop("page");
        }
        else if (session.Phase == SessionPhase.Trouble)
        {
            session.Continue();
        }
        else
        {
            session.Enough();
        }
    }

    private string? Rated(JsonElement arguments, Action<GuidedSession, int> rate)
    {
        int rating = arguments.GetProperty("rating").GetInt32();
        return rating is < 0 or > 10 ? "Pain is rated from 0 to 10." : With(session => rate(session, rating));
    }

    private string? Do(string by) => With(session => session.Stop(by));

    private string? With(Action<GuidedSession> act) => _pipeline.With(_ =>
    {
        if (_running is not { } running)
        {
            return "No session is running: start one.";
        }

        act(running.Session);
        After(running);
        return null;
    });

    private string? Start(StartRequest request)
    {
        var offset = TimeSpan.FromMinutes(Math.Clamp(request.UtcOffsetMinutes, -14 * 60, 14 * 60));
        if (!Chosen(request, offset, out HomePlan? plan, out SessionGrant grant, out string patient, out string problem))
        {
            return problem;
        }

        string? personId = _store.IsThere ? _store.PersonOf(patient) : null;
        return _pipeline.With(measurement =>
        {
            string? against = _running is { Session.IsOver: false } ? "A session is running: end it first."
                : _pipeline.Device is null || _pipeline.State != LinkState.Connected ? "check.disconnected"
                : _pipeline.Slot.Busy is { } busy ? busy
                : measurement.Guard.IsLatched ? "The alarm is not acknowledged yet."
                : grant.LimitNewtons > _pipeline.Device.CapNewtons ? FormattableString.Invariant($"This device takes at most {_pipeline.Device.CapNewtons:0} N: use the ball that the plan was made for.") : null;
            if (against is not null)
            {
                return against;
            }

            var session = new GuidedSession(new SessionSetup
            {
                Rules = _book.Rules,
                Outcome = _book.Visit.Outcome,
                Plan = plan,
                Free = plan is null ? request.Free : null,
                Grant = grant,
                Id = HomeIds.New(_store.NowUtc),
                Patient = patient,
                StartedUtc = _store.NowUtc,
                UtcOffset = offset,
            });
            string tool = plan?.Tool ?? request.Free!.Tool;
            _running = new RunningSession(session, new PlaceState(session.Point, session.Region, plan?.Side ?? request.Free!.Side, tool, plan?.Position ?? request.Free!.Position), plan?.Movement ?? request.Free!.Movement, _store.NowUtc, _pipeline.Device!.BootId)
            {
                Archive = _store.IsThere ? new SessionArchive(_store, _time, personId) : null,
                TraceSession = _pipeline.Recorder?.SessionId,
                Simulated = _pipeline.Device.Simulated,
            };
            _problem = null;
            _arrived = _time.GetTimestamp();
            _pipeline.TipAreaCm2 = 0;
            _pipeline.Slot.Take(Activity.HomeSession);
            _limit.Begin(Activity.HomeSession);
            GiveLimit(_running);
            session.Report(Report(_running, AlarmState.None));
            After(_running);
            return null;
        });
    }

    private bool Chosen(StartRequest request, TimeSpan offset, out HomePlan? plan, out SessionGrant grant, out string patient, out string problem)
    {
        (plan, patient, problem) = (null, "home", "");
        IReadOnlyList<SignedPlanDocument> plans = _store.AcceptedPlans();
        if (request.Free is { } free)
        {
            patient = _store.Patient() ?? patient;
            grant = SessionGate.JudgeFree(_book.Rules, patient, free, History(patient), _store.NowUtc, offset);
        }
        else
        {
            grant = new SessionGrant(false, "", null, 0, 0, 0, false);
            SignedPlanDocument? stored = plans.FirstOrDefault(known => string.Equals(known.Plan.Id, request.Plan, StringComparison.Ordinal));
            if (stored is null)
            {
                problem = "There is no such plan here: take the plan from your clinic first.";
                return false;
            }

            PlanVerdict verdict = SignedPlan.Read(stored.Text, _store.Terms(_book, stored.Plan.Patient));
            if (!verdict.IsAccepted)
            {
                problem = verdict.Reason;
                return false;
            }

            plan = verdict.Plan!;
            patient = plan.Patient;
            grant = SessionGate.Judge(_book.Rules, plan, History(patient), _store.NowUtc, offset);
        }

        problem = grant.Reason;
        return grant.Allowed;
    }

    private SessionRecord[] History(string patient) => [.. _store.Sessions(patient).Select(session => session.Body.Record)];

    private void GiveLimit(RunningSession running)
    {
        double limit = running.Session.LimitNewtons;
        _orders.Then(() => _limit.AskAsync(Activity.HomeSession, limit, outcome =>
            _problem = outcome.Accepted ? null : $"The device did not take the plan's limit: {outcome.Reason}"));
    }

    private DeviceReport Report(RunningSession running, AlarmState alarm)
    {
        DeviceDescription? device = _pipeline.Device;
        return new DeviceReport(
            device is not null && _pipeline.State == LinkState.Connected,
            _pipeline.TipAreaCm2 <= 0,
            device is not null && (device.Simulated || CalibrationDue.Of(_pipeline.Calibration, null, _store.NowUtc).Kind is DueKind.Holds or DueKind.Soon),
            _limit.ConfirmedNewtons,
            (alarm & AlarmState.SelfTestDue) != AlarmState.None,
            device is not null && device.BootId != running.BootId);
    }

    private void WatchSilence() => _pipeline.With(_ =>
    {
        if (_running is { Session.IsOver: false } running && _time.GetElapsedTime(_arrived).TotalSeconds is var silent and > 0.3)
        {
            running.Session.Silence(silent);
            After(running);
        }

        return true;
    });

    // After whatever happened: the device guards exactly the holds, the record follows, and an ended session gives the limit back.
    private void After(RunningSession running)
    {
        GuidedSession session = running.Session;
        if (session.GuardsHold != running.GuardsAtDevice)
        {
            running.GuardsAtDevice = session.GuardsHold;
            NoteHold(session);
            _orders.Give(new Command { Type = session.GuardsHold ? MessageType.BeginHold : MessageType.EndHold }, session.GuardsHold ? outcome => Guarded(running, outcome) : null);
        }

        if (session.Entries.Count != running.Kept)
        {
            running.Kept = session.Entries.Count;
            running.Archive?.Keep(running.ToDocument());
        }

        if (session.IsOver && !running.GaveBack)
        {
            running.GaveBack = true;
            Watched?.Invoke(session.View());
            _pipeline.Slot.Leave(Activity.HomeSession);

            // After the orders so far, and without keeping those that follow: a hand may stay on the device for long.
            Func<Task> giveBack = _limit.End(Activity.HomeSession);
            _orders.Then(() =>
            {
                _ = giveBack();
                return Task.CompletedTask;
            });
        }
    }

    // As for a hold on the live page: whoever judges the record later needs what this hold was told, and where it ended.
    private void NoteHold(GuidedSession session)
    {
        if (session.GuardsHold)
        {
            _pipeline.Note(HoldPlan.Kind, null, (session.HoldPlanned is { } band ? HoldPlan.Of(band, PressingTool.Ball) : HoldPlan.Free(session.TargetSeconds, PressingTool.Ball)).Write());
        }
        else
        {
            _pipeline.Note(HoldPlan.EndKind, (double)(session.LastOutcome switch
            {
                HoldOutcome.HardEnd => HoldEnd.HardEnd,
                HoldOutcome.OverLimit => HoldEnd.OverLimit,
                HoldOutcome.SensorFault => HoldEnd.SensorFault,
                HoldOutcome.LinkLost or HoldOutcome.DeviceReset => HoldEnd.LinkLost,
                _ => HoldEnd.Person,
            }));
        }
    }

    // A device that does not guard the hold would stay silent when this host dies: without it nothing is pressed.
    private void Guarded(RunningSession running, CommandOutcome outcome)
    {
        if (!outcome.Accepted)
        {
            _pipeline.With(_ =>
            {
                if (running.Session.GuardsHold && _pipeline.State == LinkState.Connected)
                {
                    _problem = $"The device does not guard this hold: {outcome.Reason}";
                    running.Session.Stop("device");
                    After(running);
                }

                return true;
            });
        }
    }

    private string? Close() => _pipeline.With<string?>(measurement =>
    {
        if (_running is { Session.IsOver: false })
        {
            return "The session is not over: stop it first.";
        }

        _closing = _running?.Archive?.DisposeAsync().AsTask() ?? _closing;
        _running = null;
        _problem = null;
        return null;
    });

    private sealed record StartRequest(int UtcOffsetMinutes, string? Plan = null, FreePlace? Free = null);
}
