namespace Algometer.EndToEnd.Tests;

/// <summary><c>algometer home</c> opens the patient's own place, with no way into the clinic's.</summary>
public sealed class HomeCommandTests
{
    [Theory]
    [InlineData("home", "/home", false)]
    [InlineData("run", "/", true)]
    public async Task Its_address_leads_to_the_patient_s_place_which_has_no_way_out_of_it(string command, string path, bool leadsOn)
    {
        using var scratch = new ScratchFolder();
        using AlgometerProcess program = AlgometerProcess.Start(command, "--simulate", "idle", "--no-browser", "--data", scratch.Path, "--listen", "http://127.0.0.1:0");
        await program.SeesAsync("Ctrl-C ends.");
        var address = new Uri(program.Output[(program.Output.IndexOf("Page:", StringComparison.Ordinal) + 5)..].Split('\n')[0].Trim());
        Assert.Equal(path, address.AbsolutePath);
        using var client = new HttpClient();
        await client.GetAsync(address, TestContext.Current.CancellationToken);
        string page = await client.GetStringAsync(new Uri(address, "/home"), TestContext.Current.CancellationToken);
        Assert.Contains("home-session", page, StringComparison.Ordinal);
        Assert.Equal(leadsOn, page.Contains("leave-page", StringComparison.Ordinal));
    }
}
