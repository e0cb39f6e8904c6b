using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Algometer.Records.Model;

namespace Algometer.Records.Keys;

/// <summary>
/// Authenticates the rows of one session: HMAC-SHA-256 by a key of the session's own over the kind of row, the session, what identifies the
/// row in it, and every cell. A row that was altered, moved to another place or copied from another session does not fit. Cells stay readable
/// for the database, which sorts and counts by them.
/// </summary>
/// <param name="key">The session's key for rows.</param>
/// <param name="sessionId">The session.</param>
/// <param name="required">Whether a row without a seal is one that somebody put there.</param>
internal sealed class RowSeal(byte[] key, string sessionId, bool required)
{
    /// <summary>What a seal of this form begins with.</summary>
    public const string Version = "r1:";

    /// <summary>The seal of a row.</summary>
    /// <param name="kind">The table.</param>
    /// <param name="cells">What identifies the row in its session, then every other cell, as the database gives them back.</param>
    public string Of(string kind, ReadOnlySpan<object?> cells) => Version + Convert.ToBase64String(HMACSHA256.HashData(key, Content(kind, sessionId, cells)));

    /// <summary>Whether a row is what was sealed.</summary>
    public bool Fits(string? stored, string kind, ReadOnlySpan<object?> cells) =>
        stored is null ? !required : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(stored), Encoding.UTF8.GetBytes(Of(kind, cells)));

    /// <summary>The bytes that are authenticated: each cell with its type, text with its length before it, so that no two rows give the same bytes.</summary>
    internal static byte[] Content(string kind, string sessionId, ReadOnlySpan<object?> cells)
    {
        var content = new StringBuilder(256);
        Append(content, kind);
        Append(content, sessionId);
        foreach (object? cell in cells)
        {
            Append(content, cell);
        }

        return Encoding.UTF8.GetBytes(content.ToString());
    }

    // The engines differ in how they give back no number and minus zero, so both are one here.
    private static void Append(StringBuilder content, object? cell)
    {
        switch (cell)
        {
            case null or DBNull or double.NaN:
                content.Append("n;");
                break;
            case string text:
                string clean = StorableText.Of(text);
                content.Append(CultureInfo.InvariantCulture, $"t{clean.Length}:{clean};");
                break;
            case double number:
                content.Append(CultureInfo.InvariantCulture, $"d{BitConverter.DoubleToInt64Bits(number == 0 ? 0d : number):x16};");
                break;
            default:
                content.Append(CultureInfo.InvariantCulture, $"i{Convert.ToInt64(cell, CultureInfo.InvariantCulture)};");
                break;
        }
    }
}
