using Microsoft.Extensions.Time.Testing;

namespace Algometer.Link.Tests.Ports;

/// <summary>Devices are found without touching what is not theirs.</summary>
public sealed class DiscoveryTests
{
    private static readonly UsbIdentity _bridge = new(0x10C4, 0xEA60, "CP2102", "1:4");

    [Fact]
    public async Task A_bridge_is_asked_once_and_a_port_that_is_none_never()
    {
        var board = new FakeBoard(TimeSpan.FromHours(1));
        var time = new FakeTimeProvider();
        IReadOnlyList<SerialPortInfo> ports = [new("/dev/ttyUSB0", _bridge, "CP210x"), new("/dev/ttyS0", null, null)];
        var transport = new FirstDeviceTransport(time, () => ports, Nobody(), board);
        using var clock = new BoardClock(board, time);
        await using var session = new DeviceSession(transport, new SinkProbe(), time, clock.Options);
        session.Start();
        await clock.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["/dev/ttyUSB0"], board.Opened);
        Assert.Contains("/dev/ttyUSB0 (CP210x, USB 10C4:EA60): asked once, nothing answered", session.StateReason, StringComparison.Ordinal);
        Assert.Contains("/dev/ttyS0 (no USB device known): not asked: no known USB-serial bridge", session.StateReason, StringComparison.Ordinal);
        Assert.Contains("--probe-all", session.StateReason, StringComparison.Ordinal);

