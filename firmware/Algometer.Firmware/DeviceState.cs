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
        private bool _savedSinceStart;
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
            if (SettingsDefault)
            {
                Settings.LimitMillinewtons = DeviceSettings.LowestCapMillinewtons;
            }

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

        /// <summary>The faults: now, and since the last good self-test.</summary>
        public FaultRegister Faults { get; } = new FaultRegister();

        /// <summary>A lowered limit is in force and still to be stored.</summary>
        public bool StorePending { get; set; }

        /// <summary>Device clock until which a next write of the settings must wait.</summary>
        public long StoreNotBefore { get; private set; }

        /// <summary>A write of the settings held up sampling: a conversion missed until the next sample is explained.</summary>
        public bool MissExcused { get; set; }

        /// <summary>The converter was told another rate and has to settle.</summary>
        public bool SettlingRequested { get; set; }

        /// <summary>The converter is to be power-cycled before the next sample.</summary>
        public bool CellRestartRequested { get; set; }

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
            SettlingRequested = _cell.SetRate(samplesPerSecond);
            return SettlingRequested;
        }

        /// <summary>
        /// Stores the settings. A write holds up sampling, so the next must wait seven times as long as this one took: however fast a host
        /// sends, the device is blind for at most an eighth of the time.
        /// </summary>
        public bool SaveSettings()
        {
            long began = _clock.Microseconds;
            bool saved = _store.Save(Settings);
            long ended = _clock.Microseconds;
            StoreNotBefore = ended + ((ended - began) * 7);
            MissExcused = true;
            _savedSinceStart |= saved;
            StorePending = StorePending && !saved;
            return saved;
        }

        /// <summary>Counts a sample.</summary>
        public void CountSample()
        {
            _samples++;
        }

        /// <summary>A good self-test: faults are over, and so are the built-in settings when others were stored since.</summary>
        /// <returns>The flags that were latched.</returns>
        public int ClearFaults()
        {
            SettingsDefault = SettingsDefault && !_savedSinceStart;
            return Faults.Clear();
        }

        /// <summary>The alarm byte of a sample.</summary>
        public byte AlarmBits(long now)
        {
            int bits = 0;
            bits |= Guard.IsOver ? AlarmBit.OverLimit : 0;
            bits |= Guard.IsPreWarning ? AlarmBit.PreWarning : 0;
            bits |= Guard.IsLatched ? AlarmBit.Latched : 0;
            bits |= Faults.Present != 0 ? AlarmBit.SensorFault : 0;
            bits |= LinkLost ? AlarmBit.LinkLost : 0;
            bits |= IsMuted(now) ? AlarmBit.Muted : 0;
            bits |= HoldActive ? AlarmBit.HoldActive : 0;
            bits |= Faults.Latched != 0 ? AlarmBit.SelfTestDue : 0;
            return (byte)bits;
        }

        /// <summary>
        /// The priority of the alarm that is due: over the limit or a sensor fault under load is high; a sensor fault at rest, a missed
        /// conversion or built-in settings under load, a pre-warning and a silent link are medium; what else awaits a self-test is low.
        /// </summary>
        public int AlarmPriority()
        {
            bool loaded = Faults.IsUnderLoad || HoldActive;
            int sensor = Faults.Latched & SampleFlag.Faults;
            if (Guard.IsLatched || (sensor != 0 && loaded))
            {
                return AlarmPattern.High;
            }

            if (sensor != 0 || (Faults.Latched != 0 && loaded) || Guard.IsPreWarning || LinkLost)
            {
                return AlarmPattern.Medium;
            }

            return SettingsDefault || Faults.Latched != 0 ? AlarmPattern.Low : AlarmPattern.None;
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

        /// <summary>Sends hello.</summary>
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
            hello.CalibrationDateUnixSeconds = Settings.CalibrationDateUnixSeconds;
            Outbox.Send(hello.Write(Outbox.Writer));
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
            message.Missed = Faults.Missed;
            message.Saturated = Faults.Saturated;
            message.Stuck = Faults.Stuck;
            message.Desynced = Faults.Desynced;
            message.NoData = Faults.NoData;
            message.ReceiveErrors = receiveErrors;
            message.Commands = commands;
            message.SendDropped = Outbox.Dropped;
            message.BacklogDropped = BacklogDropped;
            message.RateMillihertz = Check.RateMillihertz;
            message.RateOutOfRange = Faults.RateOutOfRange;
            message.Jumps = Faults.Jumps;
            message.ZeroDrifts = Faults.ZeroDrifts;
            message.SettingsDefault = Faults.SettingsDefault;
            Outbox.Send(message.Write(Outbox.Writer));
        }
    }
}
