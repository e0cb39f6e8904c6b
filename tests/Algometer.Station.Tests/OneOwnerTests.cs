using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.People;
using Algometer.VirtualDevice;

namespace Algometer.Station.Tests;

/// <summary>One activity owns the load: while it does nothing else begins, and neither zero nor tip is changed under it.</summary>
public sealed class OneOwnerTests
{
    private const double PatienceSeconds = 30;

    private static readonly (string Name, string Start, object Arguments, string End, string Busy)[] _activities =
    [
        ("hold", "hold-start", StationRig.Band, "hold-stop", "A hold is running: end it first."),
        ("threshold test", "test.start", new { }, "test.stop", "A test is running: stop it first."),
        ("home session", "home.start", new { utcOffsetMinutes = 0, free = new { point = "upper-trapezius", side = "right", tool = "ball", position = "wall", movement = "neck-rotation-left" } }, "home.leave", "A session is running: end it first."),
        ("safe range", "range.start", new { }, "range.end", "The safe range is being measured: end it first."),
        ("calibration", "calibration.start", new { }, "calibration.abort", "A calibration is running: end it first."),
    ];

    public static TheoryData<string> Names() => [.. _activities.Select(activity => activity.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task While_one_owns_the_load_no_other_begins_and_neither_zero_nor_tip_changes(string owner)
    {
        await using var rig = await Rig.StartAsync();
        (_, string start, object arguments, string end, string busy) = Array.Find(_activities, activity => activity.Name == owner);
        Assert.Null(await rig.DoAsync(start, arguments));
        double tip = rig.StationRig.Pipeline.TipAreaCm2;
        foreach ((string name, string other, object otherArguments, _, _) in _activities.Where(activity => activity.Name != owner))
        {
            Assert.True(busy == await rig.DoAsync(other, otherArguments), $"{name} inside {owner}");
        }

        Assert.Equal(busy, await rig.StationRig.DoAsync("tare"));
        Assert.Equal(busy, await rig.StationRig.DoAsync("tip", new { squareCentimetres = 2.0 }));
        Assert.Equal(tip, rig.StationRig.Pipeline.TipAreaCm2);

        Assert.Null(await rig.DoAsync(end, new { }));
        Assert.Null(await rig.StationRig.DoAsync("tip", new { squareCentimetres = 2.0 }));
        Assert.Equal(2, rig.StationRig.Pipeline.TipAreaCm2);
    }

    [Theory]
    [InlineData("test.stop")]
    [InlineData("test.close")]
    [InlineData("range.end")]
    [InlineData("home.leave")]
    public async Task What_is_over_takes_the_load_from_nobody(string late)
    {
        await using var rig = await Rig.StartAsync();
        foreach ((_, string start, object arguments, string end, _) in _activities[1..4])
        {
            Assert.Null(await rig.DoAsync(start, arguments));
            Assert.Null(await rig.DoAsync(end, new { }));
        }

        (_, string calibrate, object masses, _, string busy) = _activities[4];
        Assert.Null(await rig.DoAsync(calibrate, masses));
        await rig.DoAsync(late, new { });
        Assert.Equal(busy, await rig.DoAsync("hold-start", StationRig.Band));
    }

    [Fact]
    public async Task A_ball_measures_no_threshold()
    {
        await using var rig = await Rig.StartAsync(capNewtons: 250);
        (_, string start, object arguments, _, _) = _activities[1];
        Assert.Equal("This device is a ball: thresholds are measured with the probe and its tip.", await rig.DoAsync(start, arguments));
    }

    private sealed class Rig : IAsyncDisposable
    {
        private readonly ScratchFolder _folder = new();
        private readonly RecordStore _store;
        private readonly string _person;

        private Rig(double capNewtons)
        {
            _store = RecordStore.Open(_folder.Path, TimeProvider.System);
            _person = _store.People.Add(new Person { Code = "P-001" }).Id;
            StationRig = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = new SimulatedMasses(), CapNewtons = capNewtons, Speed = 8 }), PatienceSeconds, _store);
        }

        public StationRig StationRig { get; }

        public static async Task<Rig> StartAsync(double capNewtons = 100)
        {
            var rig = new Rig(capNewtons);
            await rig.StationRig.UntilAsync(() => rig.StationRig.Pipeline.State == LinkState.Connected && rig.StationRig.Pipeline.Last.DeviceMicroseconds > 0);
            return rig;
        }

        // Test, range and calibration are led by pages in this process, the others by the live stream.
        public Task<string?> DoAsync(string command, object arguments) => command switch
        {
            "test.start" => Task.FromResult(StationRig.StartTest()),
            "test.stop" => Task.FromResult(StationRig.Services.Test.Stop()),
            "test.close" => Task.FromResult(StationRig.Services.Test.Close()),
            "range.start" => Task.FromResult(StationRig.Services.Range.Start(_person, "upper-trapezius", BodySide.Right, "ball")),
            "range.end" => Task.FromResult(StationRig.Services.Range.End()),
            "calibration.start" => StationRig.Services.Calibration.StartAsync(new CalibrationSetup { MassesKg = [0.5, 1, 2, 3, 4, 5], WarmUpSeconds = 600 }, TestContext.Current.CancellationToken),
            "calibration.abort" => StationRig.Services.Calibration.EndAsync(),
            _ => StationRig.DoAsync(command, arguments),
        };

        public async ValueTask DisposeAsync()
        {
            await StationRig.DisposeAsync();
            _store.Dispose();
            _folder.Dispose();
        }
    }
}
