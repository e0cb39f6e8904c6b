using System.Globalization;
using Algometer.Reports.Exchange.Fhir;
using SkiaSharp;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>What a document says of itself.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Foot">Stands at the foot of every page.</param>
/// <param name="Made">When it was made.</param>
internal sealed record DocumentInfo(string Title, string Subject, string Foot, DateTimeOffset Made);

/// <summary>Pages filled from top to bottom: headings that stay with what follows, paragraphs, tables, figures; page numbers at the end, when their count is known.</summary>
internal sealed class PageFlow : IDisposable
{
    private readonly Paper _paper;
    private readonly List<SKPicture> _pages = [];
    private SKPictureRecorder _recorder = new();

    private PageFlow(Paper paper, FontBook fonts)
    {
        (_paper, Fonts) = (paper, fonts);
        Pen = new Pen(_recorder.BeginRecording(Page), fonts);
        Y = paper.Top;
    }

    public Pen Pen { get; private set; }

    public FontBook Fonts { get; }

    /// <summary>Where the next thing is set, pt from the top.</summary>
    public float Y { get; set; }

    public float Left => _paper.Side;

    public float Right => _paper.Width - _paper.Side;

    public float Width => _paper.TextWidth;

    /// <summary>Pages so far.</summary>
    public int Pages => _pages.Count + 1;

    private SKRect Page => SKRect.Create(_paper.Width, _paper.Height);

    public void Dispose()
    {
        _recorder.Dispose();
        _pages.ForEach(page => page.Dispose());
    }

    /// <summary>Whether this much still fits.</summary>
    public bool Fits(float height) => Y + height <= _paper.Bottom;

    /// <summary>Begins a new page when this much does not fit.</summary>
    public void Need(float height)
    {
        if (!Fits(height))
        {
            Break();
        }
    }

    /// <summary>Begins a new page.</summary>
    public void Break()
    {
        EndPage();
        Pen = new Pen(_recorder.BeginRecording(Page), Fonts);
        Y = _paper.Top + 14;
    }

