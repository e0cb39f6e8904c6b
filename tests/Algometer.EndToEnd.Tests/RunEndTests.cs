namespace Algometer.EndToEnd.Tests;

/// <summary>Ctrl-C and SIGTERM end the program with its pages open to be asked, and its record closed.</summary>
public sealed class RunEndTests
{
    [Fact]
    public async Task Run_ends_when_it_is_asked_to_and_closes_its_record()
    {
        using var scratch = new ScratchFolder();
        using AlgometerProcess run = AlgometerProcess.Start("run", "--simulate", "--no-browser", "--data", scratch.Path);
        await run.SeesAsync("Connected");
        run.Terminate();
        await run.SeesAsync("Ending; the record is being closed.");
        Assert.Equal(0, await run.EndAsync());
        (_, string sessions, _) = await AlgometerProcess.RunAsync("sessions", "--json", "--data", scratch.Path);
        Assert.DoesNotContain("cut off", sessions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_ends_when_it_is_asked_to_and_says_what_it_recorded()
    {
        using var scratch = new ScratchFolder();
        using AlgometerProcess record = AlgometerProcess.Start("record", "--simulate", "--json", "--data", scratch.Path);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!Directory.Exists(scratch.Path) || !Directory.EnumerateFiles(scratch.Path, "journal-*").Any())
        {
            await timer.WaitForNextTickAsync();
        }

        record.Terminate();
        Assert.Equal(0, await record.EndAsync());
        await record.SeesAsync("\"session\"");
    }
}
