using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Algometer.Seeds;

/// <summary>
/// Reads a file of the evidence base: the one that the program carries, or the clinic's own of the same name beside the record. The type
/// is the schema: a field too many, too few or of the wrong kind is refused with its place.
/// </summary>
public static class SeedFile
{
    /// <summary>Folder beside the record where a clinic keeps its own files.</summary>
    public const string ClinicFolder = "seeds";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads one file.</summary>
    /// <param name="name">Such as <c>protocols.json</c>.</param>
    /// <param name="dataDirectory">The record's folder, in whose <c>seeds</c> a file of that name comes first; null for the program's own.</param>
    /// <exception cref="FormatException">The file does not fit; the message names file, place and remedy.</exception>
    public static T Read<T>(string name, string? dataDirectory = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(name);
        string? own = dataDirectory is null ? null : Path.Combine(dataDirectory, ClinicFolder, name);
        if (own is not null && File.Exists(own))
        {
            using FileStream file = File.OpenRead(own);
            return Parse<T>(file, own);
        }

        using Stream embedded = Assembly.GetExecutingAssembly().GetManifestResourceStream("seeds/" + name)
            ?? throw new ArgumentException($"There is no seed file '{name}'.", nameof(name));
        return Parse<T>(embedded, name);
    }

    /// <summary>Parses the text of one file.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="source">What an error calls it.</param>
    /// <exception cref="FormatException">The file does not fit.</exception>
    public static T Parse<T>(Stream json, string source)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, _json) ?? throw new FormatException($"{source} is empty: restore it, or remove it to use the built-in one.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{source}, line {e.LineNumber + 1}, {e.Path}: {e.Message.Split(" Path:", 2)[0]} Mend it, or remove the file to use the built-in one.", e);
        }
    }
}
