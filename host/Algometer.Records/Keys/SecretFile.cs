using System.Security.Cryptography;
using System.Text;

namespace Algometer.Records.Keys;

/// <summary>A secret of random letters and digits that the program makes once and keeps in a file that its owner alone can read.</summary>
public static class SecretFile
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A new secret: 128 bits as 32 hexadecimal digits.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Reads the secret of a file, or makes one there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">The file holds no secret; the message says what to do.</exception>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public static string ReadOrMake(string path)
    {
        if (File.Exists(path))
        {
            string known = File.ReadAllText(path).Trim();
            return known.Length is >= 16 and <= 128 && known.All(char.IsAsciiLetterOrDigit) ? known : throw new FormatException($"'{path}' holds no token: 16 to 128 letters and digits. Delete it to get a new one.");
        }

        string made = New();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersAlone;
        }

        using var writer = new StreamWriter(path, Encoding.ASCII, options);
        writer.Write(made + "\n");
        return made;
    }
}
