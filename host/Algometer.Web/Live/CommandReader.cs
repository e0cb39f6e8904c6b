using System.Text.Json;
using System.Text.Json.Serialization;
using Algometer.Records.Documents;

namespace Algometer.Web.Live;

/// <summary>Reads what a page sends with a command. A message carries its identity and name beside the arguments, so unknown members are skipped.</summary>
internal static class CommandReader
{
    private static readonly JsonSerializerOptions _json = new(DocumentJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, AllowDuplicateProperties = false };

    /// <summary>Reads the whole message as a request.</summary>
    /// <exception cref="JsonException">It is no such request.</exception>
    public static T Read<T>(JsonElement arguments) => arguments.Deserialize<T>(_json) ?? throw new JsonException();

    /// <summary>A text that may be missing.</summary>
    public static string? Text(JsonElement arguments, string name) => arguments.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number that may be missing.</summary>
    public static double? Number(JsonElement arguments, string name) => arguments.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>A view as JSON.</summary>
    public static JsonElement? View<T>(T? view)
        where T : class => view is null ? null : JsonSerializer.SerializeToElement(view, DocumentJson.Options);

    /// <summary>What a page is told that asks for what there is not.</summary>
    public static Task<string?> Unknown(string feature, string command) => Task.FromResult<string?>($"There is no command '{feature}.{command}': reload the page.");
}
