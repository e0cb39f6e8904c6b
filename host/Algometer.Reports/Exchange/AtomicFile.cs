namespace Algometer.Reports.Exchange;

/// <summary>Writes a file beside its place first and moves it there: a full disk, a cancel or a kill leaves no half file under its name.</summary>
public static class AtomicFile
{
    /// <summary>Ending of an unfinished file.</summary>
    public const string Unfinished = ".part";

    /// <summary>Writes it.</summary>
    /// <param name="path">Its place; what is there is replaced, and a folder that is not there is made.</param>
    /// <param name="content">All of it.</param>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content) => WriteAsync(path, async stream => await stream.WriteAsync(content));

    /// <summary>Writes it.</summary>
    /// <param name="path">Its place; what is there is replaced, and a folder that is not there is made.</param>
    /// <param name="write">Gets the stream.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string unfinished = path + Unfinished;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                await write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
