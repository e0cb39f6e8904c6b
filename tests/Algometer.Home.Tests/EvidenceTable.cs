using System.Text;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Home.Tests;

/// <summary>The table of <c>seeds/README.md</c>: statement, certainty, data, rule, tests, and what noticed each removal.</summary>
internal static class EvidenceTable
{
    private const string Begin = "<!-- table: begin -->";
    private const string End = "<!-- table: end -->";

    public static string Of(Evidence evidence, IReadOnlyList<(RuleMutant Mutant, string? Noticed)> judged)
    {
        var table = new StringBuilder("| statement | certainty | rule | data | held by | removed, loosened or tightened: noticed by |\n|---|---|---|---|---|---|\n");
        foreach (EvidenceStatement statement in evidence.Statements)
        {
            (RuleMutant Mutant, string? Noticed)[] mine = [.. judged.Where(one => statement.Data.Any(pointer => Covers(pointer, one.Mutant)))];
            string noticed = mine.Length == 0
                ? "–"
                : $"{mine.Count(one => one.Noticed is not null)} of {mine.Length}: {string.Join(", ", mine.Select(one => one.Noticed).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {statement.Says} *({statement.Source})* | {statement.Certainty.ToString().ToLowerInvariant()} | {statement.Rule} | {string.Join("<br>", statement.Data.Select(data => $"`{Short(data)}`"))} | {string.Join("<br>", statement.Tests.Select(test => $"`{test}`"))} | {noticed} |\n");
        }

        return table.ToString();
    }

    public static string Into(string readme, string table)
    {
        int from = readme.IndexOf(Begin, StringComparison.Ordinal);
        int to = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"seeds/README.md needs the marks {Begin} and {End}.");
        return $"{readme[..(from + Begin.Length)]}\n{table}{readme[to..]}";
    }

    /// <summary>Whether a pointer of a statement covers what a mutant changed: the same place or one below it.</summary>
    public static bool Covers(string pointer, RuleMutant mutant)
    {
        string[] parts = pointer.Split('#', 2);
        if (parts.Length != 2 || !string.Equals(parts[0], mutant.File, StringComparison.Ordinal))
        {
            return false;
        }

        string[] wanted = parts[1].Split('/');
        string[] path = mutant.Path.Split('/');
        return path.Length >= wanted.Length && wanted.Zip(path).All(pair => pair.First == "*" || string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private static string Short(string data) => data.Replace("Algometer.Measurement.", "", StringComparison.Ordinal);
}
