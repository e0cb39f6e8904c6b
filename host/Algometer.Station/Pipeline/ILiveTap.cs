using Algometer.Link;
using Algometer.Measurement.Signal;

namespace Algometer.Station.Pipeline;

/// <summary>Listens on the road without being part of it. Called on the ingest thread in order; none of it may wait.</summary>
public interface ILiveTap
{
    /// <summary>Each sample once and in order.</summary>
    void OnSample(in Sample sample);

    /// <summary>Samples that are lost for good.</summary>
    /// <param name="gap">Which, and why.</param>
    /// <param name="deviceMicroseconds">Device time of the latest sample before it, µs.</param>
    void OnGap(in SampleGap gap, long deviceMicroseconds);

    /// <summary>Something happened; words of people do not come here.</summary>
    void OnEvent(string kind, long deviceMicroseconds, long sequence, double? value);

    /// <summary>The connection, the device or the calibration changed.</summary>
    void OnState(OutletState state);
}
