namespace Algometer.StandIns;

/// <summary>A UART at 115 200 baud: a FIFO of 128 bytes out, a driver's buffer in. A write that the FIFO does not take makes the program wait.</summary>
public sealed class SimulatedUart
{
    private const double ByteMicroseconds = 10e6 / 115200;
    private const int FifoBytes = 128;
    private readonly Queue<(double At, byte Value)> _toDevice = new();
    private readonly SimulatedBoard _board;
    private double _sentAt;
    private double _arrivesAt;
    private int _ready;

    internal SimulatedUart(SimulatedBoard board) => _board = board;

    /// <summary>Who listens on the wire.</summary>
    public Action<byte[], int, int>? Host { get; set; }

    /// <summary>Whether the cable is out.</summary>
    public bool Unplugged { get; set; }

    /// <summary>Time that the program waited in writes, µs.</summary>
    public double BlockedMicroseconds { get; private set; }

    /// <summary>Bytes from the host that found no place.</summary>
    public long Overrun { get; private set; }

    /// <summary>Bytes to the host.</summary>
    public long Sent { get; private set; }

    internal int ReceiveBuffer { get; set; } = 256;

    /// <summary>Bytes that the host has sent and the device has not taken.</summary>
    public int Pending => _toDevice.Count;

    /// <summary>The host sends.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (Unplugged)
        {
            return;
        }

        foreach (byte value in bytes)
        {
            _arrivesAt = Math.Max(_arrivesAt, _board.Microseconds) + ByteMicroseconds;
            _toDevice.Enqueue((_arrivesAt, value));
        }
    }

    internal int Available()
    {
        _ready = 0;
        foreach ((double at, _) in _toDevice)
        {
            if (at > _board.Microseconds)
            {
                break;
            }

            _ready++;
        }

        while (_ready > ReceiveBuffer)
        {
            // A driver keeps what it has and drops what comes; dropping the oldest here loses as many bytes.
            _toDevice.Dequeue();
            _ready--;
            Overrun++;
        }

        return _ready;
    }

    internal byte Take() => _toDevice.Dequeue().Value;

    internal void Write(byte[] bytes, int offset, int count)
    {
        double now = _board.Microseconds;
        double inFifo = Math.Max(0, _sentAt - now) / ByteMicroseconds;
        double over = inFifo + count - FifoBytes;
        if (over > 0)
        {
            BlockedMicroseconds += over * ByteMicroseconds;
            _board.Spend((long)Math.Ceiling(over * ByteMicroseconds));
            now = _board.Microseconds;
        }

        _sentAt = Math.Max(_sentAt, now) + (count * ByteMicroseconds);
        Sent += count;
        if (!Unplugged)
        {
            Host?.Invoke(bytes, offset, count);
        }
    }
}
