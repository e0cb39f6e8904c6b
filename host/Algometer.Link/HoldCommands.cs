using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// Begins and ends holds on the device such that no lost answer leaves the two sides of different minds. Each sample says whether the device
/// guards a hold: that decides where an answer is missing, and where a device refuses the repeat of what it has done already.
/// </summary>
internal sealed class HoldCommands(CommandChannel commands, Func<bool> deviceHolds, Func<long> samples)
{
    private int _endOwed;

    /// <summary>Begins a hold. One that the device still guards from before is ended first.</summary>
    public async Task<CommandOutcome> BeginAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _endOwed, 0);
        if (deviceHolds())
        {
            await commands.SendAsync(new Command { Type = MessageType.EndHold }, cancellationToken);
        }

        // Only a sample that came after the command was sent can tell of it.
        long before = samples();
        CommandOutcome outcome = await commands.SendAsync(new Command { Type = MessageType.BeginHold }, cancellationToken);
        if (outcome.Accepted)
        {
            return outcome;
        }

        // Firmware that does not know a command by its number refuses the repeat, because it holds.
        if ((outcome.IsUnknown || outcome.Refusal == RefusalReason.WrongState) && samples() > before && deviceHolds())
        {
            return new CommandOutcome(true, 0, "");
        }

        // Not begun here: then it shall not be guarded there either, should the command have come through after all.
        Volatile.Write(ref _endOwed, outcome.IsUnknown ? 1 : 0);
        return outcome;
    }

    /// <summary>Ends a hold; ending none is no error.</summary>
    public async Task<CommandOutcome> EndAsync(CancellationToken cancellationToken)
    {
        CommandOutcome outcome = await commands.SendAsync(new Command { Type = MessageType.EndHold }, cancellationToken);
        Volatile.Write(ref _endOwed, outcome.Accepted ? 0 : 1);
        return outcome;
    }

    /// <summary>Asks once more for an end that was never answered, as long as samples say that the device guards the hold.</summary>
    public Task EndWhatIsOwedAsync(CancellationToken cancellationToken) => Volatile.Read(ref _endOwed) != 0 && deviceHolds()
        ? commands.PostAsync(new Command { Type = MessageType.EndHold }, cancellationToken)
        : Task.CompletedTask;
}
