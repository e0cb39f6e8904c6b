using System.Globalization;
using Algometer.Measurement.Calibration;
using SkiaSharp;

namespace Algometer.Reports.Documents.Certificates;

/// <summary>The certificate of a calibration, as PDF.</summary>
public static class CalibrationCertificate
{
    private const double ReferenceNewtons = 30;

    /// <summary>Draws it.</summary>
    public static byte[] ToPdf(CalibrationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        CalibrationFit fit = report.Fit();
        UncertaintyBudget budget = report.Budget(ReferenceNewtons);
        using var sheet = new Sheet();
        sheet.Line("Calibration of a pressure algometer", 18, bold: true, Sheet.Accent);
        sheet.Line(F($"Calibration {report.Id} of device {report.DeviceId}, {report.MadeUtc:yyyy-MM-dd HH:mm} UTC"), 11);
        sheet.Line(F($"Due again {report.DueUtc:yyyy-MM-dd} (interval proposed, set by the clinic)"), 10, colour: Sheet.Soft);
        if (report.Simulated)
        {
            sheet.Line("SIMULATED SENSOR: this is a trial of the procedure and certifies no instrument.", 11, bold: true, new SKColor(0xB3, 0, 0x1B));
        }

        sheet.Y += 8;
        sheet.Line("Result", 13, bold: true);
        double full = report.Readings.Max(reading => reading.Newtons);
        Parameter curvature = fit.CurvatureNewtons(full);
        sheet.Line(F($"F = {fit.Gain.Value * 1e6:0.00000} µN · (c − {fit.Zero.Value:0.0}){(fit.IsQuadratic ? F($" {(fit.Quadratic.Value < 0 ? "−" : "+")} {Math.Abs(fit.Quadratic.Value) * 1e12:0} pN · (c − zero)² / 2²⁰") : "")}"), 11, bold: true);
        sheet.Line(F($"gain ± {100 * fit.Gain.Expanded / Math.Abs(fit.Gain.Value):0.000} %, zero ± {fit.Zero.Expanded * Math.Abs(fit.Gain.Value):0.0000} N (together 95 %)"));
        sheet.Line(fit.IsQuadratic
            ? F($"Curvature {curvature.Value:+0.0000;−0.0000} ± {curvature.Expanded:0.0000} N at {full:0.0} N")
            : F($"Curvature: none is told; the line may hide up to {curvature.Expanded:0.0000} N at {full:0.0} N"));
        sheet.Line(F($"Residual {fit.ResidualNewtons:0.0000} N (line {fit.LinearResidualNewtons:0.0000}, parabola {fit.QuadraticResidualNewtons:0.0000}: {(fit.IsQuadratic ? "parabola kept, it halves the residual and is more than its uncertainty" : "line kept")})"));
        sheet.Line(F($"Largest residual {fit.LargestResidualNewtons:0.0000} N · hysteresis {fit.HysteresisNewtons:0.0000} N · repeatability {(double.IsNaN(fit.RepeatabilityNewtons) ? "not told (one run)" : F($"{fit.RepeatabilityNewtons:0.0000} N"))} · lower limit factor {fit.LowerLimitNewtons:0.0000} N"));
        sheet.Line(F($"Uncertainty at {ReferenceNewtons:0} N (300 kPa on 1 cm²): U = {budget.ExpandedNewtons:0.000} N = {budget.ExpandedPercent:0.00} % (k = 2)"), 11, bold: true);
        Plot(sheet, report, fit);
        Budget(sheet, budget);
        Conditions(sheet, report);
        Readings(sheet, report, fit);
        return sheet.ToPdf(F($"Calibration {report.Id}"), F($"Device {report.DeviceId} · calibration {report.Id} · firmware {report.Firmware} · Algometer {report.Software} · not a medical device"), report.MadeUtc);
    }

