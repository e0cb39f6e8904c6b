using Algometer.Measurement.Ramp;
using Algometer.Reports.Documents;
using Algometer.Reports.Documents.Clinical;
using Algometer.Reports.Documents.Typeset;

namespace Algometer.Reports.Tests;

/// <summary>Reports as another program reads them.</summary>
public sealed class ClinicalReportTests
{
    private static readonly FontBook _fonts = FontBook.OfSystem();

    [Theory]
    [InlineData("a4", "A4")]
    [InlineData("letter", "letter")]
    public void A_run_says_values_change_uncertainty_and_where_they_come_from(string paper, string size)
    {
        byte[] pdf = ClinicalReport.ToPdf(Sample.Content(Sample.Run(20, Sample.FewPlaces, invalid: 1) with { Previous = Sample.Run(6, [("upper-trapezius", BodySide.Left, [180, 190, 182]), ("upper-trapezius", BodySide.Right, [300, 290, 301])]) }), Paper.Named(paper), _fonts);
        PdfText.Keep(pdf, "run-" + paper);
        string[] pages = PdfText.Pages(pdf);
        string all = string.Join('\n', pages);
        foreach (string wanted in (string[])
        [
            "P-017", "Upper trapezius, left", "251", "real change", "within measurement error", "MDC95 = 44 kPa (Geri 2022)", "> 1000", "above the cut-off",
            "1 trial of 19 did not count", "too fast", "kPa/s on 1 cm²", "ALG-0C21", "no. 7 of 2026-11-02", "(k = 2)", "Algometer 0.1.0", "not a medical device", "seed 417", "for practice", "not subtracted",
        ])
        {
            Assert.Contains(wanted, all, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("SIMULATED", all, StringComparison.OrdinalIgnoreCase);
        for (int i = 0; i < pages.Length; i++)
        {
            Assert.Contains($"Page {i + 1} of {pages.Length}", pages[i], StringComparison.Ordinal);
        }

        Assert.Contains(size, PdfText.Info(pdf, "Page size"), StringComparison.Ordinal);
        Assert.Equal("Algometer", PdfText.Info(pdf, "Author"));
        Assert.Contains("P-017", PdfText.Info(pdf, "Title"), StringComparison.Ordinal);
        Assert.All(PdfText.Fonts(pdf), font => Assert.True(font is { Embedded: true, Subset: true }, font.Name));
        Assert.True(pdf.Length < 400_000, $"{pdf.Length} bytes");
    }

    [Fact]
    public void Long_tables_go_on_over_pages_with_their_headings()
    {
        string[] sites = [.. Sample.Sites.Sites.Where(site => !site.Midline).Select(site => site.Id)];
        byte[] pdf = ClinicalReport.ToPdf(Sample.Content(Sample.Run(20, [.. sites.SelectMany(site => new[] { (site, BodySide.Left, new[] { 300.0, 310, 305 }), (site, BodySide.Right, [320.0, 330, 325]) })])), Paper.A4, _fonts);
        PdfText.Keep(pdf, "run-long");
        string[] table = [.. PdfText.Pages(pdf).Where(page => page.Contains("All trials", StringComparison.Ordinal))];
        Assert.True(table.Length >= 2, $"{table.Length} pages");
        Assert.All(table, page => Assert.Contains("Rate, kPa/s", page, StringComparison.Ordinal));
        Assert.Contains("All trials, continued", table[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Simulated_data_cannot_be_taken_for_real_on_any_page()
    {
        byte[] pdf = ClinicalReport.ToPdf(Sample.Content(Sample.Run(20, Sample.FewPlaces, simulated: true, calibrated: false)), Paper.A4, _fonts);
        Assert.All(PdfText.Pages(pdf), page => Assert.Contains("SIMULATED DATA", page, StringComparison.Ordinal));
        Assert.Contains("uncertainty of its readings is not known", Joined(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_has_trends_with_the_band_and_its_source()
    {
        ReportRun[] runs = [.. Enumerable.Range(0, 6).Select(i => Sample.Run(2 + (i * 4), [("upper-trapezius", BodySide.Left, [200.0 + (i * 15), 210 + (i * 14), 205 + (i * 15)]), ("upper-trapezius", BodySide.Right, [300, 305 + i, 301]), ("tibialis-anterior", BodySide.Left, [500, 520, i == 4 ? double.NaN : 510])]))];
        ReportContent content = Sample.Content() with { Runs = runs, Visits = [Sample.Visit(3, 7), Sample.Visit(10, 6), Sample.Visit(17, 4)] };
        byte[] pdf = ClinicalReport.ToPdf(content, Paper.A4, _fonts);
        PdfText.Keep(pdf, "person");
        string all = Joined(pdf);
        foreach (string wanted in (string[])["MDC95 44 kPa (Geri 2022)", "within measurement error", "● +73, real change", "○ +1, within error", "> 1000", "Neck rotation to the left", "2026-11-22"])
        {
            Assert.Contains(wanted, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_visit_says_movements_points_plan_and_thresholds_before_and_after()
    {
        ReportRun before = Sample.Run(20, [.. Sample.FewPlaces.Take(2)]);
        ReportRun after = Sample.Run(20, [("upper-trapezius", BodySide.Left, [272, 260, 265]), ("upper-trapezius", BodySide.Right, [318, 311, 320])]) with { Previous = before };
        byte[] pdf = ClinicalReport.ToPdf(Sample.Content() with { Visit = Sample.Visit(20, 6, before, after) }, Paper.A4, _fonts);
        PdfText.Keep(pdf, "visit");
        string all = Joined(pdf);
        foreach (string wanted in (string[])["into the temple", "much better", "Salaffi 2004", "active: reproduces a pain", "Holds: 3", "Ball at the wall", "Next review: 2026-11-30", "Thresholds before treatment", "Thresholds after treatment", "○ +15 kPa, within measurement error", "Sleeps better"])
        {
            Assert.Contains(wanted, all, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a4")]
    [InlineData("letter")]
    public void The_plain_one_is_one_page_without_jargon_or_promise(string paper)
    {
        ReportRun run = Sample.Run(20, Sample.FewPlaces) with { Previous = Sample.Run(6, [("upper-trapezius", BodySide.Left, [180, 190, 182]), ("upper-trapezius", BodySide.Right, [300, 290, 301])]) };
        byte[] pdf = PlainReport.ToPdf(Sample.Content() with { Visit = Sample.Visit(20, 6, after: run) }, Paper.Named(paper), _fonts);
        PdfText.Keep(pdf, "plain-" + paper);
        string page = Assert.Single(PdfText.Pages(pdf));
        foreach (string wanted in (string[])["Upper trapezius, left: pain began at about 2.6 kg. It took more pressure than last time.", "Tibialis anterior, left: no pain up to 10.2 kg, where we stopped at least once.", "About as last time", "Nobody can promise", "Ball at the wall", "Not a medical device"])
        {
            Assert.Contains(wanted, page, StringComparison.Ordinal);
        }

        Assert.All((string[])["MDC", "kPa", "PPT", "algometry", "ICC", "heal", "cure", "will get better", "released"], jargon => Assert.DoesNotContain(jargon, page, StringComparison.OrdinalIgnoreCase));
    }

    private static string Joined(byte[] pdf) => string.Join('\n', PdfText.Pages(pdf));
}
