using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;
using Algometer.Station.Activities.Calibration;
using Algometer.Station.Limits;
using Algometer.Station.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Station.Tests;

/// <summary>A calibration counts as written when the device itself says that it holds it, and not by an acknowledgement, come or lost.</summary>
public sealed class CalibrationHeldTests
{
    private readonly CalibratedDevice _device = new();

    [Fact]
    public async Task One_that_is_taken_is_written()
    {
        Assert.Null(await WriteAsync());
        Assert.NotNull(Report);
    }

    [Fact]
    public async Task One_that_is_acknowledged_and_not_taken_is_not()
    {
        _device.Given = (_, given) => given.Id;
        Assert.StartsWith("The device keeps its old calibration: it acknowledged the new one and did not take it.", await WriteAsync(), StringComparison.Ordinal);
        Assert.Null(Report);
    }

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0, 0, 0, 1u)]
    public async Task One_that_is_taken_otherwise_than_it_was_given_is_not(int gain, int quadratic, int zero, uint id)
    {
        _device.Given = (device, given) => device.Take(given with
        {
            GainPiconewtonsPerCount = given.GainPiconewtonsPerCount - gain,
            QuadraticPiconewtons = given.QuadraticPiconewtons + quadratic,
            ZeroCounts = given.ZeroCounts + zero,
            Id = given.Id + id,
        });
        string? problem = await WriteAsync();
        Assert.Contains("holds another calibration than it was given", problem, StringComparison.Ordinal);
        Assert.Contains("Do not measure with it", problem, StringComparison.Ordinal);
        Assert.Null(Report);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_is_acknowledged_under_another_identity_is_not(bool taken)
    {
        _device.Given = (device, given) =>
        {
            if (taken)
            {
                device.Take(given);
            }

            return 12_345;
        };
        Assert.Contains("12345", await WriteAsync(), StringComparison.Ordinal);
        Assert.Null(Report);
    }

    [Fact]
    public async Task One_whose_hello_names_another_is_not()
    {
        _device.Given = (device, given) =>
        {
            device.Take(given);
            device.HelloId = CalibratedDevice.Old.Id;
            return given.Id;
        };
        Assert.Contains("hello names 77", await WriteAsync(), StringComparison.Ordinal);
        Assert.Null(Report);
    }

    [Fact]
    public async Task One_that_is_taken_although_every_acknowledgement_was_lost_is_written()
    {
        _device.Given = (device, given) =>
        {
            device.Take(given);
            return null;
        };
        Assert.Null(await WriteAsync());
        Assert.NotNull(Report);
    }

    [Fact]
    public async Task One_that_was_never_answered_and_is_not_held_leaves_the_old_one()
    {
        _device.Given = (_, _) => null;
        Assert.StartsWith("The device keeps its old calibration: The device did not answer", await WriteAsync(), StringComparison.Ordinal);
        Assert.Null(Report);
    }

    [Fact]
    public async Task Where_the_device_says_nothing_any_more_nothing_is_promised()
    {
        _device.Given = (device, given) =>
        {
            device.IsIdentified = false;
            return given.Id;
        };
        Assert.Contains("is not known", await WriteAsync(), StringComparison.Ordinal);
        Assert.Null(Report);
    }

    private CalibrationReport? Report { get; set; }

    // The clock is the test's; it goes on only while nothing else is left to do.
    private async Task<string?> WriteAsync()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using var scheduler = new IdleScheduler();
        using var pipeline = new SamplePipeline(null, (_, _) => null, time);
        await using var session = new DeviceSession(_device, pipeline, time, new DeviceSessionOptions { Scheduler = scheduler, AutoStart = false });
        var limit = new DeviceLimit(pipeline, session, time);
        var activity = new CalibrationActivity(pipeline, session, limit, null, time);
        session.Start();
        Task<string?> writing = scheduler.RunAsync(async () =>
        {
            while (pipeline.State != LinkState.Connected || pipeline.Calibration.Id == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time);
            }

            return await activity.WriteAsync(Made(), CancellationToken.None);
        });
        for (double seconds = 0; !writing.IsCompleted; seconds += 0.05)
        {
            Assert.True(seconds < 60, "it does not end");
            await scheduler.WhenIdle();
            time.Advance(TimeSpan.FromMilliseconds(50));
            await scheduler.WhenIdle();
        }

        Report = activity.Written;
        Task closing = scheduler.RunAsync(() => session.DisposeAsync().AsTask());
        while (!closing.IsCompleted)
        {
            await scheduler.WhenIdle();
            time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await closing;
        return await writing;
    }

    private static CalibrationMade Made()
    {
        double[] masses = [0.5, 1, 2, 3, 5, 7];
        var setup = new CalibrationSetup { MassesKg = masses, Runs = 3, Gravity = 9.81 };
        var readings = new List<CalibrationReading>();
        for (int run = 1; run <= 3; run++)
        {
            foreach ((double mass, bool up) in masses.Prepend(0).Select(mass => (mass, true)).Concat(masses.SkipLast(1).Reverse().Append(0).Select(mass => (mass, false))))
            {
                readings.Add(new CalibrationReading(run, mass, setup.Newtons(mass), up, Math.Round(1000 + run + (setup.Newtons(mass) / 46.1e-6)), 3));
            }
        }

        return new CalibrationMade(setup, readings, WarmUpSkipped: true);
    }
}
