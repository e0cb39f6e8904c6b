using SkiaSharp;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>A column.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Part">Its share of the width, in the same measure for all columns.</param>
/// <param name="Right">Whether it is aligned at its right, as numbers are.</param>
internal sealed record Column(string Heading, float Part, bool Right = false);

/// <summary>A cell.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Style">How it looks; null for that of the table.</param>
/// <param name="Draw">Draws into it instead of text; null for text.</param>
internal sealed record Cell(string Text, TextStyle? Style = null, Action<Pen, SKRect>? Draw = null)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A table that is broken over pages between rows, with its headings on each of them.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, each with as many cells as there are columns.</param>
/// <param name="Title">Said again where it goes on, on the next page.</param>
internal sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows, string Title)
{
    private const float Gutter = 9;
    private const float Pad = 3.6f;
    private static readonly TextStyle _text = new(8.4f);
    private static readonly TextStyle _heading = new(7.4f, true, Palette.Soft);

    /// <summary>Writes it where the flow stands.</summary>
    public void Write(PageFlow flow)
    {
        float[] lefts = new float[Columns.Count];
        float[] widths = new float[Columns.Count];
        float sum = Columns.Sum(column => column.Part);
        float free = flow.Width - (Gutter * (Columns.Count - 1));
        float x = flow.Left;
        for (int i = 0; i < Columns.Count; i++)
        {
            (lefts[i], widths[i]) = (x, free * Columns[i].Part / sum);
            x += widths[i] + Gutter;
        }

        bool first = true;
        foreach (IReadOnlyList<Cell> row in Rows)
        {
            IReadOnlyList<string>[] lines = [.. row.Select((cell, i) => cell.Draw is null ? flow.Pen.Wrap(cell.Text, widths[i], cell.Style ?? _text) : [""])];
            float height = lines.Max(cell => cell.Count) * _text.Leading + (2 * Pad);
            if (first || !flow.Fits(height))
            {
                flow.Need(height + 30);
                Headings(flow, lefts, widths, first);
                first = false;
            }

            for (int i = 0; i < row.Count; i++)
            {
                TextStyle style = row[i].Style ?? _text;
                if (row[i].Draw is { } draw)
                {
                    draw(flow.Pen, SKRect.Create(lefts[i], flow.Y + 1, widths[i], height - 2));
                    continue;
                }

                for (int line = 0; line < lines[i].Count; line++)
                {
                    float y = flow.Y + Pad + _text.Size + (line * _text.Leading);
                    flow.Pen.Text(lines[i][line], Columns[i].Right ? lefts[i] + widths[i] : lefts[i], y, style, Columns[i].Right ? SKTextAlign.Right : SKTextAlign.Left);
                }
            }

            flow.Y += height;
            flow.Pen.Line(flow.Left, flow.Y, flow.Right, flow.Y, Palette.Hair, 0.5f);
        }
    }

    private void Headings(PageFlow flow, float[] lefts, float[] widths, bool first)
    {
        if (!first)
        {
            flow.Pen.Text(Title + ", continued", flow.Left, flow.Y + 9, TextStyle.Small);
            flow.Y += 15;
        }

        IReadOnlyList<string>[] lines = [.. Columns.Select((column, i) => flow.Pen.Wrap(column.Heading, widths[i], _heading))];
        int most = lines.Max(cell => cell.Count);
        for (int i = 0; i < Columns.Count; i++)
        {
            for (int line = 0; line < lines[i].Count; line++)
            {
                float y = flow.Y + 10 + ((most - lines[i].Count + line) * _heading.Leading);
                flow.Pen.Text(lines[i][line], Columns[i].Right ? lefts[i] + widths[i] : lefts[i], y, _heading, Columns[i].Right ? SKTextAlign.Right : SKTextAlign.Left);
            }
        }

        flow.Y += 5 + (most * _heading.Leading);
        flow.Pen.Line(flow.Left, flow.Y, flow.Right, flow.Y, Palette.Ink, 0.9f);
    }
}
