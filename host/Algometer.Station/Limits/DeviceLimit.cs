using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;

namespace Algometer.Station.Limits;

/// <summary>
/// The device's limit in one place: lent to the activity that owns the load, confirmed by the device, and given back when the activity is over,
/// whatever happens. What an ended program left up is lowered while nothing is guided. Attached to the pipeline before the activities; its
/// members are called under the pipeline's lock, the device is asked beside it.
/// </summary>
/// <param name="pipeline">The pipeline, whose guard follows.</param>
/// <param name="session">The way to the device.</param>
/// <param name="time">Names the plan that an activity is to the device.</param>
public sealed class DeviceLimit(SamplePipeline pipeline, DeviceSession session, TimeProvider time) : ISampleHandler, IConnectionHandler
{
    private readonly LimitCommands _commands = new(pipeline, session.SendAsync, time);
    private Loan? _loan;
    private double? _owed;
    private bool _isUnknown;
    private (long Device, uint Boot) _seen;
    private long _lastDevice;

    /// <summary>Whether the device has not answered yet.</summary>
    public bool IsPending => _loan is { Waiting: > 0 };

    /// <summary>The limit that the device took for the present activity, N; not a number before it said so.</summary>
    public double ConfirmedNewtons => _loan is { Waiting: 0 } loan ? loan.Confirmed : double.NaN;

    /// <summary>An activity took the load: from now on the limit is lent to it. Beginning anew does not take its own limit for the one of before.</summary>
    /// <param name="owner">The activity.</param>
    public void Begin(Activity owner)
    {
        if (_loan?.Owner == owner)
        {
            return;
        }

        // What is not given back yet is still owed: the limit in force may be the other activity's.
        double before = _loan?.Before ?? _owed ?? pipeline.Measurement.Guard.Options.LimitNewtons;
        _loan = new Loan(owner, before, Math.Max(LimitCommands.Nobody + 1, time.GetUtcNow().ToUnixTimeMilliseconds()), Start);
    }

    /// <summary>Whether the device has, or was asked for, another limit than this.</summary>
    public bool Differs(double newtons) => _loan is { Waiting: 0 } loan && Math.Abs(newtons - loan.Asked) > 0.001;

    /// <summary>Asks for a limit under the activity's plan, from outside of the pipeline.</summary>
    /// <param name="owner">The activity that the limit is lent to.</param>
    /// <param name="newtons">The limit, N; rounded down to what the device takes.</param>
    /// <param name="done">Told under the pipeline's lock what became of it; null for nobody.</param>
    /// <returns>What became of it.</returns>
    public Task<CommandOutcome> AskAsync(Activity owner, double newtons, Action<CommandOutcome>? done = null) =>
        pipeline.With(_ => Ask(owner, newtons, done))();

    /// <summary>Asks for a limit under the activity's plan, from within the pipeline: from now on it is pending.</summary>
    /// <param name="owner">The activity that the limit is lent to.</param>
    /// <param name="newtons">The limit, N; rounded down to what the device takes.</param>
    /// <param name="done">Told under the pipeline's lock what became of it; null for nobody.</param>
    /// <returns>Sends it; to be run once.</returns>
    public Func<Task<CommandOutcome>> Ask(Activity owner, double newtons, Action<CommandOutcome>? done = null)
    {
        if (_loan is not { } loan || loan.Owner != owner)
        {
            return () => Task.FromResult(new CommandOutcome(false, 0, "It is over already."));
        }

        (loan.Asked, loan.LastAsked, loan.Confirmed) = (newtons, newtons, double.NaN);
        loan.Waiting++;
        return () => Task.Run(async () =>
        {
            CommandOutcome outcome = await _commands.SetAsync(newtons, loan.PlanId);
            return pipeline.With(_ =>
            {
                loan.Waiting--;
                loan.Asked = outcome.Accepted ? loan.Asked : 0;
                loan.Confirmed = outcome.Accepted ? outcome.Value / 1000.0 : double.NaN;
                done?.Invoke(outcome);
                return outcome;
            });
        });
    }

