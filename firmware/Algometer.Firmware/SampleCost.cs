using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// What one streamed sample costs this very device: no data sheet tells, and it differs by image, board and clock. A few tens of samples go
    /// the whole way without a host seeing them; then all is as it was.
    /// </summary>
    public static class SampleCost
    {
        private const int Rehearsals = 32;
        private const int FastMicroseconds = 12500;

        /// <summary>Measures, and sets the converter to 10 samples a second where one takes more than 30 % of a period at 80: a command must fit beside it, also where the converter runs at 92. On the real runtime nothing was lost or made up to 32 % and read-outs tore at 39 %.</summary>
        public static void Measure(DeviceState state, ILoadCell cell, IDeviceClock clock)
        {
            DeviceSettings settings = state.Settings;
            int quiet = settings.ZeroCounts + settings.TareCounts;
            state.IsStreaming = true;
            state.Outbox.IsRehearsing = true;
            state.Path.Restart(cell.RateMillihertz);
            long period = 1000000000L / cell.RateMillihertz;
            long began = clock.Microseconds;
            for (int i = 0; i < Rehearsals; i++)
            {
                // Codes that differ, as those of a living converter do.
                cell.Rehearse();
                state.Path.Accept(began + (i * period), quiet + (i & 3), false, false);
            }

            state.SampleCostMicroseconds = (uint)((clock.Microseconds - began) / Rehearsals);
            state.Restart();
            if (state.SampleCostMicroseconds * 10 > FastMicroseconds * 3)
            {
                state.TooSlow = cell.RateMillihertz > 20000 && cell.SetRate(10);
            }
            else
            {
                cell.Restart();
            }
        }
    }
}
