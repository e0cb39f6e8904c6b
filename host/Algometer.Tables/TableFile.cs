using System.Text;

namespace Algometer.Tables;

/// <summary>
/// A table as a text that can be read again from its beginning: a file, whose encoding is told by its first bytes, or a text in memory. What is
/// no text at all is refused here, in words.
/// </summary>
public sealed class TableFile
{
    private const int Looked = 64 * 1024;
    private readonly Func<TextReader> _open;
    private TableLayout? _layout;

    private TableFile(string name, string encoding, long? lengthBytes, Func<TextReader> open)
    {
        Name = name;
        EncodingName = encoding;
        LengthBytes = lengthBytes;
        _open = open;
    }

    /// <summary>The file's name without its folder, for messages.</summary>
    public string Name { get; }

    /// <summary>The file in the middle of a sentence, and at its beginning.</summary>
    internal string Called => Name.Length == 0 ? "The table" : Name;

    /// <summary>How it is laid out: looked for once, whoever reads it and how often.</summary>
    /// <exception cref="TableException">It holds no row of values.</exception>
    public TableLayout Layout => _layout ??= LayoutFinder.Find(this);

    /// <summary>How its bytes were taken for letters, such as UTF-8.</summary>
    public string EncodingName { get; }

    /// <summary>Its size in bytes; null for a text in memory.</summary>
    public long? LengthBytes { get; }

    /// <summary>A file: UTF-8 or UTF-16 by its mark or by its bytes, else Windows-1252.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TableException">It cannot be opened, or is no text.</exception>
    public static TableFile Of(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            Check(path);
            byte[] head = new byte[Looked];
            long length;
            int count;
            bool isWhole;
            using (FileStream stream = File.OpenRead(path))
            {
                length = stream.Length;
                count = stream.ReadAtLeast(head, Looked, throwOnEndOfStream: false);
                isWhole = EndsALine(stream);
            }

            (Encoding encoding, string words) = EncodingOf(head.AsSpan(0, count), name);
            return new TableFile(name, words, length, () => new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: Looked)) { IsWhole = isWhole };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TableException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Refuses a folder, and what has no length, without opening it: a pipe would wait for somebody who writes, and nothing can be read of it twice.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TableException">It is no file with anything in it.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw new TableException($"{path} cannot be read: it is a folder; name a table in it.");
        }

        // A link to a pipe has a length, and leads to nothing that has a name.
        FileSystemInfo? target = File.ResolveLinkTarget(path, returnFinalTarget: true);
        if (target is { Exists: false } || (target as FileInfo ?? new FileInfo(path)).Length == 0)
        {
            throw new TableException($"{Path.GetFileName(path)} is empty: its first line must name the columns, such as time_s,force_N. If it is a pipe, save what comes out of it as a file first: a table is read more than once.");
        }
    }

    /// <summary>A text in memory.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="text">The text.</param>
    public static TableFile OfText(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TableFile(name, "text", null, () => new StringReader(text.TrimStart('\uFEFF'))) { IsWhole = text.Length > 0 && text[^1] is '\n' or '\r' };
    }

    /// <summary>Reads it from its beginning.</summary>
    /// <exception cref="TableException">It cannot be opened any more.</exception>
    public TextReader Open()
    {
        try
        {
            return _open();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TableException($"{Name} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>How much of it a reader that it opened has read, 0 to 1; 0 for a text in memory.</summary>
    /// <param name="reader">From <see cref="Open"/>.</param>
    public double Part(TextReader reader) =>
        LengthBytes is > 0 and var length && reader is StreamReader { BaseStream: { CanRead: true } stream } ? Math.Min(1, stream.Position / (double)length) : 0;

    /// <summary>Whether its last row has a line end; a file that was cut off has none.</summary>
    public bool IsWhole { get; private init; } = true;

    /// <summary>A line of it, at the beginning of a message.</summary>
    /// <param name="line">From 1; 0 for none.</param>
    public string Place(int line) => line == 0 ? Called : Name.Length == 0 ? $"Line {line}" : $"{Name}, line {line}";

    // In UTF-16 one of a letter's two bytes is nought.
    private static bool EndsALine(FileStream stream)
    {
        Span<byte> end = stackalloc byte[2];
        if (!stream.CanSeek || stream.Length < end.Length)
        {
            return true;
        }

        stream.Seek(-end.Length, SeekOrigin.End);
        stream.ReadExactly(end);
        return end[1] is (byte)'\n' or (byte)'\r' || (end[0] is (byte)'\n' or (byte)'\r' && end[1] == 0);
    }

    private static (Encoding Encoding, string Words) EncodingOf(ReadOnlySpan<byte> head, string name)
    {
        if (ForeignKind.Of(head) is { } kind)
        {
            throw new TableException($"{name} is {kind}");
        }

        if (head.StartsWith(new byte[] { 0xFF, 0xFE }) || head.StartsWith(new byte[] { 0xFE, 0xFF }))
        {
            return (head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, "UTF-16");
        }

        // UTF-16 without its mark: of the digits and commas of a table every second byte is nought.
        (int even, int odd) = (0, 0);
        for (int i = 0; i < head.Length; i++)
        {
            even += head[i] == 0 && i % 2 == 0 ? 1 : 0;
            odd += head[i] == 0 && i % 2 == 1 ? 1 : 0;
        }

        if (even + odd > 0)
        {
            return even == 0 && odd > head.Length / 4 ? (Encoding.Unicode, "UTF-16")
                : odd == 0 && even > head.Length / 4 ? (Encoding.BigEndianUnicode, "UTF-16")
                : throw new TableException($"{name} holds NUL bytes, which no text has: save the table as CSV (UTF-8).");
        }

        return IsUtf8(head) ? (new UTF8Encoding(false), "UTF-8")
            : IsOtherLetters(head) ? throw new TableException($"{name} is neither UTF-8 nor Windows-1252: its letters are those of another encoding, such as GBK, Shift-JIS or Windows-1251. Open it in the program that made it, or in a spreadsheet program that asks for the encoding, and save it as \"CSV UTF-8\".")
            : (CodePagesEncodingProvider.Instance.GetEncoding(1252)!, "Windows-1252");
    }

    // Words of Latin letters have one accent here and there; four bytes beyond ASCII in a row are letters of another script, and five are none of Windows-1252.
    private static bool IsOtherLetters(ReadOnlySpan<byte> head)
    {
        int run = 0;
        bool isSame = true;
        for (int i = 0; i < head.Length; i++)
        {
            if (head[i] is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D)
            {
                return true;
            }

            isSame = run == 0 || (isSame && head[i] == head[i - 1]);
            run = head[i] >= 0x80 ? run + 1 : 0;
            if (run >= 4 && !isSame)
            {
                return true;
            }
        }

        return false;
    }

    // The look may end within a letter.
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (int cut = 0; cut <= Math.Min(3, head.Length); cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
            {
                return cut == 0 || head.Length == Looked;
            }
        }

        return false;
    }
}
