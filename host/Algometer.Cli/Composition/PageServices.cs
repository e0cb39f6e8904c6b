using Algometer.Link;
using Algometer.Clinic.Exports;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Seeds;
using Algometer.Station.Activities;
using Algometer.Station.Activities.Calibration;
using Algometer.Station.Activities.Hold;
using Algometer.Station.Activities.HomeSession;
using Algometer.Station.Activities.Measured;
using Algometer.Station.Activities.SafeRanges;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Station.Limits;
using Algometer.Station.Pipeline;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Algometer.Web.Endpoints;
using Algometer.Web.Hosting;
using Algometer.Web.Live;
using Algometer.Web.Live.Features;
using Algometer.Web.Pages;

namespace Algometer.Cli.Composition;

/// <summary>Everything behind the pages, put together once: for the program and for the tests that open it in a browser.</summary>
internal sealed class PageServices : IAsyncDisposable
{
    private readonly TimeProvider _time;

    private PageServices(TimeProvider time) => _time = time;

    /// <summary>The guided pressure-pain test.</summary>
    public required ThresholdTestActivity Test { get; init; }

    /// <summary>The calibration wizard.</summary>
    public required CalibrationActivity Calibration { get; init; }

    /// <summary>The guided session at home.</summary>
    public required HomeSessionActivity Home { get; init; }

    /// <summary>The measurement of the safe range.</summary>
    public required SafeRangeActivity Range { get; init; }

    /// <summary>The device's half of a hold.</summary>
    public required HoldActivity HoldOnDevice { get; init; }

    /// <summary>What the live page shows and may ask for.</summary>
    public required LivePage Live { get; init; }

    /// <summary>What the other pages may ask.</summary>
    public required IReadOnlyList<IEndpoints> Apis { get; init; }

    /// <summary>What the pages reach in this process.</summary>
    public required PageParts Parts { get; init; }

    /// <summary>Who may sign in; null when nothing is recorded.</summary>
    public required AccountStore? Accounts { get; init; }

    /// <summary>Who is signed in.</summary>
    public required SignIns SignIns { get; init; }

    /// <summary>Puts the pages over a pipeline.</summary>
    /// <param name="pipeline">The pipeline; the activities are attached to it.</param>
    /// <param name="session">The connection that takes their commands.</param>
    /// <param name="store">The record; null when nothing is recorded.</param>
    /// <param name="source">Where samples come from: a simulated one follows the activities.</param>
    /// <param name="dataDirectory">Folder with the clinic's own seeds; null for the program's.</param>
    /// <param name="time">Source of wall times.</param>
    /// <param name="isAtHome">Whether a patient's own place is served, without the clinic's pages around it.</param>
    /// <exception cref="FormatException">A seed file does not fit; the message says where.</exception>
    public static PageServices Over(SamplePipeline pipeline, DeviceSession session, RecordStore? store, DeviceSource source, string? dataDirectory, TimeProvider time, bool isAtHome = false)
    {
        ProtocolCatalogue protocols = SeedFile.Read<ProtocolCatalogue>("protocols.json", dataDirectory).Checked();
        SiteCatalogue sites = SeedFile.Read<SiteCatalogue>("sites.json", dataDirectory).Checked();
        VisitLists lists = SeedFile.Read<VisitLists>("visit.json", dataDirectory);
        var limit = new DeviceLimit(pipeline, session, time);
        pipeline.Attach(limit);
        var test = new ThresholdTestActivity(pipeline, session, limit, store, protocols, sites, time) { Cue = source.Operator is { } hand ? (cue, value) => hand.Cue((VirtualDevice.PressCue)cue, value) : null };
        var calibration = new CalibrationActivity(pipeline, session, limit, store, time) { Masses = source.Masses is { } masses ? masses.LayOn : null };
        var book = HomeContentFiles.Read(lists, dataDirectory);
        var homeStore = new HomeStore(store, dataDirectory, time);
        var home = new HomeSessionActivity(pipeline, session, limit, homeStore, book, time) { Watched = source.HomePatient is { } patient ? view => HomeWatch.Show(patient, view) : null };
        var range = new SafeRangeActivity(pipeline, session, limit, homeStore, book);
        var accounts = OpenAccounts.Over(store is null ? null : new AccountStore(store), time);
        var deviceHold = new HoldActivity(pipeline, session);
        pipeline.Attach(deviceHold);
        pipeline.Attach(test);
        if (source.Operator is { } presser)
        {
            pipeline.Attach(new HoldCue(pipeline, presser.Cue));
        }

        foreach (ILoadActivity activity in (ILoadActivity[])[calibration, home, range])
        {
            pipeline.Attach(activity);
        }

        var due = new PresentCalibration(pipeline, store, time);
        var exports = new ExportDesk(store, dataDirectory);
        var controls = new DeviceControls(pipeline, session);
        var measured = new MeasuredPerson(deviceHold, test, range, home);
        var station = new OpenStation(pipeline, controls, deviceHold, calibration, test, range, home, measured, source.Transport as IPortChoice);
        var parts = new PageParts(store, lists, sites, time) { Station = station, Protocols = protocols, Calibration = due.Due, Home = new OpenHome(homeStore, book), Accounts = accounts, Exports = exports, IsAtHome = isAtHome };
        return new PageServices(time)
        {
            Test = test,
            Calibration = calibration,
            Home = home,
            Range = range,
            Accounts = accounts.Store,
            SignIns = accounts.SignIns,
            HoldOnDevice = deviceHold,
            Live = new LivePage(pipeline, controls, deviceHold, measured, new ThresholdTestFeature(test), new HomeSessionFeature(home), new PortsFeature(source.Transport as IPortChoice)),
            Parts = parts,
            Apis =
            [
                new SessionEndpoints(store),
                new HoldAnalysisEndpoints(store),
                new NoteEndpoints(store),
                new ThresholdTestEndpoints(store, sites),
                new PeopleEndpoints(store, lists),
                new CalibrationEndpoints(store, time),
                new ReportEndpoints(store, sites, lists, time),
                new HomeSessionEndpoints(homeStore),
                new FollowUpEndpoints(homeStore),
                new AccountEndpoints(accounts),
                new ExportEndpoints(exports),
                new SettingsEndpoints(parts.Settings),
            ],
        };
    }

    /// <summary>Serves them.</summary>
    /// <param name="place">Where, and who is let in.</param>
    /// <param name="broadcaster">Samples for the pages.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public Task<WebHost> ServeAsync(WebPlace place, LiveBroadcaster broadcaster, CancellationToken cancellationToken) =>
        WebHost.StartAsync(place, broadcaster, Live, Live, Apis, Parts, _time, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await HoldOnDevice.DisposeAsync();
        await Home.DisposeAsync();
        await Range.DisposeAsync();
        await Test.DisposeAsync();
        await Parts.Exports.DisposeAsync();
        SignIns.Dispose();
        Accounts?.Dispose();
    }
}
