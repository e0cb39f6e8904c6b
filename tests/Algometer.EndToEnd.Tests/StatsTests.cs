using System.Text.Json;

namespace Algometer.EndToEnd.Tests;

/// <summary><c>algometer stats</c> as a person and as another program runs it.</summary>
public sealed class StatsTests
{
    [Fact]
    public async Task The_published_example_comes_out_under_the_documented_keys()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.File("sf.csv"), "9,2,5,8\n6,1,3,2\n8,4,6,8\n7,1,2,6\n10,5,6,9\n6,2,4,7\n");
        (int code, string output, string errors) = await AlgometerProcess.RunAsync("stats", scratch.File("sf.csv"), "--json");
        Assert.Equal(0, code);
        Assert.Equal("", errors.Trim());
        using var json = JsonDocument.Parse(output);
        JsonElement root = json.RootElement;
        (string Key, double Value, double Low, double High)[] expected = [("icc_2_1", .2898, .0188, .7611), ("icc_3_1", .7148, .3425, .9459)];
        foreach ((string key, double value, double low, double high) in expected)
        {
            Assert.Equal(value, root.GetProperty(key).GetProperty("value").GetDouble(), 4);
            Assert.Equal(low, root.GetProperty(key).GetProperty("low").GetDouble(), 4);
            Assert.Equal(high, root.GetProperty(key).GetProperty("high").GetDouble(), 4);
        }

        Assert.Equal(.6201, root.GetProperty("icc_2_k").GetProperty("value").GetDouble(), 4);
        Assert.Equal(.9093, root.GetProperty("icc_3_k").GetProperty("value").GetDouble(), 4);
        Assert.Equal(1.0097, root.GetProperty("sem_consistency").GetDouble(), 4);
        Assert.Equal(2.5028, root.GetProperty("sem_agreement").GetDouble(), 4);
        Assert.Equal(1.96 * Math.Sqrt(2) * 2.502776236, root.GetProperty("mdc95").GetDouble(), 6);
        Assert.True(root.GetProperty("cv_within").GetDouble() > 0);
        Assert.Equal(-31.0 / 6, root.GetProperty("bland_altman").GetProperty("bias").GetDouble(), 9);
        (_, string table, _) = await AlgometerProcess.RunAsync("stats", scratch.File("sf.csv"), "--pair", "1", "4");
        Assert.Contains("0.0188 to 0.7611", table, StringComparison.Ordinal);
        Assert.Contains("Difference trial 4 − trial 1", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_for_what_is_said()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.File("days.csv"), "ID,pre1,pre2,post1,post2\na,300,310,330,350\nb,400,420,410,430\nc,250,240,260,280\n");
        (int code, string output, string errors) = await AlgometerProcess.RunAsync("stats", scratch.File("days.csv"), "--columns", "pre1,pre2", "--json", "--explain");
        Assert.True(code == 0, errors);
        string[] taken = [.. JsonDocument.Parse(output).RootElement.GetProperty("taken").EnumerateArray().Select(line => line.GetString()!)];
        Assert.Equal(["Form: wide form, with a header, first column names the subjects.", "Subjects: 3, 'a', 'b', 'c'.", "Columns: 2, 'pre1', 'pre2'.", "Rated: each value as it stands."], taken);
        Assert.Equal(taken, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task A_hole_in_the_table_ends_with_code_2_and_names_the_cell()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.File("hole.csv"), "subject,a,b\nP1,1,2\nP2,3,\n");
        (int code, string output, string errors) = await AlgometerProcess.RunAsync("stats", scratch.File("hole.csv"), "--json");
        Assert.Equal(2, code);
        Assert.Equal(["error", "exit_code"], JsonDocument.Parse(output).RootElement.EnumerateObject().Select(field => field.Name), StringComparer.Ordinal);
        Assert.Contains("hole.csv: Line 3, column 3: the value of subject 'P2', trial 'b' is missing", errors, StringComparison.Ordinal);
    }
}