    /// <summary>A heading; what follows first must fit below it.</summary>
    /// <param name="text">The heading.</param>
    /// <param name="with">Height of what must stay with it, pt.</param>
    public void Heading(string text, float with = 60)
    {
        Need(with + 30);
        Y += Y > _paper.Top + 20 ? 20 : 4;
        Pen.Text(text, Left, Y + 8, TextStyle.Heading);
        Y += 14;
    }

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text, TextStyle? style = null, float indent = 0)
    {
        TextStyle look = style ?? TextStyle.Body;
        foreach (string line in Pen.Wrap(text, Width - indent, look))
        {
            Need(look.Leading);
            Pen.Text(line, Left + indent, Y + look.Size, look);
            Y += look.Leading;
        }
    }

    /// <summary>A point of a list.</summary>
    public void Bullet(string text, TextStyle? style = null, string sign = "•")
    {
        TextStyle look = style ?? TextStyle.Body;
        IReadOnlyList<string> lines = Pen.Wrap(text, Width - 13, look);
        Need(look.Leading * Math.Min(2, lines.Count));
        Pen.Text(sign, Left + 2, Y + look.Size, look);
        Paragraph(text, look, 13);
        Y += 2.4f;
    }

    /// <summary>A framed notice that cannot be overlooked.</summary>
    public void Notice(string text, SKColor colour)
    {
        var look = new TextStyle(9, true, colour);
        IReadOnlyList<string> lines = Pen.Wrap(text, Width - 26, look);
        float height = (lines.Count * look.Leading) + 12;
        Need(height + 8);
        var area = SKRect.Create(Left, Y + 2, Width, height);
        Pen.Fill(area, colour.WithAlpha(0x14), 3);
        Pen.Fill(SKRect.Create(Left, Y + 2, 5, height), colour, 1);
        for (int i = 0; i < lines.Count; i++)
        {
            Pen.Text(lines[i], Left + 16, Y + 8 + look.Size + (i * look.Leading), look);
        }

        Y += height + 8;
    }

    /// <summary>Label and value pairs in columns.</summary>
    public void Facts(IReadOnlyList<(string Label, string Value)> facts, int columns)
    {
        float width = (Width - (16 * (columns - 1))) / columns;
        var value = new TextStyle(8.8f);
        for (int i = 0; i < facts.Count; i += columns)
        {
            IReadOnlyList<string>[] lines = [.. facts.Skip(i).Take(columns).Select(fact => Pen.Wrap(fact.Value, width, value))];
            float height = 12 + (lines.Max(cell => cell.Count) * value.Leading) + 4;
            Need(height);
            for (int j = 0; j < lines.Length; j++)
            {
                float x = Left + (j * (width + 16));
                Pen.Text(facts[i + j].Label, x, Y + 8, TextStyle.Label);
                for (int line = 0; line < lines[j].Count; line++)
                {
                    Pen.Text(lines[j][line], x, Y + 19 + (line * value.Leading), value);
                }
            }

            Y += height;
        }
    }

    /// <summary>A figure over the whole width or a part of it, with what it shows below.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="width">How wide it is drawn, pt.</param>
    /// <param name="caption">Below it; empty for none.</param>
    public void Figure(Figure figure, float width, string caption = "")
    {
        float scale = width / figure.Width;
        float height = figure.Height * scale;
        Need(height + (caption.Length == 0 ? 6 : 26));
        Pen.At(Left, Y, scale, figure.Draw);
        Y += height + 4;
        if (caption.Length > 0)
        {
            Paragraph(caption, TextStyle.Small);
        }
    }

    /// <summary>
    /// Makes a document. It is set twice: first to learn which letters it uses, then with typefaces that hold only those; a name in a
    /// thousand letters' alphabet costs a few kilobytes.
    /// </summary>
    /// <param name="paper">Size of the paper.</param>
    /// <param name="fonts">Typefaces.</param>
    /// <param name="set">Sets everything and says what the document is; null when it is not to be made after all.</param>
    public static byte[]? Write(Paper paper, FontBook fonts, Func<PageFlow, DocumentInfo?> set)
    {
        FontBook whole = fonts.Fresh();
        using (var trial = new PageFlow(paper, whole))
        {
            if (set(trial) is not { } known)
            {
                return null;
            }

            trial.ToPdf(known);
        }

        using var flow = new PageFlow(paper, whole.CutDown());
        return flow.ToPdf(set(flow)!);
    }

    private byte[] ToPdf(DocumentInfo info)
    {
        EndPage();
        using var stream = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata
        {
            Title = info.Title,
            Author = "Algometer",
            Subject = info.Subject,
            Keywords = "pressure algometry, pressure pain threshold",
            Creator = "Algometer",
            Producer = "Algometer (Skia)",
            Creation = info.Made.UtcDateTime,
            Modified = info.Made.UtcDateTime,
            PdfA = true,
            RasterDpi = 200,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            for (int i = 0; i < _pages.Count; i++)
            {
                SKCanvas canvas = document.BeginPage(_paper.Width, _paper.Height);
                canvas.DrawPicture(_pages[i]);
                Furniture(new Pen(canvas, Fonts), info, i);
                document.EndPage();
            }

            document.Close();
        }

        return stream.ToArray();
    }

    // Running head from the second page on, foot and page number on all.
    private void Furniture(Pen pen, DocumentInfo info, int page)
    {
        if (page > 0)
        {
            pen.Text(info.Title, Left, 40, TextStyle.Small);
            pen.Line(Left, 46, Right, 46, Palette.Hair);
        }

        float y = _paper.Height - 40;
        pen.Line(Left, y - 11, Right, y - 11, Palette.Hair);
        string number = string.Create(CultureInfo.InvariantCulture, $"Page {page + 1} of {_pages.Count}");
        float room = Width - pen.Measure(number, TextStyle.Small) - 20;
        IReadOnlyList<string> lines = pen.Wrap(info.Foot, room, TextStyle.Small);
        for (int i = 0; i < Math.Min(2, lines.Count); i++)
        {
            pen.Text(lines[i], Left, y + (i * TextStyle.Small.Leading), TextStyle.Small);
        }

        pen.Text(number, Right, y, TextStyle.Small with { Colour = Palette.Ink }, SKTextAlign.Right);
    }

    private void EndPage()
    {
        _pages.Add(_recorder.EndRecording());
        _recorder.Dispose();
        _recorder = new SKPictureRecorder();
    }
}
