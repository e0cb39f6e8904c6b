using System.Reflection;
using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Documents;
using Microsoft.AspNetCore.Http.Metadata;

namespace Algometer.Web.Api;

/// <summary>The JSON message of a request: of known length, at most 4 MiB, and sent as JSON, which a form of another site cannot do without asking first.</summary>
/// <typeparam name="T">What it says.</typeparam>
/// <param name="value">What was read.</param>
internal sealed class Message<T>(T value) : IEndpointParameterMetadataProvider
{
    private const int MostBytes = 4 << 20;

    /// <summary>What was read.</summary>
    public T Value => value;

    /// <summary>Reads the message of a request. Called by the framework.</summary>
    /// <exception cref="ArgumentException">Its length or type does not fit.</exception>
    /// <exception cref="JsonException">It is no such message.</exception>
    public static async ValueTask<Message<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        if (context.Request.ContentLength is null or > MostBytes)
        {
            throw new ArgumentException($"A message must say its length and have at most {MostBytes >> 20} MiB.");
        }

        if (!context.Request.HasJsonContentType())
        {
            throw new ArgumentException("A message must be JSON (Content-Type: application/json).");
        }

        return new Message<T>(await JsonSerializer.DeserializeAsync<T>(context.Request.Body, DocumentJson.Options, context.RequestAborted)
            ?? throw new ArgumentException("The message is empty."));
    }

    /// <summary>Describes the message for the interface's document. Any type is let through to <see cref="BindAsync"/>, which says what is wrong.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json", "*/*"], typeof(T)));
}
