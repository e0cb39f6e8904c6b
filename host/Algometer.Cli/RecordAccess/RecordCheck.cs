using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Station.Pipeline;

namespace Algometer.Cli.RecordAccess;

/// <summary>
/// Looks the whole record over behind the first sample, or after some seconds without one, on a thread of its own that everything else goes
/// before: a long audit log or many documents never keep a measurement waiting. Says what it found, and that it is done.
/// </summary>
internal sealed class RecordCheck : IArrivalSubscriber, IAsyncDisposable
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource _sampled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly RecordStore _store;
    private readonly TextWriter _out;
    private readonly TextWriter _error;

    /// <summary>Waits for the first sample.</summary>
    /// <param name="store">The record.</param>
    /// <param name="output">Where it says that it is done.</param>
    /// <param name="error">Where it says what is wrong.</param>
    /// <param name="time">Source of time.</param>
    public RecordCheck(RecordStore store, TextWriter output, TextWriter error, TimeProvider time)
    {
        (_store, _out, _error) = (store, output, error);
        _ = StartAsync(time);
    }

    /// <summary>Ends when everything was looked at, or the program ends.</summary>
    public Task Done => _done.Task;

    /// <inheritdoc/>
    public void OnArrival(in Sample sample, HostAlarm decided) => _sampled.TrySetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _done.Task;
        _ending.Dispose();
    }

    private async Task StartAsync(TimeProvider time)
    {
        try
        {
            await _sampled.Task.WaitAsync(_longestWait, time, _ending.Token);
        }
        catch (TimeoutException)
        {
            // No device: the record is looked at all the same.
        }
        catch (OperationCanceledException)
        {
            _done.TrySetResult();
            return;
        }

        new Thread(Look) { IsBackground = true, Priority = ThreadPriority.Lowest, Name = "record check" }.Start();
    }

    private void Look()
    {
        try
        {
            // A database that was emptied, or lost its last pages, is younger than what this station has seen of its log.
            bool isSound = true;
            if (_store.Exchanged is { } exchanged)
            {
                isSound = false;
                _error.WriteLine($"The record is not the one this station wrote: {exchanged} If you put a backup there yourself, say so with `algometer store accept`; else keep the folder as it is and look at your backups before you go on.");
            }

            if (_store.Audit.Verify() is { IsSound: false } broken)
            {
                isSound = false;
                _error.WriteLine($"The record is not the one this station wrote: {broken.Finding} Look at it with `algometer store check` and at your backups before you go on.");
            }

            if (_store.FindChanged() is [var first, ..] changed)
            {
                isSound = false;
                _error.WriteLine($"The record is not as it was written: {first}{(changed.Count > 1 ? $", and {changed.Count - 1} more" : "")}. Look at it with `algometer store check` and at your backups before you go on.");
            }

            IReadOnlyList<Records.Documents.BrokenDocument> set = DocumentCheck.Run(_store, _ending.Token);
            DocumentCheck.Say(set, _error);
            _out.WriteLine(isSound && set.Count == 0 ? "The record was looked over: its log and its documents are whole." : "The record was looked over: see what was said of it above.");
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
        catch (Exception failure) when (failure is Records.Problems.RecordStoreException or IOException or ObjectDisposedException or System.Data.Common.DbException)
        {
            _error.WriteLine($"The record could not be looked over to its end: {failure.Message}");
        }
        finally
        {
            _done.TrySetResult();
        }
    }
}
