using System.Globalization;

namespace Algometer.Records.Audit;

/// <summary>
/// The last entry this station has seen, kept beside the database and not in it: whoever shortens the log in the database, or writes it anew,
/// no longer fits it. The file only ever moves forward.
/// </summary>
internal static class AuditAnchor
{
    private const string FileName = "algometer.audit-head";

    public static (long Entries, string Hash)? Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        string[] parts = File.ReadAllText(path).Trim().Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long entries) ? (entries, parts[1]) : null;
    }

    public static void Write(string directory, long entries, string hash)
    {
        string path = Path.Combine(directory, FileName);
        File.WriteAllText(path + ".part", string.Create(CultureInfo.InvariantCulture, $"{entries} {hash}\n"));
        File.Move(path + ".part", path, overwrite: true);
    }
}
