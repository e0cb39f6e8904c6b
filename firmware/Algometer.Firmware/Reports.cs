using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>What the device tells of itself: who it is, its calibration, its counters, and what happened.</summary>
    public sealed class Reports
    {
        // Hello within this time of the last one would tell nothing new. On a slow device it takes a third of a period, and a host that asks
        // again and again would keep what it sends after that waiting for seconds.
        private const long HelloMicroseconds = 100000;
        private const long SlowHelloMicroseconds = 1000000;
        private readonly DeviceState _state;
        private readonly IDeviceClock _clock;
        private readonly ILoadCell _cell;
        private int _eventId;
        private long _helloAt = -SlowHelloMicroseconds;

        /// <summary>Makes the reports of a device.</summary>
        public Reports(DeviceState state, ILoadCell cell, IDeviceClock clock)
        {
            _state = state;
            _cell = cell;
            _clock = clock;
        }

        /// <summary>As after power-up: events are counted from 0.</summary>
        public void Restart()
        {
            _eventId = 0;
        }

        /// <summary>Sends an event of the next sample, or of none.</summary>
        public void RaiseEvent(byte code, int value)
        {
            RaiseEvent(code, _state.NextSequence, value);
        }

        /// <summary>Sends an event.</summary>
        public void RaiseEvent(byte code, uint sequence, int value)
        {
            EventMessage message = default;
            message.EventId = _eventId;
            _eventId = (_eventId + 1) & 0xFFFF;
            message.Code = code;
            message.Microseconds = _clock.Microseconds;
            message.Sequence = sequence;
            message.Value = value;
            Outbox outbox = _state.Outbox;
            outbox.Send(message.Write(outbox.Writer));
        }

        /// <summary>What hello tells has changed: the next one is sent, however soon it comes.</summary>
        public void Renew()
        {
            _helloAt = -SlowHelloMicroseconds;
        }

        /// <summary>Sends hello; not again within a tenth of a second (a second on a slow device), in which it would say the same.</summary>
        /// <returns>Whether it was sent.</returns>
        public bool SendHello()
        {
            long now = _clock.Microseconds;
            if (now - _helloAt < (_state.TooSlow ? SlowHelloMicroseconds : HelloMicroseconds))
            {
                return false;
            }

            _helloAt = now;
            DeviceIdentity identity = _state.Identity;
            DeviceSettings settings = _state.Settings;
            HelloMessage hello = default;
            hello.DeviceId = identity.DeviceId;
            hello.BootId = identity.BootId;
            hello.UptimeMicroseconds = now;
            hello.FirmwareMajor = FirmwareVersion.Major;
            hello.FirmwareMinor = FirmwareVersion.Minor;
            hello.FirmwarePatch = FirmwareVersion.Patch;
            hello.Board = identity.Board;
            hello.Flags = Flags();
            hello.ResetReason = identity.ResetReason;
            hello.CapacityMillinewtons = identity.CapacityMillinewtons;
            hello.RateMillihertz = (uint)_cell.RateMillihertz;
            hello.CalibrationId = settings.CalibrationId;
            hello.LimitMillinewtons = _state.Guard.LimitMillinewtons;
            hello.CapMillinewtons = identity.CapMillinewtons;
            hello.BacklogSamples = _state.Backlog.Capacity;
            hello.NextSequence = _state.NextSequence;
            hello.CalibrationDateUnixSeconds = settings.CalibrationDateUnixSeconds;
            hello.SampleCostMicroseconds = _state.SampleCostMicroseconds;
            hello.Tool = identity.Tool;
            hello.PlanId = settings.HasPlan ? settings.PlanId : 0;
            hello.Faults = _state.Faults.Latched;
            _state.Outbox.Send(hello.Write(_state.Outbox.Writer));
            return true;
        }

        /// <summary>Sends the calibration and zero in force.</summary>
        public void SendCalibration()
        {
            DeviceSettings settings = _state.Settings;
            CalibrationMessage message = default;
            message.CalibrationId = settings.CalibrationId;
            message.DateUnixSeconds = settings.CalibrationDateUnixSeconds;
            message.GainPiconewtonsPerCount = settings.GainPiconewtonsPerCount;
            message.QuadraticPiconewtons = settings.QuadraticPiconewtons;
            message.ZeroCounts = settings.ZeroCounts;
            message.TareCounts = settings.TareCounts;
            message.CapacityMillinewtons = _state.Identity.CapacityMillinewtons;
            message.FromSequence = _state.CalibrationFrom;
            _state.Outbox.Send(message.Write(_state.Outbox.Writer));
        }

        /// <summary>Sends the counters.</summary>
        public void SendStatistics(uint receiveErrors, uint commands)
        {
            FaultRegister faults = _state.Faults;
            StatisticsMessage message = default;
            message.Microseconds = _clock.Microseconds;
            message.Samples = _state.Samples;
            message.Missed = faults.Missed;
            message.Saturated = faults.Saturated;
            message.Stuck = faults.Stuck;
            message.Desynced = faults.Desynced;
            message.NoData = faults.NoData;
            message.ReceiveErrors = receiveErrors;
            message.Commands = commands;
            message.SendDropped = _state.Outbox.Dropped;
            message.BacklogDropped = _state.BacklogDropped;
            message.RateMillihertz = _state.Path.RateMillihertz;
            message.RateOutOfRange = faults.RateOutOfRange;
            message.Jumps = faults.Jumps;
            message.ZeroDrifts = faults.ZeroDrifts;
            message.SettingsDefault = faults.SettingsDefault;
            _state.Outbox.Send(message.Write(_state.Outbox.Writer));
        }

        private byte Flags()
        {
            int flags = _cell.IsSimulated ? HelloFlag.Simulated : 0;
            flags |= _state.IsStreaming ? HelloFlag.Streaming : 0;
            flags |= _state.Settings.CalibrationId == 0 ? HelloFlag.Uncalibrated : 0;
            flags |= _state.Keeper.IsDefault ? HelloFlag.SettingsDefault : 0;
            flags |= _state.TooSlow ? HelloFlag.TooSlow : 0;
            flags |= _state.Keeper.IsPending ? HelloFlag.NotStored : 0;
            flags |= _state.Keeper.IsDoubtful ? HelloFlag.Doubtful : 0;
            return (byte)flags;
        }
    }
}
