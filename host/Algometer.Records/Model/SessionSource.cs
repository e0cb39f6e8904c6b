namespace Algometer.Records.Model;

/// <summary>Where a session's samples came from.</summary>
public enum SessionSource
{
    /// <summary>A device, real or simulated, as it measured.</summary>
    Live,

    /// <summary>A recorded session played again.</summary>
    Replay,

    /// <summary>A file of comma-separated values.</summary>
    Csv,
}
