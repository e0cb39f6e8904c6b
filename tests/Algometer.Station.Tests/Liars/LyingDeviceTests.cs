using System.Globalization;
using System.Text;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;

namespace Algometer.Station.Tests.Liars;

/// <summary>
/// Each device that lies is told within its bound, through dispatcher, station and alarm; nothing that it says ever takes an over-limit back; and
/// once it is honest it is believed again. LYING-DEVICES.md is this run's table; ALGOMETER_UPDATE=1 writes it.
/// </summary>
public sealed class LyingDeviceTests
{
    private const double StepSeconds = 0.0125;

    [Fact]
    public void Every_lying_device_is_told_in_time_and_an_honest_one_is_believed_again()
    {
        var rows = new StringBuilder();
        var failures = new List<string>();
        foreach (Liar liar in AllLiars.All)
        {
            (double told, string text, double believed) = Try(liar, failures);
            rows.Append(CultureInfo.InvariantCulture, $"| {liar.Name} | {Words(liar.Kind)} | {liar.WithinSeconds:0.00} | {told:0.00} | {text} | {believed:0.0} |\n");
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(AllLiars.All.Count >= 40);
        string path = Path.Combine(Checkout.Root, "tests", "Algometer.Station.Tests", "Liars", "LYING-DEVICES.md");
        string document = string.Create(CultureInfo.InvariantCulture, $"""
            # Devices that lie

            {AllLiars.All.Count} devices, each honest for 2 s and then not, through dispatcher, station and alarm on a clock of their own. Written by
            `LyingDeviceTests` with `ALGOMETER_UPDATE=1`; the test fails when it differs. Seconds: within which it must be told, after which it was,
            and until nothing but what a person must acknowledge stands once the device is honest again.

            | a device that … | told as | within | after | in the words | believed again after |
            |---|---|---|---|---|---|

            """) + rows;
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") is "1")
        {
            File.WriteAllText(path, document);
        }

        Assert.Equal(File.ReadAllText(path), document);
    }

    [Fact]
    public void Nothing_that_a_device_says_raises_the_limit_and_what_it_took_for_this_host_does_no_higher_than_cell_cap_and_place()
    {
        using var rig = new LiarRig();
        rig.Step(LiarRig.Introduce);
        Assert.Equal(60, Limit(rig));
        rig.Hello(rig.Truth.Hello() with { LimitMillinewtons = int.MaxValue });
        Assert.Equal(60, Limit(rig));
        rig.Hello(rig.Truth.Hello() with { LimitMillinewtons = 40_000 });
        Assert.Equal(40, Limit(rig));
        LiarRig.Introduce(rig);
        Assert.Equal(40, Limit(rig));
        foreach ((int cap, int capacity, double most) in ((int, int, double)[])[(100_000, 196_133, 100), (int.MaxValue, 196_133, 196.133), (int.MaxValue, int.MaxValue, SafeRangeOptions.HighestNewtons)])
        {
            rig.Hello(rig.Truth.Hello() with { LimitMillinewtons = int.MaxValue, CapMillinewtons = cap, CapacityMillinewtons = capacity });
            rig.Pipeline.OnLimitTaken(2_147_483);
            Assert.Equal(most, Limit(rig), 3);
        }
    }

    [Fact]
    public void A_clock_that_went_back_once_is_named_for_three_seconds_and_costs_no_sample()
    {
        using var rig = new LiarRig();
        rig.Step(LiarRig.Introduce);
        Run(rig, 80, LiarRig.Honest);
        rig.Truth.TurnBack(10_000_000);
        for (int i = 0; i < 239; i++)
        {
            rig.Step(LiarRig.Honest);
            Assert.Equal(AlarmKind.SensorFault, rig.Alarm.Kind);
            Assert.Contains("clock went back", rig.Alarm.Text, StringComparison.Ordinal);
        }

        Run(rig, 8, LiarRig.Honest);
        Assert.Equal(AlarmKind.None, rig.Alarm.Kind);
        Assert.Equal(0, rig.Pipeline.Gaps);
    }

    [Fact]
    public void A_disagreeing_force_asks_who_it_is_once_a_second()
    {
        using var rig = new LiarRig();
        rig.Step(LiarRig.Introduce);
        int asked = 0;
        rig.Asked = _ => asked++;
        for (int i = 0; i < 760; i++)
        {
            rig.Step(now => now.Sample(now.Truth.Sample() with { ForceMillinewtons = 1 }));
        }

        Assert.InRange(asked, 9, 11);
    }

    [Fact]
    public void A_hold_ends_when_nothing_that_could_be_judged_comes()
    {
        using var rig = new LiarRig();
        rig.Step(LiarRig.Introduce);
        Run(rig, 80, LiarRig.Honest);
        rig.Pipeline.With(measurement =>
        {
            measurement.BeginHold(new HoldOptions(15, 25), Measurement.Easing.PressingTool.Probe);
            return true;
        });
        Run(rig, 40, LiarRig.Honest);
        Assert.True(rig.Pipeline.With(measurement => measurement.Hold.IsRunning));
        Run(rig, 60, now => now.Pong());
        Assert.Equal(HoldEnd.SensorFault, rig.Pipeline.With(measurement => measurement.Hold.End));
    }

    private static double Limit(LiarRig rig) => rig.Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons);

