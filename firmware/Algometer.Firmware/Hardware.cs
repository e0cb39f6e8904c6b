namespace Algometer.Firmware
{
    /// <summary>The load cell behind its converter. Nothing here may wait.</summary>
    public interface ILoadCell
    {
        /// <summary>Whether a conversion is waiting to be read (the converter's DOUT is low).</summary>
        bool IsReady { get; }

        /// <summary>Whether the sensor is simulated, for ever marked in each sample.</summary>
        bool IsSimulated { get; }

        /// <summary>The nominal conversion rate in mHz.</summary>
        int RateMillihertz { get; }

        /// <summary>
        /// Whether the line did not go high behind the bits of the last read. So it is with a line that nobody drives, with a read-out that lost
        /// step, and with one that came so late that the next conversion was there already: which of these, the loop decides by time.
        /// </summary>
        bool LastReadDesynced { get; }

        /// <summary>Cuts the converter's power for a moment; the conversions after that have not settled.</summary>
        void Restart();

        /// <summary>Reads the waiting conversion: 24 bits in two's complement.</summary>
        int Read();

        /// <summary>
        /// Does what <see cref="Read"/> does, without a conversion to be read: the device measures at its start what a sample costs. The converter
        /// is restarted after that. Must not wait, whatever is or is not connected.
        /// </summary>
        void Rehearse();

        /// <summary>Sets the rate.</summary>
        /// <param name="samplesPerSecond">10 or 80.</param>
        /// <returns>False when this converter cannot run at that rate.</returns>
        bool SetRate(int samplesPerSecond);
    }

    /// <summary>The device's clock.</summary>
    public interface IDeviceClock
    {
        /// <summary>Microseconds since start; never steps back.</summary>
        long Microseconds { get; }
    }

    /// <summary>The bytes to and from the host. Nothing here may wait.</summary>
    public interface IDeviceLink
    {
        /// <summary>Whether bytes go through. While not, <see cref="Receive"/> gives nothing and <see cref="Send"/> takes nothing.</summary>
        bool IsOpen { get; }

        /// <summary>Opens the link, or tries again. A link that cannot open is no reason to stop: never throws.</summary>
        /// <returns>Whether it is open.</returns>
        bool TryOpen();

        /// <summary>Takes what has arrived.</summary>
        /// <returns>Bytes written to <paramref name="buffer"/> from index 0; 0 when none.</returns>
        int Receive(byte[] buffer);

        /// <summary>
        /// Bytes that can be taken now without holding up samples; commands wait while there is little, and a back-log while there are fewer than 1,400:
        /// of what is sent again no more should wait than keeps the line busy.
        /// </summary>
        int Room { get; }

        /// <summary>Sends a whole frame or nothing.</summary>
        /// <returns>False when the link takes no more now.</returns>
        bool Send(byte[] frame, int count);
    }

    /// <summary>Buzzer and light.</summary>
    public interface IAlarmOutput
    {
        /// <summary>Sets what is heard and seen now.</summary>
        void Set(bool sound, bool light);
    }

    /// <summary>The pin that an external missing-pulse circuit watches.</summary>
    public interface IHeartbeat
    {
        /// <summary>A conversion was read and the guard judged it.</summary>
        void Beat();
    }

    /// <summary>The patient's button.</summary>
    public interface IStopButton
    {
        /// <summary>The level now, bouncing as contacts do.</summary>
        bool IsPressed { get; }

        /// <summary>Whether it went down since this was last asked, also where it is up again: a press while the device was away.</summary>
        bool TakeWentDown();
    }

    /// <summary>Lines by which the board tells of its own alarm and of the stop button's cable. A line that is not connected tells of a fault.</summary>
    public interface IBoardLines
    {
        /// <summary>Whether the main buzzer has current: the program sounds it, or its missing-pulse circuit does.</summary>
        bool MainSounds { get; }

        /// <summary>Whether the reserve buzzer has current: only its missing-pulse circuit sounds it.</summary>
        bool ReserveSounds { get; }

        /// <summary>Whether the stop button's cable is neither open nor shorted.</summary>
        bool ButtonCableWhole { get; }
    }

    /// <summary>Where settings outlast a power cut.</summary>
    public interface ISettingsStore
    {
        /// <summary>Fills in what was stored.</summary>
        /// <returns>False when nothing valid is stored; the settings then tell no more than whether something could not be read.</returns>
        bool TryLoad(DeviceSettings settings);

        /// <summary>Stores the settings.</summary>
        /// <returns>False when they could not be stored whole.</returns>
        bool Save(DeviceSettings settings);
    }

    /// <summary>A few numbered files, each read and written whole. A write may be cut short anywhere by a loss of power.</summary>
    public interface ISlotStorage
    {
        /// <summary>Reads a slot.</summary>
        /// <returns>Bytes read, at most the buffer's length; 0 when there is none, -1 when nobody knows, as it cannot be read.</returns>
        int Read(int slot, byte[] buffer);

        /// <summary>Replaces a slot.</summary>
        /// <returns>False when it could not be written.</returns>
        bool Write(int slot, byte[] bytes, int count);
    }
}
