namespace Algometer.Records.Model;

/// <summary>How a session came to its end.</summary>
public enum SessionEnd
{
    /// <summary>It was stopped on purpose and everything was stored.</summary>
    Closed,

    /// <summary>The program ended without a stop (crash, kill, power loss); the record was recovered up to its last stored sample.</summary>
    CutOff,
}