    private static void Run(LiarRig rig, int steps, Action<LiarRig> sends)
    {
        for (int i = 0; i < steps; i++)
        {
            rig.Step(sends);
        }
    }

    private static (double Told, string Text, double Believed) Try(Liar liar, List<string> failures)
    {
        using var rig = new LiarRig { Asked = LiarRig.Introduce };
        rig.Step(LiarRig.Introduce);
        Run(rig, 80, LiarRig.Honest);
        if (rig.Alarm.Kind != AlarmKind.None)
        {
            failures.Add($"{liar.Name}: {rig.Alarm.Kind} before it lied");
        }

        rig.Truth.Newtons = liar.Newtons;
        Run(rig, 80, LiarRig.Honest);

        // One that lies does not mend it when asked, unless it does so on its own.
        rig.Asked = liar.Asked;
        double told = double.NaN;
        string text = "";
        int steps = (int)Math.Max(8, Math.Ceiling((liar.WithinSeconds + 2) / StepSeconds));
        for (int i = 0; i < steps; i++)
        {
            int at = i;
            rig.Step(now => liar.Lie(now, at));
            if (double.IsNaN(told) && rig.Alarm.Kind == liar.Kind)
            {
                told = liar.WithinSeconds == 0 ? 0 : (i + 1) * StepSeconds;
                text = rig.Alarm.Text;
            }

            if (liar.Newtons > 60 && !rig.Alarm.OverLimit)
            {
                failures.Add($"{liar.Name}: over was taken back at {i * StepSeconds} s");
                break;
            }
        }

        if (!(told <= liar.WithinSeconds + 1e-9))
        {
            failures.Add($"{liar.Name}: {liar.Kind} after {told} s, wanted within {liar.WithinSeconds} s; now {rig.Alarm.Kind} '{rig.Alarm.Text}'");
        }

        return (told, text.Replace("|", "/", StringComparison.Ordinal), BelievedAfter(rig, liar, failures));
    }

    private static double BelievedAfter(LiarRig rig, Liar liar, List<string> failures)
    {
        rig.Truth.Newtons = 5;
        rig.Asked = LiarRig.Introduce;
        rig.Step(LiarRig.Introduce);
        for (int i = 1; i < 480; i++)
        {
            rig.Step(LiarRig.Honest);
            if (rig.Alarm.Kind is AlarmKind.None or AlarmKind.LimitPassed)
            {
                return i * StepSeconds;
            }
        }

        failures.Add($"{liar.Name}: not believed again after 6 s: {rig.Alarm.Kind} '{rig.Alarm.Text}'");
        return double.NaN;
    }

    private static string Words(AlarmKind kind) => kind switch
    {
        AlarmKind.OverLimit => "over the limit",
        AlarmKind.WasAway => "connection was lost",
        AlarmKind.LimitPassed => "the limit was passed",
        _ => "sensor fault",
    };
}
