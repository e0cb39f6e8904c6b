using System.Diagnostics;

namespace Algometer.Tests.Shared;

/// <summary>A file system of the test's own in memory; needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public SmallDisk(string options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounting a small disk needs root on Linux.");
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", _scratch.Path) == 0, "This machine lets nobody mount a disk.");
    }

    public string Folder => _scratch.Path;

    private string Ballast => Path.Combine(Folder, "ballast");

    public void Remount(string how) => Assert.Equal(0, Run("mount", "-o", "remount," + how, _scratch.Path));

    /// <summary>Leaves no room for a single byte.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (byte[] page = new byte[4096]; ;)
            {
                ballast.Write(page);
            }
        }
        catch (IOException)
        {
            // Full, which was wanted.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Takes it out: what is open on it stays open, and nothing of it stands at its place.</summary>
    public void Unplug() => Assert.Equal(0, Run("umount", "-l", _scratch.Path));

    public void Dispose()
    {
        Run("umount", "-l", _scratch.Path);
        _scratch.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
