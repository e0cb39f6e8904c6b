using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>The live page while no device is found: what ports there are, and a person's wish to ask one or all.</summary>
public sealed class PortPickerTests
{
    private static readonly UsbIdentity _bridge = new(0x10C4, 0xEA60, "CP2102", "1:4");

    [Fact]
    public async Task A_person_sees_what_was_asked_and_has_one_port_asked_by_keyboard()
    {
        using var folder = new ScratchFolder();
        Hold(folder, "ttyUSB1");
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        var shelf = new Shelf(device, "/dev/ttyS4");
        var transport = new FirstDeviceTransport(
            TimeProvider.System,
            () => [new("/dev/ttyUSB1", _bridge, "CP210x"), new("/dev/ttyACM0", new UsbIdentity(0x1234, 0x5678, "Label printer", "1:7"), null), new("/dev/ttyS4", null, null)],
            new PortHolders(folder.Path, [folder.Path]),
            shelf);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new DeviceSource(transport, device, 1));
        IPage page = await fixture.OpenBareAsync();
        await page.WaitForSelectorAsync("#ports li >> nth=2");
        Assert.Equal(["/dev/ttyUSB1", "/dev/ttyACM0", "/dev/ttyS4"], await page.Locator("#ports li strong").AllTextContentsAsync());
        string[] answers = [.. await page.Locator("#ports .answer").AllTextContentsAsync()];
        Assert.StartsWith("not asked: held by minicom (process 4711", answers[0], StringComparison.Ordinal);
        Assert.All(answers[1..], answer => Assert.Equal("not asked: no known USB-serial bridge", answer));
        Assert.Contains("Label printer, USB 1234:5678", await page.TextContentAsync("#ports"), StringComparison.Ordinal);
        Assert.True(await page.GetByLabel("Ask /dev/ttyUSB1").IsDisabledAsync());
        await Shots.TakeAsync(page, "live-ports");
        await AssertReachableAsync(page);
        Assert.Empty(shelf.Opened);

        // The button that is about to be pressed stays where it is, and its focus with it.
        await page.GetByLabel("Ask /dev/ttyS4").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => !document.getElementById('ports') && /\\d/.test(document.getElementById('value').textContent)");
        Assert.Equal(["/dev/ttyS4"], shelf.Opened);
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Every_port_but_a_held_one_is_asked_on_wish()
    {
        using var folder = new ScratchFolder();
        Hold(folder, "ttyS3");
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        var shelf = new Shelf(device, "/dev/ttyS4");
        var transport = new FirstDeviceTransport(
            TimeProvider.System, () => [new("/dev/ttyS3", null, null), new("/dev/ttyS4", null, null)], new PortHolders(folder.Path, [folder.Path]), shelf);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new DeviceSource(transport, device, 1));
        IPage page = await fixture.OpenBareAsync(width: 390, height: 844, scheme: ColorScheme.Dark);
        await page.WaitForSelectorAsync("#ports li >> nth=1");
        await AssertReachableAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask every port" }).ClickAsync();
        await page.WaitForFunctionAsync("() => !document.getElementById('ports') && /\\d/.test(document.getElementById('value').textContent)");
        Assert.Equal(["/dev/ttyS4"], shelf.Opened);
    }

    [Fact]
    public async Task A_named_or_simulated_device_offers_no_ports()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions());
        IPage page = await fixture.OpenAsync();
        Assert.False(await page.IsVisibleAsync("#ports"));
        Assert.Equal("The device was named at the start, so no other port is asked.", await page.EvaluateAsync<string>("async () => { const { Live } = await import('/modules/live.js'); const live = new Live(() => {}, () => {}, () => {}); return live.command('ports.ask-all'); }"));
    }

    private static async Task AssertReachableAsync(IPage page)
    {
        Assert.Empty(await Axe.SeriousAsync(page));
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
    }

    // As a terminal program holds a port: a lock file and a process that lives.
    private static void Hold(ScratchFolder folder, string port)
    {
        Directory.CreateDirectory(folder.File("4711"));
        File.WriteAllText(folder.File("4711/comm"), "minicom\n");
        File.WriteAllText(folder.File("LCK.." + port), "      4711\n");
    }

    // Ports of which one is the device's; the others take what is written and say nothing.
    private sealed class Shelf(VirtualAlgometer device, string where) : ISerialSystem
    {
        public List<string> Opened { get; } = [];

        public ISerialLine Create(string port) => new Line(this, port);

        public bool Exists(string port) => true;

        private sealed class Line(Shelf shelf, string port) : ISerialLine
        {
            public bool DtrEnable { get; set; }

            public bool RtsEnable { get; set; }

            public Stream BaseStream { get; } = string.Equals(port, shelf.Where, StringComparison.Ordinal) ? shelf.Device.Link.HostSide : new VirtualAlgometer(new VirtualDeviceOptions()).Link.HostSide;

            public void Open() => shelf.Opened.Add(port);

            public void DiscardInBuffer()
            {
            }
        }

        private string Where => where;

        private VirtualAlgometer Device => device;
    }
}
