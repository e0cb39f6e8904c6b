using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Exchange.Pseudonyms;

/// <summary>
/// Who is who in pseudonymised exports: a secret, and for each person the study code and the days that dates are shifted. Whoever has this
/// file can undo a pseudonymisation; it is kept apart from every export, and the same key gives the same person the same code again.
/// </summary>
public sealed class PseudonymKey
{
    private const int FormatVersion = 1;
    private const int WeeksAtMost = 104;
    private readonly Dictionary<string, Entry> _people;
    private readonly byte[] _secret;

    private PseudonymKey(byte[] secret, IEnumerable<Entry> people) => (_secret, _people) = (secret, people.ToDictionary(entry => entry.PersonId, StringComparer.Ordinal));

    /// <summary>The people in it.</summary>
    public IReadOnlyCollection<Entry> People => _people.Values;

    /// <summary>A new key with nobody in it.</summary>
    public static PseudonymKey Create() => new(RandomNumberGenerator.GetBytes(32), []);

    /// <summary>Reads a key, or makes a new one where there is none.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="FormatException">The file is no key; nothing is overwritten.</exception>
    public static PseudonymKey Open(string path)
    {
        if (!File.Exists(path))
        {
            return Create();
        }

        try
        {
            Content content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), PlainJson.Options) ?? throw new JsonException();
            byte[] secret = Convert.FromBase64String(content.Secret);
            return content.Version == FormatVersion && secret.Length == 32 ? new PseudonymKey(secret, content.People) : throw new JsonException();
        }
        catch (Exception failure) when (failure is JsonException or FormatException or ArgumentException)
        {
            throw new FormatException($"'{path}' is no key of pseudonyms that this program can read: name another file with --key; it was not changed.", failure);
        }
    }

    /// <summary>Writes it, readable by its owner only.</summary>
    /// <param name="path">Its file.</param>
    public async Task SaveAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new Content(FormatVersion, Convert.ToBase64String(_secret), [.. _people.Values.OrderBy(entry => entry.StudyCode, StringComparer.Ordinal)]), PlainJson.Indented);
        await AtomicFile.WriteAsync(path, async stream =>
        {
            if (!OperatingSystem.IsWindows() && stream is FileStream file)
            {
                File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            await stream.WriteAsync(json);
        });
    }

    /// <summary>The pseudonym of a person, made at the first time.</summary>
    /// <param name="personId">Identity in the record.</param>
    /// <param name="code">The clinic's code, kept in the key for whoever undoes it.</param>
    public Entry For(string personId, string code)
    {
        if (_people.TryGetValue(personId, out Entry? known))
        {
            return known;
        }

        string study;
        do
        {
            study = "S-" + RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTUVWXYZ", 6);
        }
        while (_people.Values.Any(entry => string.Equals(entry.StudyCode, study, StringComparison.Ordinal)));
        var made = new Entry(personId, code, study, -7 * RandomNumberGenerator.GetInt32(1, WeeksAtMost + 1));
        _people.Add(personId, made);
        return made;
    }

    /// <summary>An identity that cannot be traced without the key: the same one always becomes the same other one.</summary>
    /// <param name="identity">Of a session, run, visit or document.</param>
    internal string Identity(string identity)
    {
        const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        byte[] hash = HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(identity));
        return string.Concat(hash.Take(16).Select(value => Digits[value & 31]));
    }

    /// <summary>Days for sessions about nobody; the same for all of them.</summary>
    internal int DaysForNobody => -7 * (1 + (HMACSHA256.HashData(_secret, "days of sessions about nobody"u8)[0] % WeeksAtMost));

    /// <summary>A person of a key.</summary>
    /// <param name="PersonId">Identity in the record.</param>
    /// <param name="Code">The clinic's code.</param>
    /// <param name="StudyCode">The code that stands in exports.</param>
    /// <param name="ShiftDays">Whole weeks that every date is shifted by, in days; negative.</param>
    public sealed record Entry(string PersonId, string Code, string StudyCode, int ShiftDays);

    private sealed record Content(int Version, string Secret, IReadOnlyList<Entry> People);
}
