using System.Text.Json;
using System.Text.Json.Serialization;
using Algometer.Records;
using Algometer.Records.Documents;

namespace Algometer.Web.Api;

/// <summary>How pages and program write to each other: as documents of the record are written.</summary>
internal static class JsonConvention
{
    /// <summary>Puts it on the framework's options.</summary>
    /// <param name="options">They come with the framework's defaults for the web, which the record's share.</param>
    public static void Apply(JsonSerializerOptions options)
    {
        JsonSerializerOptions record = DocumentJson.Options;
        options.UnmappedMemberHandling = record.UnmappedMemberHandling;
        options.RespectNullableAnnotations = record.RespectNullableAnnotations;
        options.RespectRequiredConstructorParameters = record.RespectRequiredConstructorParameters;

        // A name that stands twice would be read as one value by one reader and as another by the next.
        options.AllowDuplicateProperties = false;
        foreach (JsonConverter converter in record.Converters)
        {
            options.Converters.Add(converter);
        }
    }
}
