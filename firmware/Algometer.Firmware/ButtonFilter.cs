namespace Algometer.Firmware
{
    /// <summary>
    /// Debounces the patient's button: the press counts at its first edge, later edges within 30 ms are contact bounce. [P] A press that came
    /// and went between two looks is one too, and so is one that began while the device was away for longer than contacts bounce.
    /// </summary>
    public sealed class ButtonFilter
    {
        private const long BounceMicroseconds = 30000;
        private bool _pressed;
        private long _lastChange = -BounceMicroseconds;
        private long _lastLook;

        /// <summary>Takes the level now.</summary>
        /// <param name="microseconds">Device clock.</param>
        /// <param name="level">Whether it is down.</param>
        /// <param name="wentDown">Whether it went down since the last look.</param>
        /// <returns>True once for each press, at its first edge.</returns>
        public bool Accept(long microseconds, bool level, bool wentDown)
        {
            bool changes = level != _pressed;
            bool passed = wentDown && !level && !_pressed;
            bool again = wentDown && level && _pressed && microseconds - _lastLook > BounceMicroseconds;
            _lastLook = microseconds;
            if ((!changes && !passed && !again) || microseconds - _lastChange < BounceMicroseconds)
            {
                return false;
            }

            // One that was seen to have passed may be a contact that bounces: its release is seen later.
            _pressed = level || passed;
            _lastChange = microseconds;
            return _pressed;
        }
    }
}
