using Algometer.Records.Problems;
using Algometer.Records.Recording;

namespace Algometer.Cli.Composition;

/// <summary>The end of a record on a disk that fails: it is waited for, so that what memory holds can still be stored, and what is given up is counted.</summary>
/// <param name="time">Paces the tries.</param>
/// <param name="errors">Where is said what is waited for and what is lost.</param>
internal sealed class RecordClosing(TimeProvider time, TextWriter errors)
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a person who ends the program waits at most: less than until it is ended as it stands.</summary>
    public static TimeSpan PatienceAtEnd { get; } = TimeSpan.FromSeconds(8);

    /// <summary>Ends a session, and waits for room where the disk has none.</summary>
    /// <param name="recorder">Its recorder.</param>
    /// <param name="patience">How long room is waited for.</param>
    /// <param name="giveUp">A person waits no longer.</param>
    /// <returns>Whether all of it is stored.</returns>
    public async Task<bool> CloseAsync(SessionRecorder recorder, TimeSpan patience, CancellationToken giveUp)
    {
        long began = time.GetTimestamp();
        bool told = false;
        while (true)
        {
            try
            {
                recorder.Complete();
                return true;
            }
            catch (RecordStoreException failure)
            {
                if (giveUp.IsCancellationRequested || time.GetElapsedTime(began) >= patience)
                {
                    await errors.WriteLineAsync(Lost(failure, recorder.SamplesInMemoryOnly));
                    return false;
                }

                if (!told)
                {
                    told = true;
                    await errors.WriteLineAsync(FormattableString.Invariant($"The record cannot be closed: {failure.Message} Waiting up to {patience.TotalSeconds:0} s for it; Ctrl-C gives up what is not stored."));
                }
            }

            try
            {
                await Task.Delay(_between, time, giveUp);
            }
            catch (OperationCanceledException)
            {
                // A last try, then what is lost is said.
            }
        }
    }

    private static string Lost(RecordStoreException failure, long samples) => samples == 0
        ? $"The record could not be closed: {failure.Message} Its samples are in its journal and are stored when it is opened again."
        : FormattableString.Invariant($"LOST: {samples} {(samples == 1 ? "sample" : "samples")} at the end of the record could not be stored. {failure.Message}");
}