    /// <summary>Sends what the device takes only under the activity's plan, or when no plan is on.</summary>
    /// <param name="send">Sends it under a plan; 0 for none.</param>
    public Task<CommandOutcome> UnderPlanAsync(Func<long, Task<CommandOutcome>> send)
    {
        long plan = pipeline.With(_ => _loan is { LastAsked: > 0 } loan ? loan.PlanId : 0);
        return _commands.AfterLeftOverAsync(() => send(plan));
    }

    /// <summary>
    /// The activity is over: the limit of before it is due, also on a device that restarted in it with the activity's limit. One that came back
    /// with a lower limit of its own, or was lowered by somebody meanwhile, keeps that.
    /// </summary>
    /// <param name="owner">The activity; nothing is due when it was lent nothing.</param>
    /// <returns>Gives it back; to be run once.</returns>
    public Func<Task> End(Activity owner)
    {
        if (_loan is not { } loan || loan.Owner != owner)
        {
            return () => Task.CompletedTask;
        }

        _loan = null;
        if (loan.LastAsked <= 0)
        {
            return () => Task.CompletedTask;
        }

        double newtons = loan.Before;
        if (pipeline.Device is { } device && Start != loan.Began && Math.Abs(device.LimitNewtons - loan.LastAsked) > 0.001)
        {
            newtons = Math.Min(newtons, device.LimitNewtons);
        }

        double present = pipeline.Measurement.Guard.Options.LimitNewtons;
        newtons = present < loan.Confirmed - 0.001 ? Math.Min(newtons, present) : newtons;
        _owed = newtons;
        return () => GiveBackAsync(newtons, loan.PlanId);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A program that was ended in a test or a session leaves the device with that one's plan and limit: nothing but a running one may keep them.
    /// Given back once for each start of a device, while nothing is guided; where no plan is on this changes nothing.
    /// </remarks>
    public void OnSample(in Sample sample)
    {
        if (pipeline.Device is not { } device || Start == _seen || pipeline.Slot.Owner is not (null or Activity.Hold))
        {
            return;
        }

        _seen = Start;

        // What the same device says of its limit after another start raises nothing here.
        double present = device.DeviceId == _lastDevice ? Math.Min(device.LimitNewtons, pipeline.Measurement.Guard.Options.LimitNewtons) : device.LimitNewtons;
        _lastDevice = device.DeviceId;
        if (!device.SettingsDefault)
        {
            _ = Task.Run(async () => Remember(await _commands.GiveLeftOverBackAsync(present)));
        }
    }

    /// <inheritdoc/>
    /// <remarks>The device is not the one that was asked any more, or may have forgotten.</remarks>
    public void OnConnection(LinkState state)
    {
        if (state == LinkState.Connected)
        {
            return;
        }

        if (_loan is { } loan)
        {
            (loan.Asked, loan.Confirmed) = (0, double.NaN);
        }

        _seen = _isUnknown ? default : _seen;
        _isUnknown = false;
    }

    private (long Device, uint Boot) Start => pipeline.Device is { } device ? (device.DeviceId, device.BootId) : default;

    private async Task GiveBackAsync(double newtons, long planId)
    {
        try
        {
            Remember(await _commands.GiveBackAsync(newtons, planId));
        }
        finally
        {
            pipeline.With(_ => _owed = null);
        }
    }

    // Where nobody knows whether the device has it: given back when there is a connection again.
    private void Remember(CommandOutcome? outcome)
    {
        if (outcome is { IsUnknown: true })
        {
            pipeline.With(_ => _isUnknown = true);
        }
    }

    private sealed class Loan(Activity owner, double before, long planId, (long Device, uint Boot) began)
    {
        public Activity Owner => owner;

        public double Before => before;

        public long PlanId => planId;

        public (long Device, uint Boot) Began => began;

        public double Asked { get; set; }

        public double LastAsked { get; set; }

        public double Confirmed { get; set; } = double.NaN;

        public int Waiting { get; set; }
    }
}
