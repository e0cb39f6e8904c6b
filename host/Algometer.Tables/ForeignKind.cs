using System.Text;

namespace Algometer.Tables;

/// <summary>Kinds of file that are no table, by their first bytes, with what to do about each.</summary>
internal static class ForeignKind
{
    private const string Unpack = "compressed, not a text: unpack it first.";
    private const string Picture = "a picture, not a table: ask the other program for a CSV file.";
    private const string OtherFormat = ": ask the program that made it for a CSV file.";

    private static readonly (byte[] Start, string Words)[] _kinds =
    [
        (Bytes("PK\u0003\u0004"), "a workbook or an archive, not a text: open it in the spreadsheet program and save the sheet as \"CSV UTF-8\"."),
        ([0xD0, 0xCF, 0x11, 0xE0], "a workbook or an archive, not a text: open it in the spreadsheet program and save the sheet as \"CSV UTF-8\"."),
        (Bytes("%PDF"), "a PDF, not a table: ask the other program for a CSV file."),
        ([0x1F, 0x8B], Unpack),
        ([0x28, 0xB5, 0x2F, 0xFD], Unpack),
        (Bytes("BZh"), Unpack),
        ([0xFD, 0x37, 0x7A, 0x58], Unpack),
        ([0x37, 0x7A, 0xBC, 0xAF], Unpack),
        (Bytes("Rar!"), Unpack),
        ([0x89, 0x50, 0x4E, 0x47], Picture),
        ([0xFF, 0xD8, 0xFF], Picture),
        (Bytes("GIF8"), Picture),
        ([0x49, 0x49, 0x2A, 0x00], Picture),
        ([0x4D, 0x4D, 0x00, 0x2A], Picture),
        (Bytes("XDF:"), "a recording of Lab Streaming Layer (XDF), not a table" + OtherFormat),
        (Bytes("PAR1"), "a Parquet file, not a text" + OtherFormat),
        (Bytes("SQLite format 3"), "a database, not a table" + OtherFormat),
        ([0x89, 0x48, 0x44, 0x46], "an HDF5 file, not a text" + OtherFormat),
        (Bytes("MATLAB"), "a MATLAB file, not a text" + OtherFormat),
        ([0x7F, 0x45, 0x4C, 0x46], "a program, not a table."),
        (Bytes("<!DOCTYPE"), "a page (HTML), not a table: open it in the spreadsheet program and save it as \"CSV UTF-8\"."),
        (Bytes("<html"), "a page (HTML), not a table: open it in the spreadsheet program and save it as \"CSV UTF-8\"."),
        (Bytes("<?xml"), "XML, not a table" + OtherFormat),
        (Bytes("{"), "JSON, not a table" + OtherFormat),
    ];

    /// <summary>What a file is and what to do, as the end of a sentence; null for what may be a table.</summary>
    /// <param name="head">Its first bytes.</param>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] start, string words) in _kinds)
        {
            if (head.StartsWith(start))
            {
                return words;
            }
        }

        return null;
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
