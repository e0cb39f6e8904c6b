using System.Globalization;
using System.Reflection;
using Algometer.Reports.Exchange.Fhir;
using SkiaSharp;

namespace Algometer.Reports.Documents.Certificates;

/// <summary>A4 pages of a PDF: lines from top to bottom, tables, plots, and a foot with page numbers.</summary>
internal sealed class Sheet : IDisposable
{
    public const float Width = 595;
    public const float Height = 842;
    public const float Left = 50;
    public const float Right = 545;
    private const float Bottom = 780;
    private static readonly SKTypeface _plain = Load("DejaVuSans.ttf");
    private static readonly SKTypeface _bold = Load("DejaVuSans-Bold.ttf");
    private readonly List<SKPicture> _pages = [];
    private SKPictureRecorder _recorder = new();

    public Sheet() => Canvas = _recorder.BeginRecording(SKRect.Create(Width, Height));

    public SKCanvas Canvas { get; private set; }

    public float Y { get; set; } = 60;

    public static SKColor Ink { get; } = new(0x14, 0x20, 0x1F);

    public static SKColor Soft { get; } = new(0x55, 0x65, 0x6A);

    public static SKColor Accent { get; } = new(0x0F, 0x6B, 0x6B);

    public void Dispose()
    {
        _recorder.Dispose();
        _pages.ForEach(page => page.Dispose());
    }

    /// <summary>A line of text.</summary>
    public void Line(string text, float size = 10, bool bold = false, SKColor? colour = null)
    {
        Need(size * 1.6f);
        Y += size * 1.45f;
        Text(text, Left, Y, size, bold, colour);
    }

    /// <summary>A paragraph, broken at spaces.</summary>
    public void Paragraph(string text, float size = 10)
    {
        using var font = new SKFont(_plain, size);
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (font.MeasureText(longer) > Right - Left)
            {
                Line(line, size);
                longer = word;
            }

            line = longer;
        }

        Line(line, size);
    }

    /// <summary>A row of cells at the given places; numbers are right-aligned by a place below 0.</summary>
    public void Row(IReadOnlyList<string> cells, IReadOnlyList<float> places, bool bold = false)
    {
        Need(15);
        Y += 14;
        for (int i = 0; i < cells.Count; i++)
        {
            float at = places[i];
            Text(cells[i], Math.Abs(at), Y, 9, bold, null, at < 0 ? SKTextAlign.Right : SKTextAlign.Left);
        }

        using var line = new SKPaint { Color = new SKColor(0xDB, 0xE2, 0xE3), StrokeWidth = 0.5f };
        Canvas.DrawLine(Left, Y + 4, Right, Y + 4, line);
    }

    public void Text(string text, float x, float y, float size, bool bold = false, SKColor? colour = null, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = new SKFont(bold ? _bold : _plain, size);
        using var paint = new SKPaint { Color = colour ?? Ink, IsAntialias = true };
        Canvas.DrawText(text, x, y, align, font, paint);
    }

    /// <summary>Begins a new page when this much does not fit.</summary>
    public void Need(float height)
    {
        if (Y + height > Bottom)
        {
            EndPage();
            Canvas = _recorder.BeginRecording(SKRect.Create(Width, Height));
            Y = 50;
        }
    }

    /// <summary>Writes all pages.</summary>
    public byte[] ToPdf(string title, string foot, DateTimeOffset made)
    {
        EndPage();
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = title, Creation = made.UtcDateTime, Modified = made.UtcDateTime, Producer = "Algometer" }))
        {
            for (int i = 0; i < _pages.Count; i++)
            {
                Canvas = document.BeginPage(Width, Height);
                Canvas.DrawPicture(_pages[i]);
                Text(foot, Left, 815, 7.5f, colour: Soft);
                Text(string.Create(CultureInfo.InvariantCulture, $"page {i + 1} of {_pages.Count}"), Right, 815, 7.5f, colour: Soft, align: SKTextAlign.Right);
                document.EndPage();
            }

            document.Close();
        }

        return stream.ToArray();
    }

    private static SKTypeface Load(string name)
    {
        using Stream font = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The font {name} is not in the program.");
        return SKTypeface.FromStream(font);
    }

    private void EndPage()
    {
        _pages.Add(_recorder.EndRecording());
        _recorder.Dispose();
        _recorder = new SKPictureRecorder();
    }
}
