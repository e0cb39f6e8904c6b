namespace Algometer.StandIns;

/// <summary>A UART at 115 200 baud: a FIFO of 128 bytes out, a driver's buffer in. A write that the FIFO does not take makes the program wait.</summary>
public sealed class SimulatedUart
{
    private const double ByteMicroseconds = 10e6 / 115200;
    private const int FifoBytes = 128;
    private const int SilentSymbols = 10;
    private const int LongestChunk = 120;
    private readonly Queue<(double At, byte Value)> _onTheWay = new();
    private readonly Queue<byte> _received = new();
    private readonly SimulatedBoard _board;
    private double _sentAt;
    private double _arrivesAt;
    private double _chunkEnd;
    private int _chunk;

    internal SimulatedUart(SimulatedBoard board) => _board = board;

    /// <summary>Who listens on the wire.</summary>
    public Action<byte[], int, int>? Host { get; set; }

    /// <summary>Whether the driver fails in every call until the port is opened anew, and then too while <see cref="StaysDead"/>.</summary>
    public bool IsDead { get; set; }

    /// <summary>Whether only reading fails, and goes on to after the port was opened anew.</summary>
    public bool CannotRead { get; set; }

    /// <summary>Whether opening anew does not mend it.</summary>
    public bool StaysDead { get; set; }

    /// <summary>Whether the cable is out.</summary>
    public bool Unplugged { get; set; }

    /// <summary>Time that the program waited in writes, µs.</summary>
    public double BlockedMicroseconds { get; private set; }

    /// <summary>Bytes from the host that the driver dropped.</summary>
    public long Overrun { get; private set; }

    /// <summary>Bytes to the host.</summary>
    public long Sent { get; private set; }

    internal int ReceiveBuffer { get; set; } = 256;

    /// <summary>Bytes that have to wait before a chunk that arrives is an event; as the library leaves it each is one.</summary>
    internal int EventThreshold { get; set; }

    /// <summary>Bytes that the host has sent and the device has not taken.</summary>
    public int Pending => _onTheWay.Count + _received.Count;

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
            _onTheWay.Enqueue((_arrivesAt, value));
        }
    }

    /// <summary>
    /// Takes in what has arrived until now. A byte that finds the driver's buffer full makes the driver drop all that it had received. What arrives
    /// together, up to 120 bytes without ten silent symbols between them, is one event.
    /// </summary>
    internal int Available()
    {
        double now = _board.Microseconds;
        while (_onTheWay.TryPeek(out (double At, byte Value) next) && next.At <= now)
        {
            _onTheWay.Dequeue();
            if (_received.Count >= ReceiveBuffer)
            {
                Overrun += _received.Count;
                _received.Clear();
            }

            _received.Enqueue(next.Value);
            _chunk = next.At - _chunkEnd > SilentSymbols * ByteMicroseconds || _chunk == LongestChunk ? 1 : _chunk + 1;
            _chunkEnd = next.At;
            if (_chunk == 1 && _received.Count >= EventThreshold)
            {
                _board.Call(LibraryCost.SerialEvent);
                _board.PostEvent();
            }
        }

        return _received.Count;
    }

    /// <summary>The next read finds nothing of what was counted: the driver's buffer overflowed in between, and all of it was dropped.</summary>
    public bool OverflowsBeforeNextRead { get; set; }

    internal void OverflowBeforeRead()
    {
        if (OverflowsBeforeNextRead)
        {
            OverflowsBeforeNextRead = false;
            Overrun += _received.Count;
            _received.Clear();
        }
    }

    internal byte Take() => _received.Dequeue();

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
