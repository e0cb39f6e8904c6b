using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Link.Tests;

/// <summary>Keeps everything that a session hands on.</summary>
internal sealed class SinkProbe : ISampleSink
{
    public List<Sample> Arrivals { get; } = [];

    public List<Sample> Samples { get; } = [];

    public List<Sample> Early { get; } = [];

    public List<double> Limits { get; } = [];

    public List<SampleGap> Gaps { get; } = [];

    public List<DeviceEvent> Events { get; } = [];

    public List<ButtonPress> Presses { get; } = [];

    public List<CellCalibration> Calibrations { get; } = [];

    public List<StreamDoubt> Doubts { get; } = [];

    public List<(LinkState State, string Reason)> States { get; } = [];

    public void OnArrival(in Sample sample) => Arrivals.Add(sample);

    /// <summary>Told each sample in order.</summary>
    public Action<Sample>? Sampled { get; set; }

    public void OnSample(in Sample sample)
    {
        Samples.Add(sample);
        Sampled?.Invoke(sample);
    }

    public void OnEarly(in Sample sample) => Early.Add(sample);

    public void OnLimitTaken(double newtons) => Limits.Add(newtons);

    public void OnGap(in SampleGap gap) => Gaps.Add(gap);

    public void OnDeviceEvent(in DeviceEvent deviceEvent) => Events.Add(deviceEvent);

    public void OnButton(in ButtonPress press) => Presses.Add(press);

    public void OnDevice(DeviceDescription device)
    {
    }

    public void OnCalibration(in CellCalibration calibration, long fromSequence) => Calibrations.Add(calibration);

    public void OnClock(in ClockPoint point)
    {
    }

    public void OnDoubt(StreamDoubt doubt) => Doubts.Add(doubt);

    /// <summary>Told each change of the connection.</summary>
    public Action<string>? Stated { get; set; }

    public void OnState(LinkState state, string reason)
    {
        States.Add((state, reason));
        Stated?.Invoke(reason);
    }
}
