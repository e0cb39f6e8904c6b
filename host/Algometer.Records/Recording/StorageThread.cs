using Algometer.Records.Journal;
using Algometer.Records.Problems;

namespace Algometer.Records.Recording;

/// <summary>
/// Commits a session's jobs in order; all that wait go into one transaction. When the disk fails the jobs stay here and every nudge tries
/// again, so a full disk that gets room again loses nothing.
/// </summary>
internal sealed class StorageThread : IDisposable
{
    private readonly Action<IReadOnlyList<CommitJob>> _commit;
    private readonly Action<RecordStoreException?> _report;
    private readonly RecordFolder _folder;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private List<CommitJob> _waiting = [];
    private long _pending;
    private long _bytes;
    private long _inMemoryOnly;
    private long _samples;
    private volatile bool _stop;

    public StorageThread(RecordFolder folder, Action<IReadOnlyList<CommitJob>> commit, Action<RecordStoreException?> report)
    {
        (_folder, _commit, _report) = (folder, commit, report);
        _thread = new Thread(Run) { IsBackground = true, Name = "record storage" };
        _thread.Start();
    }

    /// <summary>Jobs not yet stored.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    /// <summary>Packed bytes not yet stored.</summary>
    public long PendingBytes => Interlocked.Read(ref _bytes);

    /// <summary>Samples not yet stored that no journal took.</summary>
    /// <remarks>A journal in a folder that is gone holds none.</remarks>
    public long InMemoryOnly => Interlocked.Read(ref _folder.WasThere ? ref _inMemoryOnly : ref _samples);

    public void Enqueue(CommitJob job)
    {
        Interlocked.Add(ref _inMemoryOnly, job.InMemoryOnly);
        Interlocked.Add(ref _samples, job.Samples);
        Interlocked.Increment(ref _pending);
        Interlocked.Add(ref _bytes, job.PayloadBytes);
        lock (_gate)
        {
            _waiting.Add(job);
        }

        _wake.Set();
    }

    public void Nudge() => _wake.Set();

    /// <summary>Tries what waits a last time and ends. What cannot be stored stays in the journal.</summary>
    public void Dispose()
    {
        _stop = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        var jobs = new List<CommitJob>();
        bool stopping;
        do
        {
            _wake.WaitOne();
            stopping = _stop;
            lock (_gate)
            {
                jobs.AddRange(_waiting);
                _waiting = [];
            }

            if (jobs.Count > 0)
            {
                TryStore(jobs);
            }
        }
        while (!stopping);
    }

    private void TryStore(List<CommitJob> jobs)
    {
        try
        {
            _folder.Find();
            foreach (JournalSegment segment in jobs.Select(j => j.Sync).OfType<JournalSegment>().Distinct())
            {
                segment.Sync();
            }

            if (jobs.Exists(j => j.TouchesDatabase))
            {
                _commit(jobs);
            }
        }
        catch (Exception e)
        {
            // Whatever it is, the ingest thread must not learn of it by an exception, and the samples must not be dropped.
            RecordStoreException failure = _folder.Explain(e);
            _report(failure);
            jobs.ForEach(j => j.Done?.TrySetException(failure));
            return;
        }

        foreach (CommitJob job in jobs)
        {
            job.Superseded.ForEach(Delete);
            Interlocked.Add(ref _bytes, -job.PayloadBytes);
            Interlocked.Add(ref _inMemoryOnly, -job.InMemoryOnly);
            Interlocked.Add(ref _samples, -job.Samples);
            Interlocked.Decrement(ref _pending);
        }

        _report(null);
        jobs.ForEach(j => j.Done?.TrySetResult());
        jobs.Clear();
    }

    // A journal that cannot be deleted costs space only: recovery finds its samples stored and tries again.
    private static void Delete(JournalSegment segment)
    {
        try
        {
            segment.Delete();
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            segment.Dispose();
        }
    }
}
