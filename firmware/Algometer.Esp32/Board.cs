using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace Algometer.Esp32
{
    /// <summary>Where everything is wired: every pin of the two boards, and nothing about pins anywhere else.</summary>
    public sealed class Board
    {
        /// <summary>The board's number in hello: 1 ESP32 DevKit, 2 ESP32-S3.</summary>
        public byte Number;

        /// <summary>GPIO that drives the converter's PD_SCK (the bus's MOSI). Fit 10 kΩ to ground: it floats until the program runs.</summary>
        public int ConverterClock;

        /// <summary>GPIO that reads the converter's DOUT as data (the bus's MISO).</summary>
        public int ConverterData;

        /// <summary>GPIO on the same DOUT line, read as a level: low when a conversion waits. Its pull-up makes a missing converter read as never ready.</summary>
        public int DataReady;

        /// <summary>GPIO of the bus's own clock; must stay unconnected.</summary>
        public int UnusedBusClock;

        /// <summary>GPIO of the bus's chip select; must stay unconnected.</summary>
        public int UnusedChipSelect;

        /// <summary>GPIO on the converter's RATE: high for 80 samples/s.</summary>
        public int Rate;

        /// <summary>GPIO of an active buzzer's transistor.</summary>
        public int Buzzer;

        /// <summary>GPIO of the red light.</summary>
        public int Light;

        /// <summary>GPIO that is low while the patient's button is pressed or its cable shorted.</summary>
        public int StopButton;

        /// <summary>GPIO that the external missing-pulse circuit watches.</summary>
        public int Heartbeat;

        /// <summary>GPIO that is high while the main buzzer has current. Its pull-up makes an open joint read as sounding.</summary>
        public int MainSounds;

        /// <summary>GPIO that is high while the reserve buzzer has current. Its pull-up makes an open joint read as sounding.</summary>
        public int ReserveSounds;

        /// <summary>GPIO that is high while the button's cable is whole. Its pull-down makes an open joint read as broken.</summary>
        public int ButtonCable;

        /// <summary>GPIO of the jumper to ground that asks for the simulated sensor.</summary>
        public int SimulateJumper;

        /// <summary>Serial port of the link.</summary>
        public string SerialPort;

        /// <summary>What the port's transmit pin is called by the runtime.</summary>
        public DeviceFunction TransmitFunction;

        /// <summary>What the port's receive pin is called by the runtime.</summary>
        public DeviceFunction ReceiveFunction;

        /// <summary>GPIO that sends to the host.</summary>
        public int Transmit;

        /// <summary>GPIO that receives from the host.</summary>
        public int Receive;

        /// <summary>
        /// The board that the runtime was built for: its target is called ESP32_S3_QUAD or ESP32_S3_OCTAL on an S3. A runtime that does not
        /// tell its target, or is not of either kind, counts as the plain ESP32.
        /// </summary>
        public static Board Fitted()
        {
            string target = SystemInfo.TargetName;
            return target != null && target.IndexOf("S3") >= 0 ? Esp32S3() : DevKit();
        }

        /// <summary>ESP32 DevKit (WROOM-32). Its debugger owns UART0, so the link has UART1 and a USB-UART bridge.</summary>
        public static Board DevKit()
        {
            return new Board
            {
                Number = 1,
                ConverterClock = 23,
                ConverterData = 19,
                DataReady = 4,
                UnusedBusClock = 18,
                UnusedChipSelect = 5,
                Rate = 21,
                Buzzer = 25,
                Light = 26,
                StopButton = 27,
                Heartbeat = 33,
                MainSounds = 14,
                ReserveSounds = 22,
                ButtonCable = 13,
                SimulateJumper = 32,
                SerialPort = "COM2",
                TransmitFunction = DeviceFunction.COM2_TX,
                ReceiveFunction = DeviceFunction.COM2_RX,
                Transmit = 17,
                Receive = 16,
            };
        }

        /// <summary>
        /// ESP32-S3 DevKitC-1. Its debugger takes UART0, and the board's own bridge with it, unless a host was on the native USB within 100 ms
        /// of the start: opening COM1 would then throw. So the link has UART1 and a USB-UART bridge here too.
        /// </summary>
        public static Board Esp32S3()
        {
            return new Board
            {
                Number = 2,
                ConverterClock = 11,
                ConverterData = 13,
                DataReady = 14,
                UnusedBusClock = 12,
                UnusedChipSelect = 10,
                Rate = 21,
                Buzzer = 4,
                Light = 5,
                StopButton = 6,
                Heartbeat = 7,
                MainSounds = 8,
                ReserveSounds = 9,
                ButtonCable = 16,
                SimulateJumper = 15,
                SerialPort = "COM2",
                TransmitFunction = DeviceFunction.COM2_TX,
                ReceiveFunction = DeviceFunction.COM2_RX,
                Transmit = 17,
                Receive = 18,
            };
        }
    }
}
