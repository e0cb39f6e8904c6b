using System.Text.RegularExpressions;

namespace Algometer.Architecture.Tests;

/// <summary>docs/security.md names a test for each boundary, and each test that it names is there.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "security.md"));

    [Fact]
    public void Each_test_that_it_names_is_there()
    {
        string[] sources = [.. Directory.GetFiles(Path.Combine(Checkout.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        MatchCollection named = TestName().Matches(_document);
        Assert.True(named.Count > 30, $"{named.Count} tests named");
        Assert.Empty(named.Where(test => !sources.Any(source =>
            source.Contains($"class {test.Groups["class"].Value}", StringComparison.Ordinal) && source.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal))).Select(test => test.Value));
    }

    [Fact]
    public void Each_boundary_has_its_check_and_its_test()
    {
        string[] rows = [.. Boundaries().Match(_document).Value.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
        Assert.True(rows.Length >= 18, $"{rows.Length} boundaries");
        Assert.All(rows, row => Assert.True(row.Split('|') is [_, { Length: > 5 }, { Length: > 10 }, var tests, _] && TestName().IsMatch(tests), row));
    }

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z0-9]+(Tests|Contract))\\.(?<method>[A-Z][A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex("## Boundaries.*?\n## ", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Boundaries();
}
