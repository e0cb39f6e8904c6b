namespace Algometer.Records.Model;

/// <summary>Kinds of event that the record knows by name. The urgent ones are stored at once, with every sample before them.</summary>
public static class EventKinds
{
    /// <summary>Someone marked the moment; the text is theirs.</summary>
    public const string Mark = "mark";

    /// <summary>A hold began to count.</summary>
    public const string HoldStarted = "hold-started";

    /// <summary>The force passed the limit; the value is the force in newtons.</summary>
    public const string OverPressure = "over-pressure";

    /// <summary>The session was stopped.</summary>
    public const string Stop = "stop";

    /// <summary>Whether an event of this kind may not wait for the next block.</summary>
    /// <param name="kind">The event's kind.</param>
    public static bool IsUrgent(string kind) => kind is Mark or OverPressure or Stop;
}
