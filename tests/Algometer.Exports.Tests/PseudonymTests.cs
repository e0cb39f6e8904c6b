using System.IO.Compression;
using System.Text;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Pseudonyms;

namespace Algometer.Exports.Tests;

public sealed class PseudonymTests
{
    // What points at Anna: her code, her identities, her words, her days.
    private static readonly string[] _traces = ["P-017", "P017", "Anna", "secret", "tea", "gardener", "Gardening", "01JPERSON", "01JSESSION", "01JRUN", "01JVISIT", "2026-05-28", "2026-01-02", "20260528", "Hold"];

    public static TheoryData<string> Formats() => [.. ExportFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Nothing_of_the_person_is_in_any_format(string format)
    {
        using var scratch = new ScratchFolder();
        Assert.NotEmpty(await FoundAsync(Selections.Clinic(), format, scratch.File("plain")));
        ExportSelection hidden = Pseudonymiser.Of(Selections.Clinic(), PseudonymKey.Create());
        Assert.Empty(await FoundAsync(hidden, format, scratch.File("hidden")));
    }

    [Fact]
    public void Measurements_stay_and_dates_keep_their_distances()
    {
        ExportSelection plain = Selections.Clinic();
        var key = PseudonymKey.Create();
        ExportSelection hidden = Pseudonymiser.Of(plain, key);
        ExportedSession before = plain.Open(plain.Sessions[0]);
        ExportedSession after = hidden.Open(hidden.Sessions[0]);
        Assert.Equal(before.Samples.Select(sample => (sample.Sequence, sample.RawCounts, sample.ForceNewtons)), after.Samples.Select(sample => (sample.Sequence, sample.RawCounts, sample.ForceNewtons)));
        TimeSpan shift = after.Summary.StartedUtc - before.Summary.StartedUtc;
        Assert.Equal(Assert.Single(key.People).ShiftDays, shift.TotalDays);
        Assert.True(shift.TotalDays <= -7 && shift.TotalDays % 7 == 0);
        Assert.Equal(before.ToUtc(5_000_000) + shift, after.ToUtc(5_000_000));
        Assert.Equal(plain.Visits[0].Visit.Date.AddDays((int)shift.TotalDays), hidden.Visits[0].Visit.Date);
        Assert.Equal(plain.Runs[0].StartedUtc + shift, hidden.Runs[0].StartedUtc);
        Assert.Equal(hidden.Sessions[0].Id, hidden.Runs[0].SessionId);
        Assert.Equal(hidden.People[0].Id, hidden.PersonOfSession[hidden.Sessions[0].Id]);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_code_again_and_another_key_another()
    {
        using var scratch = new ScratchFolder();
        var key = PseudonymKey.Create();
        string first = Pseudonymiser.Of(Selections.Clinic(), key).People[0].Code;
        await key.SaveAsync(scratch.File("key.json"));
        Assert.Equal(first, Pseudonymiser.Of(Selections.Clinic(), PseudonymKey.Open(scratch.File("key.json"))).People[0].Code);
        Assert.NotEqual(first, Pseudonymiser.Of(Selections.Clinic(), PseudonymKey.Create()).People[0].Code, StringComparer.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scratch.File("key.json")));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not a key")]
    [InlineData("{\"version\":1,\"secret\":\"AAAA\",\"people\":[]}")]
    public async Task A_file_that_is_no_key_is_refused_and_left(string content)
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.File("key.json"), content);
        Assert.Contains("was not changed", Assert.Throws<FormatException>(() => PseudonymKey.Open(scratch.File("key.json"))).Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(scratch.File("key.json")));
    }

    private static async Task<IReadOnlyList<string>> FoundAsync(ExportSelection selection, string format, string folder)
    {
        await ExportFolder.WriteAsync(ExportFormats.Named(format), selection, folder, "0", new ExportTicket());
        var found = new List<string>();
        foreach (string name in ExportFolderTests.Files(folder))
        {
            string everything = name + "\n" + Everything(await File.ReadAllBytesAsync(Path.Combine(folder, name)), name);
            found.AddRange(_traces.Where(trace => everything.Contains(trace, StringComparison.Ordinal)).Select(trace => $"{trace} in {name}"));
        }

        return found;
    }

    private static string Everything(byte[] content, string name)
    {
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var reader = new StreamReader(new GZipStream(new MemoryStream(content), CompressionMode.Decompress));
            return reader.ReadToEnd();
        }

        if (!name.EndsWith(ArchiveFormat.Ending, StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetString(content);
        }

        var text = new StringBuilder();
        using var zip = new ZipArchive(new MemoryStream(content));
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(entry.FullName).Append('\n').Append(reader.ReadToEnd());
        }

        return text.ToString();
    }
}
