using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.VirtualDevice;

namespace Algometer.Home.Tests;

public sealed class SimulatedPatientTests
{
    [Fact]
    public async Task One_whose_tissue_and_pain_ease_is_told_to_ease_off_with_both()
    {
        VirtualSession run = await Run("easing");
        Assert.All(HomeHistory.Holds(run.Session.ToRecord()), hold => Assert.Contains(hold.Outcome, (string[])["eased", "pain-eased"], StringComparer.Ordinal));
        Assert.Equal(SessionEnd.Completed, run.Session.End);
        Assert.Equal(Measurement.Visits.MovementChange.MuchBetter, run.Session.Change);
    }

    [Fact]
    public async Task One_whose_tissue_does_not_ease_holds_the_planned_time_and_is_never_asked_for_more_because_of_it()
    {
        VirtualSession run = await Run("steady");
        Assert.All(HomeHistory.Holds(run.Session.ToRecord()), hold =>
        {
            Assert.Equal("completed", hold.Outcome);
            Assert.InRange(hold.InBandSeconds, 60, 60.1);
            Assert.InRange(hold.Pains.Count, 4, 6);
        });
        Assert.Equal(SessionEnd.Completed, run.Session.End);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task One_whose_tissue_softens_out_of_the_band_is_followed_by_it_and_never_asked_for_the_force_back(ulong seed)
    {
        VirtualSession run = await new VirtualSession(HomePatient.Named("softening"), seed).RunAsync();
        Assert.All(HomeHistory.Holds(run.Session.ToRecord()), hold => Assert.InRange(hold.InBandSeconds, 55, 60.1));
        Assert.Contains(run.Session.Entries, entry => entry is { Kind: SessionEntryKind.Easing, Text: "band-followed", Value: > 19 and < 26 });
        double arrived = run.Session.Entries.First(entry => entry.Kind == SessionEntryKind.BandEntered).Seconds + 4;
        double ended = run.Session.Entries.First(entry => entry.Kind == SessionEntryKind.HoldEnded).Seconds;
        Assert.Contains(run.Trace, moment => moment.Seconds > arrived && moment.Seconds < ended && moment.Newtons < Given.Plan.LowNewtons - 0.5);
        Assert.DoesNotContain(run.Trace, moment => moment.Seconds > arrived && moment.Seconds < ended && moment.Cue == SessionCue.More);
    }

    [Fact]
    public async Task A_sensitive_one_is_told_to_ease_off_at_once_and_the_hold_ends()
    {
        VirtualSession run = await Run("sensitive");
        Assert.Contains(HomeHistory.Holds(run.Session.ToRecord()), hold => hold.Outcome == "too-much-pain");
        Assert.True(run.Hand.WorseThatDay);
    }

    [Fact]
    public async Task A_stoic_one_is_not_asked_to_go_above_the_band()
    {
        VirtualSession run = await Run("stoic");
        Assert.All(HomeHistory.Holds(run.Session.ToRecord()), hold => Assert.InRange(hold.PeakNewtons!.Value, 25, 38));
        Assert.All(HomeHistory.Holds(run.Session.ToRecord()), hold => Assert.All(hold.Pains, pain => Assert.InRange(pain, 0, 4)));
    }

    [Fact]
    public async Task An_impatient_one_is_told_to_go_slowly()
    {
        VirtualSession run = await Run("impatient");
        Assert.Contains(run.Session.Entries, entry => entry.Kind == SessionEntryKind.TooFast);
        Assert.Contains(run.Trace, moment => moment.Cue == SessionCue.Slower);
    }

    [Fact]
    public async Task One_who_holds_the_breath_is_reminded_to_breathe()
    {
        VirtualSession run = await Run("breath-holding");
        SessionEntry noticed = run.Session.Entries.First(entry => entry.Kind == SessionEntryKind.Bracing);
        double began = run.Session.Entries.First(entry => entry.Kind == SessionEntryKind.BandEntered).Seconds;
        Assert.InRange(noticed.Seconds - began, 14 + 2, 14 + 7);
        Assert.InRange(noticed.Value!.Value, 2, 20);
    }

    [Fact]
    public async Task Nobody_else_is_said_to_hold_the_breath()
    {
        foreach (string name in (string[])["easing", "steady", "stoic"])
        {
            Assert.DoesNotContain((await Run(name)).Session.Entries, entry => entry.Kind == SessionEntryKind.Bracing);
        }
    }

    [Fact]
    public async Task One_who_presses_through_pain_is_stopped()
    {
        VirtualSession run = await Run("through-pain");
        Assert.Contains(HomeHistory.Holds(run.Session.ToRecord()), hold => hold.Outcome is "too-much-pain" or "pain-rising" or "over-limit");
        double ended = run.Session.Entries.First(entry => entry.Kind == SessionEntryKind.HoldEnded).Seconds;
        Assert.DoesNotContain(run.Trace, moment => moment.Seconds >= ended && moment.Phase is SessionPhase.Release && moment.Cue is SessionCue.More or SessionCue.Hold && moment.Phase is SessionPhase.Release);
    }

    [Fact]
    public async Task One_with_a_red_flag_is_refused_with_the_emergency_words_and_presses_nothing()
    {
        VirtualSession run = await Run("red-flag");
        Assert.Equal(SessionPhase.Emergency, run.Session.Phase);
        Assert.Equal(TextIds.Emergency, run.Session.View().Messages[0]);
        Assert.True(run.Session.View().TellTherapist);
        Assert.DoesNotContain(run.Session.Entries, entry => entry.Kind == SessionEntryKind.HoldBegan);
        Assert.All(run.Trace, moment => Assert.InRange(moment.Newtons, -0.1, 0.1));
    }

    [Fact]
    public async Task One_who_lets_go_is_told_that_it_is_fine()
    {
        VirtualSession run = await Run("lets-go");
        Assert.All(HomeHistory.Holds(run.Session.ToRecord()), hold => Assert.Equal("let-go", hold.Outcome));
        Assert.Equal(SessionEnd.Completed, run.Session.End);
    }

    [Fact]
    public async Task One_whose_sensor_fails_is_told_to_let_go_and_sees_no_number()
    {
        VirtualSession run = await Run("device-fails");
        SessionEntry trouble = run.Session.Entries.First(entry => entry.Kind == SessionEntryKind.Trouble);
        Assert.Equal("trouble.sensor", trouble.Text);
        Assert.Contains(run.Trace, moment => moment.Phase == SessionPhase.Trouble && double.IsNaN(moment.Newtons) && moment.Cue == SessionCue.LetGo);
    }

    public static TheoryData<string> Names() => [.. HomePatient.All.Select(patient => patient.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Guidance_never_goes_above_the_limit_and_every_record_is_whole_for_any_seed(string name)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            VirtualSession run = await new VirtualSession(HomePatient.Named(name), seed).RunAsync();
            Assert.True(run.PeakAtMore < Given.Plan.LowNewtons, $"seed {seed}: more was said at {run.PeakAtMore:0.0} N");
            foreach ((double seconds, double newtons, SessionCue cue, SessionPhase _, bool alarm) in run.Trace)
            {
                // Above the limit the session says let go with that very sample.
                Assert.True(!(newtons > Given.Plan.LimitNewtons) || cue == SessionCue.LetGo, $"seed {seed}, {seconds:0.00} s: {cue} at {newtons:0.0} N");
                Assert.True(!alarm || cue == SessionCue.LetGo || newtons < Given.Plan.LimitNewtons);
            }

            SessionRules.Hold(run.Session.ToRecord(), Given.Rules);
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_session()
    {
        Assert.Equal((await Run("impatient", 3)).Session.Entries, (await Run("impatient", 3)).Session.Entries);
    }

    private static Task<VirtualSession> Run(string name, ulong seed = 1) => new VirtualSession(HomePatient.Named(name), seed).RunAsync();
}
