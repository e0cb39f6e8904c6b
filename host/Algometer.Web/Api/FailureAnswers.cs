using Algometer.Web.Running;
using Microsoft.AspNetCore.Diagnostics;

namespace Algometer.Web.Api;

/// <summary>Answers a request that failed. What nobody expected is written to the log under an id, and the answer names the id and no more.</summary>
internal sealed partial class FailureAnswers(ILogger<FailureAnswers> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Problems.Of(exception) is { } expected)
        {
            await expected.ExecuteAsync(httpContext);
            return true;
        }

        // Of the address its pattern: what stands in it in place of a name may be somebody's.
        string id = FailureId.Next();
        Unexpected(log, id, httpContext.Request.Method, (httpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", exception);
        await Problems.Of(StatusCodes.Status500InternalServerError, $"The program made an error. Its log says what it was doing, under {id}: try again, then start the program again.", id).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "{Id}: the request {Method} {Pattern} failed.")]
    private static partial void Unexpected(ILogger logger, string id, string method, string pattern, Exception failure);
}
