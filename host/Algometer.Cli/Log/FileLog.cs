using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Algometer.Cli.Log;

/// <summary>
/// The program's log: whoever has something to say leaves a line and goes on, and a task of its own writes it. Where that cannot keep up, or
/// the disk takes nothing, lines are dropped, counted, and the count is the next line.
/// </summary>
internal sealed class FileLog : ILoggerProvider
{
    /// <summary>When a file is full, in bytes.</summary>
    public const long LongestBytes = 1 << 20;

    /// <summary>How many files there are at most.</summary>
    public const int Files = 4;

    private const int MostWaiting = 512;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    private readonly RollingFile _file;
    private readonly TimeProvider _time;
    private readonly TextWriter _errors;
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Task _writing;
    private long _dropped;
    private string _told = "";

    /// <summary>Writes from now on.</summary>
    /// <param name="folder">Where the files are; made when the first line is written.</param>
    /// <param name="time">When things happen.</param>
    /// <param name="errors">Where a person is told that an error is in the log.</param>
    public FileLog(string folder, TimeProvider time, TextWriter errors)
    {
        (_time, _errors) = (time, errors);
        _file = new RollingFile(folder, LongestBytes, Files);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The file that is written.</summary>
    public string Path => _file.Path;

    /// <summary>Lines that were dropped since the last one that was written.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Writer.TryComplete();
        if (_writing.Wait(_patience))
        {
            _file.Dispose();
        }
    }

    private void Leave(LogLevel level, string category, EventId id, string? template, string words, Exception? failure)
    {
        if (!_lines.Writer.TryWrite(LogLine.Of(_time.GetUtcNow(), level, category, id, template, words, failure)))
        {
            Interlocked.Increment(ref _dropped);
        }

        if (level >= LogLevel.Error && Interlocked.Exchange(ref _told, $"{category} {id.Id} {failure?.GetType().Name}") is var before && !string.Equals(before, _told, StringComparison.Ordinal))
        {
            _errors.WriteLine($"The program made an error{(failure is null ? "" : $" ({failure.GetType().Name})")}: its log says more, in {Path}.");
        }
    }

    private async Task WriteAsync()
    {
        await foreach (string line in _lines.Reader.ReadAllAsync())
        {
            try
            {
                long dropped = Interlocked.Read(ref _dropped);
                _file.Write(dropped == 0 ? line : LogLine.Of(_time.GetUtcNow(), LogLevel.Warning, typeof(FileLog).FullName!, new EventId(199), null, FormattableString.Invariant($"{dropped} lines could not be written before this one."), null) + line);
                Interlocked.Add(ref _dropped, -dropped);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // That the disk fails is the record's to tell.
                Interlocked.Increment(ref _dropped);
            }
        }
    }

    private sealed class Logger(FileLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                string? template = (state as IReadOnlyList<KeyValuePair<string, object?>>)?.FirstOrDefault(pair => string.Equals(pair.Key, "{OriginalFormat}", StringComparison.Ordinal)).Value as string;
                log.Leave(logLevel, category, eventId, template, formatter(state, exception), exception);
            }
        }
    }
}
