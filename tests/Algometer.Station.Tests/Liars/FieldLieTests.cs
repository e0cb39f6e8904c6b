using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Wire;

namespace Algometer.Station.Tests.Liars;

/// <summary>
/// Every field of every message with every value that it should not have, at the beginning of a record and in the midst of one: nothing throws,
/// no number that cannot be true is used for anything, and an honest device is believed again.
/// </summary>
public sealed class FieldLieTests(ITestOutputHelper output)
{
    [Fact]
    public void No_value_of_any_field_ends_the_program_or_is_used_when_it_cannot_be_true()
    {
        var failures = new List<string>();
        int tried = 0;
        foreach (FieldLie lie in FieldLie.All(new TrueDevice()))
        {
            using var rig = new LiarRig { Asked = LiarRig.Introduce, SendsAgain = true };
            rig.Step(LiarRig.Introduce);
            Try(rig, lie, 60, failures);
            tried++;
        }

        output.WriteLine($"{tried} lies in the midst of a stream");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(tried > 400);
    }

    [Fact]
    public void No_value_of_what_a_device_says_of_itself_spoils_the_record_that_begins_with_it()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var failures = new List<string>();
        int tried = 0;
        foreach (FieldLie lie in FieldLie.All(new TrueDevice()).Where(lie => lie.Message is "hello" or "calibration"))
        {
            string title = lie.ToString();
            using (var rig = new LiarRig((device, calibration) => store.StartSession(Recording.Describe(device, calibration, SessionSource.Live, title))) { SendsAgain = true })
            {
                rig.Step(now =>
                {
                    if (lie.Message is "calibration")
                    {
                        now.Hello(now.Truth.Hello());
                    }

                    now.Bytes(lie.Frame(now.Truth));
                    if (lie.Message is "hello")
                    {
                        now.Calibration();
                    }
                });
                Try(rig, lie, 0, failures);
            }

            tried++;
        }

        foreach (SessionSummary session in store.ListSessions())
        {
            Sample[] samples = [.. store.ReadSamples(session.Id)];
            SessionDescription said = session.Description;
            bool sane = samples.Length > 0
                && said.NominalRateHz is >= 1 and <= 1000
                && said.LimitMillinewtons is > 0 and <= 250_000
                && samples.Zip(samples.Skip(1)).All(pair => pair.First.DeviceMicroseconds < pair.Second.DeviceMicroseconds && pair.First.Sequence < pair.Second.Sequence)
                && samples.All(sample => !sample.HasForce || Math.Abs(sample.ForceNewtons) < 500);
            if (!sane)
            {
                failures.Add($"{said.Title}: recorded as {said.NominalRateHz} Hz, {said.LimitMillinewtons} mN, {samples.Length} samples");
            }
        }

        output.WriteLine($"{tried} records begun with a lie");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(tried > 150);
    }

    // Honest, then the lie, then honest samples, then asked and honest altogether.
    private static void Try(LiarRig rig, FieldLie lie, int before, List<string> failures)
    {
        string? bad = null;
        void Run(int steps, Action<LiarRig> sends, string when)
        {
            for (int i = 0; i < steps && bad is null; i++)
            {
                try
                {
                    rig.Step(sends);
                    bad = Insane(rig, when);
                }
                catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
                {
                    bad = $"{when}: {failure.GetType().Name}: {failure.Message} {failure.StackTrace?.Split('\n')[0]}";
                }
            }
        }

        Run(before, LiarRig.Honest, "before");
        if (before > 0)
        {
            rig.Asked = null;
            Run(1, now =>
            {
                now.Bytes(lie.Frame(now.Truth));
                LiarRig.Honest(now);
            }, "at the lie");
        }

        Run(100, LiarRig.Honest, "after the lie");
        rig.Asked = LiarRig.Introduce;
        Run(1, now =>
        {
            LiarRig.Introduce(now);
            if (before == 0)
            {
                // What was known first was the lie: the truth looks like a change that nobody asked for, until a person sets zero.
                now.Ack(new Command { Type = MessageType.Tare }, 0);
            }

            LiarRig.Honest(now);
        }, "at the truth");
        Run(330, LiarRig.Honest, "after the truth");
        AlarmView alarm = rig.Alarm;
        double limit = rig.Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons);
        Sample last = rig.Pipeline.Last;
        if (bad is null && (alarm.Kind is not (AlarmKind.None or AlarmKind.LimitPassed) || limit != 60 || !(Math.Abs(last.ForceNewtons - 20) < 1)))
        {
            bad = $"not believed again: {alarm.Kind} '{alarm.Text}', limit {limit} N, force {last.ForceNewtons} N, lag {rig.Truth.Sequence - rig.Dispatcher.Statistics(0).Samples}";
        }

        if (bad is not null)
        {
            failures.Add($"{lie}: {bad}");
        }
    }

    private static string? Insane(LiarRig rig, string when)
    {
        AlarmView alarm = rig.Alarm;
        Sample last = rig.Pipeline.Last;
        double limit = rig.Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons);
        DeviceDescription? device = rig.Pipeline.Device;
        const long longest = 3_600_000_000L * 24 * 2;
        return alarm.Kind == AlarmKind.ProgramError ? $"{when}: {alarm.Text}"
            : !(limit > 0 && limit <= SafeRangeOptions.HighestNewtons && limit <= (device?.HighestLimitNewtons ?? SafeRangeOptions.FallbackNewtons)) ? $"{when}: a limit of {limit} N"
            : last.HasForce && last.DeviceMicroseconds != 0 && !(Math.Abs(last.ForceNewtons - 20) < 1) ? $"{when}: a force of {last.ForceNewtons} N"
            : device is { RateHertz: not (>= 1 and <= 1000) } ? $"{when}: a rate of {device.RateHertz}"
            : device is { CapacityNewtons: not (>= 0 and <= 5000) } ? $"{when}: a cell of {device.CapacityNewtons} N"
            : device is { CapNewtons: not (> 0 and <= 250) } ? $"{when}: a cap of {device.CapNewtons} N"
            : last.DeviceMicroseconds is < 0 or > longest ? $"{when}: a time of {last.DeviceMicroseconds} µs"
            : null;
    }
}
