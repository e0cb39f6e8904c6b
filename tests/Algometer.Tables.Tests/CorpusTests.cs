namespace Algometer.Tables.Tests;

/// <summary>Files kept as bytes: damaged, foreign, and those that once were read wrongly.</summary>
public sealed class CorpusTests
{
    private static string Folder => Path.Combine(Checkout.Root, "tests", "Algometer.Tables.Tests", "Corpus");

    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_is_read_or_refused_in_words(string name)
    {
        string file = Path.Combine(Folder, name);
        if (name.StartsWith("good", StringComparison.Ordinal))
        {
            Assert.Equal([1, 2], Values(file));
            return;
        }

        TableException refusal = Assert.Throws<TableException>(() => Values(file));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Message.Length < 600, refusal.Message);
    }

    [Fact]
    public void A_folder_or_an_absent_file_is_refused()
    {
        Assert.Contains("cannot be read", Assert.Throws<TableException>(() => TableFile.Of(Folder)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<TableException>(() => TableFile.Of(Path.Combine(Folder, "absent.csv"))).Message, StringComparison.Ordinal);
    }

    private static double[] Values(string file)
    {
        var values = new List<double>();
        using var reader = SignalReader.Open(TableFile.Of(file), new SignalQuestion { KeepsCounts = true });
        while (reader.Read())
        {
            values.Add(reader.Value);
        }

        return [.. values];
    }
}
