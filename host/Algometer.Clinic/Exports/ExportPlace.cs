namespace Algometer.Clinic.Exports;

/// <summary>Where a page's exports wait for their download: within the record's folder, so that they lie nowhere else, and gone at the next start if a crash left them.</summary>
/// <param name="dataDirectory">The record's folder; null for the system's temporary one.</param>
internal sealed class ExportPlace(string? dataDirectory)
{
    private const string Name = "exports";
    private readonly Lazy<string?> _root = new(() => dataDirectory is null ? null : Emptied(Path.Combine(dataDirectory, Name)));

    /// <summary>Removes what a crash left: at the start, and not only when something is exported again.</summary>
    public void Empty()
    {
        try
        {
            if (dataDirectory is not null && Path.Combine(dataDirectory, Name) is var root && Directory.Exists(root))
            {
                Directory.Delete(root, recursive: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It keeps nobody from measuring; the next export says what is in its way.
        }
    }

    /// <summary>A new folder that this user alone can read.</summary>
    public string NewFolder()
    {
        if (_root.Value is not { } root)
        {
            return Directory.CreateTempSubdirectory("algometer-export-").FullName;
        }

        string folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
        Make(folder);
        return folder;
    }

    // One program holds the record, so whatever lies here is of one that has ended.
    private static string Emptied(string root)
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }

        Make(root);
        return root;
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
