using System.Globalization;
using Algometer.Records.Problems;

namespace Algometer.Records.Store;

/// <summary>
/// One writer per data directory. The operating system holds the lock (flock, or a share mode on Windows), so a kill frees it.
/// The process id stands in a second file, because a locked file cannot be read everywhere; it only serves the message.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly bool _isSeenFromOutside;

    private DirectoryLock(FileStream held)
    {
        _lock = held;

        // Some network folders lock nothing; there a second opening tells nothing either.
        _isSeenFromOutside = IsTaken();
    }

    /// <summary>Whether the folder that was locked is still what stands at its place: neither moved, nor deleted, nor its disk unplugged.</summary>
    public bool IsThere => _isSeenFromOutside ? IsTaken() : File.Exists(_lock.Name);

    public static DirectoryLock Acquire(string directory)
    {
        string path = Path.Combine(directory, "algometer.lock");
        string owner = Path.Combine(directory, "algometer.owner");
        FileStream held;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeldElsewhere(e))
        {
            throw new RecordStoreException(
                RecordStoreProblem.InUse,
                $"Another Algometer{Owner(owner)} is recording in '{directory}'. Close it, or choose another data directory.",
                e);
        }

        try
        {
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch
        {
            held.Dispose();
            throw;
        }

        return new DirectoryLock(held);
    }

    public void Dispose() => _lock.Dispose();

    // What cannot be looked at is not called gone: whoever writes next says what is wrong with it.
    private bool IsTaken()
    {
        try
        {
            using var other = new FileStream(_lock.Name, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or DriveNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    private static bool IsHeldElsewhere(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private static string Owner(string path)
    {
        try
        {
            return $" (process {File.ReadAllText(path)})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
