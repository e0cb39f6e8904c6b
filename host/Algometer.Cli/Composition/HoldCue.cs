using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Composition;

/// <summary>Tells a simulated operator to press into the middle of the band while a hold is on, and to lift when it is over.</summary>
/// <param name="pipeline">The road.</param>
/// <param name="cue">The operator.</param>
internal sealed class HoldCue(SamplePipeline pipeline, Action<PressCue, double> cue) : IIngestEngine
{
    private bool _pressing;

    /// <inheritdoc/>
    public void OnArrival(in Sample sample, SafeRangeGuard guard)
    {
    }

    /// <inheritdoc/>
    public void OnSample(in Sample sample)
    {
        HoldOptions? options = pipeline.With(measurement => measurement.Hold.IsRunning ? measurement.Hold.Options : null);
        if (options is { } hold)
        {
            cue(PressCue.Level, (hold.LowNewtons + hold.HighNewtons) / 2);
        }
        else if (_pressing)
        {
            cue(PressCue.Lift, 0);
        }

        _pressing = options is not null;
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press)
    {
    }

    /// <inheritdoc/>
    public void OnState(LinkState state)
    {
    }
}
