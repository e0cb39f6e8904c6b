using System.Text.Json;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Problems;
using Algometer.Station.Pipeline;

namespace Algometer.Web.Live.Features;

/// <summary>Tells the live page when the device's calibration is due. A simulated sensor is never due.</summary>
public sealed class CalibrationDueFeature(SamplePipeline pipeline, RecordStore? store, TimeProvider time) : ILiveFeature
{
    private (uint Id, DateTimeOffset? DueUtc) _stated = (uint.MaxValue, null);

    /// <inheritdoc/>
    public string Name => "calibration-due";

    /// <inheritdoc/>
    public JsonElement? View() => Due() is { } due ? JsonSerializer.SerializeToElement(new { due.Kind, due.Words }, DocumentJson.Options) : null;

    /// <summary>When it is due; null without a device, or where it is simulated.</summary>
    public CalibrationDue? Due()
    {
        if (pipeline.Device is not { Simulated: false })
        {
            return null;
        }

        CellCalibration calibration = pipeline.Calibration;
        return CalibrationDue.Of(calibration, Stated(calibration.Id), time.GetUtcNow());
    }

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) =>
        Task.FromResult<string?>($"There is no command 'calibration-due.{command}': reload the page.");

    // The history is read once for each calibration; a record that cannot be read leaves the date that the device itself knows.
    private DateTimeOffset? Stated(uint id)
    {
        (uint Id, DateTimeOffset? DueUtc) known = _stated;
        if (known.Id != id)
        {
            known = (id, Read(id));
            _stated = known;
        }

        return known.DueUtc;
    }

    private DateTimeOffset? Read(uint id)
    {
        try
        {
            return store is null ? null : CalibrationHistory.Reports(store.Documents).FirstOrDefault(report => report.Id == id)?.DueUtc;
        }
        catch (Exception failure) when (failure is RecordStoreException or JsonException)
        {
            return null;
        }
    }
}
