using Algometer.Link;
using Algometer.Station.Pipeline;
using Algometer.Wire;

namespace Algometer.Station.Limits;

/// <summary>
/// Limit commands to the device, one after another. The device keeps a plan until it is given back, and giving back never raises; so the
/// everyday limit is set under the plan first. A plan that a program left behind which ended in the middle is given back before another is set.
/// </summary>
/// <param name="pipeline">The pipeline, whose guard follows.</param>
/// <param name="send">Sends a command to the device.</param>
/// <param name="time">Waits for a hand to leave the device.</param>
internal sealed class LimitCommands(SamplePipeline pipeline, Func<Command, CancellationToken, Task<CommandOutcome>> send, TimeProvider time)
{
    /// <summary>The limit outside of plans, N: the lowest cap of the ball's places. [P]</summary>
    public const double EverydayNewtons = 60;

    /// <summary>Nobody's plan: whatever plan is on is given back by it.</summary>
    public const long Nobody = 1;

    private const int MostTries = 60;
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Sets a limit under a plan. Only for what alone is guided: a plan in the way is then a left-over.</summary>
    /// <param name="newtons">The limit, N; rounded down to what the device takes.</param>
    /// <param name="planId">Whose.</param>
    public Task<CommandOutcome> SetAsync(double newtons, long planId) => AfterLeftOverAsync(() => SendAsync(newtons, planId));

    /// <summary>Sends what a left-over plan may stand in the way of; gives that plan back where it does, and sends again.</summary>
    /// <param name="order">Sends it.</param>
    public Task<CommandOutcome> AfterLeftOverAsync(Func<Task<CommandOutcome>> order) => InTurnAsync(async () =>
    {
        CommandOutcome outcome = await order();
        if (outcome.Refusal != RefusalReason.PlanRequired)
        {
            return outcome;
        }

        // The refusal tells the limit in force.
        CommandOutcome given = await ReturnLeftOverAsync(outcome.Value / 1000.0);
        return given.Accepted ? await order() : given;
    });

    /// <summary>Gives back whatever plan is on, which the device is asked for, unless somebody is guided by then; changes nothing where none is.</summary>
    /// <param name="presentNewtons">The limit in force, N.</param>
    /// <returns>What became of it; null when somebody was guided.</returns>
    public async Task<CommandOutcome?> GiveLeftOverBackAsync(double presentNewtons)
    {
        // Asked in turn: what is guided meanwhile has set its limit before, or sets it after.
        CommandOutcome? outcome = null;
        await InTurnAsync(async () => IsFree ? (outcome = await ReturnLeftOverAsync(presentNewtons)).Value : default);
        return outcome;
    }

    /// <summary>
    /// Gives a plan back. A higher limit is not taken while a hand is still on the device, so that is tried again; a plan of someone else that came
    /// meanwhile is left alone.
    /// </summary>
    /// <param name="newtons">The limit before the plan, N.</param>
    /// <param name="planId">The plan.</param>
    /// <returns>Whether the device has it, as far as is known.</returns>
    public async Task<CommandOutcome> GiveBackAsync(double newtons, long planId)
    {
        double everyday = Math.Min(newtons, EverydayNewtons);
        CommandOutcome outcome = await InTurnAsync(() => SendAsync(everyday, planId));
        for (int tries = 1; outcome.Refusal == RefusalReason.WrongState && tries < MostTries && IsFree; tries++)
        {
            await Task.Delay(_between, time);
            outcome = await InTurnAsync(async () => IsFree ? await SendAsync(everyday, planId) : outcome);
        }

        // What began meanwhile gives back what it finds.
        CommandOutcome last = outcome;
        return await InTurnAsync(async () => !IsFree ? last
            : last.Accepted ? await ReturnAsync(everyday, planId)
            : last.Refusal == RefusalReason.WrongState ? await ReturnLeftOverAsync(last.Value / 1000.0)
            : last);
    }

    private bool IsFree => pipeline.With(_ => pipeline.Slot.Owner is null or Activity.Hold);

    private async Task<CommandOutcome> ReturnLeftOverAsync(double presentNewtons)
    {
        CommandOutcome asked = await send(new Command { Type = MessageType.Identify }, CancellationToken.None);
        return asked.Accepted ? await ReturnAsync(Math.Min(presentNewtons, EverydayNewtons), pipeline.With(_ => pipeline.Device?.PlanId ?? 0)) : asked;
    }

    // A plan is given back by its identity below 0. Older devices know no such, and take any plan back from nobody.
    private async Task<CommandOutcome> ReturnAsync(double newtons, long planId)
    {
        CommandOutcome outcome = await SendAsync(newtons, planId > Nobody ? -planId : Nobody);
        return outcome.Refusal == RefusalReason.OutOfRange && planId > Nobody ? await SendAsync(newtons, Nobody) : outcome;
    }

    private async Task<CommandOutcome> InTurnAsync(Func<Task<CommandOutcome>> act)
    {
        await _turn.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<CommandOutcome> SendAsync(double newtons, long planId)
    {
        var command = new Command { Type = MessageType.SetLimit, Value = (uint)Math.Floor((newtons * 1000) + 1e-6), PlanId = planId };
        CommandOutcome outcome = await send(command, CancellationToken.None);
        if (outcome.Accepted)
        {
            pipeline.With(measurement =>
            {
                // The device says what it took. Only a limit no higher than was asked for is believed, and none that is no limit.
                double asked = command.Value / 1000.0;
                double said = outcome.Value / 1000.0;
                measurement.Guard.Options = measurement.Guard.Options with { LimitNewtons = said > 0 && said < asked ? said : asked };
                return true;
            });
        }

        return outcome;
    }
}
