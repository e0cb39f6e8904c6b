using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Takes over calibrations that cannot defeat the limit, and tells the past ones.</summary>
    public sealed class CalibrationCommands
    {
        // Points that lie closer together than a twentieth of the capacity say nothing about the gain. [P]
        private const int LeastSpreadDivisor = 20;

        // What a tare can mend, and what is called a drifted zero beyond.
        private const int DriftDivisor = 50;
        private readonly DeviceState _state;
        private readonly Answers _answers;
        private readonly DeviceSettings _candidate = new DeviceSettings();
        private readonly DeviceSettings _before = new DeviceSettings();
        private int _pastFor;
        private int _pastNext;

        /// <summary>Makes the commands.</summary>
        public CalibrationCommands(DeviceState state, Answers answers)
        {
            _state = state;
            _answers = answers;
        }

        /// <summary>Whether past calibrations are still to be told; no command is read meanwhile.</summary>
        public bool IsTelling { get; private set; }

        /// <summary>A calibration without its points.</summary>
        /// <returns>False when it waits for the flash.</returns>
        public bool Set(long now, in Command command)
        {
            if (!Fits(command))
            {
                return true;
            }

            if (!IsOfThisTool(ToolKind.Unknown))
            {
                return true;
            }

            int shrinks = Shrinks();
            if (shrinks > 0)
            {
                _answers.Refuse(RefusalReason.PointsRequired, shrinks);
                return true;
            }

            return Store(now);
        }

        /// <summary>
        /// A calibration with the points it was fitted to, which are the fit's own evidence: one that does not give them back was mistyped, mixed
        /// up or made for another cell.
        /// </summary>
        /// <returns>False when it waits for the flash; all of it is then to be read again.</returns>
        public bool SetWithPoints(long now, in Command command, FrameReader reader)
        {
            int points = reader.GetByte();
            if (points < CalibrationPoints.Fewest || points > CalibrationPoints.Most)
            {
                _answers.Refuse(RefusalReason.OutOfRange, points < CalibrationPoints.Fewest ? CalibrationPoints.Fewest : CalibrationPoints.Most);
                return true;
            }

            int expected = CalibrationPoints.HeaderLength + (points * CalibrationPoints.PointLength);
            int withPlan = expected + CalibrationPoints.PlanLength;
            if (reader.PayloadLength != expected && reader.PayloadLength != withPlan && reader.PayloadLength != withPlan + CalibrationPoints.ToolLength)
            {
                _answers.Refuse(RefusalReason.BadLength, expected);
                return true;
            }

            if (!Fits(command))
            {
                return true;
            }

            long worst = 0;
            int least = int.MaxValue;
            int most = int.MinValue;
            for (int i = 0; i < points; i++)
            {
                int counts = reader.GetInt24();
                int force = reader.GetInt32();
                least = force < least ? force : least;
                most = force > most ? force : most;
                long difference = (long)force - ForceConversion.ToMillinewtons(_candidate, counts);
                difference = difference < 0 ? -difference : difference;
                worst = difference > worst ? difference : worst;
            }

            // Past the end of the payload plan and tool read as 0.
            long plan = reader.GetInt64();
            if (!IsOfThisTool(reader.GetByte()))
            {
                return true;
            }

            if (worst > _state.Identity.CapacityMillinewtons / 200)
            {
                _answers.Refuse(RefusalReason.PointsDiffer, worst > int.MaxValue ? int.MaxValue : (int)worst);
                return true;
            }

            if ((long)most - least < _state.Identity.CapacityMillinewtons / LeastSpreadDivisor)
            {
                _answers.Refuse(RefusalReason.PointsRequired, _state.Identity.CapacityMillinewtons / LeastSpreadDivisor);
                return true;
            }

            DeviceSettings present = _state.Settings;
            if (present.HasPlan && plan != present.PlanId && Shrinks() > 0)
            {
                _answers.Refuse(RefusalReason.PlanRequired, present.LimitMillinewtons);
                return true;
            }

            return Store(now);
        }

        /// <summary>Begins to tell the past calibrations, newest first.</summary>
        public void BeginPast(int commandId)
        {
            IsTelling = true;
            _pastFor = commandId;
            _pastNext = 0;
        }

        /// <summary>Tells the next of the past calibrations, and after the last the answer. All of them in one turn would cost a conversion.</summary>
        public void TellNext()
        {
            CalibrationHistory history = _state.Settings.History;
            int count = history.Count;
            int place = _pastNext;
            if (place >= count)
            {
                IsTelling = false;
                _answers.To(_pastFor, MessageType.RequestCalibrations);
                _answers.Acknowledge(count);
                return;
            }

            _pastNext++;
            PastCalibrationMessage message = default;
            message.CommandId = _pastFor;
            message.Count = (byte)count;
            message.Index = (byte)place;
            message.CalibrationId = history.Ids[place];
            message.DateUnixSeconds = history.DatesUnixSeconds[place];
            message.GainPiconewtonsPerCount = history.GainsPiconewtonsPerCount[place];
            message.QuadraticPiconewtons = history.QuadraticsPiconewtons[place];
            message.ZeroCounts = history.ZerosCounts[place];
            _state.Outbox.Send(message.Write(_state.Outbox.Writer));
        }

        // Without the tare: one that is taken over as zero, tared again and taken over again would walk the zero away. And without an allowance:
        // a hundred steps within it would be one beyond it.
        private int Shrinks()
        {
            _before.TakeCalibration(_state.Settings);
            _before.TareCounts = 0;
            return CalibrationRules.Shrinks(_before, _candidate, _state.Identity.CapacityMillinewtons);
        }

        private bool Fits(in Command command)
        {
            // Where no calibration is known yet, what looks like a load may be the unknown zero.
            if (_state.HoldActive || (_state.Settings.CalibrationId != 0 && (_state.LooksLoaded || !_state.Path.HasJudged)))
            {
                _answers.Refuse(RefusalReason.WrongState, 0);
                return false;
            }

            int dead = _state.Faults.UnknownForce;
            if (dead != 0)
            {
                _answers.Refuse(RefusalReason.SensorFault, dead);
                return false;
            }

            if (command.Value == 0)
            {
                _answers.Refuse(RefusalReason.OutOfRange, 1);
                return false;
            }

            // Within 24 bits, so that the conversion to force cannot overflow.
            if (command.Zero > 8388607 || command.Zero < -8388608)
            {
                _answers.Refuse(RefusalReason.OutOfRange, command.Zero > 0 ? 8388607 : -8388608);
                return false;
            }

            int gain = CalibrationRules.FittingGain(command.Gain, command.Zero, _state.Identity.CapacityMillinewtons);
            if (gain != command.Gain || gain == 0)
            {
                _answers.Refuse(RefusalReason.OutOfRange, gain);
                return false;
            }

            int strongest = CalibrationRules.StrongestQuadratic(gain);
            if (command.Quadratic > strongest || command.Quadratic < -strongest)
            {
                _answers.Refuse(RefusalReason.OutOfRange, command.Quadratic > 0 ? strongest : -strongest);
                return false;
            }

            _candidate.CalibrationId = command.Value;
            _candidate.CalibrationDateUnixSeconds = command.Second;
            _candidate.GainPiconewtonsPerCount = command.Gain;
            _candidate.QuadraticPiconewtons = command.Quadratic;
            _candidate.ZeroCounts = command.Zero;
            _candidate.TareCounts = 0;
            return ReachesCapacity(command.Gain) && LeavesFree();
        }

        // The cell is free, or it would have been refused as loaded: by the new zero it must be free as well, or nothing would be taken any more.
        private bool LeavesFree()
        {
            if (_state.Settings.CalibrationId == 0)
            {
                // Nobody knows whether it is.
                return true;
            }

            int read = _state.Rest.ReadCounts;
            int force = ForceConversion.ToMillinewtons(_candidate, read);
            int most = _state.Identity.CapacityMillinewtons / DriftDivisor;
            if (force <= most && force >= -most)
            {
                return true;
            }

            int counts = (int)(most * 1000000000L / _candidate.GainPiconewtonsPerCount);
            _answers.Refuse(RefusalReason.OutOfRange, force > 0 ? read - counts : read + counts);
            return false;
        }

        // Its own points agree with a calibration of whatever cell it was made for. By a probe's a ball reads too little.
        private bool IsOfThisTool(byte named)
        {
            DeviceIdentity identity = _state.Identity;
            if (named != ToolKind.Unknown)
            {
                if (named != identity.Tool)
                {
                    _answers.Refuse(RefusalReason.OutOfRange, identity.Tool);
                }

                return named == identity.Tool;
            }

            int gain = CalibrationRules.UnmistakableGain(_candidate.GainPiconewtonsPerCount, identity);
            if (gain != _candidate.GainPiconewtonsPerCount)
            {
                _answers.Refuse(RefusalReason.OutOfRange, gain);
                return false;
            }

            return true;
        }

        private bool ReachesCapacity(int gain)
        {
            int end = gain > 0 ? 8388607 : -8388608;
            if (ForceConversion.ToMillinewtons(_candidate, end) >= _state.Identity.CapacityMillinewtons)
            {
                return true;
            }

            // The quadratic term takes away what the gain gives.
            _answers.Refuse(RefusalReason.OutOfRange, 0);
            return false;
        }

        private bool Store(long now)
        {
            if (!_state.Keeper.IsDue(now))
            {
                return false;
            }

            if (_state.Keeper.Recall())
            {
                // It was judged by another that was in force for want of this one.
                _answers.Refuse(RefusalReason.WrongState, 0);
                return true;
            }

            DeviceSettings settings = _state.Settings;
            _state.Path.ReleaseWaiting();
            _before.TakeCalibration(settings);
            _before.History.Take(settings.History);
            settings.TakeCalibration(_candidate);
            settings.History.Remember(settings);
            if (!_state.Keeper.Save())
            {
                settings.TakeCalibration(_before);
                settings.History.Take(_before.History);
                _answers.Refuse(RefusalReason.StorageFailed, 0);
                return true;
            }

            _state.ZeroChanged();
            _state.Reports.RaiseEvent(EventCode.Calibrated, (int)settings.CalibrationId);
            _answers.Acknowledge((int)settings.CalibrationId);
            return true;
        }
    }
}
