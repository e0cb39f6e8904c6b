using Algometer.Measurement.Signal;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Microsoft.Win32.SafeHandles;

namespace Algometer.Records.Recording;

/// <summary>
/// Records one session. Three threads: the ingest thread appends and never touches the disk; the pump hands samples to the operating
/// system's journal every 0.05 s and packs blocks; the storage thread does everything that may wait for disk or server (commit, sync, delete).
/// </summary>
/// <remarks>
/// Loss: a killed process loses what was appended in about the last 0.05 s (0.1 s when the stream stalls); a power loss up to the last sync,
/// 1 s. A disk or a server that fails is reported by <see cref="RecordingFailed"/>; samples stay in memory up to <see cref="MemoryBoundBytes"/>
/// packed bytes, some days of recording, and in the journal, and are stored as soon as it works again.
/// </remarks>
public sealed class SessionRecorder : IDisposable
{
    /// <summary>Packed bytes kept in memory while the disk fails; beyond it samples are a recorded gap.</summary>
    public const long MemoryBoundBytes = 64L << 20;

    // A sample of a hand at rest packs into 3 or 4 bytes; one that nothing foretells into less than this.
    private const double MostBytesPerSample = 8;
    private const long JournalMicroseconds = 50_000;
    private static readonly TimeSpan TimerPeriod = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly Intake _intake = new();
    private readonly StorageThread _storage;
    private readonly RecordPump _pump;
    private readonly ITimer _timer;
    private readonly Action<SessionRecorder> _ended;
    private volatile bool _closed;
    private bool _disposed;

    internal SessionRecorder(string sessionId, string directory, Vault vault, TimeProvider time, Action<string, IReadOnlyList<CommitJob>> commit, Action<SessionRecorder> ended, Action<SafeFileHandle>? flush = null, Func<bool>? isThere = null)
    {
        SessionId = sessionId;
        _ended = ended;
        _time = time;
        var folder = new RecordFolder(directory, isThere ?? (() => true));
        var journal = new SessionJournal(folder, sessionId, vault.Journal(sessionId), Report, flush);
        _storage = new StorageThread(folder, jobs => commit(sessionId, jobs), Report);
        _pump = new RecordPump(_intake, journal, _storage, vault.Traces(sessionId), time);
        _timer = time.CreateTimer(static me => ((SessionRecorder)me!).FlushIfDue(), this, TimerPeriod, TimerPeriod);
    }

    /// <summary>Recording failed, or works again. Raised on a thread of the recorder; handlers must return soon.</summary>
    public event EventHandler<RecordingFailedEventArgs>? RecordingFailed;

    /// <summary>Identity of the session being recorded.</summary>
    public string SessionId { get; }

    /// <summary>What keeps samples from disk or server; null while all is well.</summary>
    public RecordStoreException? Failure { get; private set; }

    /// <summary>Samples refused because the buffer was full; they are a recorded gap.</summary>
    public long RefusedSamples => _intake.Refused;

    /// <summary>Samples that were recorded already and not stored again.</summary>
    public long DuplicateSamples => _pump.Duplicates;

    /// <summary>Samples that are neither stored nor in a journal, because the disk fails: a program that ends now loses them.</summary>
    public long SamplesInMemoryOnly => _pump.InMemoryOnly;

    /// <summary>For how long memory has room while the disk fails.</summary>
    /// <param name="samplesPerSecond">How fast samples come, above 0.</param>
    public TimeSpan RoomFor(double samplesPerSecond) => TimeSpan.FromSeconds(Math.Max(0, MemoryBoundBytes - _pump.PendingBytes) / (MostBytesPerSample * Math.Max(1, samplesPerSecond)));

    internal bool IsDrained => _intake.IsEmpty;

    internal bool IsEnded => _disposed;

    /// <summary>
    /// Takes a sample, without allocation and without waiting for the disk. A sequence that is recorded already is ignored, a late one fills
    /// its gap. Whoever imports faster than a device sends must await <see cref="FlushAsync"/> every 50,000 samples.
    /// </summary>
    /// <param name="sample">The sample; its force is not stored.</param>
    /// <returns>False when the buffer is full or the session has ended.</returns>
    public bool Append(in Sample sample)
    {
        if (_closed)
        {
            return false;
        }

        bool taken = _intake.TryAdd(in sample, out long held);
        if (held >= JournalMicroseconds)
        {
            _pump.Wake();
        }

        return taken;
    }

