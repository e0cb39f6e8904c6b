using System.Globalization;

namespace Algometer.Cli.Commands;

/// <summary>Numbers of things in words: one session, two sessions.</summary>
internal static class Counted
{
    /// <summary>Says how many.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">One of them, such as <c>session</c>.</param>
    /// <param name="many">Several of them, where an s does not do.</param>
    public static string Of(long count, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
