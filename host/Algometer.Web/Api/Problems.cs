using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Algometer.Web.Api;

/// <summary>
/// Errors of the interface as problem documents (RFC 9457): <c>detail</c> says what to do. <c>error</c> repeats it for programs that were written
/// before there was <c>detail</c>.
/// </summary>
internal static class Problems
{
    /// <summary>An error as an answer.</summary>
    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="detail">What to do, for a person.</param>
    /// <param name="id">Under which the program wrote down what happened; null when it is the caller's to mend.</param>
    public static ProblemHttpResult Of(int status, string detail, string? id = null)
    {
        var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["error"] = detail };
        if (id is not null)
        {
            more["id"] = id;
        }

        return TypedResults.Problem(detail, statusCode: status, extensions: more);
    }

    /// <summary>The answer to a failure that is the caller's to mend, or that the record explains; null for one that nobody expected.</summary>
    public static ProblemHttpResult? Of(Exception failure) => failure switch
    {
        RecordStoreException { Problem: RecordStoreProblem.NotFound } => Of(StatusCodes.Status404NotFound, failure.Message),
        RecordStoreException { Problem: RecordStoreProblem.Changed } => Of(StatusCodes.Status409Conflict, failure.Message),

        // One thing of the record is broken, not the program: whoever asks for another is served.
        RecordStoreException { About: { } broken } => About(failure.Message, broken),
        RecordStoreException => Of(StatusCodes.Status500InternalServerError, failure.Message),
        JsonException json => Of(StatusCodes.Status400BadRequest, $"The message cannot be read{(json.Path is null ? "" : $" at {json.Path}")}: reload the page and try again."),
        BadHttpRequestException bad => Of(bad.StatusCode, bad.Message),
        ArgumentException or FormatException => Of(StatusCodes.Status400BadRequest, failure.Words()),
        _ => null,
    };

    private static ProblemHttpResult About(string detail, string broken) => TypedResults.Problem(
        detail,
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["error"] = detail, ["object"] = broken });

    /// <summary>Refuses: as a problem document below <c>/api</c>, else as a line that a person reads in the browser.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="detail">What to do.</param>
    public static async Task WriteAsync(HttpContext context, int status, string detail)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await Of(status, detail).ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(detail + "\n", context.RequestAborted);
    }
}
