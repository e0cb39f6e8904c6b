namespace Algometer.Measurement.Home.Plans;

/// <summary>Base45 (RFC 9285): bytes in the alphabet that a QR code packs tightest. One text for the same bytes and the other way round.</summary>
public static class Base45
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    /// <summary>Encodes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[(bytes.Length / 2 * 3) + (bytes.Length % 2 * 2)];
        int at = 0;
        for (int i = 0; i < bytes.Length; i += 2)
        {
            bool pair = i + 1 < bytes.Length;
            int value = pair ? (bytes[i] * 256) + bytes[i + 1] : bytes[i];
            text[at++] = Alphabet[value % 45];
            text[at++] = Alphabet[value / 45 % 45];
            if (pair)
            {
                text[at++] = Alphabet[value / 2025];
            }
        }

        return new string(text);
    }

    /// <summary>Decodes.</summary>
    /// <returns>False when the text is not Base45.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length % 3 == 1)
        {
            return false;
        }

        byte[] decoded = new byte[(text.Length / 3 * 2) + (text.Length % 3 / 2)];
        int at = 0;
        for (int i = 0; i < text.Length; i += 3)
        {
            bool pair = i + 2 < text.Length;
            int low = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            int middle = Alphabet.IndexOf(text[i + 1], StringComparison.Ordinal);
            int high = pair ? Alphabet.IndexOf(text[i + 2], StringComparison.Ordinal) : 0;
            int value = low + (45 * middle) + (2025 * high);
            if (low < 0 || middle < 0 || high < 0 || value > (pair ? 65535 : 255))
            {
                return false;
            }

            if (pair)
            {
                decoded[at++] = (byte)(value >> 8);
            }

            decoded[at++] = (byte)value;
        }

        bytes = decoded;
        return true;
    }
}
