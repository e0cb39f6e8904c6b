using System.Security.Cryptography;

namespace Algometer.Records.Model;

/// <summary>Makes session identities: ten characters of time (ms since 1970), six of chance, in Crockford's base 32. Sorts by start.</summary>
internal static class SessionId
{
    /// <summary>Characters in an identity.</summary>
    public const int Length = 16;

    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New(DateTimeOffset startedUtc)
    {
        Span<char> id = stackalloc char[Length];
        long milliseconds = startedUtc.ToUnixTimeMilliseconds();
        for (int i = 9; i >= 0; i--)
        {
            id[i] = Digits[(int)(milliseconds & 31)];
            milliseconds >>= 5;
        }

        for (int i = 10; i < Length; i++)
        {
            id[i] = Digits[RandomNumberGenerator.GetInt32(32)];
        }

        return new string(id);
    }

    /// <summary>An identity that sorts after another one, whatever a clock that was set back says.</summary>
    public static string New(DateTimeOffset startedUtc, string? after) => after is not null && IsValid(after) && Moment(after) >= startedUtc.ToUnixTimeMilliseconds()
        ? New(DateTimeOffset.FromUnixTimeMilliseconds(Moment(after) + 1))
        : New(startedUtc);

    /// <summary>Whether it is one: names of files are made of it, so nothing else may pass.</summary>
    public static bool IsValid(string id) => id.Length == Length && id.AsSpan().IndexOfAnyExcept(Digits) < 0;

    /// <summary>Whether an identity tells a start, give or take what clocks are wrong by; one drawn by chance, as a pseudonym is, hardly ever does.</summary>
    public static bool TellsStart(string id, DateTimeOffset startedUtc) =>
        IsValid(id) && Math.Abs(Moment(id) - startedUtc.ToUnixTimeMilliseconds()) < (long)TimeSpan.FromDays(10 * 365).TotalMilliseconds;

    private static long Moment(string id)
    {
        long milliseconds = 0;
        foreach (char digit in id.AsSpan(0, 10))
        {
            milliseconds = (milliseconds << 5) | (long)Digits.IndexOf(digit, StringComparison.Ordinal);
        }

        return Math.Min(milliseconds, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - 1);
    }
}
