using System.Text.Json;
using System.Text.Json.Serialization;

namespace Algometer.Records.Documents;

/// <summary>How the bodies of documents are written, and how pages and program write to each other.</summary>
public static class DocumentJson
{
    /// <summary>Camel case, names for enumerations, nothing unknown taken.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
