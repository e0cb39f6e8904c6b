using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Visits;
using Algometer.Seeds;

namespace Algometer.Cli.Composition;

/// <summary>Reads the rules and words that hold at home from seed files, the clinic's own or the program's.</summary>
internal static class HomeContentFiles
{
    private static readonly string[] _translations = ["es", "de", "fr", "pt", "zh"];

    /// <summary>Reads and checks them.</summary>
    /// <param name="visit">Movements and outcomes.</param>
    /// <param name="dataDirectory">Folder with the clinic's own; null for the program's.</param>
    /// <exception cref="FormatException">A file does not fit; the message says where.</exception>
    public static HomeContent Read(VisitLists visit, string? dataDirectory)
    {
        HomeRules rules = SeedFile.Read<HomeRules>(HomeRules.File, dataDirectory).Checked(dataDirectory is null ? null : SeedFile.Read<HomeRules>(HomeRules.File));
        var words = new Dictionary<string, GuidanceTexts>(StringComparer.Ordinal) { ["en"] = SeedFile.Read<GuidanceTexts>(GuidanceTexts.File, dataDirectory).Checked(rules) };
        foreach (string language in _translations)
        {
            words[language] = SeedFile.Read<GuidanceTexts>(FileOf(language), dataDirectory).Checked(rules);
        }

        return new HomeContent(rules, visit, words);
    }

    /// <summary>File of a translation in <c>seeds/</c>.</summary>
    public static string FileOf(string language) => $"guidance.{language}.json";
}
