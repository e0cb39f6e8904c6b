namespace Algometer.Records.Keys;

/// <summary>What deriving a key from a passphrase costs whoever tries.</summary>
/// <param name="MemoryKibibytes">Memory in KiB.</param>
/// <param name="Passes">Passes over it.</param>
/// <param name="Lanes">Lanes that may run at once.</param>
internal sealed record KeyCost(int MemoryKibibytes, int Passes, int Lanes)
{
    /// <summary>RFC 9106, section 4, second recommended option: 64 MiB, 3 passes, 4 lanes.</summary>
    public static KeyCost Standard { get; } = new(64 << 10, 3, 4);

    /// <summary>Next to nothing, for tests of everything but the cost itself.</summary>
    public static KeyCost ForTests { get; } = new(64, 1, 1);
}
