using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>
/// Which pin of the module is which GPIO, from the modules' data sheets and written down a second time here: the drawings have a table of
/// their own, and a slip in one of the two is found.
/// </summary>
internal static class ModulePins
{
    // Pins 1, 2, 3 … in their order; -1 is no GPIO.
    private static readonly int[] _wroom32 =
    [
        -1, -1, -1, 36, 39, 34, 35, 32, 33, 25, 26, 27, 14, 12, -1, 13, 9, 10, 11, 6, 7, 8, 15, 2, 0, 4, 16, 17, 5, 18, 19, -1, 21, 3, 1, 22, 23, -1, -1,
    ];

    private static readonly int[] _s3 =
    [
        -1, -1, -1, 4, 5, 6, 7, 15, 16, 17, 18, 8, 19, 20, 3, 46, 9, 10, 11, 12, 13, 14, 21, 47, 48, 45, 0, 35, 36, 37, 38, 39, 40, 41, 42, 44, 43, 2, 1, -1, -1,
    ];

    public static string Of(Board board, int gpio)
    {
        int at = Array.IndexOf(board.Number == 1 ? _wroom32 : _s3, gpio);
        Assert.True(at >= 0, $"Board {board.Number} has no GPIO {gpio} on a pin of its module.");
        return (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
