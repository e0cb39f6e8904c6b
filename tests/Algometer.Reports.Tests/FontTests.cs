using System.Text;
using System.Xml.Linq;
using Algometer.Measurement.Ramp;
using Algometer.Reports.Documents;
using Algometer.Reports.Documents.Clinical;
using Algometer.Reports.Documents.Typeset;
using SkiaSharp;

namespace Algometer.Reports.Tests;

/// <summary>Letters of every script: drawn when a typeface is found, said so when not, never a silent box.</summary>
public sealed class FontTests
{
    private const string Chinese = "王小明";
    private const string Arabic = "سلمى";
    private const string Markup = "Ada <script>alert(1)</script> & \"x\"";

    [Fact]
    public void A_name_without_a_typeface_is_written_by_numbers_and_the_report_says_so()
    {
        byte[] pdf = ClinicalReport.ToPdf(Named($"{Chinese} {Arabic}"), Paper.A4, new FontBook([]));
        string text = string.Join('\n', PdfText.Pages(pdf));
        Assert.Contains("‹U+738B›‹U+5C0F›‹U+660E›", text, StringComparison.Ordinal);
        Assert.Contains("have no typeface on this computer", text, StringComparison.Ordinal);
        PdfText.Keep(pdf, "font-missing");
    }

    [Fact]
    public void A_name_is_drawn_with_a_typeface_of_the_system()
    {
        string folder = Checkout.Need(Directory.Exists("/usr/share/fonts/truetype/droid") ? "/usr/share/fonts/truetype/droid" : null, "fonts-droid-fallback");
        byte[] pdf = ClinicalReport.ToPdf(Named($"{Chinese} {Arabic}"), Paper.A4, new FontBook([folder]));
        string text = string.Join('\n', PdfText.Pages(pdf));
        Assert.Contains(Chinese, text, StringComparison.Ordinal);
        Assert.DoesNotContain("U+", text, StringComparison.Ordinal);
        Assert.All(PdfText.Fonts(pdf), font => Assert.True(font.Embedded, font.Name));
        PdfText.Keep(pdf, "font-found");
        PdfText.Keep(PlainReport.ToPdf(Named($"{Chinese} {Arabic}"), Paper.A4, new FontBook([folder])), "font-found-plain");
    }

    [Fact]
    public void Arabic_runs_from_right_to_left_and_its_letters_join()
    {
        var fonts = new FontBook([]);
        FontRun run = Assert.Single(fonts.Runs(Arabic, bold: false));
        Assert.True(run.Shaped);
        using var shaper = new SkiaSharp.HarfBuzz.SKShaper(run.Face);
        using var font = new SKFont(run.Face, 20);
        SkiaSharp.HarfBuzz.SKShaper.Result shaped = shaper.Shape(run.Text, font);
        Assert.True(shaped.Clusters[0] > shaped.Clusters[^1], "the last letter stands leftmost");
        Assert.DoesNotContain(shaped.Codepoints, glyph => run.Face.GetGlyphs(Arabic[..1])[0] == glyph);
    }

    [Theory]
    [InlineData("a\u202Eb", "ab")]
    [InlineData("a\u0007b\nc", "a b c")]
    public void Text_cannot_turn_the_direction_nor_leave_its_line(string text, string drawn) =>
        Assert.Equal(drawn, string.Concat(new FontBook([]).Runs(text, bold: false).Select(run => run.Text)));

    [Fact]
    public void Markup_in_names_notes_and_places_is_text_in_PDF_and_SVG()
    {
        ReportRun run = Sample.Run(20, Sample.FewPlaces);
        ReportRun hostile = run with { Entries = [.. run.Entries.Select(entry => entry with { Place = entry.Place with { Name = Markup } })] };
        ReportContent content = Sample.Content(hostile) with { Subject = new ReportSubject("P-1", Markup, null, "", Markup) };
        string text = string.Join('\n', PdfText.Pages(ClinicalReport.ToPdf(content, Paper.A4, new FontBook([]))));
        Assert.Contains(Markup, text, StringComparison.Ordinal);
        foreach (Figure figure in ClinicalReport.Figures(content))
        {
            var svg = XDocument.Parse(Encoding.UTF8.GetString(figure.ToSvg(new FontBook([]))));
            Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "image" or "foreignObject");
        }
    }

    [Fact]
    public void Figures_are_pictures_of_the_size_asked_for_with_their_values_as_text()
    {
        ReportContent content = Sample.Content(Sample.Run(20, Sample.FewPlaces));
        IReadOnlyList<Figure> figures = ClinicalReport.Figures(content);
        Assert.Equal(["body", "traces"], figures.Select(figure => figure.Name), StringComparer.Ordinal);
        using var png = SKBitmap.Decode(figures[0].ToPng(new FontBook([]), 2));
        Assert.Equal(((int)MathF.Ceiling(figures[0].Width * 2), (int)MathF.Ceiling(figures[0].Height * 2)), (png.Width, png.Height));
        Assert.True(png.Pixels.Distinct().Count() > 50, "the picture is empty");
        string svg = Encoding.UTF8.GetString(figures[0].ToSvg(new FontBook([])));
        string words = string.Concat(XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value));
        Assert.Contains("312 kPa", words, StringComparison.Ordinal);
        Assert.Contains("Thresholds on the body, kPa", svg, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("ALGOMETER_SHOTS") is { } folder)
        {
            foreach (Figure figure in figures)
            {
                File.WriteAllBytes(Path.Combine(folder, figure.Name + ".svg"), figure.ToSvg(new FontBook([])));
                File.WriteAllBytes(Path.Combine(folder, figure.Name + ".fig.png"), figure.ToPng(new FontBook([])));
            }
        }
    }

    [Fact]
    public void A_typeface_cut_down_draws_the_same_letters_in_a_fraction_of_the_bytes()
    {
        const string text = "Ünïcode é 312 kPa ● ○ ▲ Ж";
        var fonts = new FontBook([]);
        fonts.Runs(text, bold: false);
        FontBook cut = fonts.CutDown();
        Assert.Equal(Pixels(fonts, text), Pixels(cut, text));

        // What was not written is not in it: an empty outline.
        Assert.NotEqual(Pixels(fonts, "Q"), Pixels(cut, "Q"));

        static SKColor[] Pixels(FontBook fonts, string text)
        {
            using var bitmap = new SKBitmap(400, 40);
            using var canvas = new SKCanvas(bitmap);
            canvas.Clear(SKColors.White);
            new Pen(canvas, fonts).Text(text, 5, 28, new TextStyle(20));
            return bitmap.Pixels;
        }
    }

    private static ReportContent Named(string name) => Sample.Content(Sample.Run(20, [("upper-trapezius", BodySide.Left, [250.0, 262, 241])])) with { Subject = new ReportSubject("P-017", name, null, "", $"Notes: {name}") };
}
