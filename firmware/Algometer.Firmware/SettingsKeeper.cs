using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// The settings in force, what of them is stored, and when the flash may be written. What makes the device safer is in force at once and stored
    /// when there is time; what could make it less safe is stored first. A write holds up sampling: none begins in a hold or under load.
    /// </summary>
    public sealed class SettingsKeeper
    {
        private const long RestMicroseconds = 1000000;

        // A drive that failed may do better later; but each try is wear, and blindness while it lasts. [P]
        private const long RetryMicroseconds = 60000000;

        /// <summary>What is in force.</summary>
        public readonly DeviceSettings Settings = new DeviceSettings();

        /// <summary>No valid settings were stored.</summary>
        public bool IsDefault;

        /// <summary>What was stored was damaged: older settings may be in force, under the lower of the limits found.</summary>
        public bool IsDoubtful;

        /// <summary>What is in force is not what a restart would bring back.</summary>
        public bool IsPending;

        /// <summary>The device itself was away by a write: what the next sample tells of the time until then is explained.</summary>
        public bool IsExcused;

        private readonly DeviceState _state;
        private readonly IDeviceClock _clock;
        private readonly ISettingsStore _store;
        private readonly int _restAtStart;
        private bool _isUnread;
        private bool _savedSinceStart;
        private bool _isWished;
        private long _notBefore;
        private long _retryAt;

        /// <summary>Reads the settings.</summary>
        public SettingsKeeper(DeviceState state, IDeviceClock clock, ISettingsStore store)
        {
            DeviceIdentity identity = state.Identity;
            _state = state;
            _clock = clock;
            _store = store;
            Settings.GainPiconewtonsPerCount = identity.NominalGainPiconewtonsPerCount;
            bool isRead = store.TryLoad(Settings);
            _isUnread = !isRead || Settings.IsDoubtful || Settings.IsUnread;
            isRead = isRead && CalibrationRules.Hold(Settings, identity.CapacityMillinewtons);
            if (!isRead)
            {
                // What is whole may still make no sense: nothing of it is used.
                Settings = new DeviceSettings();
                Settings.GainPiconewtonsPerCount = identity.NominalGainPiconewtonsPerCount;
            }

            IsDefault = !isRead || Settings.IsBuiltIn;
            _restAtStart = Settings.ZeroCounts + Settings.TareCounts;

            // Written again at the first rest: two whole records, with what is in force now.
            IsDoubtful = Settings.IsDoubtful;
            IsPending = IsDoubtful;
            if (Settings.LimitMillinewtons > identity.CapMillinewtons)
            {
                Settings.LimitMillinewtons = identity.CapMillinewtons;
            }
        }

        /// <summary>Device clock at the end of the last write.</summary>
        public long StoredAt { get; private set; }

        /// <summary>Nobody has set a limit or a calibration: they are built in, whatever the zero.</summary>
        public bool IsBuiltIn
        {
            get { return IsDefault && !_isWished; }
        }

        /// <summary>
        /// Whether a write is due: not in a hold, and seven times as long after the last one as that took. However fast a host sends, the device is
        /// blind for at most an eighth of the time.
        /// </summary>
        public bool IsDue(long now)
        {
            return now >= _notBefore && !_state.HoldActive;
        }

        /// <summary>Whether a write harms nobody: it is due, and it is known that nothing presses that it would leave unjudged.</summary>
        public bool MayWrite(long now)
        {
            return IsDue(now) && _state.IsAtRest;
        }

        /// <summary>
        /// Looks again for what the start could not read, before anything is written over it. What is found is in force from then on, with the lower of
        /// the two limits, and told as doubtful.
        /// </summary>
        /// <returns>Whether other settings are in force now than before: what was judged by those is to be judged anew.</returns>
        public bool Recall()
        {
            if (!_isUnread)
            {
                return false;
            }

            DeviceSettings found = new DeviceSettings();
            bool isRead = _store.TryLoad(found);
            _isUnread = found.IsUnread;
            return isRead && !found.IsBuiltIn && CalibrationRules.Hold(found, _state.Identity.CapacityMillinewtons) && Take(found);
        }

        /// <summary>Writes a new limit or calibration, now.</summary>
        /// <returns>Whether it is stored; a restart brings back what was stored before otherwise.</returns>
        public bool Save()
        {
            bool saved = Write(false);
            _isWished |= saved;
            return saved;
        }

        /// <summary>Writes a new zero, now. It sets no device up.</summary>
        /// <returns>Whether it is stored.</returns>
        public bool SaveZero()
        {
            return Write(IsBuiltIn);
        }

        /// <summary>Has a limit stored: now where that is harmless, else at the next rest. When it fails the host is told, and it is tried again.</summary>
        public void Keep(long now)
        {
            _isWished = true;
            KeepZero(now);
        }

        /// <summary>Has a zero stored, in the same way.</summary>
        public void KeepZero(long now)
        {
            IsPending = true;
            _retryAt = now;
            if (MayWrite(now))
            {
                Try();
            }
        }

        /// <summary>Stores what is pending when the cell has been at rest for a while.</summary>
        /// <param name="now">Device clock.</param>
        /// <param name="loadedAt">When something last pressed, or a hold ran.</param>
        public void StoreAtRest(long now, long loadedAt)
        {
            if (now - loadedAt > RestMicroseconds && now >= _retryAt && MayWrite(now))
            {
                Try();
            }
        }

        /// <summary>A good self-test: built-in and doubtful settings are over when others were stored since.</summary>
        public void Confirm()
        {
            IsDoubtful = IsDoubtful && !_savedSinceStart;
            IsDefault = IsDefault && !_savedSinceStart;
        }

        private bool Take(DeviceSettings found)
        {
            DeviceSettings settings = Settings;
            int rest = settings.ZeroCounts + settings.TareCounts;
            bool tared = rest != _restAtStart;
            bool isOther = found.CalibrationId != settings.CalibrationId || found.GainPiconewtonsPerCount != settings.GainPiconewtonsPerCount
                || found.QuadraticPiconewtons != settings.QuadraticPiconewtons || found.ZeroCounts != settings.ZeroCounts
                || (!tared && found.TareCounts != settings.TareCounts);
            bool isOtherPlan = found.PlanId != settings.PlanId && (!_isWished || !settings.HasPlan);
            if (found.LimitMillinewtons >= settings.LimitMillinewtons && !isOther && !isOtherPlan)
            {
                return false;
            }

            if (found.LimitMillinewtons < settings.LimitMillinewtons)
            {
                settings.LimitMillinewtons = found.LimitMillinewtons;
            }

            if (isOtherPlan)
            {
                settings.PlanId = found.PlanId;
            }

            settings.TakeCalibration(found);
            settings.History.Take(found.History);
            if (tared)
            {
                // The cell rests where it was tared since, by whatever calibration.
                settings.TareCounts = rest - settings.ZeroCounts;
                settings.TareCounts = CalibrationRules.Hold(settings, _state.Identity.CapacityMillinewtons) ? settings.TareCounts : found.TareCounts;
            }

            _isWished = true;
            IsDoubtful = true;
            IsPending = true;
            _state.SettingsFound();
            return true;
        }

        private bool Write(bool isBuiltIn)
        {
            long began = _clock.Microseconds;
            Settings.IsBuiltIn = isBuiltIn;
            bool saved = _store.Save(Settings);
            StoredAt = _clock.Microseconds;
            _notBefore = StoredAt + ((StoredAt - began) * 7);
            IsExcused = true;
            _savedSinceStart |= saved && !isBuiltIn;
            _isUnread = _isUnread && !saved;

            // After one that failed nobody knows what a restart would find, what was refused among it: what is in force is to be written over it.
            IsPending = !saved;
            _retryAt = saved ? _retryAt : StoredAt + RetryMicroseconds;
            return saved;
        }

        private void Try()
        {
            Recall();
            if (!Write(IsBuiltIn))
            {
                _state.Reports.RaiseEvent(EventCode.NotStored, Settings.LimitMillinewtons);
            }
        }
    }
}
