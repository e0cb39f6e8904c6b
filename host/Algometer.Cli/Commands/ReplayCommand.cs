using System.CommandLine;
using Algometer.Cli.Composition;
using Algometer.Cli.RecordAccess;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Reports.Exchange.Imports;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer replay</c>: a file or a session through the very path of live samples: firmware, wire, link, guard, record.</summary>
internal static class ReplayCommand
{
    private const int Piece = 32_768;
    private const double FinestStep = 1e-6;

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
            RecordStore? record = null;
            VirtualDeviceOptions options = isFile
                ? new VirtualDeviceOptions { Trace = table.Trace(name, parsed, cancellationToken) }
                : FromSession(parsed.GetValue(data)!, name, () => record!);
            var source = DeviceSource.Simulate(options with
            {
                RateHertz = parsed.GetValue(rate),
                NoiseCounts = parsed.GetValue(noise),
                Seed = parsed.GetValue(seed),
                Speed = parsed.GetValue(speed),
            });
            SessionSource kind = isFile ? SessionSource.Csv : SessionSource.Replay;
            await using var recording = Recording.Create(parsed.GetValue(data), source, kind, options.Trace!.Name);
            record = recording.Store;
            int result = await RecordCommand.RunAsync(recording, null, untilLost: true, parsed.GetValue(json), () => source.Simulated!.Progress, TimeSpan.FromSeconds(AbsenceWatch.DefaultSeconds), cancellationToken);
            if (!cancellationToken.IsCancellationRequested)
            {
                return result;
            }

            // Unlike a live recording, which is whole whenever a person ends it.
            await Console.Error.WriteLineAsync("Cancelled before the end; what was played until then is kept in the record.");
            return AlgometerCommand.Interrupted;
        });
        return command;
    }

    // Gone through once for its length; it is played from the record that it is recorded into anew.
    private static VirtualDeviceOptions FromSession(string data, string id, Func<RecordStore> record)
    {
        using RecordStore store = ChosenRecord.OpenForReading(data);
        SessionSummary session = ChosenRecord.Find(store, id);
        var survey = new SampleSurvey(FinestStep);
        long first = 0;
        long last = 0;
        foreach (Sample sample in store.ReadSamples(session.Id))
        {
            first = survey.Count == 0 ? sample.DeviceMicroseconds : first;
            survey.Take((sample.DeviceMicroseconds - last) / 1e6);
            last = sample.DeviceMicroseconds;
        }

        if (survey.Count < 2)
        {
            throw new ArgumentException($"Session {id} holds {survey.Count} samples: there is nothing to replay.");
        }

        CellCalibration calibration = store.ReadCalibrations(session.Id)[0].Calibration;
        return new VirtualDeviceOptions
        {
            Trace = new Trace($"session {id}", TraceQuantity.Counts, Samples(record, session.Id, first), survey.Count, (last - first) / 1e6, survey.Step()),
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

    // In pieces: hours of playing must not hold a transaction of the record open.
    private static IEnumerable<(double Seconds, double Value)> Samples(Func<RecordStore> record, string id, long first)
    {
        var piece = new List<Sample>(Piece);
        long? next = null;
        do
        {
            piece.Clear();
            piece.AddRange(record().ReadSamples(id, next).Take(Piece));
            foreach (Sample sample in piece)
            {
                yield return ((sample.DeviceMicroseconds - first) / 1e6, sample.RawCounts);
            }

            next = piece.Count == 0 ? null : piece[^1].Sequence + 1;
        }
        while (next is not null);
    }
}
