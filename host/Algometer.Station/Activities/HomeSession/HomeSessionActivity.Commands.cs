using Algometer.Link;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Station.Pipeline;

namespace Algometer.Station.Activities.HomeSession;

/// <content>What a person may ask of the session. Each answer is null, or an error that says what to do.</content>
public sealed partial class HomeSessionActivity
{
    private const string Others = "This session is somebody else's: reload the page.";

    /// <summary>Begins a session under a plan, or a free one.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="byPerson">Whom the account that asks is about: it starts nobody's session but its own. Null for whoever works for anybody.</param>
    /// <returns>Null, or an error that says what to do.</returns>
    public string? Start(HomeSessionRequest request, string? byPerson = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (byPerson is not null && RefusalToStart(byPerson, request) is { } refusal)
        {
            return refusal;
        }

        var offset = TimeSpan.FromMinutes(Math.Clamp(request.UtcOffsetMinutes, -14 * 60, 14 * 60));
        if (!Chosen(request, byPerson, offset, out HomePlan? plan, out SessionGrant grant, out string patient, out string problem))
        {
            return problem;
        }

        string? emergency = _store.EmergencyNumber(_book, patient);
        string? personId = byPerson ?? (_store.IsThere ? _store.PersonOf(patient) : null);
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
            _running = new RunningSession(session, new PlaceView(session.Point, session.Region, plan?.Side ?? request.Free!.Side, tool, plan?.Position ?? request.Free!.Position), plan?.Movement ?? request.Free!.Movement, _store.NowUtc, _pipeline.Device!.BootId)
            {
                Archive = _store.IsThere ? new SessionArchive(_store, _time, personId) : null,
                TraceSession = _pipeline.Recorder?.SessionId,
                Simulated = _pipeline.Device.Simulated,
                EmergencyNumber = emergency,
            };
            _problem = null;
            _lastPatient = patient;
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

    /// <summary>Answers the questions of the safety check.</summary>
    /// <param name="answers">Each question's identity, and whether it is answered with yes.</param>
    public string? Answer(IReadOnlyList<(string Question, bool Yes)> answers) => With(session =>
    {
        foreach ((string question, bool yes) in answers)
        {
            session.Answer(question, yes);
        }
    });

    /// <summary>The place was found.</summary>
    public string? ConfirmPlace() => With(session => session.ConfirmPlace());

    /// <summary>Rates the movement before or after the session.</summary>
    /// <param name="rating">Pain, 0 to 10.</param>
    /// <param name="rangeDegrees">How far it went, degrees; null where it was not measured.</param>
    public string? RateMovement(int rating, double? rangeDegrees) => Rated(rating, session => session.RateMovement(rating, rangeDegrees));

    /// <summary>Rates the pain of the hold.</summary>
    /// <param name="rating">Pain, 0 to 10.</param>
    /// <param name="by">By what it was given, such as <c>button</c>.</param>
    public string? RatePain(int rating, string by) => Rated(rating, session => session.RatePain(rating, by));

    /// <summary>Stops the session.</summary>
    /// <param name="by">By what, such as <c>page</c>.</param>
    public string? Stop(string by) => With(session => session.Stop(by));

    /// <summary>Says why it was stopped.</summary>
    public string? GiveReason(string reason) => With(session => session.GiveReason(reason));

    /// <summary>Tingling or numbness is gone.</summary>
    public string? ConfirmTinglingGone() => With(session => session.TinglingGone());

    /// <summary>Goes on after a rest or a question.</summary>
    public string? Continue() => With(session => session.Continue());

    /// <summary>Ends the session for today: between holds as a decision; after a trouble that could be gone on from, as a stop.</summary>
    public string? Finish() => With(session =>
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
            session.EndForToday();
        }
    });

    /// <summary>Says how it felt.</summary>
    /// <param name="feeling">One of the identities of the texts for feelings.</param>
    public string? ReportFeeling(string feeling) => With(session => session.ReportFeeling(feeling));

    /// <summary>Leaves the session at its end.</summary>
    public string? Leave() => With(session => session.Leave());

    /// <summary>Takes an ended session off the page.</summary>
    public string? Close() => _pipeline.With<string?>(measurement =>
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

    /// <summary>Why a person's account may not start this session: it is somebody else's. Null when it may.</summary>
    /// <param name="personId">Whom the account is about.</param>
    /// <param name="request">What is asked for: the very object that the session would be started with.</param>
    public string? RefusalToStart(string personId, HomeSessionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { Plan: not null, Free: not null } or { Plan: null, Free: null })
        {
            return "Choose a plan or a free session: reload the page.";
        }

        // A free session is the account's own by itself.
        return request.Plan is { } plan && _store.IsThere && PlansCalled(_store.PatientFor(personId), plan) is null && PlansCalled(null, plan) is not null ? Others : null;
    }

    /// <summary>Whether a session runs, or has ended and is still shown.</summary>
    public bool IsRunning => _pipeline.With(_ => _running is not null);

    /// <summary>Whether a person is the one who is measured, or was it last and is left with an alarm: samples and alarm are that person's.</summary>
    /// <param name="personId">Whom an account is about.</param>
    public bool IsMeasuring(string personId)
    {
        string? own = _store.IsThere ? _store.PatientFor(personId) : null;
        return own is not null && _pipeline.With(measurement => _running is { } running
            ? string.Equals(running.Session.ToRecord().Patient, own, StringComparison.Ordinal)
            : _pipeline.Slot.Owner is null && measurement.Guard.IsLatched && string.Equals(_lastPatient, own, StringComparison.Ordinal));
    }

    /// <summary>Why a person's account may not steer the running session: it is somebody else's. Null when it may.</summary>
    /// <param name="personId">Whom the account is about.</param>
    public string? RefusalToSteer(string personId) => Refusal(personId, () => Look(session => session.ToRecord().Patient));

    private string? Refusal(string personId, Func<string?> patient) =>
        _store.IsThere && patient() is { } other && !string.Equals(other, _store.PatientFor(personId)!, StringComparison.Ordinal) ? Others : null;

    private SignedPlanDocument? PlansCalled(string? patient, string? plan) => _store.AcceptedPlans(patient).FirstOrDefault(known => string.Equals(known.Plan.Id, plan, StringComparison.Ordinal));

    private string? Rated(int rating, Action<GuidedSession> rate) => rating is < 0 or > 10 ? "Pain is rated from 0 to 10." : With(rate);

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

    private bool Chosen(HomeSessionRequest request, string? byPerson, TimeSpan offset, out HomePlan? plan, out SessionGrant grant, out string patient, out string problem)
    {
        (plan, patient, problem) = (null, HomeStore.NobodyCode, "");
        string? own = byPerson is null ? null : _store.PatientFor(byPerson);
        if (request.Free is { } free)
        {
            patient = own ?? _store.Patient() ?? patient;
            grant = SessionGate.JudgeFree(_book.Rules, patient, free, History(patient), _store.NowUtc, offset);
        }
        else
        {
            grant = new SessionGrant(false, "", null, 0, 0, 0, false);
            SignedPlanDocument? stored = PlansCalled(own, request.Plan);
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

        // With the time until which it holds, which the page puts into the words.
        problem = grant.UntilUtc is { } until ? $"{grant.Reason}|{until:O}" : grant.Reason;
        return grant.Allowed;
    }

    private SessionRecord[] History(string patient) => [.. _store.Sessions(patient).Select(session => session.Body.Record)];
}