    /// <summary>Records a mark, and stores it and every sample before it at once.</summary>
    /// <param name="deviceMicroseconds">Device time in µs.</param>
    /// <param name="sequence">The sample that is marked.</param>
    /// <param name="text">What the person says about it.</param>
    public void Mark(long deviceMicroseconds, long sequence, string? text = null) =>
        AppendEvent(new SessionEvent(deviceMicroseconds, sequence, EventKinds.Mark, Text: text));

    /// <summary>Records an event; marks, over-pressure and stop are stored at once. Returns without waiting for the disk.</summary>
    /// <param name="happened">What happened; a value that is no finite number is left out.</param>
    public void AppendEvent(SessionEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        // A force that is not to be trusted is no number, and no engine stores one that is none: the event itself must not be lost for it.
        _intake.Add(happened.Value is { } value && !double.IsFinite(value) ? happened with { Value = null } : happened);
        _pump.Wake(EventKinds.IsUrgent(happened.Kind));
    }

    /// <summary>Records a moment read from both clocks.</summary>
    /// <param name="point">Device and wall time.</param>
    public void AppendClockPoint(ClockPoint point) => Add(new ClockNote(point));

    /// <summary>Puts a calibration in force from a sample on. Call it before that sample is appended.</summary>
    /// <param name="effectiveFromSequence">First sequence it applies to.</param>
    /// <param name="calibration">Gain, zero and tare.</param>
    public void SetCalibration(long effectiveFromSequence, CellCalibration calibration) =>
        Add(new CalibrationNote(new CalibrationInForce(effectiveFromSequence, calibration)));

    /// <summary>Says why samples are missing; gaps themselves are found from the sequence.</summary>
    /// <param name="gap">The missing range and the reason.</param>
    public void ExplainGap(RecordedGap gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        Add(new GapNote(gap.FirstMissingSequence, gap.LastMissingSequence, gap.Reason));
    }

    /// <summary>Stores everything appended so far. Fails with <see cref="RecordStoreException"/> while the disk fails; nothing is dropped then.</summary>
    public Task FlushAsync()
    {
        Task done = _pump.Requests.Add();
        _pump.Wake();
        return done;
    }

    /// <summary>The timer's tick: moves a stalled stream's last samples on, syncs, and tries a failing disk again.</summary>
    public void FlushIfDue()
    {
        if (_disposed)
        {
            return;
        }

        _pump.Wake();
        if (Failure is not null)
        {
            _storage.Nudge();
        }
    }

    /// <summary>Ends the session and waits until it is stored. May be called again after a failure.</summary>
    /// <param name="end">How it ends.</param>
    /// <exception cref="RecordStoreException">The disk fails; the samples are still in memory and, where possible, in the journal.</exception>
    public void Complete(SessionEnd end = SessionEnd.Closed)
    {
        _closed = true;
        _pump.Requests.End(end, _time.GetUtcNow());
        FlushAsync().GetAwaiter().GetResult();
    }

    /// <summary>Ends the recorder. A session that was not completed is left as a crash would leave it, except that all its samples are stored.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        try
        {
            FlushAsync().GetAwaiter().GetResult();
        }
        catch (RecordStoreException)
        {
            // Reported already; the journal keeps what it could take.
        }

        Stop();
    }

    /// <summary>Records the session itself, when the database could not be reached at its start.</summary>
    internal void Begin(StartNote start, RecordStoreException failure)
    {
        Add(start);
        Report(failure);
    }

    /// <summary>Stops the threads without storing anything more: what a kill leaves behind, for tests.</summary>
    internal void Stop()
    {
        _closed = true;
        _disposed = true;
        _pump.Requests.Close();
        _timer.Dispose();
        _pump.Dispose();
        _ended(this);
    }

    private void Add(SessionNote note)
    {
        _intake.Add(note);
        _pump.Wake();
    }

    // Called on the pump and on the storage thread; only a change is told.
    private void Report(RecordStoreException? failure)
    {
        bool change = Failure?.Problem != failure?.Problem || (Failure is null) != (failure is null);
        Failure = failure;
        if (change)
        {
            RecordingFailed?.Invoke(this, new RecordingFailedEventArgs(failure));
        }
    }
}
