using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>What the loop and the command handler share: settings, guard, counters, back-log and the way to the host.</summary>
    public sealed class DeviceState
    {
        private readonly IDeviceClock _clock;
        private readonly ILoadCell _cell;
        private readonly ISettingsStore _store;
        private uint _samples;
        private uint _missed;
        private uint _saturated;
        private uint _stuck;
        private uint _desynced;
        private int _eventId;
        private ButtonMessage _press;
        private long _mutedUntil;

        /// <summary>Reads the settings and starts idle.</summary>
        public DeviceState(DeviceIdentity identity, ILoadCell cell, IDeviceClock clock, IDeviceLink link, ISettingsStore store)
        {
            Identity = identity;
            _cell = cell;
            _clock = clock;
            _store = store;
            Settings = new DeviceSettings();
            SettingsDefault = !store.TryLoad(Settings);
            if (Settings.LimitMillinewtons > identity.CapMillinewtons)
            {
                Settings.LimitMillinewtons = identity.CapMillinewtons;
            }

            Outbox = new Outbox(link);
            Guard = new LimitGuard { LimitMillinewtons = Settings.LimitMillinewtons };
            Check = new SensorCheck(identity.CapacityMillinewtons);
            Backlog = new Backlog(identity.BacklogSamples);
        }

        /// <summary>What is fixed.</summary>
        public DeviceIdentity Identity { get; }

        /// <summary>The settings in force.</summary>
        public DeviceSettings Settings { get; }

        /// <summary>No valid settings were stored.</summary>
        public bool SettingsDefault { get; private set; }

        /// <summary>The way to the host.</summary>
        public Outbox Outbox { get; }

        /// <summary>The limit guard.</summary>
        public LimitGuard Guard { get; }

        /// <summary>The sensor check.</summary>
        public SensorCheck Check { get; }

        /// <summary>The last samples.</summary>
        public Backlog Backlog { get; }

        /// <summary>Samples go to the host.</summary>
        public bool IsStreaming { get; set; }

        /// <summary>A guided hold runs.</summary>
        public bool HoldActive { get; private set; }

        /// <summary>The link was silent in a hold and no one has acknowledged it.</summary>
        public bool LinkLost { get; set; }

        /// <summary>Sensor faults of the last sample.</summary>
        public int Faults { get; set; }

        /// <summary>Deadlines that passed without data.</summary>
        public uint NoData { get; set; }

        /// <summary>Samples that left the back-log.</summary>
        public uint BacklogDropped { get; set; }

        /// <summary>The sensor check is to forget the past at the next sample.</summary>
        public bool RestartRequested { get; set; }

        /// <summary>A press awaits its acknowledgement.</summary>
        public bool ButtonPending { get; private set; }

        /// <summary>Sequence number of the next sample.</summary>
        public uint NextSequence { get; private set; }

        /// <summary>First sample that the present calibration and zero hold for.</summary>
        public uint CalibrationFrom { get; set; }

        /// <summary>Takes the next sequence number.</summary>
        public uint TakeSequence()
        {
            return NextSequence++;
        }

        /// <summary>The converter's nominal rate in mHz.</summary>
        public int NominalMillihertz
        {
            get { return _cell.RateMillihertz; }
        }

        /// <summary>Sets the converter's rate.</summary>
        public bool TrySetRate(int samplesPerSecond)
        {
            return _cell.SetRate(samplesPerSecond);
        }

        /// <summary>Stores the settings; only a stored change is in force.</summary>
        public bool SaveSettings()
        {
            if (!_store.Save(Settings))
            {
                return false;
            }

            SettingsDefault = false;
            return true;
        }

        /// <summary>Counts a sample by its flags.</summary>
        public void Count(int flags)
        {
            _samples++;
            _missed += (uint)Check.MissedBefore;
            _saturated += (flags & SampleFlag.Saturated) != 0 ? 1u : 0u;
            _stuck += (flags & SampleFlag.Stuck) != 0 ? 1u : 0u;
            _desynced += (flags & SampleFlag.Desync) != 0 ? 1u : 0u;
        }

        /// <summary>The alarm byte of a sample.</summary>
        public byte AlarmBits(long now)
        {
            int bits = 0;
            bits |= Guard.IsOver ? AlarmBit.OverLimit : 0;
            bits |= Guard.IsPreWarning ? AlarmBit.PreWarning : 0;
            bits |= Guard.IsLatched ? AlarmBit.Latched : 0;
            bits |= Faults != 0 ? AlarmBit.SensorFault : 0;
            bits |= LinkLost ? AlarmBit.LinkLost : 0;
            bits |= IsMuted(now) ? AlarmBit.Muted : 0;
            bits |= HoldActive ? AlarmBit.HoldActive : 0;
            return (byte)bits;
        }

        /// <summary>The priority of the alarm that is due.</summary>
        public int AlarmPriority()
        {
            if (Guard.IsLatched || Faults != 0)
            {
                return AlarmPattern.High;
            }

            if (Guard.IsPreWarning || LinkLost)
            {
                return AlarmPattern.Medium;
            }

            return SettingsDefault ? AlarmPattern.Low : AlarmPattern.None;
        }

        /// <summary>Whether sounds of lower priority are muted.</summary>
        public bool IsMuted(long now)
        {
            return now < _mutedUntil;
        }

        /// <summary>Mutes for some seconds.</summary>
        public void MuteUntil(long microseconds)
        {
            _mutedUntil = microseconds;
        }

        /// <summary>A guided hold begins.</summary>
        public void BeginHold()
        {
            HoldActive = true;
            LinkLost = false;
            RaiseEvent(EventCode.HoldBegan, NextSequence, 0);
        }

        /// <summary>Ends the guided hold, if one runs.</summary>
        public void EndHold(int reason)
        {
            if (HoldActive)
            {
                HoldActive = false;
                RaiseEvent(EventCode.HoldEnded, NextSequence, reason);
            }
        }

        /// <summary>Notes a press and sends it.</summary>
        public void PressButton(long now)
        {
            _press.PressId = (_press.PressId + 1) & 0xFFFF;
            _press.Microseconds = now;
            _press.Sequence = NextSequence - 1;
            ButtonPending = true;
            SendButton();
        }

        /// <summary>Sends the last press (again).</summary>
        public void SendButton()
        {
            Outbox.Send(_press.Write(Outbox.Writer));
        }

        /// <summary>The host has the press.</summary>
        public void AcknowledgeButton(uint pressId)
        {
            if (pressId == (uint)_press.PressId)
            {
                ButtonPending = false;
            }
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
            Outbox.Send(message.Write(Outbox.Writer));
        }

        /// <summary>Sends hello and the calibration.</summary>
        public void SendHello()
        {
            HelloMessage hello = default;
            hello.DeviceId = Identity.DeviceId;
            hello.BootId = Identity.BootId;
            hello.UptimeMicroseconds = _clock.Microseconds;
            hello.FirmwareMajor = FirmwareVersion.Major;
            hello.FirmwareMinor = FirmwareVersion.Minor;
            hello.FirmwarePatch = FirmwareVersion.Patch;
            hello.Board = Identity.Board;
            int flags = _cell.IsSimulated ? HelloFlag.Simulated : 0;
            flags |= IsStreaming ? HelloFlag.Streaming : 0;
            flags |= Settings.CalibrationId == 0 ? HelloFlag.Uncalibrated : 0;
            flags |= SettingsDefault ? HelloFlag.SettingsDefault : 0;
            hello.Flags = (byte)flags;
            hello.ResetReason = Identity.ResetReason;
            hello.CapacityMillinewtons = Identity.CapacityMillinewtons;
            hello.RateMillihertz = (uint)_cell.RateMillihertz;
            hello.CalibrationId = Settings.CalibrationId;
            hello.LimitMillinewtons = Guard.LimitMillinewtons;
            hello.CapMillinewtons = Identity.CapMillinewtons;
            hello.BacklogSamples = Backlog.Capacity;
            hello.NextSequence = NextSequence;
            Outbox.Send(hello.Write(Outbox.Writer));
            SendCalibration();
        }

        /// <summary>Sends the calibration and zero in force.</summary>
        public void SendCalibration()
        {
            CalibrationMessage message = default;
            message.CalibrationId = Settings.CalibrationId;
            message.DateUnixSeconds = Settings.CalibrationDateUnixSeconds;
            message.GainPiconewtonsPerCount = Settings.GainPiconewtonsPerCount;
            message.QuadraticPiconewtons = Settings.QuadraticPiconewtons;
            message.ZeroCounts = Settings.ZeroCounts;
            message.TareCounts = Settings.TareCounts;
            message.CapacityMillinewtons = Identity.CapacityMillinewtons;
            message.FromSequence = CalibrationFrom;
            Outbox.Send(message.Write(Outbox.Writer));
        }

        /// <summary>Sends the counters.</summary>
        public void SendStatistics(uint receiveErrors, uint commands)
        {
            StatisticsMessage message = default;
            message.Microseconds = _clock.Microseconds;
            message.Samples = _samples;
            message.Missed = _missed;
            message.Saturated = _saturated;
            message.Stuck = _stuck;
            message.Desynced = _desynced;
            message.NoData = NoData;
            message.ReceiveErrors = receiveErrors;
            message.Commands = commands;
            message.SendDropped = Outbox.Dropped;
            message.BacklogDropped = BacklogDropped;
            message.RateMillihertz = Check.RateMillihertz;
            Outbox.Send(message.Write(Outbox.Writer));
        }
    }
}
