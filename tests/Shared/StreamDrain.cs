namespace Algometer.Tests.Shared;

/// <summary>Takes what is in a stream over a pipe now, without waiting for more and without leaving a read behind.</summary>
internal static class StreamDrain
{
    /// <summary>The bytes that were there; 0 for none.</summary>
    public static int Take(Stream stream, byte[] buffer)
    {
        using var over = new CancellationTokenSource();
        Task<int> reading = stream.ReadAsync(buffer, 0, buffer.Length, over.Token);
        if (!reading.IsCompleted)
        {
            // Nothing was there: the read is taken back, and no byte with it.
            over.Cancel();
            _ = Task.WhenAny(reading).GetAwaiter().GetResult();
        }

        return reading.IsCompletedSuccessfully ? reading.GetAwaiter().GetResult() : 0;
    }
}
