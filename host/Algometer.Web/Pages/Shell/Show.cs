using System.Globalization;

namespace Algometer.Web.Pages.Shell;

/// <summary>How days, times and numbers are written: one place, so that one thing looks the same on every page. By the reader's language.</summary>
internal static class Show
{
    /// <summary>What stands where there is nothing.</summary>
    public const string Nothing = "–";

    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    /// <summary>A day, such as 3 Mar 2026: the month in letters, so that nobody mistakes it for a day.</summary>
    public static string Day(DateOnly? day) => day is { } known ? known.ToString(Pattern, Culture) : Nothing;

    /// <summary>The day of a moment, where this program stands.</summary>
    public static string Day(DateTimeOffset moment, TimeProvider time) => Local(moment, time).ToString(Pattern, Culture);

    /// <summary>Day and time of a moment, where this program stands.</summary>
    public static string DayTime(DateTimeOffset moment, TimeProvider time) => Local(moment, time).ToString(Pattern + " HH:mm", Culture);

    /// <summary>A day of these weeks, such as Tue 3 Mar.</summary>
    public static string Weekday(DateOnly day) => day.ToString(Culture.TwoLetterISOLanguageName switch { "zh" => "M月d日 ddd", "de" => "ddd, d. MMM", _ => "ddd d MMM" }, Culture);

    /// <summary>A time of these days, such as Tue 14:05.</summary>
    public static string WeekdayTime(DateTimeOffset moment, TimeProvider time) => Local(moment, time).ToString("ddd HH:mm", Culture);

    /// <summary>Minutes and seconds, such as 1:05: whole seconds that have passed, never rounded up.</summary>
    public static string Clock(double seconds)
    {
        int whole = Math.Max(0, (int)Math.Floor(seconds));
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}");
    }

    /// <summary>A number with that many decimals; halves away from zero, as people round.</summary>
    public static string Number(double? value, int decimals = 0) => value is { } known && double.IsFinite(known) ? Math.Round(known, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture) : Nothing;

    /// <summary>A number as somebody would write it: no more decimals than it has, at most two.</summary>
    public static string Short(double value) => value.ToString("0.##", Culture);

    /// <summary>A change with its sign and unit; the minus is a minus, not a hyphen.</summary>
    public static string Change(double? value, string unit, int decimals) => value is { } known ? $"{(known > 0 ? "+" : known < 0 ? "−" : "")}{Number(Math.Abs(known), decimals)} {unit}".TrimEnd() : Nothing;

    /// <summary>What there is of several texts, in a line.</summary>
    public static string Joined(string between, params string?[] texts) => string.Join(between, texts.OfType<string>());

    private static string Pattern => Culture.TwoLetterISOLanguageName switch { "zh" => "yyyy年M月d日", "de" => "d. MMM yyyy", _ => "d MMM yyyy" };

    private static DateTimeOffset Local(DateTimeOffset moment, TimeProvider time) => TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
}
