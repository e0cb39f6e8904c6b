namespace Algometer.Records.Problems;

/// <summary>What the system's errors mean to the person at the station.</summary>
internal static class FileProblems
{
    public static RecordStoreException Explain(Exception e, string path) => e switch
    {
        UnauthorizedAccessException => new(RecordStoreProblem.NoPermission, NoPermission(path), e),
        DirectoryNotFoundException or FileNotFoundException =>
            new(RecordStoreProblem.NotFound, $"'{path}' does not exist and cannot be made. Choose another data directory.", e),
        IOException io when IsFull(io) => new(RecordStoreProblem.DiskFull, Full(path), e),
        IOException io when (io.HResult & 0xFFFF) is 30 or 19 => new(RecordStoreProblem.ReadOnly, ReadOnly(path), e),
        _ => new(RecordStoreProblem.Other, $"'{path}' cannot be used: {e.Message} Check the disk, or choose another data directory.", e),
    };

    public static string Full(string path) => $"The disk that holds '{path}' is full. Free some space; recording resumes by itself.";

    public static string ReadOnly(string path) => $"'{path}' may only be read. Make the directory writable, or choose another data directory.";

    public static string NoPermission(string path) =>
        $"You have no permission to write '{path}'. Ask for write access to the directory, or choose another data directory.";

    // ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static bool IsFull(IOException e) => (e.HResult & 0xFFFF) is 28 or 122 or 112 or 39;
}
