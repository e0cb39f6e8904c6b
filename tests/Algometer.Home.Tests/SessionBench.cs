using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;

namespace Algometer.Home.Tests;

/// <summary>Drives a guided session sample by sample at 80 a second, with a noise of a few millinewtons, and watches what must always hold.</summary>
internal sealed class SessionBench
{
    private readonly Random _noise = new(7);
    private long _sequence;

    public SessionBench(SessionSetup? setup = null)
    {
        Setup = setup ?? Given.Setup();
        Session = new GuidedSession(Setup);
        Fit();
    }

    public SessionSetup Setup { get; }

    public GuidedSession Session { get; }

    public double Seconds => _sequence / 80.0;

    public List<SessionCue> Cues { get; } = [];

    public SessionBench Fit(double? limit = null)
    {
        Session.Report(new DeviceReport(true, true, true, limit ?? Session.LimitNewtons));
        return this;
    }

    /// <summary>As <see cref="Fit"/>, with an alarm that is not acknowledged.</summary>
    public SessionBench Alarmed()
    {
        Session.Report(new DeviceReport(true, true, true, Session.LimitNewtons, AlarmStands: true));
        return this;
    }

    /// <summary>As <see cref="Fit"/>, while nothing can be stored.</summary>
    public SessionBench Unrecorded()
    {
        Session.Report(new DeviceReport(true, true, true, Session.LimitNewtons, Unrecorded: true));
        return this;
    }

    /// <summary>Through the questions, the place and the movement to the check of the device.</summary>
    public SessionBench ToCheck(int movement = 6)
    {
        foreach (ScreeningQuestion question in Session.Questions)
        {
            Session.Answer(question.Id, false);
        }

        Session.ConfirmPlace();
        Session.RateMovement(movement);
        return this;
    }

    public SessionBench ToApproach()
    {
        ToCheck();
        Until(() => Session.Phase == SessionPhase.Approach, 0, 10);
        return this;
    }

    /// <summary>Presses at 5 N/s up to a force and into the hold.</summary>
    public SessionBench ToHold(double newtons = 30)
    {
        if (Session.Phase == SessionPhase.Screening)
        {
            ToApproach();
        }

        for (double force = 0; force < newtons; force += 5.0 / 80)
        {
            Feed(force);
        }

        Press(newtons, 0.5);
        return this;
    }

    public SessionBench Press(double newtons, double seconds, AlarmState alarm = AlarmState.None, SampleFlags flags = SampleFlags.None)
    {
        for (int i = 0; i < seconds * 80; i++)
        {
            Feed(newtons, alarm, flags);
        }

        return this;
    }

    /// <summary>Presses and answers each question about pain.</summary>
    public SessionBench PressAnswering(double newtons, double seconds, Func<int> pain)
    {
        for (int i = 0; i < seconds * 80 && Session.GuardsHold; i++)
        {
            Feed(newtons);
            if (Session.PainDue)
            {
                Session.RatePain(pain());
            }
        }

        return this;
    }

    public SessionBench Until(Func<bool> there, double newtons, double mostSeconds)
    {
        for (int i = 0; i < mostSeconds * 80 && !there(); i++)
        {
            Feed(newtons);
        }

        Assert.True(there(), $"not reached within {mostSeconds} s; the phase is {Session.Phase}");
        return this;
    }

    public SessionBench Feed(double newtons, AlarmState alarm = AlarmState.None, SampleFlags flags = SampleFlags.None)
    {
        _sequence++;
        double force = newtons + (0.003 * ((2 * _noise.NextDouble()) - 1));
        Session.Accept(new Sample(_sequence, _sequence * 12_500, 0, flags == SampleFlags.None ? force : double.NaN, flags, alarm));
        Cues.Add(Session.Cue);
        return this;
    }

    public SessionBench Skip(int samples)
    {
        _sequence += samples;
        return this;
    }

    public SessionBench Rewind()
    {
        _sequence = 1;
        return this;
    }

    public bool Has(SessionEntryKind kind, string? text = null) =>
        Session.Entries.Any(entry => entry.Kind == kind && (text is null || string.Equals(entry.Text, text, StringComparison.Ordinal)));
}
