using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>What the parts of the device share: who guards, who keeps, who tells, and what runs.</summary>
    public sealed class DeviceState
    {
        /// <summary>What is fixed.</summary>
        public readonly DeviceIdentity Identity;

        /// <summary>The settings and where they are kept.</summary>
        public readonly SettingsKeeper Keeper;

        /// <summary>The settings in force.</summary>
        public readonly DeviceSettings Settings;

        /// <summary>The way to the host.</summary>
        public readonly Outbox Outbox;

        /// <summary>What is told of the device.</summary>
        public readonly Reports Reports;

        /// <summary>The patient's press.</summary>
        public readonly PressReport Press;

        /// <summary>What is to be heard and seen.</summary>
        public readonly AlarmState Alarms;

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

        /// <summary>Device clock when a guided hold last ran.</summary>
        public long HeldAt;

        /// <summary>Flags that every sample carries: simulated, built-in settings.</summary>
        public int Marks;

        /// <summary>Samples taken.</summary>
        public uint Samples;

        /// <summary>Samples that left the back-log.</summary>
        public uint BacklogDropped;

        /// <summary>Sequence number of the next sample.</summary>
        public uint NextSequence;

        private readonly ILoadCell _cell;

        /// <summary>Reads the settings and starts idle.</summary>
        public DeviceState(DeviceIdentity identity, ILoadCell cell, IDeviceClock clock, IDeviceLink link, IHeartbeat heartbeat, ISettingsStore store)
        {
            Identity = identity;
            _cell = cell;
            Keeper = new SettingsKeeper(this, clock, store);
            Settings = Keeper.Settings;
            Mark();
            Outbox = new Outbox(link);
            Reports = new Reports(this, cell, clock);
            Press = new PressReport(Outbox);
            Alarms = new AlarmState(this);
            Guard.LimitMillinewtons = Settings.LimitMillinewtons;
            Backlog = new Backlog(identity.BacklogSamples);
            Rest = new StartRest(this);
            Path = new SamplePath(this, cell.RateMillihertz, heartbeat);
        }

        /// <summary>What one streamed sample costs, measured at start, µs.</summary>
        public uint SampleCostMicroseconds { get; set; }

        /// <summary>The device is too slow for 80 samples a second.</summary>
        public bool TooSlow { get; set; }

        /// <summary>The converter was told another rate and has to settle.</summary>
        public bool SettlingRequested { get; set; }

        /// <summary>The converter is to be power-cycled before the next sample.</summary>
        public bool CellRestartRequested { get; set; }

        /// <summary>First sample that the present calibration and zero hold for.</summary>
        public uint CalibrationFrom { get; private set; }

        /// <summary>Something presses, or may: a force over a limit is one however low that is, and a sample that waits may be the first of a press.</summary>
        public bool IsLoaded
        {
            get { return Faults.IsUnderLoad || Guard.IsOver || Path.IsWaiting; }
        }

        /// <summary>It is known that nothing presses: by the newest sample, of a converter that has settled.</summary>
        public bool IsAtRest
        {
            get { return !IsLoaded && Faults.UnknownForce == 0 && Path.HasJudged; }
        }

        /// <summary>
        /// Something lies on the cell, or nobody knows; a zero that has moved since the calibration is none. Only for what mends that zero, and for
        /// the alarm's own test, which harms nobody who presses: to all else what pressed at power-on is a load.
        /// </summary>
        public bool LooksLoaded
        {
            get { return Path.IsWaiting || (IsLoaded && !Rest.IsNear()); }
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
            Reports.Restart();
            Samples = 0;
            BacklogDropped = 0;
            NextSequence = 0;
        }

        /// <summary>Sets the converter's rate.</summary>
        public bool TrySetRate(int samplesPerSecond)
        {
            SettlingRequested = (samplesPerSecond <= 10 || !TooSlow) && _cell.SetRate(samplesPerSecond);
            return SettlingRequested;
        }

        /// <summary>
        /// A new zero or calibration is in force: forces before and after cannot be compared, and the host must know from which sample on it holds.
        /// A sample that waits was converted under the old one.
        /// </summary>
        public void ZeroChanged()
        {
            Path.ReleaseWaiting();
            Path.ForgetValues();
            Guard.ForgetSlope();
            CalibrationFrom = NextSequence;
            Reports.SendCalibration();
        }

        /// <summary>What the start could not read was found: settings are in force that no host has sent.</summary>
        public void SettingsFound()
        {
            Guard.LimitMillinewtons = Settings.LimitMillinewtons;
            Reports.Renew();
            ZeroChanged();
            Reports.RaiseEvent(EventCode.Calibrated, (int)Settings.CalibrationId);
            Reports.RaiseEvent(EventCode.LimitChanged, Settings.LimitMillinewtons);
            Reports.RaiseEvent(EventCode.SettingsDoubtful, Settings.LimitMillinewtons);
        }

        /// <summary>A good self-test: faults are over, and so are the built-in settings when others were stored since.</summary>
        /// <returns>The flags that were latched.</returns>
        public int ClearFaults()
        {
            Keeper.Confirm();
            Mark();
            return Faults.Clear();
        }

        /// <summary>A guided hold begins.</summary>
        public void BeginHold()
        {
            HoldActive = true;
            Alarms.LinkLost = false;
            Reports.RaiseEvent(EventCode.HoldBegan, 0);
        }

        /// <summary>Ends the guided hold, if one runs.</summary>
        public void EndHold(int reason)
        {
            if (HoldActive)
            {
                HoldActive = false;
                Reports.RaiseEvent(EventCode.HoldEnded, reason);
            }
        }

        /// <summary>Something of the board beside the sensor fails, or is well again: noted until a good self-test, and the end of a hold.</summary>
        /// <param name="fault">A bit of <see cref="DeviceFault"/>.</param>
        /// <param name="present">Whether it fails now.</param>
        public void SetBoardFault(int fault, bool present)
        {
            int raised = Faults.SetBoard(fault, present);
            if (raised != 0)
            {
                Reports.RaiseEvent(EventCode.FaultRaised, raised);
            }

            if (present)
            {
                EndHold(HoldEndReason.Fault);
            }
        }

        private void Mark()
        {
            Marks = (_cell.IsSimulated ? SampleFlag.Simulated : 0) | (Keeper.IsDefault ? SampleFlag.SettingsDefault : 0);
        }
    }
}
