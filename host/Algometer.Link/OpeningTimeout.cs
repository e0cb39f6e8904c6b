namespace Algometer.Link;

/// <summary>
/// How long a read may take. Once a device has said hello, silence means a lost link. Before, whoever is there may be starting, because of
/// the very opening: it gets its boot time. Where a whole boot time was not enough the next opening waits twice as long, so that a slow
/// board that each opening resets is not reset for ever.
/// </summary>
internal sealed class OpeningTimeout(TimeSpan silence, TimeSpan bootWait, TimeProvider time)
{
    private const int MostDoublings = 3;

    // A line may be slow, or somebody else be served first: asked again and again on the open line, as long as a board may take (PROTOCOL.md, section 5).
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(5);
    private long _opened;
    private int _fruitless;
    private bool _greeted;

    /// <summary>How long this opening waits for a hello.</summary>
    public TimeSpan BootWait => bootWait > silence ? bootWait * (1 << Math.Min(_fruitless, MostDoublings)) : AnswerWait;

    // Where an opening restarts nothing.
    private TimeSpan AnswerWait => _answer > silence ? _answer : silence;

    /// <summary>The port was opened.</summary>
    public void Opened()
    {
        _opened = time.GetTimestamp();
        _greeted = false;
    }

    /// <summary>The device said hello.</summary>
    public void Greeted()
    {
        _greeted = true;
        _fruitless = 0;
    }

    /// <summary>How long the next read may take.</summary>
    /// <exception cref="TimeoutException">The whole boot time passed without a hello, however much else was heard.</exception>
    public TimeSpan Next()
    {
        if (_greeted || bootWait <= silence)
        {
            return _greeted ? silence : AnswerWait;
        }

        TimeSpan left = BootWait - time.GetElapsedTime(_opened);
        if (left > TimeSpan.Zero)
        {
            return left;
        }

        throw new TimeoutException();
    }

    /// <summary>A read took too long: says so in words.</summary>
    public string GiveUp(string name)
    {
        if (_greeted)
        {
            return $"{name} was silent for {silence.TotalSeconds:0.#} s.";
        }

        if (bootWait <= silence)
        {
            return $"{name} took the connection, but nothing answered for {AnswerWait.TotalSeconds:0.#} s: another program may be using the device, or the line is slower than that.";
        }

        string words = $"{name} was opened, but no algometer said hello within {BootWait.TotalSeconds:0.#} s: check the cable and the device's light, or choose another port with `algometer devices`.{new PortHolders().ModemManagerAdvice()}";
        _fruitless++;
        return words;
    }
}
