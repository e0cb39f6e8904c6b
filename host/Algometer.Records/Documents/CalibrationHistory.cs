using System.Text.Json;
using Algometer.Measurement.Calibration;

namespace Algometer.Records.Documents;

/// <summary>The calibrations that were made here, as documents of the record.</summary>
public static class CalibrationHistory
{
    /// <summary>Kind of a calibration's document.</summary>
    public const string Kind = "calibration";

    /// <summary>Every calibration made here, oldest first.</summary>
    /// <param name="documents">The documents of the record.</param>
    public static IEnumerable<CalibrationReport> Reports(DocumentStore documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return documents.Bodies<CalibrationReport>(Kind).Select(stored => stored.Body);
    }
}
