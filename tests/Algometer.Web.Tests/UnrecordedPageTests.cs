using System.Text.RegularExpressions;
using Algometer.Records;
using Algometer.VirtualDevice;
using Algometer.Web.Tests.Pages;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>A full disk, on a page: it stands there at once and by itself, with what is kept and for how long, and asks once.</summary>
public sealed partial class UnrecordedPageTests
{
    // The disk may still have room in a page that is begun.
    private static readonly LocatorAssertionsToBeVisibleOptions _soon = new() { Timeout = 30_000 };

    [Fact]
    public async Task Every_page_says_at_once_that_nothing_is_stored_and_asks_whether_to_go_on()
    {
        using var disk = new SmallDisk("size=3m");
        using RecordStore store = RecordStore.Open(Path.Combine(disk.Folder, "data"), TimeProvider.System);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store, recording: true);
        using var room = new Room(disk);
        await fixture.ConnectedAsync();
        IPage page = await fixture.OpenBareAsync(path: "/patients?lang=de");
        await PageLooks.AliveAsync(page);
        ILocator notice = page.Locator("#unrecorded .notice");
        await Assertions.Expect(notice).ToBeHiddenAsync();

        disk.Fill();
        await Assertions.Expect(notice).ToBeVisibleAsync(_soon);
        await Assertions.Expect(notice).ToHaveTextAsync(FullInGerman());
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "unrecorded");

        // By keyboard; what was chosen stays said, and is asked no more.
        await notice.GetByRole(AriaRole.Button).PressAsync("Enter");
        await Assertions.Expect(notice.GetByRole(AriaRole.Button)).ToBeHiddenAsync();
        await Assertions.Expect(notice).ToContainTextAsync("ohne Speichern fortzufahren");

        disk.Free();
        await Assertions.Expect(notice).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = 30_000 });
        Assert.Empty(fixture.Errors);
    }

    // A test that fails while the disk is full can close its record all the same, and says why it failed.
    private sealed class Room(SmallDisk disk) : IDisposable
    {
        public void Dispose() => disk.Free();
    }

    [GeneratedRegex("Datenträger ist voll.*etwa [0-9]+\u00a0h im Arbeitsspeicher.*Ohne Speichern fortfahren", RegexOptions.None, 1000)]
    private static partial Regex FullInGerman();
}
