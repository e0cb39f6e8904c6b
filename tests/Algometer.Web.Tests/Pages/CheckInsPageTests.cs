using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.FollowUp;
using Algometer.Measurement.Home.Session;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Reports.Exchange.Csv;
using Algometer.Tables;
using Algometer.Web.Pages.CheckIns;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Web.Tests.Pages;

/// <summary>How it goes at home, for the therapist: sessions with their holds and reasons, files out and in.</summary>
public sealed class CheckInsPageTests : IDisposable
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new(_noon.AddDays(1));
    private readonly RecordStore _store;

    public CheckInsPageTests() => _store = RecordStore.Open(_folder.Path, _time);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "ended by a stop rule", "Hold 1: 0:12 in the band.", "That was too much. Let go.", "too much twice", "stopped by the patient")]
    [InlineData("de", "durch eine Stoppregel beendet", "Halten 1: 0:12 im Band.", "Das war zu viel.", "zweimal zu viel", "von der Person angehalten")]
    public async Task Sessions_tell_how_they_ended_what_was_held_and_what_to_look_at(string language, string end, string hold, string outcome, string tell, string other)
    {
        Person person = _store.People.Add(new Person { Code = "P-007" });
        Keep(person, Session("S-1"));
        Keep(person, Session("S-2") with { End = SessionEnd.Stopped, StartedUtc = _noon.AddHours(3) });
        await using var page = new ComponentPage(_store, _time, language: language);
        var shown = page.Open<CheckInsPage>(parameters: with => with.Add(one => one.Id, person.Id));
        var first = shown.Find("[data-end='stop-rule']");
        Assert.All((string[])[end, hold, outcome, tell], words => Assert.Contains(words, first.TextContent, StringComparison.Ordinal));
        Assert.Contains(other, shown.Find("[data-end='stopped']").TextContent, StringComparison.Ordinal);
        Assert.Single(first.QuerySelectorAll(".session-trace polyline"));
    }

    [Fact]
    public async Task An_export_of_the_patient_is_taken_in_once_and_of_anybody_else_never()
    {
        Person person = _store.People.Add(new Person { Code = "P-007" });
        await using var page = new ComponentPage(_store, _time);
        var shown = page.Open<CheckInsPage>(parameters: with => with.Add(one => one.Id, person.Id));
        string Export(string patient) => JsonSerializer.Serialize(new PeriodExport(PeriodExport.Format, patient, _noon, [new HomeSessionDocument(Session("S-1") with { Patient = patient }, null, 0, false)]), DocumentJson.Options);
        void Choose(string text) => shown.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "export.json"));
        Choose(Export("P-007"));
        shown.WaitForAssertion(() => Assert.Equal("Taken in: 1. Already here: 0.", shown.Find("#answer").TextContent));
        Assert.Single(shown.FindAll("#sessions > li"));
        Choose(Export("P-007"));
        shown.WaitForAssertion(() => Assert.Equal("Taken in: 0. Already here: 1.", shown.Find("#answer").TextContent));
        Choose(Export("P-008"));
        shown.WaitForAssertion(() => Assert.Contains("not of P-007", shown.Find("#answer").TextContent, StringComparison.Ordinal));
        Choose("{ not json");
        shown.WaitForAssertion(() => Assert.Contains("no export", shown.Find("#answer").TextContent, StringComparison.Ordinal));
        Assert.Single(_store.Documents.List(HomeSessionDocument.Kind, person.Id));
    }

    [Fact]
    public void Whatever_a_text_says_it_is_one_cell_and_runs_in_no_spreadsheet()
    {
        SessionRecord wicked = Session("=1+1,\"x\"\nnext");
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        CsvText.Write(HomeHoldRow.Table, HomeHoldRow.Of([new HomeSessionDocument(wicked, null, 0, false)]), text);
        IReadOnlyList<(int Line, string?[] Cells)> rows = DelimitedText.AsWritten(text.ToString());
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal(24, row.Cells.Length));
        Assert.Equal("'=1+1,\"x\"\nnext", rows[1].Cells[0]);
    }

    private static SessionRecord Session(string id) => new()
    {
        Id = id,
        Patient = "P-007",
        Point = "upper-trapezius",
        StartedUtc = _noon,
        RulesVersion = "1",
        LowNewtons = 25,
        HighNewtons = 38,
        LimitNewtons = 41.8,
        End = SessionEnd.StopRule,
        Entries =
        [
            new(1, SessionEntryKind.MovementBefore, 0, "neck-rotation-left", 6),
            new(10, SessionEntryKind.HoldBegan, 1, "", 1),
            new(12, SessionEntryKind.BandEntered, 1, "", 25.1),
            new(24, SessionEntryKind.Pain, 1, "key", 9),
            new(24, SessionEntryKind.HoldEnded, 1, "too-much-pain", 12),
            new(24, SessionEntryKind.HoldPeak, 1, "", 31.4),
            new(24, SessionEntryKind.HoldMean, 1, "", 29.2),
            new(24, SessionEntryKind.TellTherapist, 1, "too-much", null),
        ],
    };

    private void Keep(Person person, SessionRecord session) => _store.Documents.Create(
        HomeSessionDocument.Kind,
        person.Id,
        JsonSerializer.Serialize(new HomeSessionDocument(session, null, 0, false, [.. Enumerable.Range(0, 60).Select(i => new TracePoint(i * 0.2, 20 + (i / 10.0)))]), DocumentJson.Options));
}
