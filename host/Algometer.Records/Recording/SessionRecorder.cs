using Algometer.Measurement;

namespace Algometer.Records;

/// <summary>
/// Records one session. Three threads: the ingest thread appends and never touches the disk; the pump hands samples to the operating
/// system's journal every 0.05 s and packs blocks; the storage thread does everything that may wait for the disk (commit, sync, delete).
/// </summary>
/// <remarks>
/// Loss: a killed process loses what was appended in about the last 0.05 s (0.1 s when the stream stalls); a power loss up to the last sync,
/// 1 s. A disk that fails is reported by <see cref="RecordingFailed"/>; samples stay in memory up to <see cref="MemoryBoundBytes"/> packed
/// bytes, some days of recording, and are stored as soon as the disk works again.
/// </remarks>
public sealed class SessionRecorder : IDisposable
{
    /// <summary>Packed bytes kept in memory while the disk fails; beyond it samples are a recorded gap.</summary>
    public const long MemoryBoundBytes = 64L << 20;

    private const long JournalMicroseconds = 50_000;
    private const long LongestSegmentBytes = 4 << 20;
    private static readonly TimeSpan TimerPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SyncPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Intake _intake = new();
    private readonly BlockBuilder _block = new();
    private readonly SessionJournal _journal;
    private readonly StorageThread _storage;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _pump;
    private readonly ITimer _timer;
    private readonly Lock _requests = new();
    private List<TaskCompletionSource> _flushes = [];
    private (SessionEnd End, DateTimeOffset Utc)? _ending;
    private Sample[] _fresh = new Sample[1024];
    private long _blockSince;
    private long _syncedAt;
    private int _woken;
    private bool _urgent;
    private volatile bool _closed;
    private volatile bool _stop;
    private bool _disposed;

    internal SessionRecorder(string sessionId, string directory, TimeProvider time, Action<string, IReadOnlyList<CommitJob>> commit)
    {
        SessionId = sessionId;
        _time = time;
        _syncedAt = time.GetTimestamp();
        _journal = new SessionJournal(directory, sessionId, Report);
        _storage = new StorageThread(directory, jobs => commit(sessionId, jobs), Report);
        _pump = new Thread(Pump) { IsBackground = true, Name = "record pump" };
        _pump.Start();
        _timer = time.CreateTimer(static me => ((SessionRecorder)me!).FlushIfDue(), this, TimerPeriod, TimerPeriod);
    }

    /// <summary>Recording failed, or works again. Raised on a thread of the recorder; handlers must return soon.</summary>
    public event EventHandler<RecordingFailedEventArgs>? RecordingFailed;

    /// <summary>Identity of the session being recorded.</summary>
    public string SessionId { get; }

    /// <summary>What keeps samples from the disk; null while all is well.</summary>
    public RecordStoreException? Failure { get; private set; }

    /// <summary>Samples refused because the buffer was full; they are a recorded gap.</summary>
    public long RefusedSamples => _intake.Refused;

    /// <summary>Samples that were recorded already and not stored again.</summary>
    public long DuplicateSamples { get; private set; }

    internal bool IsDrained => _intake.IsEmpty;

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
            Wake();
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
    /// <param name="happened">What happened.</param>
    public void AppendEvent(SessionEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        _intake.Add(happened);
        if (EventKinds.IsUrgent(happened.Kind))
        {
            Volatile.Write(ref _urgent, true);
        }

        Wake();
    }

    /// <summary>Records a moment read from both clocks.</summary>
    /// <param name="point">Device and wall time.</param>
    public void AppendClockPoint(ClockPoint point)
    {
        _intake.Add(new ClockNote(point));
        Wake();
    }

    /// <summary>Puts a calibration in force from a sample on. Call it before that sample is appended.</summary>
    /// <param name="effectiveFromSequence">First sequence it applies to.</param>
    /// <param name="calibration">Gain, zero and tare.</param>
    public void SetCalibration(long effectiveFromSequence, CellCalibration calibration)
    {
        _intake.Add(new CalibrationNote(new CalibrationInForce(effectiveFromSequence, calibration)));
        Wake();
    }

    /// <summary>Says why samples are missing; gaps themselves are found from the sequence.</summary>
    /// <param name="gap">The missing range and the reason.</param>
    public void ExplainGap(RecordedGap gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        _intake.Add(new GapNote(gap.FirstMissingSequence, gap.LastMissingSequence, gap.Reason));
        Wake();
    }

