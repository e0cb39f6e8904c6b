using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Algometer.Web.Api;

/// <summary>The document of the interface (OpenAPI), made from the endpoints themselves and served as <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    /// <summary>Registers it.</summary>
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        var names = new Dictionary<string, Type>(StringComparer.Ordinal);
        options.CreateSchemaReferenceId = info => NameOf(info, names);
        options.AddOperationTransformer((operation, _, _) =>
        {
            // Every type is let through to the program, which answers what is wrong; JSON is what it takes.
            operation.RequestBody?.Content?.Remove("*/*");
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Algometer";
            document.Info.Description = "What the pages ask of the program. Forces are in newtons, pressures in kilopascals, times in seconds since a session's first sample; dates are UTC. Every error is a problem document (RFC 9457) whose `detail` says what to do.";
            document.Info.Version = "1";

            // Where it is served differs from start to start.
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    });

    // Views of several features may have the same short name; the feature stands before it.
    private static string? NameOf(JsonTypeInfo info, Dictionary<string, Type> names)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } name)
        {
            return null;
        }

        Type type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        lock (names)
        {
            name = type.DeclaringType is { } feature ? feature.Name.Replace("Endpoints", "", StringComparison.Ordinal) + name : name;
            if (names.TryGetValue(name, out Type? known) && known != type)
            {
                name = type.Namespace!.Split('.')[^1] + name;
            }

            names[name] = type;
            return name;
        }
    }
}
