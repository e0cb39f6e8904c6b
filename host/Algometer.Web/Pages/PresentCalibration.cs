using System.Text.Json;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Problems;
using Algometer.Station.Pipeline;

namespace Algometer.Web.Pages;

/// <summary>When the present device's calibration is due. A simulated sensor is never due.</summary>
/// <param name="pipeline">The device and its calibration.</param>
/// <param name="store">Where its report is kept; null where nothing is recorded.</param>
/// <param name="time">Source of wall times.</param>
public sealed class PresentCalibration(SamplePipeline pipeline, RecordStore? store, TimeProvider time)
{
    private Judged? _judged;

    /// <summary>When it is due; null without a device, or where it is simulated.</summary>
    public CalibrationDue? Due()
    {
        if (pipeline.Device is not { Simulated: false } device)
        {
            return null;
        }

        // The history is read and compared once for each calibration; a record that cannot be read leaves the date that the device itself knows.
        CellCalibration calibration = pipeline.Calibration;
        DateTimeOffset now = time.GetUtcNow();
        Judged judged = _judged is { } known && known.Calibration == calibration && string.Equals(known.Device, device.Name, StringComparison.Ordinal) ? known : Judge(calibration, device.Name, now);
        _judged = judged;
        return judged.IsOther ? new CalibrationDue(DueKind.Differs, judged.DueUtc) : CalibrationDue.Of(calibration, judged.DueUtc, now);
    }

    private Judged Judge(in CellCalibration calibration, string device, DateTimeOffset now)
    {
        try
        {
            uint id = calibration.Id;
            CalibrationReport? report = store is null ? null : CalibrationHistory.Reports(store.Documents).FirstOrDefault(report => report.Id == id);
            return new Judged(calibration, device, report?.DueUtc, CalibrationDue.Of(calibration, device, report, now).Kind == DueKind.Differs);
        }
        catch (Exception failure) when (failure is RecordStoreException or JsonException or ArgumentException)
        {
            return new Judged(calibration, device, null, false);
        }
    }

    private sealed record Judged(CellCalibration Calibration, string Device, DateTimeOffset? DueUtc, bool IsOther);
}
