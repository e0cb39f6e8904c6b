using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home;

/// <summary>The words of one language: the schema of <c>seeds/guidance.json</c> and of the translations beside it.</summary>
/// <param name="Version">Version of the wording.</param>
/// <param name="Language">Its tag, such as <c>en</c>.</param>
/// <param name="Texts">Id to words; <c>{0}</c> stands for a number, time or name.</param>
public sealed record GuidanceTexts(string Version, string Language, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>File name of the English words in <c>seeds/</c>.</summary>
    public const string File = "guidance.json";

    /// <summary>The words of an id.</summary>
    /// <exception cref="KeyNotFoundException">There are none; <see cref="Checked"/> finds that beforehand.</exception>
    public string this[string id] => Texts.TryGetValue(id, out string? text) ? text : throw new KeyNotFoundException($"There are no words for '{id}' in '{Language}'.");

    /// <summary>Ids that the rules need and that are absent or empty.</summary>
    public IReadOnlyList<string> Missing(HomeRules rules) => [.. RequiredTexts.All(rules).Where(id => !Texts.TryGetValue(id, out string? text) || string.IsNullOrWhiteSpace(text))];

    /// <summary>Ids that nothing uses.</summary>
    public IReadOnlyList<string> Unused(HomeRules rules) => [.. Texts.Keys.Except(RequiredTexts.All(rules), StringComparer.Ordinal)];

    /// <summary>Checks that nothing is missing.</summary>
    /// <exception cref="FormatException">Something is; the message lists it.</exception>
    public GuidanceTexts Checked(HomeRules rules) => Missing(rules) is { Count: > 0 } missing
        ? throw new FormatException($"{File} ({Language}) lacks words for {string.Join(", ", missing)}: add them, or remove the file to use the built-in one.")
        : this;
}
