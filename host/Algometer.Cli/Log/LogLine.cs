using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Algometer.Cli.Log;

/// <summary>
/// One event as the log has it. Of this program's own events the words, which name nobody; of a library's the words without what was put in
/// them, and of an exception its type and where it came from, but not its message: both may hold what a person typed.
/// </summary>
internal static class LogLine
{
    private const string Own = "Algometer.";
    private const int DeepestCause = 4;

    /// <summary>Writes it.</summary>
    /// <param name="utc">When.</param>
    /// <param name="level">How grave.</param>
    /// <param name="category">Whose event it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="template">Its words with names in place of values; null where there are none.</param>
    /// <param name="words">Its words.</param>
    /// <param name="failure">What was thrown; null for nothing.</param>
    public static string Of(DateTimeOffset utc, LogLevel level, string category, EventId id, string? template, string words, Exception? failure)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{utc:yyyy-MM-ddTHH:mm:ss.fff}Z {Word(level)} {category} {id.Id}");
        string told = category.StartsWith(Own, StringComparison.Ordinal) ? words : template ?? id.Name ?? "";
        if (told.Length > 0)
        {
            text.Append(' ').Append(OneLine(told));
        }

        text.Append('\n');
        int deep = 0;
        for (Exception? cause = failure; cause is not null && deep < DeepestCause; cause = cause.InnerException, deep++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {(deep == 0 ? "" : "because of ")}{cause.GetType().FullName} 0x{cause.HResult:X8}\n");
            foreach (string frame in (cause.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                text.Append("    ").Append(OneLine(frame)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error",
        LogLevel.Warning => "warn ",
        _ => "info ",
    };

    // What a device or a browser says must not look like a line of its own.
    private static string OneLine(string text) => string.Create(text.Length, text, (line, from) =>
    {
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = char.IsControl(from[i]) ? ' ' : from[i];
        }
    });
}
