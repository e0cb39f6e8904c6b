namespace Algometer.Tables;

/// <summary>Times as clocks write them: <c>9:30:00.5</c>, <c>12:59:59 PM</c>, <c>1.02:00:00</c> with days before, <c>1:30.5</c>.</summary>
internal static class ClockText
{
    private const int Thousandths = 4;
    private const int Longest = 24;

    /// <summary>A time as this program's own languages write it: 2026年3月1日 as 2026-3-1, and a. m. as AM.</summary>
    /// <param name="cell">The cell.</param>
    public static string Plain(string cell)
    {
        int half = cell.LastIndexOfAny(['m', 'M']) is > 0 and var at && at >= cell.Length - 2 ? cell.LastIndexOfAny(['a', 'p', 'A', 'P']) : -1;
        string told = half > 0 && cell[half..].Trim('.').Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal) is { Length: 2 } short2 ? cell[..half].TrimEnd() + " " + short2.ToUpperInvariant() : cell;
        return told.Contains('年', StringComparison.Ordinal) ? told.Replace('年', '-').Replace('月', '-').Replace("日", "", StringComparison.Ordinal) : told;
    }

    /// <summary>How many parts a time has.</summary>
    public static int Parts(ReadOnlySpan<char> cell) => cell.Count(':') + 1;

    /// <summary>Seconds of a time; NaN for none.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="ofTwo">What a time of two parts is: 1 for minutes and seconds, 60 for hours and minutes.</param>
    public static double Seconds(ReadOnlySpan<char> cell, double ofTwo)
    {
        cell = cell.EndsWith('.') ? Plain(cell.ToString()) : cell.Trim();
        bool afternoon = cell.EndsWith("PM", StringComparison.OrdinalIgnoreCase);
        bool half = afternoon || cell.EndsWith("AM", StringComparison.OrdinalIgnoreCase);
        cell = half ? cell[..^2].TrimEnd() : cell;
        int count = Parts(cell);
        if (count == 4 && cell.Length is > Thousandths and <= Longest && cell[^Thousandths] == ':')
        {
            // 9:30:00:013 has milliseconds behind its last colon; of two digits nobody knows whether they are hundredths or pictures.
            Span<char> point = stackalloc char[Longest];
            cell.CopyTo(point);
            point[cell.Length - Thousandths] = '.';
            return Seconds(point[..cell.Length], ofTwo);
        }

        int first = cell.IndexOf(':');
        int last = cell.LastIndexOf(':');
        if (count is < 2 or > 3 || !TryWhole(cell[..first], days: count == 3 && !half, out double large) || !CellText.TryNumber(cell[(last + 1)..], out double small) || small is < 0 or >= 60 || !char.IsAsciiDigit(cell[last + 1]))
        {
            return double.NaN;
        }

        double middle = 0;
        bool isWhole = count == 3 ? TryWhole(cell[(first + 1)..last], days: false, out middle) && middle < 60 : ofTwo == 1 || small == Math.Floor(small);
        if (!isWhole || (half && (count < 3 || large is < 1 or > 12)))
        {
            return double.NaN;
        }

        double hours = half ? (large % 12) + (afternoon ? 12 : 0) : large;
        return count == 3 ? (hours * 3600) + (middle * 60) + small : ((large * 60) + small) * ofTwo;
    }

    // Digits alone: "1.00" before a colon is a day and no hours, never an hour.
    private static bool TryWhole(ReadOnlySpan<char> text, bool days, out double value)
    {
        value = 0;
        if (days && text.IndexOf('.') is > 0 and var at)
        {
            bool isRead = TryWhole(text[..at], days: false, out double day) & TryWhole(text[(at + 1)..], days: false, out double hour);
            value = (day * 24) + hour;
            return isRead && text.Length - at == 3 && hour < 24;
        }

        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return text.Length is >= 1 and <= 4;
    }
}