    private static void Plot(Sheet sheet, CalibrationReport report, CalibrationFit fit)
    {
        const float high = 150;
        sheet.Need(high + 40);
        sheet.Y += 16;
        sheet.Text("Residuals, N (▲ up, ▼ down)", Sheet.Left, sheet.Y, 9, bold: true);
        float top = sheet.Y + 8;
        double most = Math.Max(fit.LargestResidualNewtons * 1.2, 1e-4);
        double force = report.Readings.Max(reading => reading.Newtons);
        float X(double newtons) => Sheet.Left + 40 + (float)(newtons / force * (Sheet.Right - Sheet.Left - 60));
        float Y(double residual) => top + (high / 2) - (float)(residual / most * high / 2);
        using var axis = new SKPaint { Color = Sheet.Soft, StrokeWidth = 0.6f };
        sheet.Canvas.DrawLine(Sheet.Left + 40, Y(0), Sheet.Right, Y(0), axis);
        sheet.Canvas.DrawLine(Sheet.Left + 40, top, Sheet.Left + 40, top + high, axis);
        foreach (double mark in (double[])[-most, 0, most])
        {
            sheet.Text(F($"{mark:0.000}"), Sheet.Left + 36, Y(mark) + 3, 7, colour: Sheet.Soft, align: SKTextAlign.Right);
        }

        for (int i = 0; i < report.Readings.Count; i++)
        {
            CalibrationReading reading = report.Readings[i];
            sheet.Text(reading.Up ? "▲" : "▼", X(reading.Newtons), Y(fit.ResidualsNewtons[i]) + 3, 7, colour: reading.Up ? Sheet.Accent : new SKColor(0xA3, 0x5C, 0), align: SKTextAlign.Center);
        }

        sheet.Text(F($"{force:0.0} N"), Sheet.Right, top + high + 10, 7, colour: Sheet.Soft, align: SKTextAlign.Right);
        sheet.Y = top + high + 12;
    }

    private static void Budget(Sheet sheet, UncertaintyBudget budget)
    {
        sheet.Need(300);
        sheet.Y += 10;
        sheet.Line(F($"Uncertainty budget at {budget.Newtons:0} N"), 13, bold: true);
        float[] places = [Sheet.Left, -300, 320];
        sheet.Row(["Source", "standard uncertainty, N", "found by"], places, bold: true);
        foreach (UncertaintyComponent part in budget.Parts)
        {
            sheet.Row([part.Name, F($"{part.StandardNewtons:0.00000}"), part.How], places);
        }

        sheet.Row(["All together (root of the sum of squares)", F($"{budget.StandardNewtons:0.00000}"), F($"U = {budget.ExpandedNewtons:0.0000} N, k = 2")], places, bold: true);
    }

    private static void Conditions(Sheet sheet, CalibrationReport report)
    {
        sheet.Need(120);
        sheet.Y += 10;
        sheet.Line("Conditions", 13, bold: true);
        sheet.Line(F($"Made by {(report.Setup.Operator.Length == 0 ? "–" : report.Setup.Operator)} · local gravity {report.Setup.Gravity:0.00000} m/s² · masses within {report.Setup.MassTolerancePercent:0.###} %"));
        sheet.Line(F($"Cell {report.CapacityNewtons:0} N · {report.Setup.Runs} run{(report.Setup.Runs == 1 ? "" : "s")} up and down · zero moved by {report.ZeroDriftNewtons:0.0000} N · warm-up {(report.WarmUpSkipped ? "CUT SHORT" : "settled")}"));
        sheet.Line(F($"Tip {(report.Setup.Tip.Length == 0 ? "not told" : report.Setup.Tip)}: another tip, or a renewed face, has its own certificate · reaction time is in the method, not in U"));
        sheet.Line("The buoyancy of air (0.015 % on steel) is not corrected.", 9, colour: Sheet.Soft);
        if (report.Setup.Notes.Length > 0)
        {
            sheet.Paragraph(report.Setup.Notes);
        }
    }

    private static void Readings(Sheet sheet, CalibrationReport report, CalibrationFit fit)
    {
        sheet.Y += 10;
        sheet.Need(60);
        sheet.Line("Readings", 13, bold: true);
        float[] places = [Sheet.Left, Sheet.Left + 45, -190, -270, -360, -450, -540];
        sheet.Row(["Run", "", "mass, kg", "force, N", "code", "SD", "residual, N"], places, bold: true);
        for (int i = 0; i < report.Readings.Count; i++)
        {
            CalibrationReading r = report.Readings[i];
            sheet.Row([F($"{r.Run}"), r.Up ? "up" : "down", F($"{r.MassKg:0.####}"), F($"{r.Newtons:0.0000}"), F($"{r.Counts:0.0}"), F($"{r.DeviationCounts:0.0}"), F($"{fit.ResidualsNewtons[i]:+0.0000;−0.0000;0.0000}")], places);
        }
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
