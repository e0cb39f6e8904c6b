using Algometer.Records;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>A long list of recordings, timed by hand.</summary>
public sealed class RecordsPageTests(ITestOutputHelper output)
{
    /// <summary>Prints how long ten thousand sessions take to be listed in the browser; run by hand for the benchmarks' README.</summary>
    [Fact(Explicit = true)]
    public async Task Ten_thousand_sessions_are_listed()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        for (int i = 0; i < 10_000; i++)
        {
            Recorded.Session(store, $"Hold {i}", 0.1, at: new DateTimeOffset(2025, 1, 1, 8, 0, 0, TimeSpan.Zero).AddMinutes(i * 50));
        }

        await using LivePageFixture fixture = await StartAsync(store);
        var listed = new List<double>();
        for (int i = 0; i < 9; i++)
        {
            IPage page = await fixture.OpenBareAsync(path: "/help");
            long began = System.Diagnostics.Stopwatch.GetTimestamp();
            await page.ClickAsync(".rail a[href='/recordings']");
            await page.WaitForSelectorAsync("#rows tbody tr");
            listed.Add(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await page.CloseAsync();
        }

        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"10,000 sessions listed and drawn in a median of {listed.Order().ElementAt(4):0} ms (first {listed[0]:0} ms)"));
        Assert.Empty(fixture.Errors);
    }

    private static Task<LivePageFixture> StartAsync(RecordStore store) => LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
}
