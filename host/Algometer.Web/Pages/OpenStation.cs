using Algometer.Link;
using Algometer.Station.Activities;
using Algometer.Station.Activities.Calibration;
using Algometer.Station.Activities.Hold;
using Algometer.Station.Activities.HomeSession;
using Algometer.Station.Activities.Measured;
using Algometer.Station.Activities.SafeRanges;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Station.Pipeline;

namespace Algometer.Web.Pages;

/// <summary>The device and what presses on it, for a page.</summary>
/// <param name="Pipeline">What is measured now.</param>
/// <param name="Controls">Start, stop, zero, tip.</param>
/// <param name="Hold">A hold in a band.</param>
/// <param name="Calibration">The calibration with masses.</param>
/// <param name="Test">The guided threshold test.</param>
/// <param name="Range">The safe range by ramps.</param>
/// <param name="Home">The guided session at home.</param>
/// <param name="Measured">Whether somebody is measured now.</param>
/// <param name="Ports">The search for a device; null where it was named or is simulated.</param>
public sealed record OpenStation(
    SamplePipeline Pipeline, DeviceControls Controls, HoldActivity Hold, CalibrationActivity Calibration, ThresholdTestActivity Test, SafeRangeActivity Range, HomeSessionActivity Home, MeasuredPerson Measured, IPortChoice? Ports);
