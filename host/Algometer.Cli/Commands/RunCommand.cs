using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Algometer.Cli.Composition;
using Algometer.Cli.RecordAccess;
using Algometer.Records.Model;
using Algometer.Records.Store;
using Algometer.Web.Access;
using Algometer.Web.Hosting;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer run</c>: the pages, with a device or the simulated sensor; <c>algometer home</c>: the same for a patient, who sees the own place alone.</summary>
internal static class RunCommand
{
    private const string PageKeyFile = "page-key";

    public static Command Create() => Create("run", "Start the live page (the default command).\nExample: algometer run --simulate easing", isAtHome: false);

    /// <summary>Opens the patient's own place over the whole screen, without the clinic's pages around it.</summary>
    public static Command CreateHome() => Create("home", "Press at home under a plan, led by the page.\nExample: algometer home --simulate home:easing", isAtHome: true);

    private static Command Create(string name, string description, bool isAtHome)
    {
        Option<string?> device = CommonOptions.Device();
        Option<string?> deviceId = CommonOptions.DeviceId();
        Option<string?> simulate = CommonOptions.Simulate();
        var table = new TableOptions(isHidden: true);
        Option<ulong> seed = CommonOptions.Seed();
        Option<string> data = CommonOptions.Data();
        var listen = new Option<string>("--listen") { Description = "Where the pages are served: on this machine only, or https://0.0.0.0:8443 for the network, with TLS and accounts.", DefaultValueFactory = _ => UsualPort.Address };
        var hostName = new Option<string[]>("--host-name") { Description = "A name that other machines call this one by, for pages open to the network." };
        var certificate = new Option<string?>("--certificate") { Description = "PFX or PEM file for TLS. Without it, one is made and kept beside the record." };
        var certificateKey = new Option<string?>("--certificate-key") { Description = "PEM file of the certificate's key, where it is apart." };
        OutletOptions outlet = new();
        var noBrowser = new Option<bool>("--no-browser") { Description = "Print the page's address without opening it." };
        string first = isAtHome ? "/home" : "/";
        var command = new Command(name, description)
        {
            device, deviceId, simulate, seed, data, listen, hostName, certificate, certificateKey, noBrowser,
        };
        table.AddTo(command);
        outlet.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DeviceSource source = CommonOptions.Source(parsed, device, deviceId, simulate, table, seed);
            await using var recording = Recording.Create(parsed.GetValue(data), source, SessionSource.Live, "live");
            await using var pages = PageServices.Over(recording.Pipeline, recording.Session, recording.Store, source, parsed.GetValue(data), TimeProvider.System, isAtHome);
            WebPlace place = Place(ListenAddress.Parse(parsed.GetValue(listen)!), pages, parsed.GetValue(hostName) ?? [], parsed.GetValue(certificate), parsed.GetValue(certificateKey), parsed.GetValue(data)!) with { Log = recording.Log?.Provider };
            bool anyPort = parsed.GetResult(listen) is not { Implicit: false };
            await using WebHost host = await (anyPort ? UsualPort.ServeAsync(place, Serve) : Serve(place));
            recording.Pipeline.SubscribeToState(new ConnectionLine(Console.Out, withoutReason: true));
            recording.Pipeline.SubscribeToAlarm(new AlarmLine());
            recording.Pipeline.Record.RecordingFailed += new RecordLine(Console.Error).OnChange;
            await using LiveOutlet? stream = await outlet.OpenAsync(parsed, recording, parsed.GetValue(data)!);
            await using RecordCheck? check = recording.Store is { } store ? new RecordCheck(store, Console.Out, Console.Error, TimeProvider.System) : null;
            if (check is not null)
            {
                recording.Pipeline.SubscribeToArrivals(check);
            }

            recording.Start();
            Console.WriteLine($"Algometer {ProgramVersion.Text}");
            Console.WriteLine($"Page:   {host.UrlAt(first)}");
            if (anyPort && !UsualPort.IsAt(host.Url))
            {
                Console.WriteLine($"        Port {UsualPort.First} is taken by another program: a bookmark of it does not lead here.");
            }

            if (place.Certificate is { } shown)
            {
                Console.WriteLine($"TLS:    compare this SHA-256 fingerprint with what the browser shows: {ServerCertificate.Fingerprint(shown)}");
            }

            Console.WriteLine($"Record: {parsed.GetValue(data)}");
            Console.WriteLine("Ctrl-C ends.");
            if (!parsed.GetValue(noBrowser))
            {
                Browser.Open(host.UrlForOneOpeningAt(first), isFullScreen: isAtHome);
            }

            try
            {
                await recording.Session.Completion.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Console.WriteLine("Ending; the record is being closed.");
            }

            return 0;

            Task<WebHost> Serve(WebPlace at) => pages.ServeAsync(at, recording.Broadcaster, cancellationToken);
        });
        return command;
    }

    private static WebPlace Place(ListenAddress listen, PageServices pages, string[] names, string? certificate, string? certificateKey, string data)
    {
        if (listen is { IsOpen: false, Secure: false })
        {
            return new WebPlace(listen, listen.HostNames(names), new StartToken(Path.Combine(data, PageKeyFile)), null);
        }

        if (pages.Accounts is not { HasTherapist: true })
        {
            throw new ArgumentException("Pages that are open to the network need an account: add one with `algometer account add NAME --role therapist`, then start again.");
        }

        IReadOnlyList<string> hostNames = listen.HostNames(names);
        var admission = new AccountAdmission(pages.SignIns);
        if (certificate is not null)
        {
            return new WebPlace(listen, hostNames, admission, ServerCertificate.Read(certificate, certificateKey));
        }

        (X509Certificate2 server, X509Certificate2 authority) = ServerCertificate.Own(data, hostNames, TimeProvider.System);
        return new WebPlace(listen, hostNames, admission, server) { Authority = authority };
    }
}
