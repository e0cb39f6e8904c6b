using System.Globalization;

namespace Algometer.Link;

/// <summary>
/// Who holds a port, as far as Linux tells: a lock file of UUCP's kind whose process lives, or a process that has the port open. Other
/// users' processes are seen only by root. On other systems nothing is known before the port is opened.
/// </summary>
/// <param name="processes">Where processes are listed; null for <c>/proc</c>.</param>
/// <param name="locks">Folders of lock files; null for the usual ones.</param>
public sealed class PortHolders(string? processes = null, IReadOnlyList<string>? locks = null)
{
    private const string ModemManager = "ModemManager";
    private readonly string _processes = processes ?? "/proc";
    private readonly IReadOnlyList<string> _locks = locks ?? ["/var/lock", "/run/lock"];

    /// <summary>Who holds the port, in words, or null when nobody is known to.</summary>
    public string? Who(string port)
    {
        ArgumentNullException.ThrowIfNull(port);
        foreach (string folder in _locks)
        {
            string path = Path.Combine(folder, "LCK.." + Path.GetFileName(port));
            if (Owner(path) is { } process && NameOf(process) is { } name)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name} (process {process}, lock file {path})");
            }
        }

        foreach (string folder in Folders())
        {
            if (Holds(folder, port))
            {
                return $"{NameOf(Path.GetFileName(folder)) ?? "a program"} (process {Path.GetFileName(folder)})";
            }
        }

        return null;
    }

    /// <summary>What to do about ModemManager where it runs, or an empty text.</summary>
    public string ModemManagerAdvice() =>
        Folders().Exists(folder => string.Equals(NameOf(Path.GetFileName(folder)), ModemManager, StringComparison.Ordinal))
            ? " ModemManager runs here and may be asking the port whether it is a modem: wait half a minute, or stop it with `sudo systemctl stop ModemManager`."
            : "";

    private static string? Owner(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Trim().Split(' ')[0] is { Length: > 0 } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? text
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Holds(string process, string port)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd"))
                .Any(file => string.Equals(new FileInfo(file).LinkTarget, port, StringComparison.Ordinal));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or another user's.
            return false;
        }
    }

    // All at once: what cannot be listed is not known, and no reason to give up a session over the words of a message.
    private List<string> Folders()
    {
        try
        {
            return Directory.Exists(_processes)
                ? [.. Directory.EnumerateDirectories(_processes).Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))]
                : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string? NameOf(string process)
    {
        try
        {
            string path = Path.Combine(_processes, process, "comm");
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
