namespace Algometer.Firmware
{
    /// <summary>The settings in two alternating slots (0 and 1), with version, sequence and CRC.</summary>
    public sealed class SlotSettingsStore : ISettingsStore
    {
        /// <summary>Version of the stored form; settings of another version count as missing.</summary>
        public const byte Version = 1;

        private const int LowestLimit = 1000;

        // Limit and plan stand first.
        private const int LimitBytes = 12;
        private const int RecordLength = 36 + (CalibrationHistory.Length * 20);
        private readonly SlotPair _slots;
        private readonly RecordBytes _record = new RecordBytes(RecordLength);

        /// <summary>Makes a store.</summary>
        public SlotSettingsStore(ISlotStorage storage)
        {
            _slots = new SlotPair(storage, 0, Version, RecordLength);
        }

        /// <inheritdoc/>
        public bool TryLoad(DeviceSettings settings)
        {
            bool isRead = _slots.Read(_record.Bytes) == RecordLength;
            settings.IsUnread = _slots.IsUnread;
            if (!isRead)
            {
                return false;
            }

            _record.Rewind();
            int limit = _record.GetInt32();
            long plan = _record.GetInt64();
            uint calibration = (uint)_record.GetInt32();
            uint date = (uint)_record.GetInt32();
            int gain = _record.GetInt32();
            int quadratic = _record.GetInt32();
            int zero = _record.GetInt32();
            int tare = _record.GetInt32();

            // A CRC proves that these are the bytes once written, not that they make sense.
            settings.IsBuiltIn = limit == 0;
            if ((limit < LowestLimit && !settings.IsBuiltIn) || gain == 0 || zero > 8388607 || zero < -8388608)
            {
                return false;
            }

            settings.TareCounts = tare;
            settings.IsDoubtful = _slots.IsDoubtful;
            if (!settings.IsBuiltIn)
            {
                settings.LimitMillinewtons = limit;
                settings.PlanId = plan;
                TakeCalibrations(settings, calibration, date, gain, quadratic, zero);
            }

            if (settings.IsDoubtful)
            {
                TakeLower(settings);
            }

            return true;
        }

        private void TakeCalibrations(DeviceSettings settings, uint calibration, uint date, int gain, int quadratic, int zero)
        {
            settings.CalibrationId = calibration;
            settings.CalibrationDateUnixSeconds = date;
            settings.GainPiconewtonsPerCount = gain;
            settings.QuadraticPiconewtons = quadratic;
            settings.ZeroCounts = zero;
            for (int i = 0; i < CalibrationHistory.Length; i++)
            {
                settings.History.Ids[i] = (uint)_record.GetInt32();
                settings.History.DatesUnixSeconds[i] = (uint)_record.GetInt32();
                settings.History.GainsPiconewtonsPerCount[i] = _record.GetInt32();
                settings.History.QuadraticsPiconewtons[i] = _record.GetInt32();
                settings.History.ZerosCounts[i] = _record.GetInt32();
            }
        }

        // In doubt the lower limit holds, also the one of a damaged record: if that is what was damaged, it is low for nothing, which is told.
        private void TakeLower(DeviceSettings settings)
        {
            if (_slots.ReadOther(_record.Bytes, out bool isWhole) < LimitBytes)
            {
                return;
            }

            _record.Rewind();
            int limit = _record.GetInt32();
            long plan = _record.GetInt64();
            if (limit >= LowestLimit && limit < settings.LimitMillinewtons)
            {
                settings.LimitMillinewtons = limit;
                settings.IsBuiltIn = false;
            }

            if (isWhole && limit >= LowestLimit && !settings.HasPlan)
            {
                settings.PlanId = plan;
                settings.IsBuiltIn = false;
            }
        }

        /// <inheritdoc/>
        public bool Save(DeviceSettings settings)
        {
            _record.Rewind();

            // A limit that no command sets: what was stored before is over, and nothing but a tare takes its place.
            _record.PutInt32(settings.IsBuiltIn ? 0 : settings.LimitMillinewtons);
            _record.PutInt64(settings.PlanId);
            _record.PutInt32((int)settings.CalibrationId);
            _record.PutInt32((int)settings.CalibrationDateUnixSeconds);
            _record.PutInt32(settings.GainPiconewtonsPerCount);
            _record.PutInt32(settings.QuadraticPiconewtons);
            _record.PutInt32(settings.ZeroCounts);
            _record.PutInt32(settings.TareCounts);
            for (int i = 0; i < CalibrationHistory.Length; i++)
            {
                _record.PutInt32((int)settings.History.Ids[i]);
                _record.PutInt32((int)settings.History.DatesUnixSeconds[i]);
                _record.PutInt32(settings.History.GainsPiconewtonsPerCount[i]);
                _record.PutInt32(settings.History.QuadraticsPiconewtons[i]);
                _record.PutInt32(settings.History.ZerosCounts[i]);
            }

            return _slots.Write(_record.Bytes, RecordLength);
        }
    }
}