    /// <summary>Stores everything appended so far. Fails with <see cref="RecordStoreException"/> while the disk fails; nothing is dropped then.</summary>
    public Task FlushAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_requests)
        {
            if (_disposed)
            {
                return Task.FromException(new ObjectDisposedException(nameof(SessionRecorder)));
            }

            _flushes.Add(done);
        }

        Wake();
        return done.Task;
    }

    /// <summary>The timer's tick: moves a stalled stream's last samples on, syncs, and tries a failing disk again.</summary>
    public void FlushIfDue()
    {
        if (_disposed)
        {
            return;
        }

        Wake();
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
        lock (_requests)
        {
            _ending = (end, _time.GetUtcNow());
        }

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

    /// <summary>Stops the threads without storing anything more: what a kill leaves behind, for tests.</summary>
    internal void Stop()
    {
        _closed = true;
        lock (_requests)
        {
            _disposed = true;
        }

        _timer.Dispose();
        _stop = true;
        _wake.Set();
        _pump.Join();
        _storage.Dispose();
        _journal.Dispose();
    }

    private void Wake()
    {
        // One signal until the pump has looked: setting an event for every sample would cost more than the sample.
        if (Interlocked.Exchange(ref _woken, 1) == 0)
        {
            _wake.Set();
        }
    }

    private void Pump()
    {
        while (true)
        {
            _wake.WaitOne();
            if (_stop)
            {
                return;
            }

            Interlocked.Exchange(ref _woken, 0);
            bool urgent = Interlocked.Exchange(ref _urgent, false);
            List<TaskCompletionSource> flushes;
            (SessionEnd End, DateTimeOffset Utc)? ending;
            lock (_requests)
            {
                (flushes, _flushes) = (_flushes, []);
                (ending, _ending) = (_ending, null);
            }

            Drain();
            bool waitedLong = !_block.IsEmpty && _time.GetElapsedTime(_blockSince) >= LongestWait;
            if (urgent || waitedLong || ending is not null || flushes.Count > 0)
            {
                Cut(flushes, ending);
            }
            else if (_journal.IsDirty && _storage.Pending == 0 && _time.GetElapsedTime(_syncedAt) >= SyncPeriod)
            {
                _syncedAt = _time.GetTimestamp();
                _storage.Enqueue(new CommitJob { Sync = _journal.TakeUnsynced() });
            }
        }
    }

    private void Drain()
    {
        ReadOnlySpan<Sample> samples = _intake.Take(out List<SessionNote> notes);
        if (_block.IsEmpty)
        {
            _blockSince = _time.GetTimestamp();
        }

        // Notes first: a calibration must not reach the journal after the samples it applies to.
        foreach (SessionNote note in notes)
        {
            _journal.Append(note);
            _block.Add(note);
        }

        for (int at = 0; at < samples.Length; at += _fresh.Length)
        {
            Take(samples[at..Math.Min(samples.Length, at + _fresh.Length)]);
        }
    }

    private void Take(ReadOnlySpan<Sample> samples)
    {
        if (_storage.PendingBytes > MemoryBoundBytes)
        {
            _block.Add(new GapNote(samples[0].Sequence, samples[^1].Sequence, GapReasons.NotStored));
            return;
        }

        int count = 0;
        foreach (ref readonly Sample sample in samples)
        {
            if (_block.Claim(sample.Sequence))
            {
                _fresh[count++] = sample;
            }
            else
            {
                DuplicateSamples++;
            }
        }

        ReadOnlySpan<Sample> fresh = _fresh.AsSpan(0, count);
        _journal.Append(fresh);
        foreach (ref readonly Sample sample in fresh)
        {
            _block.Add(in sample);
        }

        if (_block.IsFull)
        {
            Cut([], ending: null);
        }
    }

    private void Cut(List<TaskCompletionSource> flushes, (SessionEnd End, DateTimeOffset Utc)? ending)
    {
        (List<EncodedBlock> blocks, List<SessionNote> notes, GapChange? gaps) = _block.Cut();
        var superseded = new List<JournalSegment>();

        // While the storage thread is behind, one segment serves several blocks: closing one for each would make thousands of files.
        bool close = _storage.Pending == 0 || ending is not null || _journal.Current is { Length: > LongestSegmentBytes };
        if (close && _journal.Close() is { } segment)
        {
            superseded.Add(segment);
        }

        TaskCompletionSource? done = flushes.Count == 0 ? null : new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = done?.Task.ContinueWith(
            t => flushes.ForEach(f => Forward(t, f)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        _storage.Enqueue(new CommitJob
        {
            Blocks = blocks,
            Notes = notes,
            Gaps = gaps,
            Ending = ending,
            Superseded = superseded,
            Done = done,
        });
    }

    private static void Forward(Task stored, TaskCompletionSource flush)
    {
        if (stored.Exception?.InnerException is { } failure)
        {
            flush.TrySetException(failure);
        }
        else
        {
            flush.TrySetResult();
        }
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
