using Algometer.Cli.Log;
using Algometer.Cli.RecordAccess;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Store;
using Algometer.Station.Pipeline;

namespace Algometer.Cli.Composition;

/// <summary>A running measurement: source, session, pipeline and record, put together and taken apart in the right order.</summary>
internal sealed class Recording : IAsyncDisposable
{
    private readonly DeviceSource _source;
    private bool _closed;

    private Recording(RecordStore? store, DeviceSource source, SamplePipeline pipeline, DeviceSession session, LiveBroadcaster broadcaster, TimeProvider time)
    {
        Time = time;
        Store = store;
        _source = source;
        Pipeline = pipeline;
        Session = session;
        Broadcaster = broadcaster;
    }

    /// <summary>The record, or null when nothing is recorded.</summary>
    public RecordStore? Store { get; }

    /// <summary>The log beside the record; null when nothing is recorded.</summary>
    public StationLog? Log { get; private init; }

    /// <summary>The pipeline.</summary>
    public SamplePipeline Pipeline { get; }

    /// <summary>The connection.</summary>
    public DeviceSession Session { get; }

    /// <summary>The pages.</summary>
    public LiveBroadcaster Broadcaster { get; }

    /// <summary>The host's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Device time for host time; 1 for a real device.</summary>
    public double Speed => _source.Speed;

    /// <summary>Ends when a recorded load has been played and everything of it has arrived.</summary>
    public Task Played => _source.Played;

    /// <summary>Puts it together; <see cref="Start"/> sets it going.</summary>
    /// <param name="dataDirectory">Where to record, or null for no record.</param>
    /// <param name="source">Where samples come from.</param>
    /// <param name="kind">What the record says of its source.</param>
    /// <param name="title">What the record is called.</param>
    /// <param name="time">The host's clock; null for the system's.</param>
    public static Recording Create(string? dataDirectory, DeviceSource source, SessionSource kind, string title, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        RecordStore? store = dataDirectory is null ? null : ChosenRecord.Open(dataDirectory);
        var broadcaster = new LiveBroadcaster();
        DeviceSession? session = null;

        // A recorded load that has been played leaves a device that is silent rightly.
        var pipeline = new SamplePipeline(
            null,
            (device, calibration) => store?.StartSession(Describe(device, calibration, kind, title)),
            time,
            () => session is { IsStreamWanted: true } && source.Simulated is not { IsAtEnd: true });
        pipeline.Record.WaitsForDisk = source.Speed > 1;
        if (source.Simulated is { } own)
        {
            // This program gave the simulated sensor its limit: a recorded load is played under that of its own time.
            pipeline.OnLimitTaken(own.FirstLimitNewtons);
        }

        pipeline.SubscribeToArrivals(broadcaster);
        session = new DeviceSession(source.Transport, pipeline, time, source.SessionOptions);
        StationLog? log = dataDirectory is null ? null : new StationLog(dataDirectory, time, Console.Error);
        log?.Watch(pipeline);
        return new Recording(store, source, pipeline, session, broadcaster, time) { Log = log };
    }

    /// <summary>Starts the simulated device, if there is one, and the connection.</summary>
    public void Start()
    {
        _source.Start(Time);
        Session.Start();
    }

    /// <summary>Ends the session's record; nothing may come any more.</summary>
    /// <param name="patience">How long a disk that fails is waited for.</param>
    /// <param name="giveUp">A person waits no longer.</param>
    /// <returns>Whether all of it is stored.</returns>
    public async Task<bool> CloseRecordAsync(TimeSpan patience, CancellationToken giveUp)
    {
        _closed = true;
        return Pipeline.Recorder is not { } recorder || await new RecordClosing(Time, Console.Error).CloseAsync(recorder, patience, giveUp);
    }

    /// <inheritdoc/>
    /// <exception cref="RecordStoreException">The record could not be closed; what is lost has been said.</exception>
    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        try
        {
            // A recorded load that could not be read to its end says so here.
            await _source.DisposeAsync();
        }
        finally
        {
            bool said = _closed;
            if (!said)
            {
                await CloseRecordAsync(RecordClosing.PatienceAtEnd, CancellationToken.None);
            }

            try
            {
                Pipeline.Dispose();
            }
            catch (RecordStoreException) when (said)
            {
                // The command has said what is lost and ends with its own code.
            }
            finally
            {
                Store?.Dispose();
                Log?.Dispose();
            }
        }
    }

    /// <summary>What is known of a session when it starts.</summary>
    internal static SessionDescription Describe(DeviceDescription device, in CellCalibration calibration, SessionSource kind, string title) => new()
    {
        DeviceId = device.Name,
        BootId = device.BootId,
        FirmwareVersion = device.Firmware,
        SoftwareVersion = ProgramVersion.Text,
        Simulated = device.Simulated,
        NominalRateHz = device.RateHertz,
        TipAreaCm2 = 1,
        LimitMillinewtons = (int)Math.Round(device.LimitNewtons * 1000),
        Source = kind,
        Title = title,
        Calibration = calibration,
    };
}
