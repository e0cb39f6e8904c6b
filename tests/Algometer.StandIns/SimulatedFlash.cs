namespace Algometer.StandIns;

/// <summary>
/// The internal drive: files that outlast the board. Every byte that is written, and every truncation, is a step at which the power
/// may be cut.
/// </summary>
public sealed class SimulatedFlash
{
    private readonly Dictionary<string, List<byte>> _files = new(StringComparer.Ordinal);

    /// <summary>Steps until the power is cut; negative for never.</summary>
    public int StepsUntilPowerCut { get; set; } = -1;

    /// <summary>Whether writing fails.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Files written whole.</summary>
    public int Flushes { get; private set; }

    /// <summary>What one flush costs, µs.</summary>
    public long FlushMicroseconds { get; set; } = 30000;

    public IEnumerable<string> Names => _files.Keys;

    public bool Exists(string path)
    {
        SimulatedBoard.Current.Spend(200);
        return _files.ContainsKey(path);
    }

    public void Truncate(string path)
    {
        Step();
        _files[path] = [];
    }

    public void Append(string path, byte[] bytes, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Step();
            _files[path].Add(bytes[offset + i]);
        }
    }

    public int Read(string path, int position, byte[] buffer, int offset, int count)
    {
        SimulatedBoard.Current.Spend(300);
        List<byte> file = _files[path];
        int read = Math.Min(count, file.Count - position);
        file.CopyTo(position, buffer, offset, read);
        return read;
    }

    public void Flush()
    {
        Flushes++;
        SimulatedBoard.Current.Spend(FlushMicroseconds);
    }

    /// <summary>The same files on another drive.</summary>
    public SimulatedFlash Copy()
    {
        var copy = new SimulatedFlash();
        foreach ((string name, List<byte> bytes) in _files)
        {
            copy._files[name] = [.. bytes];
        }

        return copy;
    }

    /// <summary>Flips one bit.</summary>
    public void Corrupt(string path, int position, byte mask) => _files[path][position] ^= mask;

    private void Step()
    {
        if (IsBroken)
        {
            throw new IOException("the drive is broken");
        }

        if (StepsUntilPowerCut == 0)
        {
            SimulatedBoard.Current.CutPower();
        }

        if (StepsUntilPowerCut > 0)
        {
            StepsUntilPowerCut--;
        }

        Steps++;
    }
}
