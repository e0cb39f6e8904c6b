using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using Algometer.Records.Store;
using Algometer.Station.Pipeline;
using Microsoft.Extensions.Logging;

namespace Algometer.Cli.Log;

/// <summary>
/// What happens to a station, in the log beside its record: start and end, device, alarm, record, and what nobody expected. It watches as the
/// pages and the terminal do, so that no sample ever waits for it.
/// </summary>
internal sealed partial class StationLog : IStateSubscriber, IAlarmSubscriber, IDisposable
{
    private readonly FileLog _log;
    private readonly ILogger _to;
    private (LinkState State, string Reason) _told = (LinkState.Connecting, "");
    private string _device = "";

    /// <summary>Begins the log of this run.</summary>
    /// <param name="data">The record's folder.</param>
    /// <param name="time">When things happen.</param>
    /// <param name="errors">Where a person is told that an error is in the log.</param>
    public StationLog(string data, TimeProvider time, TextWriter errors)
    {
        _log = new FileLog(FolderIn(data), time, errors);
        _to = _log.CreateLogger(typeof(StationLog).FullName!);
        AppDomain.CurrentDomain.UnhandledException += Crashed;
        TaskScheduler.UnobservedTaskException += Unobserved;
        Started(_to, ProgramVersion.Text, Environment.ProcessId, Environment.OSVersion.VersionString, Environment.Version.ToString());
    }

    /// <summary>For the web server's own events.</summary>
    public ILoggerProvider Provider => new Kept(_log);

    /// <summary>Where the log of a record is.</summary>
    /// <param name="data">The record's folder.</param>
    public static string FolderIn(string data) => Path.Combine(data, "log");

    /// <summary>Watches a pipeline from now on.</summary>
    public void Watch(SamplePipeline pipeline)
    {
        pipeline.SubscribeToState(this);
        pipeline.SubscribeToAlarm(this);
        pipeline.Record.RecordingFailed += OnRecord;
    }

    /// <inheritdoc/>
    public void OnState(StationState state)
    {
        if ((state.Connection, state.Reason) != _told)
        {
            _told = (state.Connection, state.Reason);
            Linked(_to, state.Connection, state.Reason);
        }

        if (state.DeviceId is { } device && !string.Equals(device, _device, StringComparison.Ordinal))
        {
            _device = device;
            Answered(_to, device, state.Firmware ?? "", state.Simulated);
        }
    }

    /// <inheritdoc/>
    public void OnAlarm(in AlarmView alarm) => Alarmed(_to, alarm.Kind);

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= Crashed;
        TaskScheduler.UnobservedTaskException -= Unobserved;
        Ended(_to);
        _log.Dispose();
    }

    private void OnRecord(object? sender, RecordingFailedEventArgs e)
    {
        if (e.Failure is { } failure)
        {
            NotStored(_to, failure.Problem, failure);
        }
        else
        {
            StoredAgain(_to);
        }
    }

    private void Crashed(object sender, UnhandledExceptionEventArgs e)
    {
        Crash(_to, e.ExceptionObject as Exception);
        _log.Dispose();
    }

    private void Unobserved(object? sender, UnobservedTaskExceptionEventArgs e) => Unawaited(_to, e.Exception);

    [LoggerMessage(100, LogLevel.Information, "Algometer {Version} began as process {Process} on {System}, .NET {Runtime}.")]
    private static partial void Started(ILogger to, string version, int process, string system, string runtime);

    [LoggerMessage(101, LogLevel.Information, "Ended.")]
    private static partial void Ended(ILogger to);

    [LoggerMessage(110, LogLevel.Information, "Device {State}: {Reason}")]
    private static partial void Linked(ILogger to, LinkState state, string reason);

    [LoggerMessage(111, LogLevel.Information, "Device {Device} answered, firmware {Firmware}, simulated: {Simulated}.")]
    private static partial void Answered(ILogger to, string device, string firmware, bool simulated);

    [LoggerMessage(120, LogLevel.Warning, "Alarm {Kind}.")]
    private static partial void Alarmed(ILogger to, AlarmKind kind);

    [LoggerMessage(130, LogLevel.Warning, "The record cannot be written: {Problem}.")]
    private static partial void NotStored(ILogger to, RecordStoreProblem problem, Exception failure);

    [LoggerMessage(131, LogLevel.Information, "The record can be written again.")]
    private static partial void StoredAgain(ILogger to);

    [LoggerMessage(140, LogLevel.Critical, "The program ends by an error that nobody caught.")]
    private static partial void Crash(ILogger to, Exception? failure);

    [LoggerMessage(141, LogLevel.Error, "Something that nobody waited for failed.")]
    private static partial void Unawaited(ILogger to, Exception failure);

    // The web server ends what it was given; the log outlives it.
    private sealed class Kept(FileLog log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log.CreateLogger(categoryName);

        public void Dispose()
        {
            // Not its to end.
        }
    }
}
