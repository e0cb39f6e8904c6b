namespace Algometer.Link;

/// <summary>
/// One program at a port. Linux keeps others out of a serial port that is open, but never root, and two who read share the bytes out between
/// them. So each opening holds a lock on a file named after the port; the system lets go of it with the process. Windows opens a port once.
/// </summary>
internal sealed class PortLock : IDisposable
{
    // "Would block": Linux's number and macOS's.
    private static readonly int[] _taken = [11, 35];
    private static readonly string[] _folders = OperatingSystem.IsWindows() ? [] : ["/run/lock", "/var/lock", Path.GetTempPath()];
    private readonly FileStream? _file;

    private PortLock(FileStream? file) => _file = file;

    /// <summary>Takes the lock of a port.</summary>
    /// <param name="port">The port, or a link to it.</param>
    /// <param name="folders">Where lock files may lie, the first that takes one; null for the system's.</param>
    /// <exception cref="IOException">Another program has it.</exception>
    public static PortLock Take(string port, IReadOnlyList<string>? folders = null)
    {
        string name = $"algometer{Target(port).Replace(Path.DirectorySeparatorChar, '-')}.lock";
        foreach (string folder in folders ?? _folders)
        {
            try
            {
                return new PortLock(Open(Path.Combine(folder, name)));
            }
            catch (IOException failure) when (_taken.Contains(failure.HResult))
            {
                throw new IOException($"{port} is used by another algometer program: close it there.", failure);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // No place for it here.
            }
        }

        // Nowhere: what the system itself keeps out has to do.
        return new PortLock(null);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static string Target(string port)
    {
        try
        {
            return new FileInfo(port).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(port);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Path.GetFullPath(port);
        }
    }

    // Some systems let nobody, not even root, open another user's file in a shared folder in a way that could create it.
    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (FileNotFoundException)
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
    }
}
