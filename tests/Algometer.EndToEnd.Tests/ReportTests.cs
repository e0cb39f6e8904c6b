using System.Xml.Linq;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.People;
using Algometer.Reports.Tests;

namespace Algometer.EndToEnd.Tests;

/// <summary>Reports as a person types them.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly DateTimeOffset _first = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _scratch = new();
    private readonly string _data;
    private readonly string _run;
    private readonly string _visit;

    public ReportTests()
    {
        _data = _scratch.File("data");
        var clock = new SetClock(_first);
        using RecordStore store = RecordStore.Open(_data, clock);
        Person person = store.People.Add(new Person { Code = "P-017", BirthDecade = 1980, Sex = Sex.Female }, "Ada Example");
        Recorded.Run(store, person.Id, _first, [("upper-trapezius", BodySide.Left, [250, 260, 240]), ("upper-trapezius", BodySide.Right, [312, 305, 319])], simulated: true);
        clock.Now = _first.AddDays(14);
        _run = Recorded.Run(store, person.Id, clock.Now, [("upper-trapezius", BodySide.Left, [310, 320, 300]), ("upper-trapezius", BodySide.Right, [322, 315, 329])], simulated: true);
        // A second later: the run's first ten letters are its own, its first six are the visit's too.
        clock.Now = clock.Now.AddSeconds(1);
        _visit = Recorded.Visit(store, person.Id, new DateOnly(2026, 10, 19), 6, "press the ball twice a day");
    }

    [Theory]
    [InlineData("RUN", "Simulated")]
    [InlineData("VISIT", "press the ball twice a day")]
    [InlineData("P-017", "upper trapezius")]
    [InlineData("p-017", "upper trapezius")]
    public async Task A_report_of_a_run_a_visit_and_a_person_names_the_code_and_never_the_person(string what, string holds)
    {
        byte[] pdf = await MakeAsync(what);
        string text = string.Join(' ', PdfText.Services(pdf));
        Assert.Contains("P-017", text, StringComparison.Ordinal);
        Assert.Contains(holds, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Page 1 of", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", text, StringComparison.Ordinal);
        Assert.Contains("A4", PdfText.Info(pdf, "Page size"), StringComparison.Ordinal);
        Assert.All(PdfText.Fonts(pdf), font => Assert.True(font.Embedded && font.Subset, font.Name));
        PdfText.Keep(pdf, $"command-{what}");
    }

    [Theory]
    [InlineData("RUN")]
    [InlineData("VISIT")]
    [InlineData("P-017")]
    public async Task A_plain_report_is_one_page_on_the_paper_and_with_the_name_asked_for(string what)
    {
        byte[] pdf = await MakeAsync(what, "--plain", "--name", "--paper", "letter");
        string text = Assert.Single(PdfText.Services(pdf));
        Assert.Contains("Ada Example", text, StringComparison.Ordinal);
        Assert.Contains("letter", PdfText.Info(pdf, "Page size"), StringComparison.Ordinal);
        PdfText.Keep(pdf, $"command-{what}-plain");
    }

    [Fact]
    public async Task The_figures_alone_are_written_as_PNG_and_SVG()
    {
        (int code, string output, string errors) = await RunAsync(_run[..10], "--figures", "--out", _scratch.File("figures"));
        Assert.True(code == 0, errors);
        string[] drawn = [.. Directory.GetFiles(_scratch.File("figures")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
        Assert.True(drawn.Length >= 4, string.Join(' ', drawn));
        foreach (string name in drawn.Where(name => name.EndsWith(".png", StringComparison.Ordinal)))
        {
            byte[] png = await File.ReadAllBytesAsync(_scratch.File("figures/" + name));
            Assert.Equal("89504E47", Convert.ToHexString(png.AsSpan(0, 4)));
            Assert.Equal("svg", XDocument.Load(_scratch.File("figures/" + Path.ChangeExtension(name, ".svg"))).Root!.Name.LocalName);
        }

        Assert.Equal(drawn.Length, output.Split('\n').Count(line => line.Contains("figures", StringComparison.Ordinal)));
        Assert.Equal(drawn.Length, 2 * drawn.Count(name => name.EndsWith(".png", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nobody", "a4", "give a person's code such as P-017")]
    [InlineData("MANY", "a4", "give more of it")]
    [InlineData("P-017", "a5", "choose a4 or letter")]
    public async Task What_cannot_be_reported_is_said_with_what_to_do_and_nothing_is_written(string what, string paper, string why)
    {
        (int code, _, string errors) = await RunAsync(what is "MANY" ? _run[..6] : what, "--paper", paper, "--out", _scratch.File("none.pdf"));
        Assert.Equal(2, code);
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_scratch.Path, "none*"));
    }

    [Fact]
    public async Task A_report_stands_in_the_audit_log()
    {
        await MakeAsync("P-017");
        using RecordStore store = RecordStore.Open(_data, TimeProvider.System);
        Assert.Single(store.Audit.List(), entry => entry.Event.Action == AuditActions.Export && entry.Event.Detail.Contains("report", StringComparison.Ordinal));
        Assert.True(store.Audit.Verify().IsSound);
    }

    public void Dispose() => _scratch.Dispose();

    private async Task<byte[]> MakeAsync(string what, params string[] more)
    {
        string name = what switch
        {
            "RUN" => _run,
            "VISIT" => _visit,
            _ => what,
        };
        (int code, string output, string errors) = await RunAsync([name, .. more, "--out", _scratch.File("report.pdf")]);
        Assert.True(code == 0, errors);
        Assert.Contains("report.pdf", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch.File("report.pdf.part")));
        return await File.ReadAllBytesAsync(_scratch.File("report.pdf"));
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => AlgometerProcess.RunAsync(["report", .. arguments, "--data", _data]);
}
