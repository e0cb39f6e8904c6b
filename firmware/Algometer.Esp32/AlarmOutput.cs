using System.Device.Gpio;
using Algometer.Firmware;

namespace Algometer.Esp32
{
    /// <summary>An active buzzer and a red light, written only when they change.</summary>
    public sealed class AlarmOutput : IAlarmOutput
    {
        private readonly GpioPin _buzzer;
        private readonly GpioPin _light;
        private bool _sounds;
        private bool _shines;

        /// <summary>Opens both pins, silent and dark.</summary>
        public AlarmOutput(Board board, GpioController pins)
        {
            _buzzer = pins.OpenPin(board.Buzzer, PinMode.Output);
            _light = pins.OpenPin(board.Light, PinMode.Output);
            _buzzer.Write(PinValue.Low);
            _light.Write(PinValue.Low);
        }

        /// <summary>Sounds and shines, written anew whatever was written before: the program has crashed.</summary>
        public void Insist()
        {
            _sounds = true;
            _shines = true;
            _buzzer.Write(PinValue.High);
            _light.Write(PinValue.High);
        }

        /// <inheritdoc/>
        public void Set(bool sound, bool light)
        {
            if (sound != _sounds)
            {
                _sounds = sound;
                _buzzer.Write(sound ? PinValue.High : PinValue.Low);
            }

            if (light != _shines)
            {
                _shines = light;
                _light.Write(light ? PinValue.High : PinValue.Low);
            }
        }
    }
}
