using Algometer.Wire;

namespace Algometer.Link;

/// <summary>How long the answer to a command may take, by what the device does before it answers.</summary>
internal static class CommandTimeouts
{
    // At 10 samples/s: 4 samples for a tare; a power-cycle, 5 that have not settled and 32 for a self-test.
    private static readonly TimeSpan _tare = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan _selfTest = TimeSpan.FromSeconds(6);

    // A device that has just written its settings lets a second pass before it writes again.
    private static readonly TimeSpan _storing = TimeSpan.FromSeconds(1.5);

    /// <summary>The time to wait before a command is sent again.</summary>
    /// <param name="type">One of <see cref="MessageType"/>.</param>
    /// <param name="usual">For commands that are answered at once.</param>
    public static TimeSpan Of(byte type, TimeSpan usual) => type switch
    {
        MessageType.Tare => Longer(_tare, usual),
        MessageType.RunSelfTest => Longer(_selfTest, usual),
        MessageType.SetLimit or MessageType.SetCalibration or MessageType.SetCalibrationPoints => Longer(_storing, usual),
        _ => usual,
    };

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
