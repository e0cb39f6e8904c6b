namespace Algometer.Firmware
{
    /// <summary>Debounces the patient's button: the press counts at its first edge, later edges within 30 ms are contact bounce. [P]</summary>
    public sealed class ButtonFilter
    {
        private const long BounceMicroseconds = 30000;
        private bool _pressed;
        private long _lastChange = -BounceMicroseconds;

        /// <summary>Takes the level now.</summary>
        /// <returns>True once for each press, at its first edge.</returns>
        public bool Accept(long microseconds, bool level)
        {
            if (level == _pressed)
            {
                return false;
            }

            if (microseconds - _lastChange < BounceMicroseconds)
            {
                return false;
            }

            _pressed = level;
            _lastChange = microseconds;
            return level;
        }
    }
}
