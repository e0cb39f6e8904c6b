using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>A device that reads nothing any more holds up no judgement; its line is told as broken and opened anew.</summary>
public sealed class StuckLineTests
{
    private readonly SinkProbe _sink = new();

    [Fact]
    public async Task Samples_are_judged_while_a_write_is_stuck_and_after_a_second_the_link_is_lost_in_words()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        harness.Device.TakesCommands = false;

        // Something to be asked for: before, the reading itself waited for the line to take it.
        harness.Device.LosesSample = sequence => sequence % 16 == 0;
        int judged = _sink.Arrivals.Count;
        await harness.RunAsync(0.8);
        Assert.InRange(_sink.Arrivals.Count - judged, 55, 64);
        await harness.UntilAsync(() => harness.Session.State == LinkState.Lost, 2);
        Assert.Contains("took no command for 1 s", harness.Session.StateReason, StringComparison.Ordinal);
        harness.Device.TakesCommands = true;
        harness.Device.LosesSample = _ => false;
        await harness.UntilAsync(() => harness.Session.State == LinkState.Connected);
        long before = _sink.Samples.Count;
        await harness.UntilAsync(() => _sink.Samples.Count > before + 50);
    }

    [Fact]
    public async Task A_command_to_a_stuck_line_is_answered_in_words_within_seconds()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        harness.Device.TakesCommands = false;
        Task<CommandOutcome> tare = harness.SendAsync(new Command { Type = MessageType.Tare });
        await harness.UntilAsync(() => tare.IsCompleted, 4);
        Assert.True((await tare).IsUnknown);
        harness.Device.TakesCommands = true;
    }
}
