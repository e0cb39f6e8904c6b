using Algometer.Link;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Composition;

/// <summary>Where samples are to come from: a real device, one that is found, or the simulated one in this process.</summary>
internal sealed class DeviceSource(ITransport transport, VirtualAlgometer? simulated, double speed) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>The way to the device.</summary>
    public ITransport Transport => transport;

    /// <summary>The simulated device, or null.</summary>
    public VirtualAlgometer? Simulated => simulated;

    /// <summary>The simulated operator and patient of a guided test, or null.</summary>
    public SimulatedTest? Operator { get; init; }

    /// <summary>Whoever lays masses on the simulated cell, or null.</summary>
    public SimulatedMasses? Masses { get; private init; }

    /// <summary>The simulated patient at home, who follows the guided session, or null.</summary>
    public SimulatedHomeHand? HomePatient { get; init; }

    /// <summary>How many times faster than real time the simulated device lives; 1 for a real one.</summary>
    public double Speed => speed;

    /// <summary>How the host talks to it: a device that lives faster must hear from its host as often in its own time, or it takes the link for dead.</summary>
    public DeviceSessionOptions SessionOptions { get; init; } = new() { PingEvery = TimeSpan.FromMilliseconds(Math.Clamp(400 / (speed > 1 ? 4 * speed : 1), 10, 400)) };

    /// <summary>Ends when a recorded load has been played.</summary>
    public Task Played => _running;

    /// <summary>A simulated device with this load.</summary>
    public static DeviceSource Simulate(VirtualDeviceOptions options)
    {
        var device = new VirtualAlgometer(options);
        return new DeviceSource(new InProcessTransport("simulated sensor", () => device.Link.HostSide), device, options.Speed) { Operator = options.Hand as SimulatedTest, Masses = options.Hand as SimulatedMasses, HomePatient = options.Hand as SimulatedHomeHand };
    }

    /// <summary>The device that a person named, or else the first known bridge that answers as one.</summary>
    /// <param name="address">Its port, or null for whichever is found.</param>
    /// <param name="time">Paces the search.</param>
    /// <param name="deviceId">The only device to be used, or null for any.</param>
    public static DeviceSource Connect(string? address, TimeProvider time, long? deviceId = null) =>
        new(address is null ? new FirstDeviceTransport(time, expectedDeviceId: deviceId) : DeviceAddress.Parse(address), null, 1) { SessionOptions = new DeviceSessionOptions { ExpectedDeviceId = deviceId } };

    /// <summary>Sets a simulated device going.</summary>
    public void Start(TimeProvider time)
    {
        if (simulated is not null)
        {
            _running = Task.Run(() => new VirtualDeviceRunner(simulated, speed, time).RunAsync(_stopping.Token));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }

        _stopping.Dispose();
    }
}
