using Algometer.App.Access;
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

namespace Algometer.App;

/// <summary>Everything behind the pages, put together once: for the program and for the tests that open it in a browser.</summary>
internal sealed class Pages : IAsyncDisposable
{
    private readonly TimeProvider _time;

    private Pages(TimeProvider time) => _time = time;

    /// <summary>The guided pressure-pain test.</summary>
    public required PptPart Test { get; init; }

    /// <summary>The calibration wizard.</summary>
    public required CalibrationPart Calibration { get; init; }

    /// <summary>What the live page shows and may ask for.</summary>
    public required LivePage Live { get; init; }

    /// <summary>What the other pages may ask.</summary>
    public required IReadOnlyList<IPageApi> Apis { get; init; }

    /// <summary>Who may sign in; null when nothing is recorded.</summary>
    public required AccountBook? Accounts { get; init; }

    /// <summary>Who is signed in.</summary>
    public required SignIns SignIns { get; init; }

    /// <summary>Puts the pages over a road.</summary>
    /// <param name="ingest">The road; the guided parts are attached to it.</param>
    /// <param name="session">The connection that takes their commands.</param>
    /// <param name="store">The record; null when nothing is recorded.</param>
    /// <param name="source">Where samples come from: a simulated one follows the guided parts.</param>
    /// <param name="dataDirectory">Folder with the clinic's own seeds; null for the program's.</param>
    /// <param name="time">Source of wall times.</param>
    /// <exception cref="FormatException">A seed file does not fit; the message says where.</exception>
    public static Pages Over(Ingest ingest, DeviceSession session, RecordStore? store, DeviceSource source, string? dataDirectory, TimeProvider time)
    {
        ProtocolCatalogue protocols = SeedFile.Read<ProtocolCatalogue>("protocols.json", dataDirectory).Checked();
        SiteCatalogue sites = SeedFile.Read<SiteCatalogue>("sites.json", dataDirectory).Checked();
        VisitLists lists = SeedFile.Read<VisitLists>("visit.json", dataDirectory);
        var test = new PptPart(ingest, session, store, protocols, sites, time) { Cue = source.Operator is { } hand ? hand.Cue : null };
        var calibration = new CalibrationPart(ingest, session, store, time) { Masses = source.Masses is { } masses ? masses.LayOn : null };
        AccountBook? accounts = store is null ? null : new AccountBook(store);
        var signIns = new SignIns(time);
        ingest.Attach(test);
        if (source.Operator is { } presser)
        {
            ingest.Attach(new HoldCue(ingest, presser.Cue));
        }

        ingest.Attach(calibration);
        return new Pages(time)
        {
            Test = test,
            Calibration = calibration,
            Accounts = accounts,
            SignIns = signIns,
            Live = new LivePage(ingest, session, test, calibration, new CalibrationDuePart(ingest, store, time)),
            Apis =
            [
                new ReviewApi(store),
                new PptApi(store, protocols, sites),
                new ClinicApi(store, lists),
                new CalibrationApi(store, time),
                new AccountApi(accounts, signIns, time),
            ],
        };
    }

    /// <summary>Serves them.</summary>
    /// <param name="place">Where, and who is let in.</param>
    /// <param name="broadcaster">Samples for the pages.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public Task<WebHost> ServeAsync(WebPlace place, LiveBroadcaster broadcaster, CancellationToken cancellationToken) =>
        WebHost.StartAsync(place, broadcaster, Live, Live, Apis, _time, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Test.DisposeAsync();
        SignIns.Dispose();
        Accounts?.Dispose();
    }
}
