using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Pages.Shell;

/// <summary>
/// The words of alarms for a therapist. The program says an alarm in English sentences; a page that lives on without it translates them by themselves,
/// so that what is wrong is never lost behind what kind of alarm it is.
/// </summary>
internal static class Alarms
{
    private static readonly ResourceManager _words = new(typeof(Words.Alarm).FullName!, typeof(Words.Alarm).Assembly);

    /// <summary>What marks a sentence of the program among the words.</summary>
    public const string Sentence = "=";

    /// <summary>A word by its name, and a sentence behind <see cref="Sentence"/> by its English; <c>{0}</c> in it stands for a number or a reason.</summary>
    /// <param name="alarm">The reader's words.</param>
    public static IReadOnlyDictionary<string, string> Words(IStringLocalizer<Words.Alarm> alarm) => alarm.GetAllStrings(includeParentCultures: true)
        .ToDictionary(word => IsOwn(word.Name) ? word.Name : Sentence + _words.GetString(word.Name, CultureInfo.InvariantCulture), word => word.Value, StringComparer.Ordinal);

    // What the page says by itself, without the program.
    private static bool IsOwn(string name) => name is "acknowledge" or "unreachable" or "unreachable.text";
}
