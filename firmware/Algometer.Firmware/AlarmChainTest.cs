using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// Tries the alarm once after each start, while the device samples and guards as ever: both buzzers sound until the first beats, fall silent
    /// with them, the main one alone sounds with its pin, and both sound soon after the last beat, not sooner, and when the program runs wild.
    /// A single part that is open or shorted fails one of these. Until it is through the alarm has not passed; one that was disturbed is made again
    /// when it is quiet. After a crash its first look is left out: what sounds then is not the power's coming on.
    /// Between the loop and its outputs, which it takes over for moments at rest.
    /// </summary>
    public sealed class AlarmChainTest : IHeartbeat, IAlarmOutput
    {
        private const int Done = 0;
        private const int Powered = 1;
        private const int Beating = 2;
        private const int Buzzing = 3;
        private const int Missing = 4;
        private const int BeatingAgain = 5;
        private const int Wild = 6;

        // The circuits trip 0.25 to 0.5 s after the last rise; beats are up to 0.34 s apart at 10 samples/s. [hardware/electronics]
        private const long PowerMicroseconds = 600000;
        private const long QuietMicroseconds = 900000;
        private const long BuzzMicroseconds = 60000;
        private const long EarlyMicroseconds = 200000;
        private const long TrippedMicroseconds = 550000;

        // Rises a millisecond apart merge into one pulse, with which the circuits count its beginning alone.
        private const long WildMicroseconds = 500;

        // A collection or a restart of the converter may spoil one look.
        private const int MostTries = 3;

        // A buzzer that has had no current in so many beeps has none.
        private const int MostSilentBeeps = 3;
        private readonly IHeartbeat _heartbeat;
        private readonly IAlarmOutput _output;
        private readonly IBoardLines _lines;
        private DeviceState _state;
        private int _step;
        private int _tries;
        private int _silentBeeps;
        private bool _looked;
        private bool _heeded;
        private bool _sound;
        private bool _light;
        private bool _withholds;
        private long _since;
        private long _soundSince;
        private long _wildAt;

        /// <summary>Stands between the loop and what it drives.</summary>
        /// <param name="heartbeat">Null where there is none.</param>
        /// <param name="output">Buzzer and light.</param>
        /// <param name="lines">Null where the board has none: nothing is tried then.</param>
        public AlarmChainTest(IHeartbeat heartbeat, IAlarmOutput output, IBoardLines lines)
        {
            _heartbeat = heartbeat;
            _output = output;
            _lines = lines;
        }

        /// <summary>Whether the heartbeat pin is to be moved as fast as the loop turns.</summary>
        public bool IsWild
        {
            get { return _step == Wild; }
        }

        /// <summary>The device has started.</summary>
        public void Begin(DeviceState state, long now)
        {
            _state = state;
            if (_lines != null)
            {
                // A part that was dead before a crash is dead after it, and nobody remembers.
                state.Faults.Untested = DeviceFault.AlarmChain;
                Enter(state.Identity.ResetReason == ResetReason.PowerOn ? Powered : Beating, now);
            }
        }

        /// <inheritdoc/>
        public void Beat()
        {
            if (_withholds || _heartbeat == null)
            {
                return;
            }

            _heartbeat.Beat();
        }

        /// <inheritdoc/>
        public void Set(bool sound, bool light)
        {
            _sound = sound;
            _light = light;
            _output.Set(sound || _step == Buzzing, light);
        }

        /// <summary>Moves the heartbeat as a program does that runs wild.</summary>
        public void RunWild(long now)
        {
            if (now - _wildAt >= WildMicroseconds)
            {
                _wildAt = now;
                if (_heartbeat != null)
                {
                    _heartbeat.Beat();
                }
            }
        }

        /// <summary>Looks at the lines when that is due. Called every 5 ms.</summary>
        public void Tick(long now)
        {
            if (_lines == null)
            {
                return;
            }

            if (!_sound)
            {
                _soundSince = now;
                _heeded = false;
            }

            if (_step == Done)
            {
                WatchBeeps(now);
            }
            else if (_step != Powered && (IsDisturbed() || _sound || _state.Keeper.StoredAt > _since))
            {
                // The beats go on, and it begins again when that is over; what sounds meanwhile is looked at as ever.
                Enter(Beating, now);
                WatchBeeps(now);
            }
            else
            {
                Look(now, now - _since);
            }
        }

        // Not while somebody presses or may press, or the beats have a reason to fail.
        private bool IsDisturbed()
        {
            return _state.HoldActive || _state.Faults.Present != 0 || _state.LooksLoaded;
        }

        private void Look(long now, long since)
        {
            switch (_step)
            {
                case Powered:
                    if (_lines.MainSounds && _lines.ReserveSounds)
                    {
                        Enter(Beating, now);
                    }
                    else if (since > PowerMicroseconds)
                    {
                        Fail(now);
                    }

                    break;
                case Beating:
                case BeatingAgain:
                    if (since > QuietMicroseconds)
                    {
                        // A device too slow for 80 is away with each sample for longer than a pulse lasts: no beat of its pin can be too fast.
                        int last = _state.TooSlow ? Done : Wild;
                        Conclude(now, !_lines.MainSounds && !_lines.ReserveSounds, _step == Beating ? Buzzing : last);
                    }

                    break;
                case Buzzing:
                    if (since > BuzzMicroseconds)
                    {
                        Conclude(now, _lines.MainSounds && !_lines.ReserveSounds, Missing);
                    }

                    break;
                case Missing:
                    if (!_looked && since > EarlyMicroseconds)
                    {
                        _looked = true;
                        if (_lines.MainSounds || _lines.ReserveSounds)
                        {
                            Conclude(now, false, Done);
                        }
                    }
                    else if (since > TrippedMicroseconds)
                    {
                        Conclude(now, _lines.MainSounds && _lines.ReserveSounds, BeatingAgain);
                    }

                    break;
                default:
                    if (since > TrippedMicroseconds)
                    {
                        Conclude(now, _lines.MainSounds && _lines.ReserveSounds, Done);
                    }

                    break;
            }
        }

        private void Conclude(long now, bool good, int next)
        {
            if (good)
            {
                Enter(next, now);
            }
            else if (++_tries >= MostTries)
            {
                Fail(now);
            }
            else
            {
                Enter(Beating, now);
            }
        }

        private void Fail(long now)
        {
            Enter(Done, now);
            _state.SetBoardFault(DeviceFault.AlarmChain, true);
        }

        private void Enter(int step, long now)
        {
            bool buzzes = step == Buzzing;
            bool changes = buzzes != (_step == Buzzing);
            _step = step;
            _since = now;
            _looked = false;
            if (step == Done)
            {
                // Passed, or a fault by now.
                _state.Faults.Untested = 0;
            }

            _withholds = step == Powered || step == Missing || step == Wild;
            if (changes)
            {
                _output.Set(_sound || buzzes, _light);
            }
        }

        // Each later alarm tries its own buzzer: a driver that has failed since the start is found by the first that should have been heard.
        private void WatchBeeps(long now)
        {
            if (_sound && !_heeded && now - _soundSince > BuzzMicroseconds)
            {
                _heeded = true;
                _silentBeeps = _lines.MainSounds ? 0 : _silentBeeps + 1;
                if (_silentBeeps == MostSilentBeeps)
                {
                    _state.SetBoardFault(DeviceFault.AlarmChain, true);
                }
            }
        }
    }
}
