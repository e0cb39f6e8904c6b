using System.CommandLine;
using Algometer.Cli.Composition;
using Algometer.Cli.RecordAccess;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer replay</c>: a file or a session through the very path of live samples: firmware, wire, link, guard, record.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("CSV|SESSION") { Description = "A CSV trace or a recorded session." };
        var table = new TableOptions();
        Option<double?> rate = CommonOptions.Rate();
        Option<double?> noise = CommonOptions.Noise();
        Option<ulong> seed = CommonOptions.Seed();
        Option<double> speed = CommonOptions.Speed();
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("replay", "Play a trace or a session through the path of live samples, and record it anew.\nExample: algometer replay hold.csv --speed max")
        {
            what, rate, noise, seed, speed, data, json,
        };
        table.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string name = parsed.GetValue(what)!;
            bool isFile = name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || File.Exists(name);
            VirtualDeviceOptions options = isFile
                ? new VirtualDeviceOptions { Trace = table.Trace(name, parsed, cancellationToken) }
                : FromSession(parsed.GetValue(data)!, name);
            var source = DeviceSource.Simulate(options with
            {
                RateHertz = parsed.GetValue(rate),
                NoiseCounts = parsed.GetValue(noise),
                Seed = parsed.GetValue(seed),
                Speed = parsed.GetValue(speed),
            });
            SessionSource kind = isFile ? SessionSource.Csv : SessionSource.Replay;
            await using var recording = Recording.Create(parsed.GetValue(data), source, kind, options.Trace!.Name);
            return await RecordCommand.RunAsync(recording, null, untilLost: true, parsed.GetValue(json), () => source.Simulated!.Progress, TimeSpan.FromSeconds(AbsenceWatch.DefaultSeconds), cancellationToken);
        });
        return command;
    }

    private static VirtualDeviceOptions FromSession(string data, string id)
    {
        using RecordStore store = ChosenRecord.OpenForReading(data);
        SessionSummary session = ChosenRecord.Find(store, id);
        Sample[] samples = [.. store.ReadSamples(session.Id)];
        if (samples.Length < 2)
        {
            throw new ArgumentException($"Session {id} holds {samples.Length} samples: there is nothing to replay.");
        }

        CellCalibration calibration = store.ReadCalibrations(session.Id)[0].Calibration;
        double[] times = Array.ConvertAll(samples, sample => (sample.DeviceMicroseconds - samples[0].DeviceMicroseconds) / 1e6);
        double[] counts = Array.ConvertAll(samples, sample => (double)sample.RawCounts);
        return new VirtualDeviceOptions
        {
            Trace = new Trace($"session {id}", TraceQuantity.Counts, times, counts),
            LimitNewtons = session.Description.LimitMillinewtons / 1000.0,
            Calibration = new VirtualCalibration(
                calibration.Id,
                calibration.DateUnixSeconds,
                calibration.GainPiconewtonsPerCount,
                calibration.QuadraticPiconewtons,
                calibration.ZeroCounts,
                calibration.TareCounts),
        };
    }
}
