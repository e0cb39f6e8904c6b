using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;

namespace Algometer.Cli.Composition;

/// <summary>A command's own look at each sample in order.</summary>
/// <param name="look">Called on the ingest thread; must not wait.</param>
internal sealed class SampleWatch(Action<Sample> look) : ISampleSubscriber
{
    /// <inheritdoc/>
    public void OnSample(in Sample sample) => look(sample);
}

/// <summary>A command's own look at the connection.</summary>
/// <param name="look">Called on the ingest thread; must not wait.</param>
internal sealed class StateWatch(Action<StationState> look) : IStateSubscriber
{
    /// <inheritdoc/>
    public void OnState(StationState state) => look(state);
}
