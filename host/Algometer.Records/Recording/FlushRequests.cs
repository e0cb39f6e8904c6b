using Algometer.Records.Model;

namespace Algometer.Records.Recording;

/// <summary>Who waits until everything is stored, and whether the session is to end with it. Asked on any thread, taken by the pump.</summary>
internal sealed class FlushRequests
{
    private readonly Lock _gate = new();
    private List<TaskCompletionSource> _waiting = [];
    private (SessionEnd End, DateTimeOffset Utc)? _ending;
    private bool _closed;

    public Task Add()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_closed)
            {
                return Task.FromException(new ObjectDisposedException(nameof(SessionRecorder)));
            }

            _waiting.Add(done);
        }

        return done.Task;
    }

    public void End(SessionEnd end, DateTimeOffset utc)
    {
        lock (_gate)
        {
            _ending = (end, utc);
        }
    }

    /// <summary>Takes no more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    public List<TaskCompletionSource> Take(out (SessionEnd End, DateTimeOffset Utc)? ending)
    {
        lock (_gate)
        {
            (ending, _ending) = (_ending, null);
            List<TaskCompletionSource> taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    /// <summary>One promise that keeps many.</summary>
    public static TaskCompletionSource? Join(List<TaskCompletionSource> flushes)
    {
        if (flushes.Count == 0)
        {
            return null;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = done.Task.ContinueWith(
            stored => flushes.ForEach(flush => Forward(stored, flush)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return done;
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
}
