namespace Algometer.EndToEnd.Tests;

/// <summary>Exports and imports as a person types them.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task An_archive_and_a_folder_of_csv_come_back_to_the_same_samples()
    {
        using var scratch = new ScratchFolder();
        string csv = await RecordAsync(scratch);
        (int code, _, string errors) = await AlgometerProcess.RunAsync("export", "last", "--data", scratch.File("a"), "--out", scratch.File("hold.algometer"));
        Assert.True(code == 0, errors);
        (code, string said, errors) = await AlgometerProcess.RunAsync("import", scratch.File("hold.algometer"), "--data", scratch.File("b"));
        Assert.True(code == 0, errors);
        Assert.Contains("1 sessions", said, StringComparison.Ordinal);
        Assert.Equal(csv, (await AlgometerProcess.RunAsync("export", "last", "--data", scratch.File("b"))).Output);
        (_, said, _) = await AlgometerProcess.RunAsync("import", scratch.File("hold.algometer"), "--data", scratch.File("b"));
        Assert.Contains("1 were there already", said, StringComparison.Ordinal);

        (code, _, errors) = await AlgometerProcess.RunAsync("export", "last", "--data", scratch.File("a"), "--format", "csv", "--out", scratch.File("folder"));
        Assert.True(code == 0, errors);
        string samples = Directory.GetFiles(scratch.File("folder/sessions"), "*_samples.csv").Single();
        (code, _, errors) = await AlgometerProcess.RunAsync("import", samples, "--data", scratch.File("c"));
        Assert.True(code == 0, errors);
        Assert.Equal(csv, (await AlgometerProcess.RunAsync("export", "last", "--data", scratch.File("c"))).Output);
        (code, said, _) = await AlgometerProcess.RunAsync("audit", "verify", "--data", scratch.File("b"));
        Assert.True(code == 0, said);
    }

    [Theory]
    [InlineData("parquet", "x.parquet")]
    [InlineData("fhir", "x.fhir.json")]
    [InlineData("xdf", "x.xdf")]
    [InlineData("bids", "x")]
    public async Task Every_format_is_written(string format, string name)
    {
        using var scratch = new ScratchFolder();
        await RecordAsync(scratch);
        (int code, _, string errors) = await AlgometerProcess.RunAsync("export", "all", "--data", scratch.File("a"), "--format", format, "--out", scratch.File(name), "--pseudonymise", "--key", scratch.File("key.json"));
        Assert.True(code == 0, errors);
        Assert.True(File.Exists(scratch.File(name)) || Directory.EnumerateFiles(scratch.File(name), "*", SearchOption.AllDirectories).Count() > 5);
        Assert.True(File.Exists(scratch.File("key.json")));
    }

    [Theory]
    [InlineData("several files", "export", "last", "--format", "bids")]
    [InlineData("There is nobody with the code", "export", "person:nobody")]
    [InlineData("There is no session", "export", "session:nothing", "--out", "x.csv")]
    [InlineData("There is no file", "import", "nothing.algometer")]
    public async Task What_cannot_be_done_is_said(string why, params string[] arguments)
    {
        using var scratch = new ScratchFolder();
        await RecordAsync(scratch);
        (int code, _, string errors) = await AlgometerProcess.RunAsync([.. arguments, "--data", scratch.File("a")]);
        Assert.Equal(2, code);
        Assert.Contains(why == "several files" ? "--out" : why, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_refused_inside_its_export_and_a_broken_archive_is_refused_in_words()
    {
        using var scratch = new ScratchFolder();
        await RecordAsync(scratch);
        (int code, _, string errors) = await AlgometerProcess.RunAsync("export", "all", "--data", scratch.File("a"), "--format", "xdf", "--out", scratch.File("out"), "--pseudonymise", "--key", scratch.File("out/key.json"));
        Assert.Equal(2, code);
        Assert.Contains("must not lie in the export", errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(scratch.File("bad.algometer"), "PK no archive");
        (code, _, errors) = await AlgometerProcess.RunAsync("import", scratch.File("bad.algometer"), "--data", scratch.File("b"));
        Assert.Equal(2, code);
        Assert.Contains("no whole session archive", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch.File("b")));
    }

    [Fact]
    public async Task An_export_beside_a_running_host_stands_in_the_audit_log()
    {
        using var scratch = new ScratchFolder();
        await RecordAsync(scratch);
        using AlgometerProcess host = AlgometerProcess.Start("run", "--simulate", "--no-browser", "--data", scratch.File("a"));
        await host.SeesAsync("http://");
        (int code, _, string errors) = await AlgometerProcess.RunAsync("export", "all", "--data", scratch.File("a"), "--format", "xdf", "--out", scratch.File("out"));
        Assert.True(code == 0, errors);
        (code, _, errors) = await AlgometerProcess.RunAsync("export", "last", "--data", scratch.File("a"));
        Assert.True(code == 0, errors);
        (_, string log, _) = await AlgometerProcess.RunAsync("audit", "list", "--json", "--data", scratch.File("a"));
        Assert.Contains("xdf, ", log, StringComparison.Ordinal);
        Assert.Contains("csv, 1 session", log, StringComparison.Ordinal);
        host.Terminate();
        await host.EndAsync();
        (code, string said, _) = await AlgometerProcess.RunAsync("audit", "verify", "--data", scratch.File("a"));
        Assert.True(code == 0, said);
    }

    private static async Task<string> RecordAsync(ScratchFolder scratch)
    {
        (int code, _, string errors) = await AlgometerProcess.RunAsync("record", "--simulate", "easing", "--seconds", "3", "--speed", "max", "--data", scratch.File("a"), "--json");
        Assert.True(code == 0, errors);
        return (await AlgometerProcess.RunAsync("export", "last", "--data", scratch.File("a"))).Output;
    }
}
