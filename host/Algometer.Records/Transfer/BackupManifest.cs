using System.Text.Json;
using System.Text.RegularExpressions;
using Algometer.Records.Engine;

namespace Algometer.Records.Transfer;

/// <summary>What a backup says about itself: <c>manifest.json</c>, the first entry of the archive.</summary>
/// <param name="Format">1.</param>
/// <param name="MadeUtc">When it was made.</param>
/// <param name="Schema">The database's schema.</param>
/// <param name="Store">The record's identity.</param>
/// <param name="Station">The station whose journals are in it.</param>
/// <param name="Encrypted">Whether the record is encrypted; then it opens with the passphrase of that day.</param>
/// <param name="Sessions">Sessions in it.</param>
/// <param name="Files">What is in it.</param>
public sealed record BackupManifest(int Format, DateTimeOffset MadeUtc, int Schema, string Store, string Station, bool Encrypted, long Sessions, IReadOnlyList<BackupFile> Files)
{
    internal const int Newest = 1;
    internal const string EntryName = "manifest.json";
    internal const long LongestManifest = 16 << 20;

    internal static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its name in the archive: <c>algometer.db</c> or a journal's.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 (hex) of it.</param>
public sealed partial record BackupFile(string Name, long Bytes, string Sha256)
{
    /// <summary>Whether a restore may write it: nothing else than what a backup writes, and never outside the folder.</summary>
    internal bool IsExpected => string.Equals(Name, SqliteEngine.FileName, StringComparison.Ordinal) || Journal().IsMatch(Name);

    [GeneratedRegex(@"\Ajournal-[0-9A-HJKMNP-TV-Z]{16}-[0-9]{6,9}\.alj(\.damaged)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Journal();
}
