namespace Algometer.Records.Model;

/// <summary>Why samples are missing from a record.</summary>
public static class GapReasons
{
    /// <summary>They never arrived and nobody said why.</summary>
    public const string Lost = "lost";

    /// <summary>They arrived while the disk failed and memory was full.</summary>
    public const string NotStored = "not-stored";

    /// <summary>They were stored, but the block fails its check.</summary>
    public const string Damaged = "damaged";

    /// <summary>They were erased with the person they were measured of.</summary>
    public const string Erased = "erased";

    /// <summary>The table that was imported has no rows for them.</summary>
    public const string NotInTable = "missing in the imported table";
}
