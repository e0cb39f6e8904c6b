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
/// The guided session: feeds it, gives the device the plan's limit and takes it back, lets the device guard each hold so that it
/// alarms with this host dead, stores every step, and tells the page. What the session decides, it decides on the ingest thread.
/// </summary>
public sealed partial class HomeSessionActivity : ILoadActivity, IArrivalHandler, IButtonHandler, IConnectionHandler, IAsyncDisposable
{
    private static readonly TimeSpan _watchEvery = TimeSpan.FromMilliseconds(100);
    private readonly SamplePipeline _pipeline;
    private readonly DeviceLimit _limit;
    private readonly HomeStore _store;
    private readonly HomeContent _book;
    private readonly TimeProvider _time;
    private readonly DeviceOrders _orders;
    private readonly ITimer _watch;
    private RunningSession? _running;
    private long _arrived;
    private bool _alarmStands;
    private string? _problem;
    private string? _lastPatient;
    private Task _closing = Task.CompletedTask;

    /// <summary>Makes the activity; it still has to be attached to the pipeline.</summary>
    public HomeSessionActivity(SamplePipeline pipeline, DeviceSession session, DeviceLimit limit, HomeStore store, HomeContent book, TimeProvider time)
    {
        (_pipeline, _limit, _store, _book, _time) = (pipeline, limit, store, book, time);
        _orders = new DeviceOrders(session);
        _arrived = time.GetTimestamp();
        _watch = time.CreateTimer(_ => WatchSilence(), null, _watchEvery, _watchEvery);
    }

    /// <summary>Told after each sample what the session says: a simulated patient.</summary>
    public Action<SessionView>? Watched { get; set; }

    /// <summary>How long a page may be away, as one that is loaded anew, before a hold that it showed is over. [P]</summary>
    internal TimeSpan UnwatchedAfter { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>A page shows the session now. From the first time on a hold that no page shows any longer is over: nobody would be told to let go.</summary>
    public void Seen() => _pipeline.With(_ =>
    {
        if (_running is { } running)
        {
            running.SeenAt = _time.GetTimestamp();
        }

        return true;
    });

    /// <summary>Looks at the session under the pipeline's lock.</summary>
    public T? Look<T>(Func<GuidedSession, T> look) => _pipeline.With(_ => _running is { } running ? look(running.Session) : default);

    /// <inheritdoc/>
    public Activity Kind => Activity.HomeSession;

    /// <inheritdoc/>
    public void OnArrival(in Sample sample, SafeRangeGuard guard)
    {
        _arrived = _time.GetTimestamp();
        _alarmStands = guard.IsLatched;
        if (_running is { Session.IsOver: false } running)
        {
            running.Session.Arrive(sample);
            if (running.Mark.IsMissing(sample))
            {
                running.Session.Unguarded();
            }

            After(running);
        }

        // Whoever is measured next is somebody else.
        _lastPatient = _running is null && _pipeline.Slot.Owner is not null ? null : _lastPatient;
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

    /// <summary>What the home page shows; null when there is nothing to show.</summary>
    public HomeSessionView? View() => _pipeline.With(_ => _running is null && _problem is null ? null : new HomeSessionView(
        _running is { } running ? GuidedSessionView.Of(running.Session, running.Place, running.Movement, running.StartedUtc, _book.Rules, running.EmergencyNumber) : null, _problem ?? _running?.Archive?.Problem));

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
            device is not null && device.BootId != running.BootId,
            _alarmStands,
            _pipeline.Record.WaitsForChoice,
            running.SeenAt is { } seen && _time.GetElapsedTime(seen) > UnwatchedAfter);
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
            running.Mark.Forget();
            NoteHold(session);
            _orders.Give(new Command { Type = session.GuardsHold ? MessageType.BeginHold : MessageType.EndHold }, session.GuardsHold ? Guarded(running, session.HoldNumber) : null);
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
    private Action<CommandOutcome> Guarded(RunningSession running, int hold) => outcome => _pipeline.With(_ =>
    {
        if (!running.Session.GuardsHold || running.Session.HoldNumber != hold || _pipeline.State != LinkState.Connected)
        {
            return false;
        }

        if (outcome.Accepted)
        {
            running.Mark.Await(_pipeline.Last.DeviceMicroseconds);
            return true;
        }

        _problem = $"The device does not guard this hold: {outcome.Reason}";
        running.Session.Stop("device");
        After(running);
        return false;
    });
}
