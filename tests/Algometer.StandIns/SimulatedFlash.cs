namespace Algometer.StandIns;

/// <summary>
/// The internal drive: files that outlast the board. Every byte that is written, and every truncation, is a step at which the power
/// may be cut. Native failures are plain exceptions, as on the device; what was written is sure only after Close.
/// </summary>
public sealed class SimulatedFlash
{
    private readonly Dictionary<string, List<byte>> _files = new(StringComparer.Ordinal);

    /// <summary>Steps until the power is cut; negative for never.</summary>
    public int StepsUntilPowerCut { get; set; } = -1;

    /// <summary>Whether writing fails.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether opening and reading fail.</summary>
    public bool CannotRead { get; set; }

    /// <summary>Whether closing fails, where a full or worn drive shows: nothing of what was written is kept then.</summary>
    public bool CannotClose { get; set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Files written whole.</summary>
    public int Flushes { get; private set; }

    /// <summary>What committing a written file costs, µs: 5 to 400 ms, when a block must be erased.</summary>
    public long FlushMicroseconds { get; set; } = 30000;

    /// <summary>What erasing one block costs, µs; interrupts wait for its end. A commit is several of them.</summary>
    public long EraseMicroseconds { get; set; } = 45000;

    /// <summary>Whether closing fails although all was committed.</summary>
    public bool ReportsFailure { get; set; }

    /// <summary>What committing costs for the nth write; overrides <see cref="FlushMicroseconds"/>.</summary>
    public Func<int, long>? CommitMicroseconds { get; set; }

    public IEnumerable<string> Names => _files.Keys;

    public bool Exists(string path)
    {
        SimulatedBoard.Current.Call(LibraryCost.FileExists);
        SimulatedBoard.Current.Spend(200);
        return _files.ContainsKey(path);
    }

    public void Open(string path, bool create)
    {
        SimulatedBoard.Current.Call(LibraryCost.FileOpen);
        SimulatedBoard.Current.Spend(300);
        if (create)
        {
            Step();
            _files[path] = [];
        }
        else if (CannotRead)
        {
            throw Native();
        }
        else if (!_files.ContainsKey(path))
        {
            throw new IOException("the managed part of the library looks before it opens");
        }
    }

    public void Append(string path, byte[] bytes, int offset, int count)
    {
        SimulatedBoard.Current.Call(LibraryCost.FileStep);
        for (int i = 0; i < count; i++)
        {
            Step();
            _files[path].Add(bytes[offset + i]);
        }
    }

    public int Read(string path, int position, byte[] buffer, int offset, int count)
    {
        SimulatedBoard.Current.Call(LibraryCost.FileStep);
        SimulatedBoard.Current.Spend(300);
        if (CannotRead)
        {
            throw Native();
        }

        List<byte> file = _files[path];
        int read = Math.Min(count, file.Count - position);
        file.CopyTo(position, buffer, offset, read);
        return read;
    }

    /// <summary>Hands the bytes to the drive's own buffer; nothing is sure yet.</summary>
    public void Flush()
    {
        SimulatedBoard.Current.Call(LibraryCost.FileStep);
        SimulatedBoard.Current.Spend(50);
    }

    /// <summary>Commits a file that was written.</summary>
    public void Close(string path, bool written)
    {
        SimulatedBoard.Current.Call(LibraryCost.FileClose);
        if (!written)
        {
            if (CannotRead)
            {
                throw Native();
            }

            return;
        }

        if (CannotClose || IsBroken)
        {
            _files.Remove(path);
            throw Native();
        }

        Flushes++;
        SimulatedBoard board = SimulatedBoard.Current;
        for (long left = CommitMicroseconds?.Invoke(Flushes) ?? FlushMicroseconds; left > 0; left -= EraseMicroseconds)
        {
            board.InterruptsWait = true;
            board.Spend(Math.Min(left, EraseMicroseconds));
            board.InterruptsWait = false;
        }

        if (ReportsFailure)
        {
            throw Native();
        }
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

#pragma warning disable CA2201, MA0012 // The device's natives throw exactly this.
    private static Exception Native() => new("Exception was thrown: System.Exception");
#pragma warning restore CA2201, MA0012

    private void Step()
    {
        if (IsBroken)
        {
            throw Native();
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
