namespace Algometer.Firmware.Tests;

/// <summary>Slots in memory that can fail in the ways a drive does.</summary>
internal sealed class SlotsInMemory : ISlotStorage
{
    private readonly Dictionary<int, byte[]> _slots = [];

    /// <summary>Nothing is written, and that is said.</summary>
    public bool Fails { get; set; }

    /// <summary>All is written, and the contrary is said.</summary>
    public bool SaysItFailed { get; set; }

    /// <summary>Nothing is written, and the contrary is said.</summary>
    public bool Loses { get; set; }

    /// <summary>One bit of the record is another.</summary>
    public bool TurnsABit { get; set; }

    /// <summary>Nothing can be read, though it is there.</summary>
    public bool CannotRead { get; set; }

    /// <summary>A slot that cannot be read; -1 for none.</summary>
    public int Unreadable { get; set; } = -1;

    /// <summary>What a slot holds.</summary>
    public byte[] this[int slot] => _slots[slot];

    public int Read(int slot, byte[] buffer)
    {
        if (CannotRead || slot == Unreadable)
        {
            return -1;
        }

        if (!_slots.TryGetValue(slot, out byte[]? held))
        {
            return 0;
        }

        int count = Math.Min(held.Length, buffer.Length);
        Array.Copy(held, buffer, count);
        return count;
    }

    public bool Write(int slot, byte[] bytes, int count)
    {
        if (!Fails && !Loses)
        {
            _slots[slot] = bytes[..count];
            _slots[slot][12] ^= (byte)(TurnsABit ? 4 : 0);
        }

        return !Fails && !SaysItFailed;
    }
}
