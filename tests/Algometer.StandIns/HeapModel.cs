namespace Algometer.StandIns;

/// <summary>
/// Sizes on the device's managed heap, in blocks of 12 bytes: one heads each object and each field takes one. A struct lives as such an object wherever
/// it is an array's element, so an array of 1,024 structs of six fields takes 98,328 bytes; primitive arrays are one piece.
/// </summary>
public static class HeapModel
{
    public const int Block = 12;
    private const int ArrayHead = 20;

    /// <summary>Bytes of an object or a boxed struct.</summary>
    public static int ObjectBytes(int fields) => Block * (1 + fields);

    /// <summary>Bytes of an array without what its elements refer to.</summary>
    public static long ArrayBytes(long length, int elementBytes) => (ArrayHead + (length * elementBytes) + Block - 1) / Block * Block;
}