        // Plugged in anew, it is asked anew.
        ports = [new("/dev/ttyUSB0", _bridge with { Plug = "1:5" }, "CP210x")];
        await clock.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["/dev/ttyUSB0", "/dev/ttyUSB0"], board.Opened);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(4)]
    public async Task A_device_is_found_and_used_on_the_opening_that_found_it(double bootSeconds)
    {
        var board = new FakeBoard(TimeSpan.FromSeconds(bootSeconds)) { Rise = RiseOrder.RtsFirst };
        board.AdvanceTo(10_000_000);
        var time = new FakeTimeProvider();
        var transport = new FirstDeviceTransport(time, () => [new("/dev/ttyUSB0", _bridge, "CP210x")], Nobody(), board);
        using var clock = new BoardClock(board, time);
        await using var session = new DeviceSession(transport, new SinkProbe(), time, clock.Options);
        session.Start();
        Assert.NotNull(await clock.UntilAsync(() => session.Statistics.Samples > 0, TimeSpan.FromSeconds(bootSeconds + 3)));
        Assert.Equal(1, board.Openings);
        Assert.Equal(1, board.Circuit.Resets);
        Assert.False(board.Circuit.RestedBadly);

        // Lost and found again, without asking anybody else.
        board.HangUp();
        Assert.NotNull(await clock.UntilAsync(() => session.Statistics.Reconnections == 1, clock.Now + TimeSpan.FromSeconds(bootSeconds + 3)));
        Assert.Equal(2, board.Openings);
    }

    [Fact]
    public async Task A_port_that_is_no_bridge_is_told_untouched_and_asked_when_a_person_wishes_it()
    {
        var board = new FakeBoard(TimeSpan.FromSeconds(0.3)) { Rise = RiseOrder.RtsFirst };
        board.AdvanceTo(10_000_000);
        var time = new FakeTimeProvider();
        var transport = new FirstDeviceTransport(time, () => [new("/dev/ttyS0", null, null)], Nobody(), board);
        using var clock = new BoardClock(board, time);
        await using var session = new DeviceSession(transport, new SinkProbe(), time, clock.Options);
        Assert.Null(transport.Ports);
        session.Start();
        await clock.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Empty(board.Opened);
        DiscoveredPort port = Assert.Single(transport.Ports!);
        Assert.Equal(("/dev/ttyS0", false, true, "not asked: no known USB-serial bridge"), (port.Port, port.Asked, port.CanBeAsked, port.Answer));
        Assert.NotNull(transport.Ask("/dev/ttyS7"));
        Assert.Null(transport.Ask("/dev/ttyS0"));
        Assert.NotNull(await clock.UntilAsync(() => session.Statistics.Samples > 0, clock.Now + TimeSpan.FromSeconds(4)));
        Assert.Equal(["/dev/ttyS0"], board.Opened);
    }

    [Fact]
    public async Task A_search_for_one_device_leaves_others_alone_and_says_so()
    {
        var board = new FakeBoard(TimeSpan.FromSeconds(0.3)) { Rise = RiseOrder.RtsFirst };
        board.AdvanceTo(10_000_000);
        var time = new FakeTimeProvider();
        var transport = new FirstDeviceTransport(time, () => [new("/dev/ttyUSB0", _bridge, "CP210x")], Nobody(), board, expectedDeviceId: 0x77);
        using var clock = new BoardClock(board, time);
        await using var session = new DeviceSession(transport, new SinkProbe(), time, clock.Options);
        session.Start();
        await clock.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["/dev/ttyUSB0"], board.Opened);
        Assert.Equal(LinkState.Connecting, session.State);
        Assert.Contains(", but 00000077 is expected", session.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_held_port_is_never_asked_not_even_when_every_port_is()
    {
        using var folder = new ScratchFolder();
        Process(folder.Path, 4711, "minicom", "/dev/ttyUSB0");
        var board = new FakeBoard(TimeSpan.FromSeconds(0.3));
        DiscoveredPort[] found = await DeviceDiscovery.ListAsync(
            [new("/dev/ttyUSB0", _bridge, "CP210x")], everyPort: true, new PortHolders(folder.Path, []), board, new FakeTimeProvider(), TestContext.Current.CancellationToken);
        Assert.Equal("not asked: held by minicom (process 4711).", Assert.Single(found).Answer);
        Assert.Equal(0, board.Openings);
    }

    [Fact]
    public void A_lock_file_holds_a_port_while_its_process_lives()
    {
        using var folder = new ScratchFolder();
        Process(folder.Path, 4711, "picocom", null);
        File.WriteAllText(Path.Combine(folder.Path, "LCK..ttyUSB0"), "      4711\n");
        File.WriteAllText(Path.Combine(folder.Path, "LCK..ttyUSB1"), "      4712\n");
        var holders = new PortHolders(folder.Path, [folder.Path]);
        Assert.StartsWith("picocom (process 4711, lock file ", holders.Who("/dev/ttyUSB0"), StringComparison.Ordinal);
        Assert.Null(holders.Who("/dev/ttyUSB1"));
    }

    [Fact]
    public void Missing_rights_and_ModemManager_are_named()
    {
        using var folder = new ScratchFolder();
        Process(folder.Path, 812, "ModemManager", null);
        var holders = new PortHolders(folder.Path, []);
        Exception rights = PortFailure.Explain("/dev/ttyUSB0", new UnauthorizedAccessException("", new IOException("Permission denied", 13)), holders);
        Assert.Contains("'dialout'", Assert.IsType<UnauthorizedAccessException>(rights).Message, StringComparison.Ordinal);
        Exception held = PortFailure.Explain("/dev/ttyUSB0", new UnauthorizedAccessException("", new IOException("Device or resource busy", 16)), holders);
        Assert.Contains("systemctl stop ModemManager", Assert.IsType<IOException>(held).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10c4", "ea60", "CP210x")]
    [InlineData("1a86", "7523", "CH34x")]
    [InlineData("0403", "6001", "FTDI")]
    [InlineData("303a", "1001", "Espressif USB")]
    [InlineData("046d", "c52b", null)]
    public void Linux_tells_the_USB_numbers_without_an_opening(string vendor, string product, string? bridge)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The tree is made of links as Linux makes them.");
        using var folder = new ScratchFolder();
        string device = Path.Combine(folder.Path, "devices", "usb1", "1-1");
        string tty = Path.Combine(device, "1-1:1.0", "ttyUSB0", "tty", "ttyUSB0");
        Directory.CreateDirectory(tty);
        Directory.CreateDirectory(Path.Combine(folder.Path, "class", "tty"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "class", "tty", "ttyUSB0"), "../../devices/usb1/1-1/1-1:1.0/ttyUSB0/tty/ttyUSB0");
        File.WriteAllText(Path.Combine(device, "idVendor"), vendor + "\n");
        File.WriteAllText(Path.Combine(device, "idProduct"), product + "\n");
        File.WriteAllText(Path.Combine(device, "devnum"), "7\n");
        SerialPortInfo port = SerialPortList.OfLinux("/dev/ttyUSB0", folder.Path);
        Assert.Equal(bridge, port.Bridge);
        Assert.Contains($"USB {vendor}:{product}", port.Kind, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(":7", port.Usb!.Plug, StringComparison.Ordinal);
        Assert.Null(SerialPortList.OfLinux("/dev/ttyS0", folder.Path).Usb);
    }

    [Fact]
    public void Windows_and_macOS_names_are_read()
    {
        Assert.Equal(0x0403, SerialPortList.OfRegistryName("VID_0403+PID_6001+A50285BIA")!.Vendor);
        Assert.Equal(0xEA60, SerialPortList.OfRegistryName("VID_10C4&PID_EA60")!.Product);
        Assert.Null(SerialPortList.OfRegistryName("ROOT_HUB30"));
        SerialPortInfo[] mac = [.. SerialPortList.OfMac(["/dev/tty.SLAB_USBtoUART", "/dev/cu.SLAB_USBtoUART", "/dev/cu.Bluetooth-Incoming-Port"])];
        Assert.Equal(2, mac.Length);
        Assert.Equal("CP210x", mac[0].Bridge);
        Assert.Null(mac[1].Bridge);
    }

    [Theory]
    [InlineData("/dev/ttyUSB0,boot=10", 10)]
    [InlineData("COM3", 6)]
    public void A_boot_time_may_follow_the_port(string address, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeviceAddress.Parse(address).BootWait);

    [Fact]
    public void A_boot_time_that_is_none_says_how_to_write_it() =>
        Assert.Contains("boot=10", Assert.Throws<FormatException>(() => DeviceAddress.Parse("/dev/ttyUSB0,boot=soon")).Message, StringComparison.Ordinal);

    private static PortHolders Nobody() => new(Path.Combine(Path.GetTempPath(), "no-such-folder"), []);

    private static void Process(string folder, int number, string name, string? holds)
    {
        string process = Path.Combine(folder, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path.Combine(process, "fd"));
        File.WriteAllText(Path.Combine(process, "comm"), name + "\n");
        if (holds is not null)
        {
            File.CreateSymbolicLink(Path.Combine(process, "fd", "3"), holds);
        }
    }
}
