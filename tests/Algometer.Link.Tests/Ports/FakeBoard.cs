using System.Text;
using Algometer.VirtualDevice;

namespace Algometer.Link.Tests.Ports;

/// <summary>In which order the two lines rise when the kernel opens the port: some bridges take two transfers for it.</summary>
internal enum RiseOrder
{
    Together,
    DtrFirst,
    RtsFirst,
}

/// <summary>
/// An ESP32 board behind a USB bridge, as the host sees it: modem lines into an auto-program circuit, a boot loader that talks, a boot
/// time, and then the real firmware with a boot number of its own. Time moves only by <see cref="AdvanceTo"/>.
/// </summary>
internal sealed class FakeBoard(TimeSpan boot) : ISerialSystem
{
    private const int NotATerminal = 25;
    private const int Busy = 16;
    private static readonly byte[] _bootText = Encoding.ASCII.GetBytes("ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n");
    private static readonly byte[] _downloadText = Encoding.ASCII.GetBytes("rst:0x1 (POWERON_RESET),boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\nwaiting for download\r\n");
    private readonly Lock _lock = new();
    private readonly byte[] _buffer = new byte[4096];
    private VirtualAlgometer? _device;
    private FakePortStream? _stream;
    private long _now;
    private long _deviceBegan;
    private uint _boots;

    public AutoProgramCircuit Circuit { get; } = new((long)boot.TotalMicroseconds);

    /// <summary>False for a pseudo-terminal.</summary>
    public bool HasModemLines { get; init; } = true;

    public RiseOrder Rise { get; init; }

    /// <summary>The ports that somebody opened, in order.</summary>
    public List<string> Opened { get; } = [];

    /// <summary>Times that somebody opened the port.</summary>
    public int Openings => Opened.Count;

    /// <summary>Bytes that a host sent while the program did not run.</summary>
    public int SentToNobody { get; private set; }

    /// <summary>Microseconds since power was applied.</summary>
    public long Now => _now;

    public bool IsOpen => _stream is not null;

    public ISerialLine Create(string port) => new Line(this, port);

    public bool Exists(string port) => true;

    /// <summary>The cable is pulled, or the bridge resets itself: the opening is dead, the port can be opened anew.</summary>
    public void HangUp()
    {
        _stream!.HangUp();
    }

    /// <summary>The program crashes and starts again by itself; the port stays open.</summary>
    public void Crash()
    {
        lock (_lock)
        {
            _device = null;
            Circuit.Set(dtr: false, rts: true, _now);
            Circuit.Set(dtr: true, rts: true, _now);
        }
    }

    public void AdvanceTo(long now)
    {
        lock (_lock)
        {
            while (_now < now)
            {
                _now = Math.Min(now, _now + 1000);
                if (Circuit.State is ChipState.HeldInReset or ChipState.Rising)
                {
                    _device = null;
                }

                if (Circuit.AdvanceTo(_now))
                {
                    Enter(Circuit.State);
                }

                if (_now % 10_000 == 0 || _now == now)
                {
                    RunDevice();
                }
            }
        }
    }

    private void Enter(ChipState state)
    {
        switch (state)
        {
            case ChipState.Booting:
                _stream?.Arrive(_bootText);
                break;
            case ChipState.Download:
                _stream?.Arrive(_downloadText);
                break;
            default:
                _device = new VirtualAlgometer(new VirtualDeviceOptions { Scenario = Scenario.Named("idle"), BootId = ++_boots });
                _deviceBegan = _now - _device.Microseconds;
                break;
        }
    }

    private void RunDevice()
    {
        if (_device is null)
        {
            return;
        }

        while (_device.Microseconds < _now - _deviceBegan)
        {
            _device.Step();
        }

        // Nobody listens to a closed port: what the board says is gone.
        for (int count = StreamDrain.Take(_device.Link.HostSide, _buffer); count > 0; count = StreamDrain.Take(_device.Link.HostSide, _buffer))
        {
            _stream?.Arrive(_buffer.AsSpan(0, count));
        }
    }

    private void Written(byte[] bytes)
    {
        lock (_lock)
        {
            if (_device is { } device)
            {
                device.Link.HostSide.Write(bytes, 0, bytes.Length);
                device.Link.HostSide.Flush();
            }
            else
            {
                SentToNobody += bytes.Length;
            }
        }
    }

    private void Closed()
    {
        lock (_lock)
        {
            // HUPCL: the last close lowers both.
            _stream = null;
            if (HasModemLines)
            {
                Circuit.Set(dtr: false, rts: false, _now);
            }
        }
    }

    private FakePortStream Open(string port, bool dtr, bool rts)
    {
        lock (_lock)
        {
            if (_stream is not null)
            {
                // TIOCEXCL.
                throw new UnauthorizedAccessException("Access to the port is denied.", new IOException("Device or resource busy", Busy));
            }

            Opened.Add(port);
            if (!HasModemLines && (dtr || rts))
            {
                throw new IOException("Inappropriate ioctl for device", NotATerminal);
            }

            if (HasModemLines)
            {
                if (Rise != RiseOrder.Together)
                {
                    Circuit.Set(Rise == RiseOrder.DtrFirst, Rise == RiseOrder.RtsFirst, _now);
                }

                // The kernel raises both; then .NET sets DTR as asked, then RTS.
                Circuit.Set(dtr: true, rts: true, _now);
                Circuit.Set(dtr, rts: true, _now);
                Circuit.Set(dtr, rts, _now);
            }

            _stream = new FakePortStream(Written, Closed);
            return _stream;
        }
    }

    private sealed class Line(FakeBoard board, string port) : ISerialLine
    {
        private FakePortStream? _stream;
        private bool _dtr;
        private bool _rts;

        public bool DtrEnable
        {
            get => _dtr;
            set => SetLines(value, _rts);
        }

        public bool RtsEnable
        {
            get => _rts;
            set => SetLines(_dtr, value);
        }

        public Stream BaseStream => _stream ?? throw new InvalidOperationException("The port is closed.");

        public void Open() => _stream = board.Open(port, _dtr, _rts);

        public void DiscardInBuffer() => _stream!.Discard();

        private void SetLines(bool dtr, bool rts)
        {
            if (_stream is not null)
            {
                if (!board.HasModemLines)
                {
                    throw new IOException("Inappropriate ioctl for device", NotATerminal);
                }

                lock (board._lock)
                {
                    board.Circuit.Set(dtr, rts, board._now);
                }
            }

            _dtr = dtr;
            _rts = rts;
        }
    }
}
