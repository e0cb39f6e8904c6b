using Algometer.Web.Running;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Shell;

/// <content>What nobody expected stands in the log, under what the page shows.</content>
public sealed partial class PageFault
{
    private string? _id;

    [Inject]
    private ILogger<PageFault> Log { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnErrorAsync(Exception exception)
    {
        // What the record explains, a person can mend.
        _id = Api.Problems.Of(exception) is null ? FailureId.Next() : null;
        if (_id is { } id)
        {
            Failed(Log, id, exception);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(2, LogLevel.Error, "{Id}: a page failed.")]
    private static partial void Failed(ILogger log, string id, Exception failure);
}
