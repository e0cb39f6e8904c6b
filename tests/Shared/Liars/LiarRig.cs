using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Records.Recording;
using Algometer.Station.Pipeline;
using Algometer.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Tests.Shared;

/// <summary>
/// Dispatcher, road and alarm behind a device of which every byte is the test's, on a clock that only the test moves. It does for the session
/// what the session does: it asks who is there when a sample does not fit or none comes, and tells the road of a new start.
/// </summary>
internal sealed class LiarRig : LiarWire, IDisposable
{
    private const long StepMicroseconds = 12_500;
    private const int StalledSteps = 56;
    private readonly FakeTimeProvider _time = new();
    private long _wall = 1_700_000_000_000_000;
    private long _samples;
    private int _restarts;
    private int _still;

    public LiarRig(Func<DeviceDescription, CellCalibration, SessionRecorder?>? startRecording = null)
    {
        Pipeline = new SamplePipeline(null, startRecording ?? ((_, _) => null), _time);
        Dispatcher = new FrameDispatcher(Pipeline) { IsZeroAsked = () => false };
        Pipeline.OnState(LinkState.Connected, "");
    }

    public SamplePipeline Pipeline { get; }

    public FrameDispatcher Dispatcher { get; }

    public AlarmView Alarm => Pipeline.Alarm;

    /// <summary>One conversion's time passes; what the device sends in it.</summary>
    public void Step(Action<LiarRig> sends)
    {
        _time.Advance(TimeSpan.FromMicroseconds(StepMicroseconds));
        _wall += StepMicroseconds;
        Truth.Step();
        sends(this);
        Dispatcher.Elapse(_wall);
        if (Dispatcher.Restarts != _restarts)
        {
            _restarts = Dispatcher.Restarts;
            Pipeline.OnState(LinkState.Lost, "The device restarted: release. It is started again.");
            Pipeline.OnState(LinkState.Connected, "");
        }

        _still = Dispatcher.LiveSamples == _samples ? _still + 1 : 0;
        _samples = Dispatcher.LiveSamples;
        if (Dispatcher.IdentifyWanted || _still >= StalledSteps)
        {
            _still = 0;
            Asked?.Invoke(this);
        }

        (uint First, uint Count)? hole = SendsAgain ? Dispatcher.RefillWanted : null;
        Dispatcher.ClearWants();
        if (hole is { } wanted)
        {
            SendAgain(wanted.First, wanted.Count);
        }
    }

    /// <summary>Whether the device sends again what it is asked for and holds.</summary>
    public bool SendsAgain { get; init; }

    /// <summary>How the device answers when it is asked who it is; null for one that does not.</summary>
    public Action<LiarRig>? Asked { get; set; }

    private void SendAgain(uint first, uint count)
    {
        SampleMessage[] held = [.. Truth.Held.Where(sample => sample.Sequence >= first && sample.Sequence - first < count)];
        foreach (SampleMessage sample in held)
        {
            Sample(sample with { Flags = sample.Flags | SampleFlag.Backlog });
        }

        BacklogEnd(first, (uint)held.Length);
    }

    public override void Bytes(params byte[] bytes) => Dispatcher.Accept(bytes, bytes.Length, _wall);

    public void Dispose() => Pipeline.Dispose();
}
