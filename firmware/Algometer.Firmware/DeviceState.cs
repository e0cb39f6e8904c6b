using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>What the loop and the command handler share: settings, guard, counters, back-log and the way to the host.</summary>
    public sealed class DeviceState
    {
        // At 10/s for this long, then each second: a press that nobody takes must not fill the link for ever.
        private const long ButtonInsistsMicroseconds = 5000000;
        private const long ButtonRepeatMicroseconds = 100000;
        private const long ButtonRemindMicroseconds = 1000000;

        // Hello within this time of the last one would tell nothing new. On a slow device it takes a third of a period, and a host that asks
        // again and again would keep what it sends after that waiting for seconds.
        private const long HelloMicroseconds = 100000;
        private const long SlowHelloMicroseconds = 1000000;

        /// <summary>What is fixed.</summary>
        public readonly DeviceIdentity Identity;

        /// <summary>The settings in force.</summary>
        public readonly DeviceSettings Settings = new DeviceSettings();

        /// <summary>The way to the host.</summary>
        public readonly Outbox Outbox;

        /// <summary>The limit guard.</summary>
        public readonly LimitGuard Guard = new LimitGuard();

        /// <summary>The faults: now, and since the last good self-test.</summary>
        public readonly FaultRegister Faults = new FaultRegister();

        /// <summary>The last samples.</summary>
        public readonly Backlog Backlog;

        /// <summary>What happens to a conversion.</summary>
        public readonly SamplePath Path;

        /// <summary>What the cell read with nothing on it when its power came on.</summary>
        public readonly StartRest Rest;

        /// <summary>Samples go to the host.</summary>
        public bool IsStreaming;

        /// <summary>A guided hold runs.</summary>
        public bool HoldActive;

        /// <summary>The link was silent in a hold and no one has acknowledged it.</summary>
        public bool LinkLost;

        /// <summary>The link could not be opened.</summary>
        public bool LinkClosed;

        /// <summary>No valid settings were stored.</summary>
        public bool SettingsDefault;

        /// <summary>Flags that every sample carries: simulated, built-in settings.</summary>
        public int Marks;

        /// <summary>Samples taken.</summary>
        public uint Samples;

        /// <summary>Samples that left the back-log.</summary>
        public uint BacklogDropped;

        /// <summary>Sequence number of the next sample.</summary>
        public uint NextSequence;

        /// <summary>The device itself was away, by writing its settings: what the next sample tells of the time until then is explained.</summary>
        public bool IsExcused;

        private readonly IDeviceClock _clock;
        private readonly ILoadCell _cell;
        private readonly ISettingsStore _store;
        private bool _savedSinceStart;
        private int _eventId;
        private ButtonMessage _press;
        private long _pressedAt;
        private long _pressSentAt;
        private long _mutedUntil;
        private long _helloAt = -SlowHelloMicroseconds;

        /// <summary>Reads the settings and starts idle.</summary>
        public DeviceState(DeviceIdentity identity, ILoadCell cell, IDeviceClock clock, IDeviceLink link, IHeartbeat heartbeat, ISettingsStore store)
        {
            Identity = identity;
            _cell = cell;
            _clock = clock;
            _store = store;
            SettingsDefault = !store.TryLoad(Settings) || !CalibrationRules.Hold(Settings, identity.CapacityMillinewtons);
            if (SettingsDefault)
            {
                // What is whole may still make no sense: nothing of it is used.
                Settings = new DeviceSettings();
                Settings.LimitMillinewtons = DeviceSettings.LowestCapMillinewtons;
            }

            if (Settings.LimitMillinewtons > identity.CapMillinewtons)
            {
                Settings.LimitMillinewtons = identity.CapMillinewtons;
            }

            Mark();
            Outbox = new Outbox(link);
            Guard.LimitMillinewtons = Settings.LimitMillinewtons;
            Backlog = new Backlog(identity.BacklogSamples);
            Rest = new StartRest(this);
            Path = new SamplePath(this, cell.RateMillihertz, heartbeat);
        }

        /// <summary>What one streamed sample costs, measured at start, µs.</summary>
        public uint SampleCostMicroseconds { get; set; }

        /// <summary>The device is too slow for 80 samples a second.</summary>
        public bool TooSlow { get; set; }

        /// <summary>A lowered limit is in force and still to be stored.</summary>
        public bool StorePending { get; set; }

        /// <summary>Device clock until which a next write of the settings must wait.</summary>
        public long StoreNotBefore { get; private set; }

        /// <summary>Device clock at the end of the last write of the settings.</summary>
        public long StoredAt { get; private set; }

        /// <summary>The converter was told another rate and has to settle.</summary>
        public bool SettlingRequested { get; set; }

        /// <summary>The converter is to be power-cycled before the next sample.</summary>
        public bool CellRestartRequested { get; set; }

        /// <summary>A press awaits its acknowledgement.</summary>
        public bool ButtonPending { get; private set; }

        /// <summary>First sample that the present calibration and zero hold for.</summary>
        public uint CalibrationFrom { get; private set; }

        /// <summary>Something lies on the cell, or nobody knows; a zero that has moved since the calibration is no load.</summary>
        public bool IsUnderLoad
        {
            get { return Faults.IsUnderLoad && !Rest.IsNear(); }
        }

        /// <summary>The converter's nominal rate in mHz.</summary>
        public int NominalMillihertz
        {
            get { return _cell.RateMillihertz; }
        }

        /// <summary>As after power-up, after a rehearsal.</summary>
        public void Restart()
        {
            IsStreaming = false;
            Outbox.Restart();
            Path.Restart(_cell.RateMillihertz);
            Guard.Accept(0, Protocol.BlankForce);
            Faults.Restart();
            Backlog.Clear();
            Samples = 0;
            BacklogDropped = 0;
            NextSequence = 0;
            _eventId = 0;
        }

        /// <summary>Sets the converter's rate.</summary>
        public bool TrySetRate(int samplesPerSecond)
        {
            SettlingRequested = (samplesPerSecond <= 10 || !TooSlow) && _cell.SetRate(samplesPerSecond);
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
            StoredAt = _clock.Microseconds;
            StoreNotBefore = StoredAt + ((StoredAt - began) * 7);
            IsExcused = true;
            _savedSinceStart |= saved;
            StorePending = StorePending && !saved;
            return saved;
        }

        /// <summary>
        /// A new zero or calibration is in force: forces before and after cannot be compared, and the host must know from which sample on it holds.
        /// A sample that waits was converted under the old one.
        /// </summary>
        public void ZeroChanged()
        {
            Path.ReleaseWaiting();
            Path.ForgetValues();
            CalibrationFrom = NextSequence;
            SendCalibration();
        }

        /// <summary>A good self-test: faults are over, and so are the built-in settings when others were stored since.</summary>
        /// <returns>The flags that were latched.</returns>
        public int ClearFaults()
        {
            SettingsDefault = SettingsDefault && !_savedSinceStart;
            Mark();
            return Faults.Clear();
        }

        /// <summary>The alarm byte of a sample.</summary>
        public byte AlarmBits(long now)
        {
            int bits = HoldActive ? AlarmBit.HoldActive : 0;
            if (Guard.IsLatched)
            {
                bits |= Guard.IsOver ? AlarmBit.OverLimit | AlarmBit.Latched : AlarmBit.Latched;
            }

            if (Guard.IsPreWarning)
            {
                bits |= AlarmBit.PreWarning;
            }

            if (Faults.Latched != 0)
            {
                bits |= AlarmBit.SelfTestDue;
            }

            if (Faults.Present != 0)
            {
                bits |= AlarmBit.SensorFault;
            }

            if (LinkLost)
            {
                bits |= AlarmBit.LinkLost;
            }

            if (now < _mutedUntil)
            {
                bits |= AlarmBit.Muted;
            }

            return (byte)bits;
        }

        /// <summary>
        /// The priority of the alarm that is due: over the limit or a sensor fault under load is high; a sensor fault at rest, a missed
        /// conversion or built-in settings under load, a pre-warning, a silent link and one that cannot be opened are medium; what else awaits a
        /// self-test is low.
        /// </summary>
        public int AlarmPriority()
        {
            if (Guard.IsLatched)
            {
                return AlarmPattern.High;
            }

            int latched = Faults.Latched;
            if (latched != 0)
            {
                bool loaded = Faults.IsUnderLoad || HoldActive;
                if ((latched & SampleFlag.Faults) != 0)
                {
                    return loaded ? AlarmPattern.High : AlarmPattern.Medium;
                }

                if (loaded)
                {
                    return AlarmPattern.Medium;
                }
            }

            if (Guard.IsPreWarning || LinkLost || LinkClosed)
            {
                return AlarmPattern.Medium;
            }

            return SettingsDefault || latched != 0 ? AlarmPattern.Low : AlarmPattern.None;
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
            _pressedAt = now;
            ButtonPending = true;
            SendButton(now);
        }

        /// <summary>Sends the last press again when that is due.</summary>
        /// <param name="now">Device clock.</param>
        /// <param name="lastHeard">When the host was last heard: for one that is there again the press is new.</param>
        public void RemindOfButton(long now, long lastHeard)
        {
            long since = now - _pressSentAt;
            if (since < ButtonRepeatMicroseconds)
            {
                return;
            }

            if (now - _pressedAt < ButtonInsistsMicroseconds || lastHeard > _pressSentAt || since >= ButtonRemindMicroseconds)
            {
                SendButton(now);
            }
        }

        /// <summary>The host has the press.</summary>
        public void AcknowledgeButton(uint pressId)
        {
            if (pressId == (uint)_press.PressId)
            {
                ButtonPending = false;
            }
        }

        private void SendButton(long now)
        {
            _pressSentAt = now;
            Outbox.Send(_press.Write(Outbox.Writer));
        }

        private void Mark()
        {
            Marks = (_cell.IsSimulated ? SampleFlag.Simulated : 0) | (SettingsDefault ? SampleFlag.SettingsDefault : 0);
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

        /// <summary>Sends hello; not again within a tenth of a second (a second on a slow device), in which it would say the same.</summary>
        /// <returns>Whether it was sent.</returns>
        public bool SendHello()
        {
            long now = _clock.Microseconds;
            if (now - _helloAt < (TooSlow ? SlowHelloMicroseconds : HelloMicroseconds))
            {
                return false;
            }

            _helloAt = now;
            HelloMessage hello = default;
            hello.DeviceId = Identity.DeviceId;
            hello.BootId = Identity.BootId;
            hello.UptimeMicroseconds = now;
            hello.FirmwareMajor = FirmwareVersion.Major;
            hello.FirmwareMinor = FirmwareVersion.Minor;
            hello.FirmwarePatch = FirmwareVersion.Patch;
            hello.Board = Identity.Board;
            int flags = _cell.IsSimulated ? HelloFlag.Simulated : 0;
            flags |= IsStreaming ? HelloFlag.Streaming : 0;
            flags |= Settings.CalibrationId == 0 ? HelloFlag.Uncalibrated : 0;
            flags |= SettingsDefault ? HelloFlag.SettingsDefault : 0;
            flags |= TooSlow ? HelloFlag.TooSlow : 0;
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
            hello.SampleCostMicroseconds = SampleCostMicroseconds;
            Outbox.Send(hello.Write(Outbox.Writer));
            return true;
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
            message.Samples = Samples;
            message.Missed = Faults.Missed;
            message.Saturated = Faults.Saturated;
            message.Stuck = Faults.Stuck;
            message.Desynced = Faults.Desynced;
            message.NoData = Faults.NoData;
            message.ReceiveErrors = receiveErrors;
            message.Commands = commands;
            message.SendDropped = Outbox.Dropped;
            message.BacklogDropped = BacklogDropped;
            message.RateMillihertz = Path.RateMillihertz;
            message.RateOutOfRange = Faults.RateOutOfRange;
            message.Jumps = Faults.Jumps;
            message.ZeroDrifts = Faults.ZeroDrifts;
            message.SettingsDefault = Faults.SettingsDefault;
            Outbox.Send(message.Write(Outbox.Writer));
        }
    }
}
