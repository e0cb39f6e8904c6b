using Algometer.Records.Model;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Parquet;
using Algometer.Reports.Exchange.Xdf;

namespace Algometer.Exports.Tests;

public sealed class ExportFolderTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_cancelled_export_goes_on_where_it_was_and_leaves_no_half_file()
    {
        using var scratch = new ScratchFolder();
        ExportSelection selection = Many(250);
        string folder = scratch.File("out");
        using var cancel = new CancellationTokenSource();
        var opened = new List<string>();
        ExportSelection watched = selection with
        {
            Open = session =>
            {
                opened.Add(session.Id);
                if (session.Id == selection.Sessions[150].Id)
                {
                    cancel.Cancel();
                }

                return selection.Open(session);
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportFolder.WriteAsync(new ParquetFormat(), watched, folder, "0", new ExportTicket(null, cancel.Token)));
        Assert.DoesNotContain(Files(folder), name => name.EndsWith(AtomicFile.Unfinished, StringComparison.Ordinal));
        string[] finished = [.. Files(folder).Where(name => name.StartsWith("samples/", StringComparison.Ordinal))];
        Assert.Equal(["samples/part-00000.parquet"], finished);
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(folder, "samples", "part-00000.parquet"));
        opened.Clear();

        IReadOnlyList<ExportedFile> all = await ExportFolder.WriteAsync(new ParquetFormat(), watched, folder, "0", new ExportTicket());
        Assert.DoesNotContain(selection.Sessions[0].Id, opened, StringComparer.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(folder, "samples", "part-00000.parquet")));
        Assert.Equal(3, all.Count(file => file.Name.StartsWith("samples/", StringComparison.Ordinal)));
        using var other = new ScratchFolder();
        IReadOnlyList<ExportedFile> straight = await ExportFolder.WriteAsync(new ParquetFormat(), selection, other.File("out"), "0", new ExportTicket());
        Assert.Equal(straight.OrderBy(file => file.Name, StringComparer.Ordinal), all.OrderBy(file => file.Name, StringComparer.Ordinal));
    }

    // A minute of samples in each with ALGOMETER_YEAR=60; a second without, so that the suite stays quick.
    [Fact]
    public async Task A_year_of_a_clinic_is_cancelled_and_resumed_to_the_same_rows()
    {
        using var scratch = new ScratchFolder();
        int seconds = int.TryParse(Environment.GetEnvironmentVariable("ALGOMETER_YEAR"), System.Globalization.CultureInfo.InvariantCulture, out int asked) ? asked : 1;
        Algometer.Measurement.Signal.Sample[] samples = AnySession.Ramp(seconds * 80);
        ExportedSession one = AnySession.Of(samples);
        SessionSummary[] sessions = [.. Enumerable.Range(0, 10_000).Select(i => one.Summary with { Id = $"01J{i:0000000000000}" })];
        using var cancel = new CancellationTokenSource();
        var selection = new ExportSelection { Name = "all", Sessions = sessions, Open = session => one with { Summary = session } };
        var seen = new List<ExportProgress>();
        long began = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportFolder.WriteAsync(new ParquetFormat(), selection, scratch.File("out"), "0", new ExportTicket(new At(0.5, cancel, seen), cancel.Token)));
        int before = Files(scratch.File("out")).Count(name => name.StartsWith("samples/", StringComparison.Ordinal));
        TimeSpan half = TimeProvider.System.GetElapsedTime(began);
        IReadOnlyList<ExportedFile> files = await ExportFolder.WriteAsync(new ParquetFormat(), selection, scratch.File("out"), "0", new ExportTicket());
        output.WriteLine($"{sessions.Length} sessions, {sessions.Length * (long)samples.Length} samples, {files.Count} files, {files.Sum(file => file.Bytes) / 1048576.0:0.0} MiB; cancelled at {seen[^1].Part:P0} with {before} parts after {half.TotalSeconds:0.0} s, resumed and done after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s; working set {Environment.WorkingSet >> 20} MiB");
        Assert.InRange(before, 1, files.Count(file => file.Name.StartsWith("samples/", StringComparison.Ordinal)) - 1);
        using var connection = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using System.Data.Common.DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM '{scratch.File("out")}/samples/*.parquet' JOIN '{scratch.File("out")}/sessions.parquet' USING (session_id)";
        Assert.Equal(sessions.Length * (long)samples.Length, command.ExecuteScalar());
    }

    [Fact]
    public async Task A_kill_within_a_line_of_the_manifest_and_a_part_costs_that_part_only()
    {
        using var scratch = new ScratchFolder();
        ExportSelection selection = Many(6);
        string folder = scratch.File("out");
        await ExportFolder.WriteAsync(new XdfFormat(), selection, folder, "0", new ExportTicket());
        string manifest = Path.Combine(folder, "export-manifest.jsonl");
        string[] lines = await File.ReadAllLinesAsync(manifest);
        await File.WriteAllTextAsync(manifest, string.Join('\n', lines[..^1]) + "\n" + lines[^1][..20]);
        await File.WriteAllTextAsync(Path.Combine(folder, "x.xdf.part"), "half");
        var opened = new List<string>();
        IReadOnlyList<ExportedFile> files = await ExportFolder.WriteAsync(new XdfFormat(), selection with { Open = session => { opened.Add(session.Id); return selection.Open(session); } }, folder, "0", new ExportTicket());
        Assert.Equal([selection.Sessions[^1].Id], opened);
        Assert.Equal(6, files.Count);
    }

    [Fact]
    public async Task A_session_that_grew_is_written_again()
    {
        using var scratch = new ScratchFolder();
        ExportSelection selection = Many(2);
        await ExportFolder.WriteAsync(new XdfFormat(), selection, scratch.File("out"), "0", new ExportTicket());
        ExportedSession longer = AnySession.Of(AnySession.Ramp(20), selection.Sessions[1].Id);
        ExportSelection grown = selection with { Sessions = [selection.Sessions[0], longer.Summary], Open = session => session.Id == longer.Summary.Id ? longer : selection.Open(session) };
        IReadOnlyList<ExportedFile> files = await ExportFolder.WriteAsync(new XdfFormat(), grown, scratch.File("out"), "0", new ExportTicket());
        Assert.Equal(2, files.Count);
        Assert.True(files.First(file => file.Name.StartsWith(longer.Summary.Id, StringComparison.Ordinal)).Bytes > files.First(file => !file.Name.StartsWith(longer.Summary.Id, StringComparison.Ordinal)).Bytes);
    }

    [Fact]
    public async Task A_folder_with_something_else_is_refused_and_left_alone()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.File("mine.txt"), "mine");
        Assert.Contains("not empty", (await Assert.ThrowsAsync<ArgumentException>(() => ExportFolder.WriteAsync(new XdfFormat(), Many(1), scratch.Path, "0", new ExportTicket()))).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(scratch.Path));
        await ExportFolder.WriteAsync(new XdfFormat(), Many(1), scratch.File("out"), "0", new ExportTicket());
        Assert.Contains("holds another export", (await Assert.ThrowsAsync<ArgumentException>(() => ExportFolder.WriteAsync(new ParquetFormat(), Many(1), scratch.File("out"), "0", new ExportTicket()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_finished_leaves_the_old_one()
    {
        using var scratch = new ScratchFolder();
        string path = scratch.File("a.csv");
        await File.WriteAllTextAsync(path, "old");
        await Assert.ThrowsAsync<IOException>(() => AtomicFile.WriteAsync(path, _ => throw new IOException("No space left on device")));
        Assert.Equal("old", await File.ReadAllTextAsync(path));
        Assert.Single(Directory.GetFiles(scratch.Path));
    }

    [Fact]
    public async Task Progress_rises_to_the_whole()
    {
        using var scratch = new ScratchFolder();
        var seen = new List<ExportProgress>();
        await ExportFolder.WriteAsync(new CsvFormat(), Many(5), scratch.File("out"), "0", new ExportTicket(new Seen(seen)));
        Assert.Equal(seen.Select(one => one.Part).Order(), seen.Select(one => one.Part));
        Assert.Equal((1.0, 5L), (seen[^1].Part, seen[^1].Sessions));
    }

    [Theory]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("C:\\evil", "C__evil")]
    [InlineData("NUL", "_NUL")]
    [InlineData("com1.csv", "_com1.csv")]
    [InlineData("a\0b", "a_b")]
    [InlineData("...", "export")]
    [InlineData("", "export")]
    [InlineData("Ärztin 3", "Ärztin_3")]
    [InlineData("a/../b", "a_.._b")]
    public void A_name_is_made_safe(string text, string name)
    {
        Assert.Equal(name, SafeFileName.Of(text));
        Assert.Null(SafeFileName.Problem(SafeFileName.Of(text)));
    }

    [Fact]
    public void Whatever_a_name_is_made_of_it_is_safe() => CsCheck.Check.Sample(CsCheck.Gen.String, text =>
    {
        string name = SafeFileName.Of(text);
        Assert.Null(SafeFileName.Problem(name));
        Assert.Equal(name, Path.GetFileName(name));
    });

    internal static string[] Files(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))];

    private static ExportSelection Many(int count)
    {
        ExportedSession[] sessions = [.. Enumerable.Range(0, count).Select(i => AnySession.Of(AnySession.Ramp(10), $"01J{i:0000000000000}"))];
        var byId = sessions.ToDictionary(session => session.Summary.Id, StringComparer.Ordinal);
        return new ExportSelection { Name = "all", Sessions = [.. sessions.Select(session => session.Summary)], Open = session => byId[session.Id] };
    }

    private sealed class At(double part, CancellationTokenSource cancel, List<ExportProgress> seen) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value)
        {
            seen.Add(value);
            if (value.Part >= part)
            {
                cancel.Cancel();
            }
        }
    }

    private sealed class Seen(List<ExportProgress> seen) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => seen.Add(value);
    }
}
