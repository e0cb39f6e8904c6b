using System.Text.Json;
using Algometer.Clinic.Review;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Recording;

namespace Algometer.Clinic.Tests.Review;

/// <summary>A recorded hold is judged as it was planned: with its own tool, length and target.</summary>
public sealed class HoldPlanTests
{
    private const double Rate = 20;
    private readonly SessionDescription _description = new() { DeviceId = "algometer-1", BootId = 1, NominalRateHz = Rate, LimitMillinewtons = 60_000, Source = SessionSource.Live, Calibration = new CellCalibration(0, 0, 45_665_773, 0, 0, 0, 196_133) };

    [Fact]
    public void A_breathing_ball_is_judged_as_a_ball_and_for_its_own_length()
    {
        HoldReport hold = Assert.Single(Judge(Breathing(45), plan: new HoldPlan(25, 35, 45, 25, "ball")));
        Assert.Equal(new PlanReport(PlanReport.Recorded, "ball", 45, 30, 25, 35, "Judged as it was planned: ball, 45 s, 30 N."), hold.Plan);
        Assert.DoesNotContain("easing", hold.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_record_does_not_say_is_said_to_be_not_known()
    {
        HoldReport old = Assert.Single(Judge(Breathing(45)));
        Assert.Equal((PlanReport.NotKnown, "probe", 60.0), (old.Plan!.Source, old.Plan.Tool, old.Plan.HoldS));
        Assert.StartsWith("Tool, length and force are not known", old.Plan.Words, StringComparison.Ordinal);
        Assert.Equal(PlanReport.ByTip, Assert.Single(Judge(Breathing(45), tip: 1)).Plan!.Source);
        HoldReport home = Assert.Single(Judge(Breathing(45), home: true));
        Assert.Equal((PlanReport.AtHome, "ball"), (home.Plan!.Source, home.Plan.Tool));
    }

    [Theory]
    [InlineData("no plan at all")]
    [InlineData("null")]
    [InlineData("""{"lowNewtons":-5,"highNewtons":3,"targetSeconds":60,"followPercent":25,"tool":"ball"}""")]
    [InlineData("""{"lowNewtons":25,"highNewtons":35,"targetSeconds":1e9,"followPercent":25,"tool":"ball"}""")]
    public void A_plan_that_cannot_be_used_is_not_known(string text) => Assert.Null(HoldPlan.Read(text));

    [Fact]
    public void Plans_are_read_as_they_are_written()
    {
        foreach (HoldPlan plan in (HoldPlan[])[HoldPlan.Of(new HoldOptions(20, 30, 45, FollowMostPercent: 10), PressingTool.Probe), HoldPlan.Free(30, PressingTool.Ball)])
        {
            Assert.Equal(plan, HoldPlan.Read(plan.Write()));
        }
    }

    [Fact]
    public void Each_hold_of_a_session_has_its_own_plan_and_what_follows_its_end_has_none()
    {
        double[] forces = [.. Breathing(40), .. new double[100], .. Breathing(40), .. new double[100], .. Breathing(40)];
        double second = 40 + 10 + (100 / Rate);
        HoldReport[] holds = Judge(
            forces,
            events:
            [
                (0, HoldPlan.Kind, new HoldPlan(25, 35, 30, 25, "ball")), (second - 2, HoldPlan.EndKind, null),
                (second, HoldPlan.Kind, new HoldPlan(20, 40, 90, 25, "probe")), (2 * second - 2, HoldPlan.EndKind, null),
            ]);
        Assert.Equal(["ball 30", "probe 90", "probe 60"], holds.Select(hold => FormattableString.Invariant($"{hold.Plan!.Tool} {hold.Plan.HoldS}")), StringComparer.Ordinal);
        Assert.Equal([PlanReport.Recorded, PlanReport.Recorded, PlanReport.NotKnown], holds.Select(hold => hold.Plan!.Source), StringComparer.Ordinal);
    }

    [Fact]
    public void What_was_not_judged_is_null_and_stays_so_in_the_stored_judgement()
    {
        // Eight seconds: too short for a score.
        using var scratch = new ScratchFolder();
        using RecordStore store = Record(scratch.Path, Breathing(8), 0, [], out string id);
        var analysis = HoldAnalysis.Of(store, id, null, "");
        var stored = JsonSerializer.Deserialize<HoldAnalysis>(JsonSerializer.Serialize(analysis, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;
        JsonElement hold = Assert.Single(stored.Holds.EnumerateArray());
        Assert.Equal("cannot-judge", hold.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, hold.GetProperty("score").ValueKind);
        Assert.Equal(JsonValueKind.Null, hold.GetProperty("confidence").ValueKind);
        Assert.Equal(JsonValueKind.Null, hold.GetProperty("measures").GetProperty("visible_easing_percent").ValueKind);
        Assert.Null(stored.Options);
        HoldReport none = HoldReport.Of("x.csv", "", null);
        Assert.Null(none.Score);
        Assert.Null(none.Confidence);
        Assert.Contains("not judged", none.Sentence(), StringComparison.Ordinal);
    }

    // Up to 30 N in 2 s, the hold with the breath of a body on a ball, and off again.
    private static double[] Breathing(double seconds) =>
    [
        .. Enumerable.Range(0, (int)((seconds + 10) * Rate)).Select(i => i / Rate).Select(t =>
            30 * Math.Clamp(Math.Min(t / 2, (seconds + 4 - t) / 2), 0, 1) * (1 + (0.06 * Math.Sin(2 * Math.PI * 0.22 * t)) - (0.04 * (1 - Math.Exp(-t / 8))))),
    ];

    private HoldReport[] Judge(double[] forces, HoldPlan? plan = null, double tip = 0, bool home = false, (double At, string Kind, HoldPlan? Plan)[]? events = null)
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = Record(scratch.Path, forces, tip, plan is null ? events ?? [] : [(0.5, HoldPlan.Kind, plan)], out string id);
        if (home)
        {
            store.LinkSession(new SessionLink(id, null, store.Documents.Create(HomeSessionDocument.Kind, null, "{}").Id));
        }

        return [.. HoldAnalysis.Of(store, id, null, "").Holds.EnumerateArray().Select(hold => hold.Deserialize<HoldReport>(HoldReport.Json)!)];
    }

    private RecordStore Record(string folder, double[] forces, double tip, (double At, string Kind, HoldPlan? Plan)[] events, out string id)
    {
        RecordStore store = RecordStore.Open(folder, TimeProvider.System);
        using SessionRecorder recorder = store.StartSession(_description with { TipAreaCm2 = tip });
        id = recorder.SessionId;
        for (int i = 0; i < forces.Length; i++)
        {
            Assert.True(recorder.Append(new Sample(i, (long)(i * 1e6 / Rate), (int)(forces[i] / 45.665773e-6), forces[i], SampleFlags.None, AlarmState.None)));
        }

        foreach ((double at, string kind, HoldPlan? plan) in events)
        {
            recorder.AppendEvent(new SessionEvent((long)(at * 1e6), (long)(at * Rate), kind, plan is null ? 1 : null, plan?.Write()));
        }

        recorder.Complete();
        return store;
    }
}
