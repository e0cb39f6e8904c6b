namespace Algometer.StandIns;

/// <summary>Counts what an instrumented program runs and allocates, its class libraries included, on the thread that runs it.</summary>
public static class IlMeter
{
    [ThreadStatic]
    private static long _count;

    [ThreadStatic]
    private static long _library;

    [ThreadStatic]
    private static long _native;

    [ThreadStatic]
    private static long _bytes;

    [ThreadStatic]
    private static long _objects;

    [ThreadStatic]
    private static Action? _turnBegins;

    /// <summary>Whether the program on this thread is an instrumented one.</summary>
    public static bool IsOn => _count > 0;

    /// <summary>IL instructions so far, the program's and its libraries'.</summary>
    public static long Count => _count + _library;

    /// <summary>Instructions that would have taken as long as the native calls did.</summary>
    public static long Native => _native;

    /// <summary>Bytes that the device would have allocated so far, nothing freed.</summary>
    public static long Bytes => _bytes;

    /// <summary>Objects that the device would have allocated so far.</summary>
    public static long Objects => _objects;

    /// <summary>Called by the instrumented program at the head of each straight run of instructions.</summary>
    public static void Add(int instructions) => _count += instructions;

    /// <summary>Called by the instrumented program when its loop begins a turn.</summary>
    public static void Turn() => _turnBegins?.Invoke();

    /// <summary>Has something done at the head of each turn of the program that will run on this thread.</summary>
    public static void OnTurn(Action turnBegins) => _turnBegins = turnBegins;

    /// <summary>A call into a class library.</summary>
    public static void Library(LibraryCost cost)
    {
        _library += cost.Instructions;
        _native += cost.NativeInstructions;
        _bytes += cost.Bytes;
        _objects += (cost.Bytes + 23) / 24;
    }

    /// <summary>Called by the instrumented program where it makes an object or boxes a value.</summary>
    public static void Object(int bytes)
    {
        _bytes += bytes;
        _objects++;
    }

    /// <summary>Called by the instrumented program where it makes an array, before it is made.</summary>
    /// <param name="length">Elements.</param>
    /// <param name="elementBytes">Bytes of a place.</param>
    /// <param name="boxedBytes">Bytes of the object that each place refers to from the start; 0 for none.</param>
    /// <returns>The length again.</returns>
    public static int Array(int length, int elementBytes, int boxedBytes)
    {
        _bytes += HeapModel.ArrayBytes(length, elementBytes) + ((long)length * boxedBytes);
        _objects += boxedBytes > 0 ? 1 + length : 1;
        return length;
    }

    /// <summary>Called by the instrumented program where it joins strings: the device allocates the result and each step to it.</summary>
    public static string Text(string text)
    {
        _bytes += HeapModel.ArrayBytes(text.Length + 1, 1);
        _objects++;
        return text;
    }
}
