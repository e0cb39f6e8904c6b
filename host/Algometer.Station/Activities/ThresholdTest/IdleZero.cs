using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;

namespace Algometer.Station.Activities.ThresholdTest;

/// <summary>Watches the zero of the unloaded cell while no test runs, so that a test knows at its start whether the zero still drifts.</summary>
/// <param name="slot">Who owns the load.</param>
/// <param name="warmUp">What a test is told of the drift.</param>
internal sealed class IdleZero(ActivitySlot slot, WarmUpCheck warmUp) : ISampleHandler
{
    /// <inheritdoc/>
    public void OnSample(in Sample sample)
    {
        if (sample.HasForce && !slot.IsOf(Activity.ThresholdTest))
        {
            warmUp.Accept(sample);
        }
    }
}
