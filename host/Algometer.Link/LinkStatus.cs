namespace Algometer.Link;

/// <summary>The connection as it is told: each change once, with its reason.</summary>
internal sealed class LinkStatus(ISampleSink sink)
{
    /// <summary>The connection now.</summary>
    public LinkState State { get; private set; } = LinkState.Connecting;

    /// <summary>Why it is so, in words; empty where there is nothing to say.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Times that the device was heard again after it was lost.</summary>
    public long Reconnections { get; set; }

    /// <summary>Tells what the connection is now, where that is another thing than before.</summary>
    public void Change(LinkState state, string reason)
    {
        if (State != state || !string.Equals(Reason, reason, StringComparison.Ordinal))
        {
            State = state;
            Reason = reason;
            sink.OnState(state, reason);
        }
    }
}
