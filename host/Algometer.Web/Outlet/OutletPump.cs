namespace Algometer.Web.Outlet;

/// <summary>Carries a reader's items to its laboratory as lines, a batch at a time, with what was lost between them.</summary>
internal static class OutletPump
{
    private const int MostItems = 256;

    /// <summary>Runs until the send fails or it is cancelled.</summary>
    /// <param name="hub">Where items come from.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="send">Takes whole lines; may be as slow as it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(OutletHub hub, OutletReader reader, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        var text = new OutletText();
        text.Hello(hub.State);
        await send(text.Written, cancellationToken);
        while (await reader.WaitAsync(cancellationToken))
        {
            text.Clear();
            if (reader.TakeLost() is { } lost && lost != (0, 0))
            {
                text.Lost(lost.Samples, lost.Others);
            }

            for (int count = 0; count < MostItems && reader.TryTake(out OutletItem item); count++)
            {
                text.Item(item);
            }

            await send(text.Written, cancellationToken);
        }
    }
}
