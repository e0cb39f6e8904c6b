using System.Security.Cryptography;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Records.Keys;

/// <summary>
/// A store's key kept on this machine, outside the data folder, readable by its user alone. It protects a stolen data folder, backup or
/// database server; it does not protect against whoever can sign in as this user, or read this machine's whole disk.
/// </summary>
internal static class RememberedKey
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Shared = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static void Save(string? folder, string store, byte[] key)
    {
        string path = PathOf(folder, store);
        DirectoryInfo directory = new(Path.GetDirectoryName(path)!);
        if (OperatingSystem.IsWindows())
        {
            // The profile's folder is its user's alone by the system's own rules.
            directory.Create();
            File.WriteAllText(path, Convert.ToHexStringLower(key));
            return;
        }

        Directory.CreateDirectory(directory.FullName, Private | UnixFileMode.UserExecute);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private });
        File.SetUnixFileMode(file.SafeFileHandle, Private);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key)));
    }

    /// <summary>The key, or null when none is kept.</summary>
    /// <exception cref="RecordStoreException">Others may read the file, so it protects nothing.</exception>
    public static byte[]? TryRead(string? folder, string store)
    {
        string path = PathOf(folder, store);
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Shared) != UnixFileMode.None)
        {
            throw new RecordStoreException(
                RecordStoreProblem.NoPermission,
                $"The key in '{path}' can be read by others than you. Make it yours alone with chmod 600, and change the passphrase if others use this machine.");
        }

        try
        {
            return Convert.FromHexString(File.ReadAllText(path).Trim()) is { Length: PassphraseKey.KeyLength } key ? key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Removes the key; false when none was kept.</summary>
    public static bool Forget(string? folder, string store)
    {
        string path = PathOf(folder, store);
        if (!File.Exists(path))
        {
            return false;
        }

        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(PassphraseKey.KeyLength * 2));
        File.Delete(path);
        return true;
    }

    public static string PathOf(string? folder, string store) => Path.Combine(
        folder ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "algometer", "keys"),
        (SessionId.IsValid(store) ? store : "none") + ".key");
}
