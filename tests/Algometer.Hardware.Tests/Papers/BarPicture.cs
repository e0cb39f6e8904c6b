using System.Globalization;
using System.Text;
using Algometer.Measurement.Calibration;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>Draws a budget's contributions as bars, largest first: an SVG that reads in light and dark.</summary>
internal static class BarPicture
{
    private const int Left = 250;
    private const int Row = 26;
    private const int Wide = 420;

    public static string Of(UncertaintyBudget budget, string title)
    {
        UncertaintyComponent[] parts = [.. budget.Parts.OrderByDescending(part => part.StandardNewtons)];
        double largest = parts[0].StandardNewtons;
        int height = 92 + (Row * parts.Length);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 {height}\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"14\">\n");
        svg.Append("<style>.paper{fill:#f8f8f8}.ink{fill:#1d2733}.soft{fill:#5a6675}.bar{fill:#2b7a93}.first{fill:#d9782d}@media(prefers-color-scheme:dark){.paper{fill:#14181d}.ink{fill:#e8edf2}.soft{fill:#9aa7b5}.bar{fill:#4aa3bf}.first{fill:#f0954a}}</style>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{title}</title>\n<rect class=\"paper\" width=\"760\" height=\"{height}\" rx=\"8\"/>\n<text class=\"ink\" x=\"20\" y=\"32\" font-size=\"17\" font-weight=\"600\">{title}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"soft\" x=\"20\" y=\"54\">Standard uncertainty of each source, % of the force; together U = {budget.ExpandedPercent:0.0} % (k = 2)</text>\n");
        for (int i = 0; i < parts.Length; i++)
        {
            int y = 74 + (Row * i);
            double percent = 100 * parts[i].StandardNewtons / budget.Newtons;
            double length = Math.Max(1.5, Wide * parts[i].StandardNewtons / largest);
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"ink\" x=\"{Left - 10}\" y=\"{y + 14}\" text-anchor=\"end\">{parts[i].Name}</text><rect class=\"{(i < 2 ? "first" : "bar")}\" x=\"{Left}\" y=\"{y}\" width=\"{length:0.0}\" height=\"18\" rx=\"3\"/><text class=\"soft\" x=\"{Left + length + 8:0.0}\" y=\"{y + 14}\">{percent:0.000} %</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
