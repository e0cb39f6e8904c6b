using System.Globalization;
using System.Text;

namespace Algometer.Evaluation;

/// <summary>A line of a plot: colour and dash both tell it from others.</summary>
internal sealed record Line(string Name, IReadOnlyList<(double X, double Y)> Points, string Colour, string Dash = "", bool Dots = false);

/// <summary>Draws plots that read on light and on dark.</summary>
internal static class Svg
{
    private const int Width = 720;
    private const int Height = 400;
    private const int Left = 62;
    private const int Right = 18;
    private const int Top = 44;
    private const int Bottom = 52;

    public static void Plot(string path, string title, string xLabel, string yLabel, (double Low, double High, double Step) x, (double Low, double High, double Step) y, IReadOnlyList<Line> lines, IReadOnlyList<(double From, double To, string Colour, string Label)>? bands = null)
    {
        var svg = new StringBuilder();
        double X(double value) => Left + ((value - x.Low) / (x.High - x.Low) * (Width - Left - Right));
        double Y(double value) => Height - Bottom - ((value - y.Low) / (y.High - y.Low) * (Height - Top - Bottom));
        string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"{title}\">\n<rect width=\"{Width}\" height=\"{Height}\" rx=\"12\" fill=\"#fff\"/>\n<text x=\"{Left}\" y=\"24\" font-size=\"16\" font-weight=\"600\" fill=\"#14201f\">{title}</text>\n");
        foreach ((double from, double to, string colour, string label) in bands ?? [])
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(X(from))}\" y=\"{Top}\" width=\"{N(X(to) - X(from))}\" height=\"{Height - Top - Bottom}\" fill=\"{colour}\" opacity=\"0.18\"/>");
            if (X(to) - X(from) > 34)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N((X(from) + X(to)) / 2)}\" y=\"{Top + 14}\" text-anchor=\"middle\" font-size=\"11\" fill=\"#3b4a4a\">{label}</text>\n");
            }
        }

        for (double value = x.Low; value <= x.High + 1e-9; value += x.Step)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{N(X(value))} {Top}V{Height - Bottom}\" stroke=\"#e2e8e8\"/><text x=\"{N(X(value))}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#55656a\">{N(value)}</text>\n");
        }

        for (double value = y.Low; value <= y.High + 1e-9; value += y.Step)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {N(Y(value))}H{Width - Right}\" stroke=\"#e2e8e8\"/><text x=\"{Left - 8}\" y=\"{N(Y(value) + 4)}\" text-anchor=\"end\" fill=\"#55656a\">{N(value)}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\" fill=\"#14201f\">{xLabel}</text><text transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\" fill=\"#14201f\">{yLabel}</text>\n");
        int row = 0;
        foreach (Line line in lines)
        {
            string points = string.Join(' ', line.Points.Where(p => double.IsFinite(p.Y)).Select(p => $"{N(X(Math.Clamp(p.X, x.Low, x.High)))},{N(Y(Math.Clamp(p.Y, y.Low, y.High)))}"));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"{(line.Dots ? "2.4" : "1.6")}\" stroke-dasharray=\"{line.Dash}\" stroke-linejoin=\"round\"/>\n");
            foreach ((double px, double py) in line.Dots ? line.Points : [])
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{N(X(px))}\" cy=\"{N(Y(py))}\" r=\"3.4\" fill=\"{line.Colour}\"/>");
            }

            if (line.Name.Length > 0)
            {
                double at = Height - Bottom - 14 - (18 * (lines.Count(l => l.Name.Length > 0) - 1 - row++));
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Width - 330} {N(at - 4)}h26\" stroke=\"{line.Colour}\" stroke-width=\"2.4\" stroke-dasharray=\"{line.Dash}\"/><text x=\"{Width - 298}\" y=\"{N(at)}\" font-size=\"12\" fill=\"#14201f\">{line.Name}</text>\n");
            }
        }

        svg.Append("</svg>\n");
        File.WriteAllText(path, svg.ToString());
    }
}
