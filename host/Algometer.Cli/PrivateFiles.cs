using System.Runtime.InteropServices;

namespace Algometer.Cli;

/// <summary>
/// What the program writes is about people: on a machine that several share, its files are their owner's alone from the moment they are made,
/// those included that the database and other libraries make.
/// </summary>
internal static partial class PrivateFiles
{
    private const int GroupAndOthers = 0x3F;

    /// <summary>From now on no new file or folder gives anything to the group or to others. On Windows the profile's own rules hold.</summary>
    public static void FromNowOn()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(GroupAndOthers);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetMask(int mask);
}
