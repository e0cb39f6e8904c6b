namespace Algometer.EndToEnd.Tests;

/// <summary>Opening the pages to the network, as a person types it.</summary>
public sealed class NetworkTests
{
    [Fact]
    public async Task The_network_needs_an_account_and_then_speaks_tls_with_a_fingerprint_to_compare()
    {
        using var scratch = new ScratchFolder();
        string[] open = ["run", "--simulate", "idle", "--no-browser", "--listen", "https://0.0.0.0:0", "--data", scratch.Path];
        (int code, _, string errors) = await AlgometerProcess.RunAsync(open);
        Assert.Equal(2, code);
        Assert.Contains("algometer account add", errors, StringComparison.Ordinal);

        Environment.SetEnvironmentVariable("ALGOMETER_PASSWORD", "short");
        (code, _, errors) = await AlgometerProcess.RunAsync("account", "add", "anna", "--role", "therapist", "--data", scratch.Path);
        Assert.Equal(2, code);
        Assert.Contains("10 to 256 characters", errors, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable("ALGOMETER_PASSWORD", "three plain words");
        (code, _, errors) = await AlgometerProcess.RunAsync("account", "add", "anna", "--role", "therapist", "--data", scratch.Path);
        Assert.True(code == 0, errors);

        using AlgometerProcess host = AlgometerProcess.Start(open);
        await host.SeesAsync("Ctrl-C ends.");
        Assert.Matches(@"Page: +https://[^/]+:\d+/\r?\n", host.Output);
        Assert.Matches("fingerprint .*([0-9A-F]{2}:){31}[0-9A-F]{2}", host.Output);
        Assert.DoesNotContain("token", host.Output, StringComparison.Ordinal);
    }
}
