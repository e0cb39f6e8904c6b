using System.Text;
using System.Text.Json;

namespace Algometer.Reports.Exchange;

/// <summary>
/// The finished files of an export, a JSON line each, written after the file is in its place. An export that was cancelled or killed goes on
/// from it: what it names is not written again.
/// </summary>
internal sealed class ExportManifest
{
    public const string FileName = "export-manifest.jsonl";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly string _path;
    private readonly Dictionary<string, Finished> _finished = new(StringComparer.Ordinal);

    private ExportManifest(string path) => _path = path;

    public IReadOnlyCollection<Finished> Files => _finished.Values;

    /// <summary>Begins one, or goes on with the one that is there.</summary>
    /// <exception cref="ArgumentException">The folder holds something else.</exception>
    public static ExportManifest Open(string folder, Header header)
    {
        string path = Path.Combine(folder, FileName);
        var manifest = new ExportManifest(path);
        if (!File.Exists(path))
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new ArgumentException($"The folder '{folder}' is not empty: choose an empty or new one, or one with an unfinished export of the same kind.");
            }

            Directory.CreateDirectory(folder);
            File.WriteAllText(path, JsonSerializer.Serialize(header, _json) + "\n");
            return manifest;
        }

        string[] lines = File.ReadAllText(path).Split('\n');
        Header? before = Parse<Header>(lines[0]);
        if (before != header)
        {
            throw new ArgumentException(before is null
                ? $"'{path}' is no manifest of an export: choose another folder."
                : $"The folder '{folder}' holds another export ({before.Format}{(before.Pseudonymised ? ", pseudonymised" : "")} of {before.Selection}, layout {before.Layout}): choose another folder.");
        }

        // The last line is complete only with its line end; a kill may have cut it.
        var whole = new StringBuilder(lines[0] + "\n");
        foreach (string line in lines[1..^1])
        {
            if (Parse<Finished>(line) is { } file)
            {
                manifest._finished[file.File] = file;
                whole.Append(line).Append('\n');
            }
        }

        if (lines[^1].Length > 0)
        {
            File.WriteAllText(path, whole.ToString());
        }

        return manifest;
    }

    public bool Has(string name, string fingerprint, string path) =>
        _finished.TryGetValue(name, out Finished? file)
        && string.Equals(file.Fingerprint, fingerprint, StringComparison.Ordinal)
        && new FileInfo(path) is { Exists: true } info && info.Length == file.Bytes;

    public void Add(Finished file)
    {
        _finished[file.File] = file;
        File.AppendAllText(_path, JsonSerializer.Serialize(file, _json) + "\n");
    }

    private static T? Parse<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, _json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Header(string Format, int Layout, string Selection, bool Pseudonymised, string Software);

    internal sealed record Finished(string File, long Bytes, string Sha256, string Fingerprint);
}
