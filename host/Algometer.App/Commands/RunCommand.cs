using System.CommandLine;
using Algometer.App.Live;
using Algometer.App.Web;
using Algometer.Link;
using Algometer.Records;

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
            await using var pages = Pages.Over(recording.Ingest, recording.Session, recording.Store, source, parsed.GetValue(data), TimeProvider.System);
            await using WebHost host = await pages.ServeAsync(parsed.GetValue(listen)!, recording.Broadcaster, cancellationToken);
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
