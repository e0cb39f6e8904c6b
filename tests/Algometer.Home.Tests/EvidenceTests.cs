using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Units;
using Algometer.Measurement.Visits;
using Algometer.Seeds;

namespace Algometer.Home.Tests;

public sealed class EvidenceTests
{
    private static readonly Evidence _evidence = SeedFile.Read<Evidence>(Evidence.File);

    public static TheoryData<string> Statements() => [.. _evidence.Statements.Select(statement => statement.Id)];

    [Theory]
    [MemberData(nameof(Statements))]
    public void Every_statement_has_data_that_is_there_and_tests_that_exist(string id)
    {
        EvidenceStatement statement = _evidence.Statements.Single(known => known.Id == id);
        Assert.All((string[])[statement.Says, statement.Rule, statement.Source], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.NotEmpty(statement.Data);
        Assert.NotEmpty(statement.Tests);
        Assert.All(statement.Data, data => Assert.True(Exists(data), $"{data} is not there"));
        Assert.All(statement.Tests, test => Assert.True(IsTest(test), $"there is no test {test}"));
    }

    [Fact]
    public void Every_rule_in_the_data_belongs_to_a_statement()
    {
        string[] alone =
        [
            .. RuleMutations.Of(HomeRules.File, _ => true).Where(mutant => !_evidence.Statements.Any(statement => statement.Data.Any(pointer => EvidenceTable.Covers(pointer, mutant))))
                .Select(mutant => mutant.Path).Distinct(StringComparer.Ordinal),
        ];
        Assert.True(alone.Length == 0, $"no statement stands behind {string.Join(", ", alone)}");
    }

    [Fact]
    public void Ids_are_given_once() => Assert.Equal(_evidence.Statements.Count, _evidence.Statements.Select(statement => statement.Id).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void A_broken_link_is_found()
    {
        Assert.False(Exists("home.json#/pain/never_asked"));
        Assert.False(Exists("home.json#/screening/hiccups"));
        Assert.False(Exists("type:Algometer.Measurement.Home.Session.GuidedSession.NoSuchMember"));
        Assert.False(IsTest("EvidenceTests.No_such_test"));
        Assert.False(IsTest("GuidedSessionTests.Exists"));
        Assert.True(IsTest("EvidenceTests.A_broken_link_is_found"));
    }

    [Fact]
    public void Whether_a_point_is_active_is_said_by_a_person_and_never_reckoned()
    {
        System.Reflection.PropertyInfo active = typeof(TriggerPoint).GetProperty(nameof(TriggerPoint.Active))!;
        Assert.True(active.CanWrite);
        Assert.DoesNotContain(typeof(TriggerPoint).GetConstructors().SelectMany(made => made.GetParameters()), parameter => parameter.ParameterType == typeof(Pressure));
        Assert.False(new TriggerPoint { Id = "1" }.Active);
    }

    private static bool Exists(string data)
    {
        if (data.StartsWith("type:", StringComparison.Ordinal))
        {
            int dot = data.LastIndexOf('.');
            return typeof(HomeRules).Assembly.GetType(data[5..dot])?.GetMember(data[(dot + 1)..]).Length > 0;
        }

        string[] parts = data.Split('#', 2);
        return parts.Length == 2 && File.Exists(Path.Combine(Checkout.Root, "seeds", parts[0])) && RuleMutations.Of(parts[0], _ => true).Any(mutant => EvidenceTable.Covers(data, mutant));
    }

    // A test is a public method with a Fact or Theory in front of it, in a file named after its class.
    private static bool IsTest(string test)
    {
        string[] parts = test.Split('.');
        string? file = Directory.GetFiles(Path.Combine(Checkout.Root, "tests"), parts[0] + ".cs", SearchOption.AllDirectories).FirstOrDefault(path => !path.Contains("/obj/", StringComparison.Ordinal));
        return parts.Length == 2 && file is not null && System.Text.RegularExpressions.Regex.IsMatch(
            File.ReadAllText(file),
            @"\[(Fact|Theory)[^\]]*\](\s*\[[^\n]*\])*\s*public (async Task|void) " + System.Text.RegularExpressions.Regex.Escape(parts[1]) + @"\(",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(5));
    }
}
