namespace Algometer.Link;

/// <summary>Where the connection stands.</summary>
public enum LinkState
{
    /// <summary>Opening the port and asking who is there.</summary>
    Connecting,

    /// <summary>Samples flow.</summary>
    Connected,

    /// <summary>Nothing was heard for a second, or the port was unplugged; the session tries again by itself.</summary>
    Lost,

    /// <summary>The session was ended.</summary>
    Closed,
}
