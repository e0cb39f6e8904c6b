using System.IO.Compression;
using System.Text.Json;
using Algometer.Clinic.Exports;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Recording;
using Algometer.Reports;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Fhir;
using Algometer.VirtualDevice;
using Bunit;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Exports;

/// <summary>Exports from the page, and archives into another record.</summary>
public sealed class ExportPageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_person_chooses_exports_and_downloads()
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = Filled(scratch.Path);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await fixture.OpenBareAsync(path: "/exports.html");
        await Pages.PageLooks.AliveAsync(page);
        await page.CheckAsync("input[value=person]");
        await page.CheckAsync("input[name=format][value=archive]");
        Assert.Equal("Recordings: 1 · tests: 0 · visits: 1 · patients: 1 · notes and other documents: 2. Guided holds are in their recordings.", await page.TextContentAsync("#contains"));
        await page.ClickAsync("#begin");
        await page.WaitForSelectorAsync("#jobs li[data-state=done], #jobs li[data-state=failed]");
        Assert.True(await page.Locator("#jobs li[data-state=done]").CountAsync() > 0, $"{await page.TextContentAsync("main")} | {string.Join("; ", fixture.Errors)}");
        Assert.Contains("Download P-017.algometer", await page.TextContentAsync("#jobs"), StringComparison.Ordinal);
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#jobs li[data-state=done] a"));
        Assert.Equal("P-017.algometer", download.SuggestedFilename);
        await download.SaveAsAsync(scratch.File("taken.algometer"));
        await page.CheckAsync("input[value=all]");
        await page.CheckAsync("input[name=format][value=csv]");
        await page.ClickAsync("#begin");
        download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#jobs li[data-state=done] a:has-text('csv')"));
        Assert.Equal("all-csv.zip", download.SuggestedFilename);
        await download.SaveAsAsync(scratch.File("all.zip"));
        using (ZipArchive zip = ZipFile.OpenRead(scratch.File("all.zip")))
        {
            Assert.Contains(zip.Entries, entry => entry.FullName == "people.csv");
            Assert.Equal(2, zip.Entries.Count(entry => entry.FullName.EndsWith("_samples.csv", StringComparison.Ordinal)));
        }

        Assert.Equal(2, store.Audit.List().Count(entry => entry.Event.Action == AuditActions.Export));
        await Pages.PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "exports");
        Assert.Empty(fixture.Errors);
    }

    [Theory]
    [InlineData("en", "Recordings: 2 · tests: 0")]
    [InlineData("de", "Aufzeichnungen: 2 · Tests: 0")]
    public async Task What_leaves_is_said_before_and_a_choice_of_nothing_cannot_be_begun(string language, string contains)
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = Filled(scratch.Path);
        await using var page = new Pages.ComponentPage(store, language: language);
        var exports = page.Open<Web.Pages.Exports.ExportsPage>("/exports");
        exports.Find("input[value=all]").Change("all");
        Assert.StartsWith(contains, exports.Find("#contains").TextContent, StringComparison.Ordinal);
        await using var nobody = new Pages.ComponentPage(RecordStore.Open(scratch.File("empty"), TimeProvider.System), language: language);
        var empty = nobody.Open<Web.Pages.Exports.ExportsPage>("/exports");
        Assert.True(empty.Find("#begin").HasAttribute("disabled"));
        await using var nothing = new Pages.ComponentPage(language: language);
        Assert.Empty(nothing.Open<Web.Pages.Exports.ExportsPage>("/exports").FindAll("form"));
    }

    [Fact]
    public async Task Files_wait_in_the_records_folder_for_this_user_alone_and_what_a_crash_left_is_gone_at_the_next_start()
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = Filled(scratch.Path);
        string left = Path.Combine(scratch.Path, "exports", "left");
        Directory.CreateDirectory(left);
        await using var desk = new ExportDesk(store, scratch.Path);
        Assert.False(Directory.Exists(left));
        ExportJob job = desk.Begin("all", "", "csv", pseudonymise: false);
        await job.Completion;
        Assert.Equal("done", job.State);
        string waiting = Assert.Single(Directory.GetDirectories(Path.Combine(scratch.Path, "exports")));
        Assert.NotEmpty(Directory.GetFiles(waiting, "*", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(waiting));
        }

        await desk.DisposeAsync();
        Assert.False(Directory.Exists(waiting));
    }

    [Fact]
    public async Task Records_and_people_lead_here_with_the_choice_made_even_to_a_session_older_than_the_list()
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = RecordStore.Open(scratch.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-017" });
        store.People.Add(new Person { Code = "A-001" });
        var first = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
        string session = Recorded.Session(store, "Oldest", 0.2, at: first);
        for (int i = 1; i <= 500; i++)
        {
            Recorded.Session(store, $"Hold {i}", 0.02, at: first.AddMinutes(i));
        }

        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await fixture.OpenBareAsync(path: $"/recordings/{session}");
        await page.ClickAsync("#links a:has-text('Export')");
        await page.WaitForSelectorAsync("input[value=session]:checked");
        await page.WaitForFunctionAsync("wanted => document.getElementById('session').value === wanted", session);
        await Pages.PageLooks.AliveAsync(page);
        await page.ClickAsync("#begin");
        await page.WaitForSelectorAsync("#jobs li[data-state=done]");

        page = await fixture.OpenBareAsync(path: $"/patients/{person.Id}");
        await page.ClickAsync("#export");
        await page.WaitForSelectorAsync("input[value=person]:checked");
        await page.WaitForFunctionAsync("wanted => document.getElementById('person').value === wanted", person.Id);
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Wicked_requests_are_answered_in_words()
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = Filled(scratch.Path);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        using var client = new HttpClient(new HttpClientHandler());
        await client.GetAsync(fixture.Host.Url);
        var root = new Uri(new Uri(fixture.Host.Url).GetLeftPart(UriPartial.Authority));
        foreach (string body in (string[])["{\"what\":\"session\",\"id\":\"../../x\",\"format\":\"csv\"}", "{\"what\":\"all\",\"format\":\"exe\"}", "{\"what\":\"moon\",\"format\":\"csv\"}", "{\"what\":\"person\",\"id\":\"' OR 1=1 --\",\"format\":\"csv\"}"])
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            HttpResponseMessage answer = await client.PostAsync(new Uri(root, "/api/exports"), content);
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.Contains("error", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        foreach (string path in (string[])["/api/exports/nothing/file", "/api/exports/..%2f..%2fetc%2fpasswd/file", "/api/exports/nothing"])
        {
            Assert.Equal(404, (int)(await client.GetAsync(new Uri(root, path))).StatusCode);
        }
    }

    [Fact]
    public async Task A_job_is_cancelled_and_leaves_nothing()
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = Filled(scratch.Path);
        var inside = new TaskCompletionSource();
        ExportSelection selection = new ExportCatalogue(store).All();
        using var release = new ManualResetEventSlim();
        await using var jobs = new ExportJobs();
        ExportJob job = jobs.Begin(
            ExportFormats.Named("xdf"),
            selection with
            {
                Open = session =>
                {
                    inside.TrySetResult();
                    release.Wait();
                    return selection.Open(session);
                },
            },
            _ => { });
        await inside.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("running", job.State);
        job.Cancel();
        release.Set();
        await job.Completion;
        Assert.Equal(("cancelled", 0), (job.State, job.Files.Count));
    }

    [Fact]
    public async Task A_persons_archive_comes_back_into_another_record_without_loss()
    {
        using var scratch = new ScratchFolder();
        using RecordStore from = Filled(scratch.File("a"));
        ExportSelection selection = new ExportCatalogue(from).Of(from.People.List()[0]);
        await ExportFolder.WriteAsync(ExportFormats.Named("archive"), selection, scratch.File("out"), "0", new ExportTicket());
        using RecordStore to = RecordStore.Open(scratch.File("b"), TimeProvider.System);
        ArchiveImport.Report first = Import(to);
        output.WriteLine($"{first.Sessions} sessions, {first.People} people, {first.Documents} documents");
        Assert.Equal((1, 1, 2, 0), (first.Sessions, first.People, first.Documents, first.Left.Count));
        string id = selection.Sessions[0].Id;
        Assert.Equal(from.HashSession(id), to.HashSession(id));
        Assert.Equal(from.People.List(), to.People.List());
        Assert.Equal(from.Documents.List(DocumentKinds.Visit), to.Documents.List(DocumentKinds.Visit));
        Assert.Equal(from.Notes.List(id).Select(note => note.Text), to.Notes.List(id).Select(note => note.Text), StringComparer.Ordinal);
        Assert.Equal(id, Assert.Single(new ExportCatalogue(to).Of(to.People.List()[0]).Sessions).Id);
        ArchiveImport.Report again = Import(to);
        Assert.Equal((0, 0, 0, 4), (again.Sessions, again.People, again.Documents, again.AlreadyThere));
        Assert.True(to.Audit.Verify().IsSound);

        ArchiveImport.Report Import(RecordStore store)
        {
            using FileStream stream = File.OpenRead(scratch.File("out/P-017.algometer"));
            using var archive = ArchiveReader.Open(stream);
            return ArchiveImport.Run(store, archive);
        }
    }

    // A person with a session and a visit, and a session about nobody whose title means harm.
    private static RecordStore Filled(string folder)
    {
        var store = RecordStore.Open(folder, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-017", BirthDecade = 1980, Sex = Sex.Female }, "Anna Example");
        string session = Record(store, "hold");
        store.LinkSession(new SessionLink(session, person.Id, null, null, null));
        store.Notes.Add(session, "a remark");
        store.Documents.Create(DocumentKinds.Visit, person.Id, JsonSerializer.Serialize(new Visit { Date = new DateOnly(2026, 5, 28) }, DocumentJson.Options));
        Record(store, "=cmd|' /C calc'!A0 <script>alert(1)</script> ../../x");
        return store;
    }

    private static string Record(RecordStore store, string title)
    {
        using SessionRecorder recorder = store.StartSession(new SessionDescription { DeviceId = "0A1B2C3D", NominalRateHz = 80, TipAreaCm2 = 1, LimitMillinewtons = 60_000, Title = title, Calibration = new CellCalibration(0, 0, 45_665_773, 0, 0, 0, 196_133) });
        for (int i = 0; i < 400; i++)
        {
            Assert.True(recorder.Append(new Sample(i, i * 12_500L, i * 1000, 0, SampleFlags.None, AlarmState.None)));
        }

        recorder.AppendClockPoint(new ClockPoint(0, 1_780_000_000_000_000));
        recorder.Complete();
        return recorder.SessionId;
    }
}
