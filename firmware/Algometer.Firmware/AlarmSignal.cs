namespace Algometer.Firmware
{
    /// <summary>Buzzer and light by the alarm's priority: a new priority is heard and seen at once, its pattern moves with each tick.</summary>
    public sealed class AlarmSignal
    {
        /// <summary>The priority shown now, one of <see cref="AlarmPattern"/>'s.</summary>
        public int Priority;

        private readonly IAlarmOutput _output;
        private readonly DeviceState _state;
        private long _since;

        /// <summary>Makes it on an output.</summary>
        public AlarmSignal(IAlarmOutput output, DeviceState state)
        {
            _output = output;
            _state = state;
        }

        /// <summary>Another priority from now on.</summary>
        public void Change(long now, int priority)
        {
            Priority = priority;
            _since = now;
            Tick(now);
        }

        /// <summary>Moves the pattern on.</summary>
        public void Tick(long now)
        {
            int priority = Priority;
            if (priority == AlarmPattern.None)
            {
                _output.Set(false, false);
                return;
            }

            long since = now - _since;
            bool muted = priority < AlarmPattern.High && _state.Alarms.IsMuted(now);
            _output.Set(!muted && AlarmPattern.Sounds(priority, since), AlarmPattern.Shines(priority, since));
        }
    }
}
