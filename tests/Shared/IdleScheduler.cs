using System.Collections.Concurrent;

namespace Algometer.Tests.Shared;

/// <summary>
/// Runs whatever is started on it, and all that follows from it, one after another on a thread of its own, and knows when nothing of it is left to do. Only then may a test
/// let time pass: on a busy machine a thread that has not run yet looks just like a device that is silent.
/// </summary>
internal sealed class IdleScheduler : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _queue = [];
    private readonly Lock _owner = new();
    private readonly Thread _thread;
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending;

    public IdleScheduler()
    {
        _idle.SetResult();
        _thread = new Thread(Run) { IsBackground = true, Name = "session" };
        _thread.Start();
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Ends when nothing is queued and nothing runs.</summary>
    public Task WhenIdle()
    {
        lock (_owner)
        {
            return _idle.Task;
        }
    }

    /// <summary>Runs something here, and what follows from it.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> what) => Task.Factory.StartNew(what, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs something here, and what follows from it.</summary>
    public Task RunAsync(Func<Task> what) => Task.Factory.StartNew(what, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    protected override void QueueTask(Task task)
    {
        lock (_owner)
        {
            if (_pending++ == 0)
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        _queue.Add(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Thread.CurrentThread == _thread && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _queue;

    private void Run()
    {
        foreach (Task task in _queue.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
            lock (_owner)
            {
                if (--_pending == 0)
                {
                    _idle.SetResult();
                }
            }
        }
    }
}
