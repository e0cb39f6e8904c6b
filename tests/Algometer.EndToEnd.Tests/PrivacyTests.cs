using System.Runtime.Versioning;

namespace Algometer.EndToEnd.Tests;

/// <summary>On a machine that several share, what the program writes is its owner's alone.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivacyTests
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Nothing_that_is_written_gives_anything_to_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var scratch = new ScratchFolder();
        string record = scratch.File("record");
        await SucceedsAsync("record", "--simulate", "--seconds", "3", "--speed", "max", "--data", record);
        await SucceedsAsync("export", "last", "--format", "csv", "--out", scratch.File("out.csv"), "--data", record);
        await SucceedsAsync("backup", scratch.File("copy"), "--data", record);
        string[] open = [.. Directory.EnumerateFileSystemEntries(scratch.Path, "*", SearchOption.AllDirectories).Where(path => (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)];
        Assert.Empty(open);
    }

    [Fact]
    public async Task A_record_that_an_older_program_left_open_is_closed_to_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var scratch = new ScratchFolder();
        await SucceedsAsync("record", "--simulate", "--seconds", "1", "--speed", "max", "--data", scratch.Path);
        File.SetUnixFileMode(scratch.Path, File.GetUnixFileMode(scratch.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await SucceedsAsync("record", "--simulate", "--seconds", "1", "--speed", "max", "--data", scratch.Path);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(scratch.Path) & Others);
    }

    private static async Task SucceedsAsync(params string[] arguments)
    {
        (int code, _, string errors) = await AlgometerProcess.RunAsync(arguments);
        Assert.True(code == 0, errors);
    }
}
