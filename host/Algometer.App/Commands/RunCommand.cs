using System.CommandLine;
using Algometer.App.Calibration;
using Algometer.App.Clinic;
using Algometer.App.Live;
using Algometer.App.Ppt;
using Algometer.App.Review;
using Algometer.App.Web;
using Algometer.Link;
using Algometer.Measurement.Ppt;
using Algometer.Measurement.Sites;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Seeds;

namespace Algometer.App.Commands;

/// <summary><c>algometer run</c>: the page, with a device or the simulated sensor.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Option<string?> device = Shared.Device();
        Option<string?> simulate = Shared.Simulate();
        Option<string?> curve = Shared.Curve();
        Option<ulong> seed = Shared.Seed();
        Option<string> data = Shared.Data();
        var listen = new Option<string>("--listen") { Description = "Where the page is served, on this machine only.", DefaultValueFactory = _ => "http://127.0.0.1:0" };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Print the page's address without opening it." };
        var command = new Command("run", "Start the live page (the default command).\nExample: algometer run --simulate easing")
        {
            device, simulate, curve, seed, data, listen, noBrowser,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DeviceSource source = Shared.Source(parsed, device, simulate, curve, seed);
            await using var recording = Recording.Create(parsed.GetValue(data), source, SessionSource.Live, "live");
            ProtocolCatalogue protocols = SeedFile.Read<ProtocolCatalogue>("protocols.json", parsed.GetValue(data)).Checked();
            SiteCatalogue sites = SeedFile.Read<SiteCatalogue>("sites.json", parsed.GetValue(data)).Checked();
            VisitLists lists = SeedFile.Read<VisitLists>("visit.json", parsed.GetValue(data));
            await using var test = new PptPart(recording.Ingest, recording.Session, recording.Store, protocols, sites, TimeProvider.System) { Cue = source.Operator is { } hand ? hand.Cue : null };
            recording.Ingest.Attach(test);
            if (source.Operator is { } presser)
            {
                recording.Ingest.Attach(new HoldCue(recording.Ingest, presser.Cue));
            }

            var calibration = new CalibrationPart(recording.Ingest, recording.Session, recording.Store, TimeProvider.System) { Masses = source.Masses is { } masses ? masses.LayOn : null };
            recording.Ingest.Attach(calibration);
            var page = new LivePage(recording.Ingest, recording.Session, test, calibration, new CalibrationDuePart(recording.Ingest, recording.Store, TimeProvider.System));
            await using WebHost host = await WebHost.StartAsync(
                parsed.GetValue(listen)!, recording.Broadcaster, page, page, [new ReviewApi(recording.Store), new PptApi(recording.Store, protocols, sites), new ClinicApi(recording.Store, lists), new CalibrationApi(recording.Store, TimeProvider.System)], TimeProvider.System, cancellationToken);
            recording.Ingest.StateChanged = (state, reason) => Console.WriteLine(reason.Length == 0 ? $"{state}" : $"{state}: {reason}");
            recording.Start();
            Console.WriteLine($"Algometer {Shared.Version}");
            Console.WriteLine($"Page:   {host.Url}");
            Console.WriteLine($"Record: {parsed.GetValue(data)}");
            Console.WriteLine("Ctrl-C ends.");
            if (!parsed.GetValue(noBrowser))
            {
                Browser.Open(host.Url);
            }

            try
            {
                await recording.Session.Completion.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Console.WriteLine("Ending; the record is being closed.");
            }

            return recording.Session.State == LinkState.Refused ? 1 : 0;
        });
        return command;
    }
}
