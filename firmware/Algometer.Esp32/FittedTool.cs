using Algometer.Wire;

namespace Algometer.Esp32
{
    /// <summary>
    /// What this image is built for. It fixes the cell and the highest limit, so it is a matter of the build and no setting: no host, and no stored
    /// byte, can make a probe take the limits of a ball. Define BALL for the ball's image; hello tells which one runs.
    /// </summary>
    public static class FittedTool
    {
        /// <summary>One of <see cref="ToolKind"/>.</summary>
#if BALL
        public const byte Kind = ToolKind.Ball;
#else
        public const byte Kind = ToolKind.Probe;
#endif
    }
}
