using System.Diagnostics;
using System.Xml.Linq;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>Reports had from the pages.</summary>
public sealed class ReportPageTests
{
    private static readonly DateTimeOffset _first = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Reports_and_figures_come_from_the_results_page_and_say_what_was_measured()
    {
        using var folder = new ScratchFolder();
        var clock = new SetClock(_first);
        using RecordStore store = RecordStore.Open(folder.Path, clock);
        Person person = Filled(store, clock, "P-001", "Ada");
        string run = store.Documents.List(RunDocument.Kind)[^1].Id;
        await using LivePageFixture fixture = await StartAsync(store);
        IPage page = await fixture.OpenBareAsync(path: $"/results?person={person.Id}&run={run}");
        await Pages.PageLooks.AliveAsync(page);
        string report = Text(await DownloadAsync(page, ".reports a >> nth=0", ".pdf"));
        foreach (string wanted in (string[])["P-001", "312", "○ +30 kPa, within measurement error", "Page 1 of", "MDC95 = 44 kPa", "ALG-0C21"])
        {
            Assert.Contains(wanted, report, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Ada", report, StringComparison.Ordinal);
        await page.CheckAsync(".reports .choice input");
        string plain = Text(await DownloadAsync(page, ".reports a >> nth=1", ".pdf"));
        Assert.Contains("Ada", plain, StringComparison.Ordinal);
        Assert.Contains("Nobody can promise", plain, StringComparison.Ordinal);
        await page.ClickAsync("#figures summary");
        byte[] png = await DownloadAsync(page, "#figures a[href$='traces.png']", ".png");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        string svg = System.Text.Encoding.UTF8.GetString(await DownloadAsync(page, "#figures a[href$='body.svg']", ".svg"));
        Assert.Contains("312 kPa", string.Concat(XDocument.Parse(svg).Descendants().Select(element => element.Value)), StringComparison.Ordinal);
        Assert.Contains(store.Audit.List(), entry => entry.Event is { Action: AuditActions.Export, ObjectKind: "run" });
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Markup_in_names_notes_plans_and_places_is_text_on_every_page_in_PDF_and_in_SVG()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-666", Notes = Hostile.Markup, ConsentText = Hostile.Markup }, Hostile.Markup);
        string run = Recorded.Run(store, person.Id, _first, [("upper-trapezius", BodySide.Left, [250, 260, 255])], name: Hostile.Markup);
        string visit = Recorded.Visit(store, person.Id, new DateOnly(2026, 10, 5), 6, Hostile.Markup, [Hostile.Markup]);
        string session = Recorded.Eventful(store, Hostile.Markup);
        store.LinkSession(new SessionLink(session, person.Id));
        store.Notes.Add(session, Hostile.Markup, Hostile.Markup);
        await using LivePageFixture fixture = await StartAsync(store);
        foreach (string path in (string[])["/patients/PERSON", "/patients/PERSON/details", "/results?person=PERSON&run=RUN", "/patients/PERSON/progress", "/recordings/SESSION", "/recordings/compare?item=session:SESSION&item=trial:RUN:0", "/patients/PERSON/visits/VISIT?step=6"])
        {
            string address = path.Replace("PERSON", person.Id, StringComparison.Ordinal).Replace("RUN", run, StringComparison.Ordinal).Replace("SESSION", session, StringComparison.Ordinal).Replace("VISIT", visit, StringComparison.Ordinal);
            IPage page = await fixture.OpenBareAsync(path: address);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Pages.PageLooks.AliveAsync(page);
            string shown = await page.EvaluateAsync<string>("() => document.body.textContent + [...document.querySelectorAll('input, textarea')].map((field) => field.value).join(' ')");
            Assert.Contains("<img src=x onerror=", shown, StringComparison.Ordinal);
            await Hostile.AssertNothingRanAsync(page);
        }

        using HttpClient client = await ClientAsync(fixture);
        foreach (string path in (string[])[$"/api/reports/visit/{visit}/report.pdf?name=1", $"/api/reports/visit/{visit}/report.pdf?name=1&plain=1", $"/api/reports/run/{run}/report.pdf?name=1", $"/api/reports/person/{person.Id}/report.pdf?name=1"])
        {
            string text = Text(await client.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
            Assert.Contains("<img src=x onerror=", text, StringComparison.Ordinal);
        }

        var svg = XDocument.Parse(await client.GetStringAsync(new Uri($"/api/reports/run/{run}/figures/body.svg", UriKind.Relative)));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "img" or "script" or "image" or "foreignObject" || element.Attributes().Any(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        Assert.Contains("Ada <img", string.Concat(svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)), StringComparison.Ordinal);
        Assert.Empty(fixture.Errors);
    }

    [Theory]
    [InlineData("/api/reports/run/nothing/report.pdf", 404)]
    [InlineData("/api/reports/dog/x/report.pdf", 400)]
    [InlineData("/api/reports/run/RUN/report.pdf?paper=a3", 400)]
    [InlineData("/api/reports/run/RUN/figures/none.svg", 400)]
    [InlineData("/api/reports/run/..%2F..%2Fetc/report.pdf", 404)]
    [InlineData("/api/sessions?sort=upside-down", 400)]
    [InlineData("/api/sessions?limit=100000", 400)]
    public async Task Nonsense_is_answered_in_words(string path, int status)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        string run = Recorded.Run(store, null, _first, [("upper-trapezius", BodySide.Left, [250, 260, 255])]);
        await using LivePageFixture fixture = await StartAsync(store);
        using HttpClient client = await ClientAsync(fixture);
        HttpResponseMessage answer = await client.GetAsync(new Uri(path.Replace("RUN", run, StringComparison.Ordinal), UriKind.Relative));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("\"error\":", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Person Filled(RecordStore store, SetClock clock, string code, string name)
    {
        Person person = store.People.Add(new Person { Code = code, BirthDecade = 1980, Sex = Sex.Female }, name);
        store.Documents.Create(PptSettings.Kind, null, System.Text.Json.JsonSerializer.Serialize(new PptSettings { Mdc95Kpa = 44, MdcSource = "Geri 2022" }, DocumentJson.Options));
        for (int i = 0; i < 3; i++)
        {
            clock.Now = _first.AddDays(14 * i);
            Recorded.Run(store, person.Id, _first.AddDays(14 * i), [("upper-trapezius", BodySide.Left, [250.0 + (30 * i), 260 + (30 * i), 240 + (30 * i)]), ("upper-trapezius", BodySide.Right, [312, 305, 319])]);
            Recorded.Visit(store, person.Id, new DateOnly(2026, 10, 5).AddDays(14 * i), 7 - i);
        }

        return person;
    }

    private static Task<LivePageFixture> StartAsync(RecordStore store) => LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);

    private static async Task<HttpClient> ClientAsync(LivePageFixture fixture)
    {
        var client = new HttpClient { BaseAddress = new Uri(new Uri(fixture.Host.Url).GetLeftPart(UriPartial.Authority)) };
        await client.GetAsync(new Uri(fixture.Host.Url));
        return client;
    }

    private static async Task<byte[]> DownloadAsync(IPage page, string link, string end)
    {
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(link));
        Assert.EndsWith(end, download.SuggestedFilename, StringComparison.Ordinal);
        return await File.ReadAllBytesAsync((await download.PathAsync())!);
    }

    private static string Text(byte[] pdf)
    {
        Checkout.Need(Checkout.Program("pdftotext"), "poppler-utils");
        using var folder = new ScratchFolder();
        File.WriteAllBytes(folder.File("report.pdf"), pdf);
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-raw", folder.File("report.pdf"), "-"]) { UseShellExecute = false, RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return string.Join(' ', text.Split((char[])[' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));
    }
}
