using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Journal;
using Algometer.Records.Keys;
using Algometer.Records.Model;

namespace Algometer.Records.Recording;

/// <summary>
/// The thread between ingest and storage: hands samples to the operating system's journal and packs blocks. It owns the block and the
/// journal; whoever wakes it only leaves things in the intake.
/// </summary>
internal sealed class RecordPump : IDisposable
{
    private const long LongestSegmentBytes = 4 << 20;
    private static readonly TimeSpan SyncPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Intake _intake;
    private readonly BlockBuilder _block = new();
    private readonly TraceSeal _seal;
    private readonly SessionJournal _journal;
    private readonly StorageThread _storage;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private Sample[] _fresh = new Sample[1024];
    private long _blockSince;
    private long _syncedAt;
    private long _lookedAt;
    private long _inMemoryOnly;
    private int _woken;
    private bool _urgent;
    private volatile bool _stop;

    public RecordPump(Intake intake, SessionJournal journal, StorageThread storage, TraceSeal seal, TimeProvider time)
    {
        (_intake, _journal, _storage, _seal, _time) = (intake, journal, storage, seal, time);
        (_syncedAt, _lookedAt) = (time.GetTimestamp(), time.GetTimestamp());
        _thread = new Thread(Run) { IsBackground = true, Name = "record pump" };
        _thread.Start();
    }

    /// <summary>Who waits for what.</summary>
    public FlushRequests Requests { get; } = new();

    /// <summary>Samples that were recorded already and not stored again.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Samples that are neither stored nor in a journal: they are lost when the program ends.</summary>
    public long InMemoryOnly => Interlocked.Read(ref _inMemoryOnly) + _storage.InMemoryOnly;

    /// <summary>Packed bytes that wait to be stored.</summary>
    public long PendingBytes => _storage.PendingBytes;

    /// <summary>Has the pump look.</summary>
    /// <param name="urgent">Whether what waits is to be stored at once.</param>
    public void Wake(bool urgent = false)
    {
        if (urgent)
        {
            Volatile.Write(ref _urgent, true);
        }

        // One signal until the pump has looked: setting an event for every sample would cost more than the sample.
        if (Interlocked.Exchange(ref _woken, 1) == 0)
        {
            _wake.Set();
        }
    }

    /// <summary>Ends the thread without storing anything more.</summary>
    public void Dispose()
    {
        _stop = true;
        _wake.Set();
        _thread.Join();
        _storage.Dispose();
        _journal.Dispose();
    }

    private void Run()
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
            List<TaskCompletionSource> flushes = Requests.Take(out (SessionEnd End, DateTimeOffset Utc)? ending);
            Drain();
            LookForFolder();
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

    // What went into a journal that nobody will find is in memory alone again.
    private void LookForFolder()
    {
        if (_time.GetElapsedTime(_lookedAt) < LookPeriod)
        {
            return;
        }

        _lookedAt = _time.GetTimestamp();
        if (!_journal.Look())
        {
            Interlocked.Exchange(ref _inMemoryOnly, _block.Samples);
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
        if (_storage.PendingBytes > SessionRecorder.MemoryBoundBytes)
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
                Duplicates++;
            }
        }

        ReadOnlySpan<Sample> fresh = _fresh.AsSpan(0, count);
        if (!_journal.Append(fresh))
        {
            Interlocked.Add(ref _inMemoryOnly, fresh.Length);
        }

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

        _storage.Enqueue(new CommitJob
        {
            // Sealed once: a block that is stored a second time, because the answer to the first was lost, must be the very same.
            Blocks = blocks.ConvertAll(block => block.Sealed(_seal)),
            Notes = notes,
            Gaps = gaps,
            Ending = ending,
            Superseded = superseded,
            InMemoryOnly = Interlocked.Exchange(ref _inMemoryOnly, 0),
            Done = FlushRequests.Join(flushes),
        });
    }
}
