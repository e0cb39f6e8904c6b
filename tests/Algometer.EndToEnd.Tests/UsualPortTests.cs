using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Algometer.EndToEnd.Tests;

/// <summary>Bookmarks, installed pages and pages that were open go on: the port is the same at every start, and who was let in stays in.</summary>
public sealed partial class UsualPortTests
{
    [Fact]
    public async Task Where_another_program_holds_the_port_the_next_free_one_is_taken_and_said()
    {
        using var scratch = new ScratchFolder();
        using TcpListener other = Hold(8317);
        using AlgometerProcess run = AlgometerProcess.Start("run", "--simulate", "--no-browser", "--data", scratch.Path);
        await run.SeesAsync("Ctrl-C ends.");
        Assert.InRange(Page(run).Port, 8318, 8326);
        Assert.Contains("Port 8317 is taken", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_is_refused()
    {
        using var scratch = new ScratchFolder();
        using TcpListener other = Hold(0);
        (int code, _, string errors) = await AlgometerProcess.RunAsync("run", "--simulate", "--no-browser", "--data", scratch.Path, "--listen", $"http://{other.LocalEndpoint}");
        Assert.Equal(2, code);
        Assert.Contains("address already in use", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_open_is_let_in_after_a_restart_and_another_record_s_page_is_not()
    {
        using var scratch = new ScratchFolder();
        using var elsewhere = new ScratchFolder();
        string listen = $"http://127.0.0.1:{FreePort()}";
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });
        using (AlgometerProcess first = AlgometerProcess.Start("run", "--simulate", "--no-browser", "--data", scratch.Path, "--listen", listen))
        {
            await first.SeesAsync("Ctrl-C ends.");
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Page(first))).StatusCode);
            first.Terminate();
            await first.EndAsync();
        }

        Assert.Equal(HttpStatusCode.OK, await AskAsync(scratch));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(elsewhere));

        async Task<HttpStatusCode> AskAsync(ScratchFolder record)
        {
            using AlgometerProcess again = AlgometerProcess.Start("run", "--simulate", "--no-browser", "--data", record.Path, "--listen", listen);
            await again.SeesAsync("Ctrl-C ends.");
            HttpStatusCode answer = (await browser.GetAsync(new Uri(listen))).StatusCode;
            again.Terminate();
            await again.EndAsync();
            return answer;
        }
    }

    private static TcpListener Hold(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            // A program of somebody else's holds it: as good.
        }

        return listener;
    }

    private static int FreePort()
    {
        using TcpListener free = Hold(0);
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private static Uri Page(AlgometerProcess run) => new(PageLine().Match(run.Output).Groups["url"].Value);

    [GeneratedRegex(@"^Page:\s+(?<url>\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PageLine();
}
