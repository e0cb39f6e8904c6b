using Algometer.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Web.Tests.Access;

/// <summary>The ticket of the program's own browser stands in the list of processes, where every user of the machine reads it.</summary>
public sealed class StartTokenTests
{
    [Theory]
    [InlineData(59, StatusCodes.Status302Found)]
    [InlineData(61, StatusCodes.Status403Forbidden)]
    public async Task A_ticket_that_nobody_used_in_time_opens_nothing(int seconds, int status)
    {
        var time = new FakeTimeProvider();
        var token = new StartToken(time: time);
        string address = token.OpenOnce("http://127.0.0.1:5000");
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(status, await AskAsync(token, address));
        Assert.Equal(StatusCodes.Status403Forbidden, await AskAsync(token, address));
    }

    private static async Task<int> AskAsync(StartToken token, string address)
    {
        using ServiceProvider services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Path = "/";
        context.Request.QueryString = new QueryString(new Uri(address).Query);
        Assert.Null(await token.AdmitAsync(context));
        return context.Response.StatusCode;
    }
}
