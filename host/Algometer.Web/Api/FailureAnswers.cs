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

        string id = httpContext.TraceIdentifier;
        Unexpected(log, id, httpContext.Request.Method, httpContext.Request.Path, exception);
        await Problems.Of(StatusCodes.Status500InternalServerError, $"The program made an error. What it was doing stands in its error output under {id}: try again, then start the program again.", id).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "Request {Id} failed: {Method} {Path}")]
    private static partial void Unexpected(ILogger logger, string id, string method, string path, Exception failure);
}
