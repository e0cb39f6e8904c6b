using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Algometer.Cli.Composition;
using Algometer.Records;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Hosting;
using Algometer.Web.Pages.Phone;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>How a phone gets to the pages and trusts them.</summary>
public sealed class PhonePageTests
{
    private static readonly string[] _names = ["desk", "fe80::1", "192.168.1.4", "2a02::7", "localhost", "127.0.0.1", "::1"];

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("pt")]
    [InlineData("zh")]
    public async Task It_shows_where_the_pages_are_what_to_compare_and_the_steps_of_each_system(string language)
    {
        using var folder = new ScratchFolder();
        await using var page = new ComponentPage(language: language);
        (X509Certificate2 server, X509Certificate2 authority) = ServerCertificate.Own(folder.Path, ["desk"], TimeProvider.System);
        page.Services.AddSingleton(Open(server) with { Authority = authority });
        var phone = page.Open<PhonePage>();
        Assert.Equal(ServerCertificate.Fingerprint(authority), phone.Find("#fingerprint").TextContent);
        Assert.Equal("/algometer.crt", phone.Find("#certificate").GetAttribute("href"));
        Assert.Equal(["192.168.1.4", "desk", "[2a02::7]"], phone.FindAll("#addresses a").Select(link => new Uri(link.TextContent).Host), StringComparer.Ordinal);
        Assert.Equal([4, 3, 2, 2], phone.FindAll("details").Select(system => system.QuerySelectorAll("li").Length));
        Assert.DoesNotMatch(@"\b(ios|android|windows|mac|trust|address)\.[a-z0-9]", phone.Markup);
    }

    [Fact]
    public async Task A_clinic_s_own_certificate_is_not_to_be_got_round()
    {
        using var folder = new ScratchFolder();
        await using var page = new ComponentPage();
        page.Services.AddSingleton(Open(ServerCertificate.Own(folder.Path, ["desk"], TimeProvider.System).Server));
        var phone = page.Open<PhonePage>();
        Assert.Contains("do not go on", phone.Find("[aria-labelledby=trust]").TextContent, StringComparison.Ordinal);
        Assert.Empty(phone.FindAll("#certificate, details"));
    }

    [Fact]
    public async Task Pages_of_this_machine_alone_say_how_to_open_them()
    {
        await using var page = new ComponentPage();
        page.Services.AddSingleton(WebPlace.Local("http://127.0.0.1:0"));
        var phone = page.Open<PhonePage>();
        Assert.Contains("algometer run --listen https://0.0.0.0:8443", phone.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Empty(phone.FindAll("svg, details"));
    }

    [Fact]
    public async Task A_stranger_reaches_it_takes_the_certificate_and_another_program_trusts_the_pages_with_it()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(DeviceSource.Simulate(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }), store, place: pages => HostClient.Network(pages, folder));
        fixture.Services.Accounts!.Add("anna", Role.Therapist, null, "three plain words");
        IPage page = await fixture.OpenBareAsync(path: "/patients");
        await page.WaitForURLAsync("**/sign-in?next=**");
        await page.ClickAsync("a[href='/phone']");
        await page.WaitForURLAsync("**/phone");
        await page.ClickAsync("summary >> nth=0");
        Assert.Equal(4, await page.Locator("details[open] li").CountAsync());
        await Shots.TakeAsync(page, "phone");
        await PageLooks.AssertAsync(page);
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#certificate"));
        using X509Certificate2 got = X509CertificateLoader.LoadCertificateFromFile(await download.PathAsync());
        Assert.Equal(ServerCertificate.Fingerprint(got), await page.InnerTextAsync("#fingerprint"));
        Assert.False(got.HasPrivateKey);

        // curl knows nothing of this program: it takes the pages with this file, and not without.
        string pem = folder.File("authority.pem");
        await File.WriteAllTextAsync(pem, got.ExportCertificatePem());
        string url = new Uri(HostClient.Root(fixture), "/sign-in").ToString();
        Assert.Equal("0 200", await CurlAsync("--cacert", pem, url));
        Assert.StartsWith("60 ", await CurlAsync(url), StringComparison.Ordinal);
    }

    private static WebPlace Open(X509Certificate2 server) => new(ListenAddress.Parse("https://0.0.0.0:8443"), _names, new StartToken(), server);

    private static async Task<string> CurlAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("curl", ["-sS", "-o", "/dev/null", "-w", "%{http_code}", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process curl = Process.Start(start)!;
        string status = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        return string.Create(CultureInfo.InvariantCulture, $"{curl.ExitCode} {status}");
    }
}
