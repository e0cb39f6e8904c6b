using Algometer.Measurement.Home.Rules;
using Algometer.Seeds;

namespace Algometer.Home.Tests;

/// <summary>
/// Every rule is removed, loosened or tightened in turn, and each time something that the program does must change. The table of what
/// noticed it stands in <c>seeds/README.md</c>; <c>ALGOMETER_UPDATE=1</c> writes it anew.
/// </summary>
public sealed class RuleMutationTests
{
    // The other numbers of a plateau belong to the visits and are held by PlateauTests.
    private static readonly string[] _escalation = ["/escalation/days", "/escalation/visits", "/escalation/pain_points", "/escalation/pain_percent"];

    private static readonly Lazy<IReadOnlyList<(RuleMutant Mutant, string? Noticed)>> _judged = new(() =>
    {
        RuleMutant[] mutants =
        [
            .. RuleMutations.Of(HomeRules.File, _ => true),
            .. RuleMutations.Of("visit.json", path => path.StartsWith("/outcome", StringComparison.Ordinal) || _escalation.Contains(path, StringComparer.Ordinal)),
            .. RuleMutations.Of(GuidanceTexts.File, _ => true),
        ];
        var noticed = new string?[mutants.Length];
        Parallel.For(0, mutants.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => noticed[i] = Noticed(mutants[i]));
        return [.. mutants.Zip(noticed)];
    });

    [Fact]
    public void Every_rule_changes_what_the_program_does_when_it_is_removed()
    {
        Assert.InRange(_judged.Value.Count, 400, 5000);
        string[] unnoticed = [.. _judged.Value.Where(one => one.Noticed is null).Select(one => $"{one.Mutant.File}#{one.Mutant.Path}: {one.Mutant.What}")];
        Assert.True(unnoticed.Length == 0, $"{unnoticed.Length} rules are held by nothing:\n{string.Join('\n', unnoticed)}");
    }

    [Fact]
    public void The_table_of_the_seeds_is_the_one_that_this_run_makes()
    {
        Evidence evidence = SeedFile.Read<Evidence>(Evidence.File);
        string table = EvidenceTable.Of(evidence, _judged.Value);
        string path = Path.Combine(Checkout.Root, "seeds", "README.md");
        string readme = File.ReadAllText(path);
        string made = EvidenceTable.Into(readme, table);
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") == "1")
        {
            File.WriteAllText(path, made);
        }

        Assert.True(made == File.ReadAllText(path), "seeds/README.md shows another table: run these tests with ALGOMETER_UPDATE=1 and read what changed.");
    }

    private static string? Noticed(RuleMutant mutant)
    {
        try
        {
            (HomeRules rules, Measurement.Visits.VisitLists lists, GuidanceTexts texts) = RuleMutations.Read(mutant);
            return texts.Missing(rules).Count > 0 ? "words" : RuleBattery.FirstChange(mutant.Path.Split('/')[1], rules, lists);
        }
        catch (FormatException)
        {
            return "check of the file";
        }
    }
}
