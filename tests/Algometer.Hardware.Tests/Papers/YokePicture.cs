using System.Globalization;
using System.Text;
using Algometer.Hardware.Tests.Mechanics;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>
/// How masses hang for a calibration: a board over tip or dome, two cords past the instrument to one tray below it. All masses stand on that one tray, so nothing has to be shared
/// between two sides. Sizes in mm; the picture is drawn from them.
/// </summary>
internal static class YokePicture
{
    /// <summary>Length of the board.</summary>
    public static double Length(string tool) => tool is "probe" ? 220 : 260;

    /// <summary>Between its two cords, the same on either side of the middle.</summary>
    public static double Cords(string tool) => tool is "probe" ? 190 : 230;

    /// <summary>What it must pass, the widest: the handle with its gland, or the plank that the ball stands on.</summary>
    public static double Passes(string tool, Parameters p) => tool is "probe" ? 2 * (p["grip_half_length"] + p["grip_radius"] + 18.5) : Plank(p);

    /// <summary>Width of the plank between two tables that the ball stands on: its foot, and a finger beside it.</summary>
    public static double Plank(Parameters p) => Math.Ceiling((2 * p["ball_foot_radius"] / 10) + 1) * 10;

    /// <summary>Its words for the guide.</summary>
    public static string Words(string tool) => FormattableString.Invariant($"{Length(tool):0} × 50 × 12 mm, cords {Cords(tool):0} mm apart");

    public static string Draw(Parameters p)
    {
        var svg = new StringBuilder();
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 560\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"14\">\n<title>Yokes: how masses hang for a calibration, mm</title>\n<rect width=\"760\" height=\"560\" rx=\"8\" fill=\"#f8f8f8\"/>\n");
        Side(svg, p, "probe", 190);
        Side(svg, p, "ball", 565);
        return svg.Append("</svg>\n").ToString();
    }

    // One millimetre is one unit.
    private static void Side(StringBuilder svg, Parameters p, string tool, double middle)
    {
        bool probe = tool is "probe";
        double cord = Cords(tool) / 2;
        double half = Length(tool) / 2;
        const double Board = 110;
        const double Tray = 490;
        Text(svg, middle, 34, $"{(probe ? "Probe, upside down" : "Ball, on a plank")}", 17, "#1d2733");
        Text(svg, middle, 56, $"plywood {Words(tool)}", 12, "#5a6675");
        Rect(svg, middle - half, Board, 2 * half, 12, "#d9b77c");
        Text(svg, middle, Board - 8, probe ? "dimple of 12 mm, 2 mm deep" : "hole of 35 mm, a ring of rubber below", 12, "#1d2733");
        double under = Board + 12;
        if (probe)
        {
            Rect(svg, middle - 5.6, Board + 10, 11.2, 16, "#2b7a93");
            Rect(svg, middle - 4, under + 14, 8, 16, "#cfd6de");
            Rect(svg, middle - 11, under + 30, 22, 55, "#e8e6df");
            Rect(svg, middle - 49, under + 85, 98, 56, "#2b7a93");
            Rect(svg, middle - 67.5, under + 112, 18.5, 15, "#1d2733");
            Rect(svg, middle - 60, under + 95, 120, 34, "none");
            Text(svg, middle, under + 160, "vice, soft jaws", 12, "#5a6675");
        }
        else
        {
            double top = under - 5;
            double ground = top + p["ball_floor"] + 26;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{middle - p["ball_radius"]} {top + 32}A{p["ball_radius"]} {p["ball_radius"]} 0 0 1 {middle + p["ball_radius"]} {top + 32}Z\" fill=\"#2b7a93\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{middle - 31} {top + 38}H{middle + 31}L{middle + p["ball_foot_radius"]} {ground - 12}V{ground}H{middle - p["ball_foot_radius"]}V{ground - 12}Z\" fill=\"#cfd6de\"/>\n");
            double plank = Plank(p) / 2;
            Rect(svg, middle - plank, ground, 2 * plank, 20, "#b8925a");
            Text(svg, middle, ground + 40, FormattableString.Invariant($"plank {Plank(p):0} mm wide, on two tables"), 12, "#5a6675");
            Text(svg, middle, ground + 58, "black: holes 10 mm to one side", 12, "#5a6675");
            Rect(svg, middle - cord + 9, Board, 2, 12, "#1d2733");
            Rect(svg, middle + cord + 9, Board, 2, 12, "#1d2733");
        }

        foreach (double side in new[] { -cord, cord })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{middle + side} {Board}V{Tray - 60}L{middle + (Math.Sign(side) * 95)} {Tray}\" fill=\"none\" stroke=\"#1d2733\" stroke-width=\"2\"/>\n");
        }

        Rect(svg, middle - 100, Tray, 200, 6, "#d9b77c");
        Rect(svg, middle - 40, Tray - 70, 80, 70, "#9aa4b0");
        Rect(svg, middle - 22, Tray - 100, 44, 30, "#9aa4b0");
        Text(svg, middle, Tray + 26, "one tray, 200 × 200 mm: all masses on it,", 12, "#1d2733");
        Text(svg, middle, Tray + 43, "the largest below, in the middle", 12, "#1d2733");
        Text(svg, middle, under + 250, FormattableString.Invariant($"◂ {Cords(tool):0} ▸"), 13, "#1d2733");
    }

    private static void Rect(StringBuilder svg, double x, double y, double wide, double high, string fill) =>
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{wide:0.#}\" height=\"{high:0.#}\" fill=\"{fill}\" stroke=\"#1d2733\"/>\n");

    private static void Text(StringBuilder svg, double x, double y, string text, int size, string fill) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"middle\" font-size=\"{size}\" fill=\"{fill}\">{text}</text>\n");
}
