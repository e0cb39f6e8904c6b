using System.CommandLine;
using System.Globalization;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer simulate</c>: the virtual device, served as if it were plugged in.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var serve = new Option<string>("--serve") { Description = "Where to serve: pty:PATH or tcp:PORT.", Required = true };
        var load = new Option<string?>("--load") { Description = "A scenario or a CSV file. Scenarios: " + string.Join(", ", Scenario.All.Select(scenario => scenario.Name)) + "." };
        var table = new TableOptions();
        Option<double?> rate = CommonOptions.Rate();
        Option<double?> noise = CommonOptions.Noise();
        Option<ulong> seed = CommonOptions.Seed();
        Option<double> speed = CommonOptions.Speed();
        var command = new Command("simulate", "Serve the simulated sensor on a pseudo-terminal or on TCP.\nExample: algometer simulate --serve pty:/tmp/algometer --load easing")
        {
            serve, load, rate, noise, seed, speed,
        };
        table.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            VirtualDeviceOptions options = CommonOptions.Load(parsed.GetValue(load), parsed, table) with
            {
                RateHertz = Checked(parsed.GetValue(rate)),
                NoiseCounts = parsed.GetValue(noise),
                Seed = parsed.GetValue(seed),
                Speed = parsed.GetValue(speed),
                BootId = (uint)(TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond),
            };
            var device = new VirtualAlgometer(options);
            string where = parsed.GetValue(serve)!;
            void Ready(string address) => Console.WriteLine($"Serving the simulated sensor at {address}; Ctrl-C ends.");
            try
            {
                await ServeAsync(device, options.Speed, where, Ready, cancellationToken);
                Console.WriteLine("The load has been played.");
            }
            catch (OperationCanceledException)
            {
                Console.WriteLine("Ended.");
            }

            return 0;
        });
        return command;
    }

    private static Task ServeAsync(VirtualAlgometer device, double speed, string where, Action<string> ready, CancellationToken cancellationToken)
    {
        if (where.StartsWith("pty:", StringComparison.OrdinalIgnoreCase) && where.Length > 4)
        {
            return VirtualDeviceServer.ServePtyAsync(device, speed, where[4..], ready, TimeProvider.System, cancellationToken);
        }

        return where.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) && ushort.TryParse(where[4..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? VirtualDeviceServer.ServeTcpAsync(device, speed, port, ready, TimeProvider.System, cancellationToken)
            : throw new ArgumentException($"'{where}' is nothing to serve on: write pty:PATH or tcp:PORT.");
    }

    private static double? Checked(double? rate) =>
        rate is null or (>= 1 and <= 400) ? rate : throw new ArgumentException("The rate must lie between 1 and 400 samples per second.");
}
