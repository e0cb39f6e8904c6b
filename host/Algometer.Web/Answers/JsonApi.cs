using System.Text.Json;
using Algometer.Records.Documents;
using Algometer.Records.Problems;

namespace Algometer.Web.Answers;

/// <summary>Answers in JSON: the answer, or <c>{"error": …}</c> that says what to do.</summary>
internal static class JsonApi
{
    private const int MostBytes = 4 << 20;

    /// <summary>How pages and program write to each other: camel case, names for enumerations, nothing unknown taken.</summary>
    public static JsonSerializerOptions Options => DocumentJson.Options;

    /// <summary>Reads something.</summary>
    public static void Get<T>(this WebApplication application, string address, Func<HttpContext, T> read, JsonSerializerOptions? json = null) =>
        application.MapGet(address, async context => await AnswerAsync(context, () => ValueTask.FromResult(read(context)), json ?? Options));

    /// <summary>Does something with a JSON body.</summary>
    /// <param name="application">The page server.</param>
    /// <param name="address">Where.</param>
    /// <param name="act">Gets the request and the body; its answer is sent.</param>
    public static void Post<TBody, T>(this WebApplication application, string address, Func<HttpContext, TBody, T> act) =>
        application.MapPost(address, async context => await AnswerAsync(context, async () => act(context, await BodyAsync<TBody>(context)), Options));

    /// <summary>Answers with a file, or with an error in JSON.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">The file's type.</param>
    /// <param name="make">Makes it and names it.</param>
    /// <param name="attached">Whether the browser keeps it instead of showing it.</param>
    public static async Task FileAsync(HttpContext context, string type, Func<(byte[] File, string Name)> make, bool attached)
    {
        try
        {
            (byte[] file, string name) = make();
            var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue(attached ? "attachment" : "inline");
            disposition.SetHttpFileName(name);
            context.Response.ContentType = type;
            context.Response.ContentLength = file.Length;
            context.Response.Headers.ContentDisposition = disposition.ToString();
            await context.Response.Body.WriteAsync(file, context.RequestAborted);
        }
        catch (Exception failure) when (IsTold(failure))
        {
            await TellAsync(context, failure);
        }
    }

    /// <summary>Who asks, for the audit log and for notes; null for whoever started the program.</summary>
    public static string? Actor(this HttpContext context) => context.Features.Get<Access.Visitor>()?.Name;

    /// <summary>A part of the address.</summary>
    public static string Route(this HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static async Task<TBody> BodyAsync<TBody>(HttpContext context)
    {
        if (context.Request.ContentLength is null or > MostBytes)
        {
            throw new ArgumentException($"A message must say its length and have at most {MostBytes >> 20} MiB.");
        }

        // A form of another site can only send text/plain and the like without asking first.
        if (!context.Request.HasJsonContentType())
        {
            throw new ArgumentException("A message must be JSON (Content-Type: application/json).");
        }

        return await JsonSerializer.DeserializeAsync<TBody>(context.Request.Body, Options, context.RequestAborted)
            ?? throw new ArgumentException("The message is empty.");
    }

    private static async Task AnswerAsync<T>(HttpContext context, Func<ValueTask<T>> answer, JsonSerializerOptions json)
    {
        try
        {
            await context.Response.WriteAsJsonAsync(await answer(), json, context.RequestAborted);
        }
        catch (Exception failure) when (IsTold(failure))
        {
            await TellAsync(context, failure);
        }
    }

    private static bool IsTold(Exception failure) => failure is ArgumentException or FormatException or JsonException or RecordStoreException;

    private static async Task TellAsync(HttpContext context, Exception failure)
    {
        (context.Response.StatusCode, string error) = failure switch
        {
            RecordStoreException { Problem: RecordStoreProblem.NotFound } => (StatusCodes.Status404NotFound, failure.Message),
            RecordStoreException { Problem: RecordStoreProblem.Changed } => (StatusCodes.Status409Conflict, failure.Message),
            RecordStoreException => (StatusCodes.Status500InternalServerError, failure.Message),
            JsonException json2 => (StatusCodes.Status400BadRequest, $"The message cannot be read{(json2.Path is null ? "" : $" at {json2.Path}")}: reload the page and try again."),
            _ => (StatusCodes.Status400BadRequest, failure.Message.Split(" (Parameter", 2)[0]),
        };
        await context.Response.WriteAsJsonAsync(new { error }, Options, context.RequestAborted);
    }
}
