using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Looks ten times a second whether the stop button's cable is whole; two looks alike count, so that a spark does not.</summary>
    public sealed class ButtonCableWatch
    {
        private const long LookMicroseconds = 100000;
        private readonly IBoardLines _lines;
        private readonly DeviceState _state;
        private long _nextLook;
        private bool _wasBroken;
        private bool _isBroken;

        /// <summary>Makes it.</summary>
        /// <param name="lines">Null where the board has none.</param>
        /// <param name="state">Where a fault is noted.</param>
        public ButtonCableWatch(IBoardLines lines, DeviceState state)
        {
            _lines = lines;
            _state = state;
        }

        /// <summary>Looks when that is due. Called every 5 ms.</summary>
        /// <returns>Whether it looked: enough for one turn.</returns>
        public bool Tick(long now)
        {
            if (now < _nextLook || _lines == null)
            {
                return false;
            }

            _nextLook = now + LookMicroseconds;
            bool broken = !_lines.ButtonCableWhole;
            if (broken == _wasBroken && broken != _isBroken)
            {
                _isBroken = broken;
                _state.SetBoardFault(DeviceFault.ButtonCable, broken);
            }

            _wasBroken = broken;
            return true;
        }
    }
}
