using Algometer.Link;
using Algometer.Station.Pipeline;
using Algometer.Wire;

namespace Algometer.Station.Activities;

/// <summary>What a person may ask of the device itself. Nothing is changed under an activity that owns the load.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="session">The connection.</param>
public sealed class DeviceControls(SamplePipeline pipeline, DeviceSession session)
{
    private const double LargestTipCm2 = 100;

    /// <summary>Whether a person wants samples.</summary>
    public bool IsStreamWanted => session.IsStreamWanted;

    /// <summary>Statistics of the connection.</summary>
    public LinkStatistics Statistics => session.Statistics;

    /// <summary>Starts the stream of samples.</summary>
    public Task<string?> StartAsync(CancellationToken cancellationToken) => SendAsync(MessageType.Start, cancellationToken);

    /// <summary>Stops the stream of samples.</summary>
    public Task<string?> StopAsync(CancellationToken cancellationToken) => SendAsync(MessageType.Stop, cancellationToken);

    /// <summary>Sets the zero.</summary>
    public async Task<string?> TareAsync(CancellationToken cancellationToken) =>
        pipeline.With(_ => pipeline.Slot.Busy) ?? await SendAsync(MessageType.Tare, cancellationToken);

    /// <summary>Acknowledges the alarm, here and on the device.</summary>
    public Task<string?> AcknowledgeAsync(CancellationToken cancellationToken)
    {
        pipeline.With(measurement =>
        {
            measurement.Guard.Acknowledge();
            return true;
        });
        return SendAsync(MessageType.AcknowledgeAlarm, cancellationToken);
    }

    /// <summary>Another tip is fitted; an area that no tip has changes nothing.</summary>
    /// <param name="squareCentimetres">Its area, cm², 0 to 100; 0 for a ball.</param>
    public string? FitTip(double squareCentimetres) => pipeline.With(_ =>
    {
        if (pipeline.Slot.Busy is { } busy)
        {
            return busy;
        }

        pipeline.TipAreaCm2 = squareCentimetres is >= 0 and <= LargestTipCm2 ? squareCentimetres : pipeline.TipAreaCm2;
        return null;
    });

    /// <summary>Marks this moment in the record.</summary>
    /// <param name="text">Words of a person; null for none.</param>
    public string? Mark(string? text)
    {
        pipeline.Mark(text);
        return pipeline.Recorder is null ? "Nothing is being recorded, so nothing was marked." : null;
    }

    private async Task<string?> SendAsync(byte type, CancellationToken cancellationToken)
    {
        CommandOutcome outcome = await session.SendAsync(new Command { Type = type }, cancellationToken);
        return outcome.Accepted ? null : outcome.Reason;
    }
}
