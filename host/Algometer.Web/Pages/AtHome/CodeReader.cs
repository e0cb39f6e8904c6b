using System.Buffers.Binary;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Algometer.Web.Pages.AtHome;

/// <summary>Reads the QR code in a picture as the browser hands it over: what a camera saw, or a file that was chosen.</summary>
internal static class CodeReader
{
    /// <summary>The longest picture that is taken, bytes: twice what the browser makes of any.</summary>
    public const int LongestBytes = (2 * 1600 * 1600) + HeaderBytes;

    private const int HeaderBytes = 4;

    private static readonly Dictionary<DecodeHintType, object> _hints = new() { [DecodeHintType.TRY_HARDER] = true };

    /// <summary>The text of the code; null where none can be read.</summary>
    /// <param name="picture">Width and height in pixels, 16 bits each, little-endian; then one byte a pixel, row by row, 0 for black.</param>
    public static string? Read(ReadOnlySpan<byte> picture)
    {
        if (picture.Length < HeaderBytes)
        {
            return null;
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(picture);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(picture[2..]);
        if (width == 0 || height == 0 || picture.Length != HeaderBytes + (width * height))
        {
            return null;
        }

        var seen = new RGBLuminanceSource(picture[HeaderBytes..].ToArray(), width, height, RGBLuminanceSource.BitmapFormat.Gray8);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(seen)), _hints)?.Text;
    }
}
