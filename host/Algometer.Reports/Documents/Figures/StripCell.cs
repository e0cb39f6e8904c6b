using Algometer.Measurement.Agreement;
using Algometer.Reports.Documents.Typeset;
using SkiaSharp;

namespace Algometer.Reports.Documents.Figures;

/// <summary>The trials of a place on a line, in a cell of a table: dots, a ring for one that stands apart, a stroke for the mean.</summary>
internal static class StripCell
{
    public static Cell Of(TrialSummary trials, double topKpa) => new("", Draw: (pen, area) =>
    {
        float middle = area.MidY;
        float X(double kpa) => area.Left + 4 + (float)(kpa / topKpa) * (area.Width - 8);
        pen.Line(area.Left + 4, middle, area.Right - 4, middle, Palette.Hair, 0.8f);
        if (trials.MeanKpa is { } mean)
        {
            pen.Line(X(mean), middle - 6, X(mean), middle + 6, Palette.Ink, 1.2f);
        }

        for (int i = 0; i < trials.ValuesKpa.Count; i++)
        {
            pen.Disc(X(trials.ValuesKpa[i]), middle, 2.6f, i == trials.OutlierIndex ? Palette.Warn : Palette.Accent, hollow: i == trials.OutlierIndex);
        }
    });
}
