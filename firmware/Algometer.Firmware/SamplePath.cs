using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// What happens to a conversion, in this order: is it a value at all, the guard, then number, alarm byte, back-log and frame. The guard comes
    /// before the frame, before anything can be dropped by the link. Allocates nothing.
    /// </summary>
    public sealed class SamplePath
    {
        private const int SettlingConversions = 4;

        // A converter that spoils more than one read-out in sixteen is faulty: a glitch then counts as a jump. [P]
        private const int GlitchWeight = 16;
        private const int MostGlitches = 4 * GlitchWeight;

        // Of such a sample the code is no number of the cell's at all.
        private const int NoForce = SampleFlag.Glitch | SampleFlag.Settling | SampleFlag.Saturated | SampleFlag.Desync | SampleFlag.NoData;
        private readonly DeviceState _state;
        private readonly IHeartbeat _heartbeat;
        private readonly SensorCheck _check;
        private readonly GlitchCheck _glitches = new GlitchCheck();
        private CommandHandler _commands;
        private AlarmSignal _alarm;
        private int _settlingLeft = SettlingConversions;
        private int _glitchScore;
        private bool _waits;
        private long _waitingTime;
        private int _waitingRaw;
        private int _waitingForce;
        private bool _waitingExcused;

        /// <summary>Makes the path.</summary>
        public SamplePath(DeviceState state, int nominalMillihertz, IHeartbeat heartbeat)
        {
            _state = state;
            _heartbeat = heartbeat;
            _check = new SensorCheck(state.Identity.CapacityMillinewtons, state.Identity.CapMillinewtons);
            _check.SetNominal(nominalMillihertz);
        }

        /// <summary>Measured conversion rate in mHz over about a second; 0 until known.</summary>
        public uint RateMillihertz
        {
            get { return _check.RateMillihertz; }
        }

        /// <summary>Whether a sample waits for the next conversion.</summary>
        public bool IsWaiting
        {
            get { return _waits; }
        }

        /// <summary>Where alarms are shown, and who else looks at samples.</summary>
        public void Connect(AlarmSignal alarm, CommandHandler commands)
        {
            _alarm = alarm;
            _commands = commands;
        }

        /// <summary>A sample was judged since the converter last settled.</summary>
        public bool HasJudged { get; private set; }

        /// <summary>The converter was restarted or runs at another rate: its next conversions have not settled.</summary>
        public void AwaitSettling(int nominalMillihertz)
        {
            ReleaseWaiting();
            _settlingLeft = SettlingConversions;
            HasJudged = false;
            _check.SetNominal(nominalMillihertz);
            _glitches.Restart();
        }

        /// <summary>Forces before and after cannot be compared.</summary>
        public void ForgetValues()
        {
            _check.ForgetValue();
            _glitches.Restart();
        }

        /// <summary>A new stream: nothing before it is compared with what comes.</summary>
        public void ForgetAll()
        {
            ReleaseWaiting();
            _check.Restart();
            _glitches.Restart();
        }

        /// <summary>As after power-up.</summary>
        public void Restart(int nominalMillihertz)
        {
            _waits = false;
            _glitchScore = 0;
            AwaitSettling(nominalMillihertz);
        }

        /// <summary>Takes a conversion.</summary>
        /// <param name="now">Device clock when it was ready.</param>
        /// <param name="raw">Its code.</param>
        /// <param name="outOfStep">The read-out lost step.</param>
        /// <param name="excused">The device itself was away just before.</param>
        public void Accept(long now, int raw, bool outOfStep, bool excused)
        {
            int force = ForceConversion.ToMillinewtons(_state.Settings, raw);
            if (_settlingLeft > 0)
            {
                _settlingLeft--;
                Publish(now, raw, Protocol.BlankForce, SampleFlag.Settling | (outOfStep ? SampleFlag.Desync : 0), 0, excused);
                return;
            }

            bool value = !outOfStep && !SensorCheck.IsSaturated(raw);
            if (_waits)
            {
                _waits = false;
                bool glitch = _glitches.IsGlitch(now, value ? force : Protocol.BlankForce);
                Judge(_waitingTime, _waitingRaw, _waitingForce, 0, glitch, _waitingExcused);
            }

            if (!value)
            {
                _glitches.Restart();
                Judge(now, raw, force, outOfStep ? SampleFlag.Desync : 0, false, excused);
            }
            else if (_glitches.MustWait(now, raw, force))
            {
                _waits = true;
                _waitingTime = now;
                _waitingRaw = raw;
                _waitingForce = force;
                _waitingExcused = excused;
            }
            else
            {
                Judge(now, raw, force, 0, false, excused);
            }
        }

        /// <summary>No conversion came before the deadline.</summary>
        public void Miss(long now)
        {
            ForgetAll();
            Publish(now, 0, Protocol.BlankForce, SampleFlag.NoData, 0, false);
        }

        /// <summary>Judges a sample that waits without the next one: nobody can tell, so its value stays.</summary>
        public void ReleaseWaiting()
        {
            if (_waits)
            {
                _waits = false;
                Judge(_waitingTime, _waitingRaw, _waitingForce, 0, false, _waitingExcused);
            }
        }

        private void Judge(long time, int raw, int force, int flags, bool glitch, bool excused)
        {
            flags |= _check.JudgeTime(time, excused);
            HasJudged = true;
            if (glitch)
            {
                _glitchScore += GlitchWeight;
                flags |= _glitchScore > MostGlitches ? SampleFlag.Glitch | SampleFlag.Jump : SampleFlag.Glitch;
            }
            else
            {
                if (_glitchScore > 0)
                {
                    _glitchScore--;
                }

                if (excused)
                {
                    // What was before the pause is too long ago to be compared with.
                    _check.ForgetValue();
                }

                flags |= _check.JudgeValue(raw, force);
            }

            Publish(time, raw, force, flags, _check.MissedBefore, excused);
        }

        private void Publish(long time, int raw, int force, int flags, int missed, bool excused)
        {
            DeviceState state = _state;
            LimitGuard guard = state.Guard;
            flags |= state.Marks;
            bool wasOver = guard.IsOver;
            bool wasLatched = guard.IsLatched;
            int seen = force;
            if ((flags & SampleFlag.Blanking) == 0)
            {
                guard.Accept(time, force);
            }
            else
            {
                force = Protocol.BlankForce;
                if ((flags & SampleFlag.Blanking) != SampleFlag.Glitch)
                {
                    guard.Accept(time, force);
                }

                if ((flags & NoForce) == 0)
                {
                    // A number, though none to be shown: whoever presses at a wrong rate presses all the same.
                    guard.Suspect(seen);
                    state.Faults.Suspect(seen);
                }
            }

            if ((flags & SampleFlag.NoData) == 0)
            {
                _heartbeat.Beat();
            }

            int raised = state.Faults.Accept(flags, missed, excused, force);
            int alarm = state.Alarms.Bits(time);
            int priority = state.Alarms.Priority();
            if (priority != _alarm.Priority)
            {
                _alarm.Change(time, priority);
            }

            uint sequence = state.NextSequence++;
            state.Samples++;
            state.Rest.NoteLast(raw, flags);
            if (state.Backlog.Add(sequence, (uint)time, raw, force, flags, alarm))
            {
                state.BacklogDropped++;
            }

            if (state.IsStreaming)
            {
                Outbox outbox = state.Outbox;
                outbox.Send(SampleMessage.Write(outbox.Writer, sequence, (uint)time, raw, force, flags, alarm));
            }

            if (guard.IsOver != wasOver || guard.IsLatched != wasLatched || raised != 0 || state.Faults.Present != 0)
            {
                Announce(sequence, wasOver, wasLatched, seen, raised);
            }

            if (_commands.IsWatching)
            {
                // A miss that the device caused itself says nothing of the sensor.
                _commands.AcceptSample(time, raw, excused ? flags & ~SampleFlag.Missed : flags);
            }
        }

        private void Announce(uint sequence, bool wasOver, bool wasLatched, int force, int raised)
        {
            LimitGuard guard = _state.Guard;
            if (guard.IsOver != wasOver)
            {
                _state.Reports.RaiseEvent(wasOver ? EventCode.BackBelowLimit : EventCode.OverLimit, sequence, force);
            }

            if (wasLatched && !guard.IsLatched)
            {
                _state.Reports.RaiseEvent(EventCode.AlarmCleared, sequence, 0);
            }

            if (raised != 0)
            {
                _state.Reports.RaiseEvent(EventCode.FaultRaised, sequence, raised);
            }

            if (_state.Faults.Present != 0)
            {
                _state.EndHold(HoldEndReason.Fault);
            }
        }
    }
}
