using System.Globalization;
using System.Text;

namespace Algometer.Cli.Log;

/// <summary>A log file that never grows beyond a bound: what is full is put aside under a number, and the oldest of these goes.</summary>
/// <param name="folder">Where; made when it is needed.</param>
/// <param name="longestBytes">When a file is full.</param>
/// <param name="files">How many there are at most, the one that is written among them.</param>
internal sealed class RollingFile(string folder, long longestBytes, int files) : IDisposable
{
    private FileStream? _file;

    /// <summary>The file that is written.</summary>
    public string Path => Named(0);

    /// <summary>Writes text and hands it to the system at once: a program that is killed has told it.</summary>
    /// <exception cref="IOException">It cannot be written; the next call tries anew.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            if (_file is { Length: > 0 } full && full.Length + bytes.Length > longestBytes)
            {
                Roll();
            }

            _file ??= Open();
            _file.Write(bytes);
            _file.Flush();
        }
        catch
        {
            _file?.Dispose();
            _file = null;
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        return new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private void Roll()
    {
        _file?.Dispose();
        _file = null;
        for (int number = files - 2; number >= 0; number--)
        {
            if (File.Exists(Named(number)))
            {
                File.Move(Named(number), Named(number + 1), overwrite: true);
            }
        }
    }

    private string Named(int number) => System.IO.Path.Combine(folder, number == 0 ? "algometer.log" : string.Create(CultureInfo.InvariantCulture, $"algometer.{number}.log"));
}
