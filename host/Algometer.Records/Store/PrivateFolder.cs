using Algometer.Records.Engine;

namespace Algometer.Records.Store;

/// <summary>The record's folder is its owner's alone: whoever cannot enter it reads none of its files, whatever their own rights are.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes it, or takes away what others may do in one that holds a record already. On Windows the profile's own rules hold.</summary>
    /// <param name="path">The folder. One that exists and holds no record may be shared for other reasons and is left as it is.</param>
    public static void MakeOrTighten(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        bool isNew = !Directory.Exists(path);
        Directory.CreateDirectory(path, Owner);
        if (isNew || !File.Exists(Path.Combine(path, SqliteEngine.FileName)))
        {
            return;
        }

        UnixFileMode mode = File.GetUnixFileMode(path);
        if ((mode & Others) == UnixFileMode.None)
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(path, mode & ~Others);
        }
        catch (UnauthorizedAccessException)
        {
            // Another account's folder that this one may write in: shared on purpose, by somebody who may.
        }
    }
}
