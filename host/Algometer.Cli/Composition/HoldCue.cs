using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Composition;

/// <summary>Tells a simulated operator to press into the middle of the band while a hold is on, and to lift when it is over.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="cue">The operator.</param>
internal sealed class HoldCue(SamplePipeline pipeline, Action<PressCue, double> cue) : ISampleHandler
{
    private bool _pressing;

    /// <inheritdoc/>
    public void OnSample(in Sample sample)
    {
        HoldOptions? options = pipeline.Measurement.Hold is { IsRunning: true } running ? running.Options : null;
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
}
