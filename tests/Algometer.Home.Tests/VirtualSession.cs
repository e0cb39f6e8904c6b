using Algometer.Link;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Home.Tests;

/// <summary>
/// A simulated patient, the real firmware over the modelled ball, the wire, the road's decoder and the guided session: all but the browser, as
/// fast as the machine goes and the same for the same seed.
/// </summary>
internal sealed class VirtualSession : ISampleSink
{
    private const double LongestSeconds = 900;
    private readonly VirtualAlgometer _device;
    private readonly FrameDispatcher _dispatcher;
    private readonly byte[] _buffer = new byte[65536];
    private readonly double _limit;
    private double _painDueSince = double.NaN;
    private int _command = 100;
    private double _stopped = double.NaN;
    private double _nothing = double.NaN;

    public VirtualSession(HomePatient patient, ulong seed, SessionSetup? setup = null)
    {
        Hand = new SimulatedHomeHand(patient, seed);
        SessionSetup made = setup ?? Given.Setup(Given.Plan with { Repeats = 2 });
        _limit = made.Grant.LimitNewtons;
        _device = new VirtualAlgometer(new VirtualDeviceOptions { Hand = Hand, Seed = seed, Speed = double.PositiveInfinity, LimitNewtons = _limit });
        _dispatcher = new FrameDispatcher(this);
        Session = new GuidedSession(made);
    }

    public GuidedSession Session { get; }

    public SimulatedHomeHand Hand { get; }

    /// <summary>Where the cue contradicted a rule.</summary>
    public CueContradictions Contradictions { get; } = new();

    /// <summary>Highest force while the cue asked for more, N.</summary>
    public double PeakAtMore { get; private set; }

    public List<(double Seconds, double Newtons, SessionCue Cue, SessionPhase Phase, bool DeviceAlarm)> Trace { get; } = [];

    /// <summary>Lets the patient go through the whole session.</summary>
    public async Task<VirtualSession> RunAsync()
    {
        await SendAsync(MessageType.Identify);
        await SendAsync(MessageType.Start);
        foreach (ScreeningQuestion question in Session.Questions)
        {
            Session.Answer(question.Id, Hand.Yes(question.Id));
        }

        Session.ConfirmPlace();
        Session.RateMovement(Hand.MovementPain(after: false));
        while (!Session.IsOver && Session.Now < LongestSeconds)
        {
            await StepAsync();
            Person();
        }

        Assert.True(Session.IsOver, $"still in {Session.Phase} after {LongestSeconds} s");
        return this;
    }

    void ISampleSink.OnArrival(in Sample sample) => Session.Arrive(sample);

    void ISampleSink.OnSample(in Sample sample)
    {
        Session.Accept(sample);
        bool alarm = (sample.Alarm & AlarmState.OverLimit) != AlarmState.None;
        Trace.Add((Session.Now, sample.ForceNewtons, Session.Cue, Session.Phase, alarm));
        PeakAtMore = Session.Cue == SessionCue.More ? Math.Max(PeakAtMore, sample.ForceNewtons) : PeakAtMore;
        SessionView view = Session.View();
        Contradictions.Look(Session, view, sample);
        Hand.See(new HomeSeen(Session.GuardsHold, (HomeCue)Session.Cue, view.LowNewtons, view.HighNewtons, view.Messages.Contains("breath.hold", StringComparer.Ordinal)));
    }

    void ISampleSink.OnGap(in SampleGap gap)
    {
    }

    void ISampleSink.OnDeviceEvent(in DeviceEvent deviceEvent)
    {
    }

    void ISampleSink.OnButton(in ButtonPress press) => Session.Stop("button");

    void ISampleSink.OnDevice(DeviceDescription device) => Session.Report(new DeviceReport(true, true, true, _limit));

    void ISampleSink.OnCalibration(in CellCalibration calibration, long fromSequence)
    {
    }

    void ISampleSink.OnClock(in ClockPoint point)
    {
    }

    void ISampleSink.OnState(LinkState state, string reason)
    {
    }

    // Answers as the patient would: a second and a half after the question.
    private void Person()
    {
        if (Session.PainDue && double.IsNaN(_painDueSince))
        {
            _painDueSince = Session.Now;
        }

        if (Session.PainDue && Session.Now - _painDueSince > 1.5)
        {
            _painDueSince = double.NaN;
            if (Hand.Pain() is { } pain)
            {
                Session.RatePain(pain, "key");
            }
        }
        else if (!Session.PainDue)
        {
            _painDueSince = double.NaN;
        }

        // Who is asked for long whether the ball lies under the spot, and cannot mend it, leaves it for today.
        _nothing = Session.Cue != SessionCue.FeelsNothing ? double.NaN : double.IsNaN(_nothing) ? Session.Now : _nothing;
        switch (Session.Phase)
        {
            case SessionPhase.Approach when Session.Now - _nothing > 20:
                Session.Stop("key");
                break;
            case SessionPhase.Hold when Hand.WantsToStop() is not null:
                Session.Stop("key");
                break;
            case SessionPhase.Rest when Session.WaitsForOwnStart:
                Session.Continue();
                break;
            case SessionPhase.StopReason:
                _stopped = double.IsNaN(_stopped) ? Session.Now : _stopped;
                if (Session.Now - _stopped > 2)
                {
                    Session.GiveReason(Session.LastOutcome == HoldOutcome.Stopped && Hand.WantsToStop() is null ? "enough" : "too-strong");
                    _stopped = double.NaN;
                }

                break;
            case SessionPhase.MovementAfter:
                Session.RateMovement(Hand.MovementPain(after: true));
                break;
            case SessionPhase.Feeling:
                Session.ReportFeeling(Hand.Feeling);
                break;
            case SessionPhase.Trouble:
                _stopped = double.IsNaN(_stopped) ? Session.Now : _stopped;
                if (Session.Now - _stopped > 5)
                {
                    Session.Continue();
                    Session.EndForToday();
                    _stopped = double.NaN;
                }

                break;
        }
    }

    private async Task StepAsync()
    {
        for (int i = 0; i < 16; i++)
        {
            _device.Step();
        }

        int count = await _device.Link.HostSide.ReadAsync(_buffer.AsMemory());
        _dispatcher.Accept(_buffer, count, _device.Microseconds);
    }

    private async Task SendAsync(byte type)
    {
        var writer = new FrameWriter();
        int length = new Command { Type = type, Id = _command++ }.Write(writer);
        await _device.Link.HostSide.WriteAsync(writer.Frame.AsMemory(0, length));
        await _device.Link.HostSide.FlushAsync();
        await StepAsync();
    }
}
