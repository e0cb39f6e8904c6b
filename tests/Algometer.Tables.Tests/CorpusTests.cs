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

    [Fact]
    public void A_pipe_is_refused_and_not_waited_for()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.In);
        string path = $"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}";
        Assert.Contains("If it is a pipe, save what comes out of it as a file first", Assert.Throws<TableException>(() => TableFile.Of(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1F8B0800", "is compressed, not a text: unpack it first")]
    [InlineData("89504E470D0A1A0A", "is a picture, not a table")]
    [InlineData("5844463A", "Lab Streaming Layer (XDF)")]
    [InlineData("50415231", "is a Parquet file")]
    [InlineData("3C21444F4354595045", "is a page (HTML)")]
    [InlineData("7B2274", "is JSON")]
    public void A_file_of_another_kind_is_called_by_its_kind(string head, string words)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("kind-").FullName, "x.csv");
        File.WriteAllBytes(path, [.. Convert.FromHexString(head), .. new byte[40]]);
        try
        {
            Assert.Contains(words, Assert.Throws<TableException>(() => TableFile.Of(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("gb2312", "时间(s),力(N)")]
    [InlineData("shift_jis", "時間(s),力(N)")]
    [InlineData("shift_jis", "ｼﾞｶﾝ(s),ﾁｶﾗ(N)")]
    [InlineData("windows-1251", "Время (s);Сила (N)")]
    [InlineData("big5", "時間(s),力量(N)")]
    public void Letters_of_another_encoding_are_refused_with_the_remedy(string encoding, string headings)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("letters-").FullName, "x.csv");
        File.WriteAllBytes(path, System.Text.CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(headings + "\n0,1\n0.5,2\n"));
        try
        {
            string message = Assert.Throws<TableException>(() => TableFile.Of(path)).Message;
            Assert.Contains("neither UTF-8 nor Windows-1252", message, StringComparison.Ordinal);
            Assert.Contains("save it as \"CSV UTF-8\"", message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("Größe;Äußere Kraft (N);50 °C ± 2 µm")]
    [InlineData("Été;Force (N);naïveté «à»")]
    [InlineData("°°°°°°;Kraft (N);————")]
    public void Accents_are_those_of_Windows(string headings)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("letters-").FullName, "x.csv");
        File.WriteAllBytes(path, System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(headings + "\n0;1;2\n"));
        try
        {
            Assert.Equal("Windows-1252", TableFile.Of(path).EncodingName);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
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
