using System.Text.RegularExpressions;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>ordering.md says of every order number whether somebody read it, or that it is to be checked when it is ordered.</summary>
public sealed class OrderingTests
{
    [Fact]
    public void Every_order_number_was_read_or_is_to_be_checked()
    {
        string paper = File.ReadAllText(Path.Combine(MadeText.Folder, "ordering.md"));
        int second = paper.IndexOf("## To be checked when ordered", StringComparison.Ordinal);
        string[] read = Numbers(paper[paper.IndexOf("## Read", StringComparison.Ordinal)..second]);
        string[] open = Numbers(paper[second..]);
        string[] listed = [.. Table.Read("parts.csv").Where(part => part["maker"] is not "any" && !part["number"].StartsWith("hardware/", StringComparison.Ordinal)).Select(part => part["number"]).Distinct(StringComparer.Ordinal)];
        Assert.Equal(listed.Order(StringComparer.Ordinal), read.Concat(open).Order(StringComparer.Ordinal));
        Assert.True(read.Length >= 20, "Numbers that were read are not forgotten.");
    }

    [Fact]
    public void Every_wire_of_the_harness_is_listed()
    {
        string hookUp = Assert.Single(Table.Read("parts.csv"), part => part["part"].StartsWith("Hook-up wire", StringComparison.Ordinal))["part"];

        // The cell's cable has its own wires but for the one at the braid; the battery has its own lead.
        foreach (IReadOnlyDictionary<string, string> wire in Table.Read("harness.csv").Where(wire => wire["cable"] is "button" || wire["net"] is "SHIELD"))
        {
            Assert.Contains(wire["wire"].Split(" mm²")[0] + " mm²", hookUp, StringComparison.Ordinal);
            Assert.Contains(wire["colour"], hookUp, StringComparison.Ordinal);
        }
    }

    private static string[] Numbers(string table) => [.. Regex.Matches(table, @"^\| (?<n>[^|]+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(1))
        .Select(match => match.Groups["n"].Value).Where(cell => cell is not "number").SelectMany(cell => cell.Split(" · "))];
}
