using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Tests.Shared;

/// <summary>The devices that lie. Silence of half a second is told within 0.65 s; a rate is known after a second of samples.</summary>
internal static class AllLiars
{
    private const double Silence = 0.65;
    private const double AtOnce = 0.05;
    private const double Rate = 2.2;

    // Three periods after the last sample, and the step in which they are over.
    private const double OnePeriodMore = 0.065;

    public static IReadOnlyList<Liar> All { get; } =
    [
        // Nothing that could be judged.
        Fault("falls silent", Silence, (_, _) => { }),
        Fault("answers pings and sends nothing else", Silence, (rig, i) => Every(i, 32, rig.Pong)),
        Fault("says who it is again and again and sends nothing else", Silence, (rig, i) => Every(i, 8, () => LiarRig.Introduce(rig))),
        Fault("sends garbage", Silence, (rig, i) => rig.Bytes([0, .. Garbage(i), 0])),
        Fault("drips single bytes", Silence, (rig, i) => rig.Bytes((byte)(1 + (i % 255)))),
        Fault("sends empty frames", Silence, (rig, _) => rig.Bytes(0, 0, 0, 0)),
        Fault("cuts each frame in half", Silence, (rig, _) => rig.Bytes(rig.Frame(rig.Truth.Sample())[..14])),
        Fault("spoils each CRC", Silence, (rig, _) => rig.Bytes(Spoilt(rig, frame => frame[^3] ^= 0x55))),
        Fault("speaks another version", Silence, (rig, _) => rig.Bytes(Other(rig, 0, 2))),
        Fault("sends types nobody knows", Silence, (rig, _) => rig.Bytes(Other(rig, 1, 0x3F))),
        Fault("sends frames longer than any may be", Silence, (rig, _) => rig.Bytes([0, .. Enumerable.Repeat((byte)7, 140), 0])),
        Fault("sends a good sample a second and nothing between", Silence, (rig, i) => Every(i, 80, () => LiarRig.Honest(rig))),
        Fault("marks every sample as back-log", Silence, Changed((sample, _) => sample with { Flags = sample.Flags | SampleFlag.Backlog })),
        Fault("sends one sample again and again", Silence, (rig, _) => rig.Sample(rig.Truth.Sample() with { Sequence = 1100 })),
        Fault("counts backwards", Silence, Changed((sample, i) => sample with { Sequence = (uint)(900 - i) })),
        Fault("says that it is settling for ever", 1.65, Changed((sample, _) => Blank(sample, SampleFlag.Settling))),
        Fault("calls every value a glitch", Silence, Changed((sample, _) => Blank(sample, SampleFlag.Glitch))),

        // Blank or not its own.
        Fault("blanks the force and does not say why", AtOnce, Changed((sample, _) => Blank(sample, 0))),
        Fault("is at the end of its range", AtOnce, Changed((sample, _) => Blank(sample, SampleFlag.Saturated) with { RawCounts = 8388607 })),
        Fault("is stuck", AtOnce, Changed((sample, _) => Blank(sample, SampleFlag.Stuck))),
        Fault("has no data", AtOnce, Changed((sample, _) => Blank(sample, SampleFlag.NoData))),
        Fault("is out of step", AtOnce, Changed((sample, _) => Blank(sample, SampleFlag.Desync))),
        Fault("jumps", AtOnce, Changed((sample, _) => Blank(sample, SampleFlag.Jump))),
        Fault("has a zero that drifted", AtOnce, Changed((sample, _) => Blank(sample, SampleFlag.ZeroDrift))),
        Fault("says that its rate is wrong", AtOnce, Changed((sample, _) => Blank(sample, SampleFlag.RateOutOfRange))),
        Fault("alarms a sensor fault and flags none", AtOnce, Changed((sample, _) => sample with { Alarm = AlarmBit.SensorFault })),
        Fault("reads 5 N less than its counts", AtOnce, Changed((sample, _) => sample with { ForceMillinewtons = sample.ForceMillinewtons - 5000 })),
        Fault("reads 0 N whatever it counts", AtOnce, Changed((sample, _) => sample with { ForceMillinewtons = 0 })),
        Fault("counts nothing and tells a force", AtOnce, Changed((sample, _) => sample with { RawCounts = 0 })),
        Fault("was calibrated anew and does not say so", AtOnce, Changed((sample, _) => sample with { ForceMillinewtons = sample.ForceMillinewtons * 11 / 10 })),

        // Numbers, clock and rate.
        Fault("numbers a sample far ahead", Silence, Changed((sample, i) => sample with { Sequence = sample.Sequence + 0x60000000 + (uint)i })),
        Fault("numbers a sample just before 0", Silence, Changed((sample, _) => sample with { Sequence = 0xFFFFFFF0 })),
        Fault("leaps by a thousand with each sample", Silence, Changed((sample, i) => sample with { Sequence = sample.Sequence + ((uint)i * 1000) })),
        Fault("has a clock that stands still", AtOnce, Changed((sample, _) => sample with { Microseconds = 16_000_000 })),
        Fault("has a clock that went back ten seconds", AtOnce, Changed((sample, _) => sample with { Microseconds = sample.Microseconds - 10_000_000 })),
        Fault("has a clock that was set forty minutes ahead", AtOnce, Changed((sample, _) => sample with { Microseconds = sample.Microseconds + 2_400_000_000 })),
        Fault("has a clock that is a minute ahead for every other sample", AtOnce, Changed((sample, i) => sample with { Microseconds = sample.Microseconds + (i % 2 == 0 ? 60_000_000u : 0) })),
        Fault("has a clock that runs backwards", AtOnce, Changed((sample, i) => sample with { Microseconds = 17_000_000 - (uint)(i * 12_500) })),
        Fault("has a clock that went back ten seconds, once", AtOnce, (rig, i) =>
        {
            if (i == 0)
            {
                rig.Truth.TurnBack(10_000_000);
            }

            LiarRig.Honest(rig);
        }),
        Fault("has a clock that leapt ahead", AtOnce, Changed((sample, _) => sample with { Microseconds = sample.Microseconds + 1_500_000_000 })),
        Fault("has a clock at half its speed", Rate, Changed((sample, i) => sample with { Microseconds = sample.Microseconds - (uint)(i * 6250) })),
        Fault("has a clock at twice its speed", Rate, Changed((sample, i) => sample with { Microseconds = sample.Microseconds + (uint)(i * 12_500) })),
        Fault("sends half the samples it promised", 2.7, (rig, i) => Every(i, 2, () => rig.Sample(rig.Truth.Sample() with { Sequence = rig.Truth.Sequence - (uint)(i - (i / 2)) }))),
        Fault("misses every other conversion", 2.7, (rig, i) => Every(i, 2, () => rig.Sample(rig.Truth.Sample() with { Sequence = rig.Truth.Sequence - (uint)(i - (i / 2)), Flags = SampleFlag.Missed }))),
        Claim("promises 10 samples/s and sends 80", Rate, hello => hello with { RateMillihertz = 10_000 }),
        Claim("promises 200 samples/s and sends 80", 3.2, hello => hello with { RateMillihertz = 200_000 }),

        Fault("loses nineteen samples of twenty", Rate, (rig, i) => Every(i, 20, () => LiarRig.Honest(rig))),
        Fault("takes one sample in twenty periods, and numbers and times them as if it took all", Rate, (rig, i) => Every(i, 20, () => rig.Sample(rig.Truth.Sample() with { Sequence = rig.Truth.Sequence - (uint)(i - (i / 20)), Microseconds = (uint)rig.Truth.Microseconds - (uint)((i - (i / 20)) * 12_500) }))),
        Claim("promises 40 samples/s", AtOnce, hello => hello with { RateMillihertz = 40_000 }),

        // What no honest device sends.
        Fault("is at the end of its range and does not say so", AtOnce, Changed((sample, _) => Reckoned(sample, CellCalibration.HighestCode))),
        Fault("is at the other end of its range and does not say so", AtOnce, Changed((sample, _) => Reckoned(sample, CellCalibration.LowestCode))),
        Fault("pulls with 20 N where it is pressed", AtOnce, Changed((sample, _) => Reckoned(sample, -sample.RawCounts))),

        // What it says of itself.
        Claim("names a limit of 2 147 483 N", AtOnce, hello => hello with { LimitMillinewtons = int.MaxValue, CapMillinewtons = int.MaxValue }),
        Claim("names a limit, a cap and a cell of 2 147 483 N", AtOnce, hello => hello with { LimitMillinewtons = int.MaxValue, CapMillinewtons = int.MaxValue, CapacityMillinewtons = int.MaxValue }),
        Claim("names no limit", AtOnce, hello => hello with { LimitMillinewtons = 0 }),
        Claim("names a limit below 0", AtOnce, hello => hello with { LimitMillinewtons = -5 }),
        Claim("names a cell of 0 N", AtOnce, hello => hello with { CapacityMillinewtons = 0 }),
        Claim("names a cap below 0", AtOnce, hello => hello with { CapMillinewtons = int.MinValue }),
        Calibrated("is calibrated without a slope and reads 0 N", calibration => calibration with { GainPiconewtonsPerCount = 0 }),
        Calibrated("is calibrated to a thousandth", calibration => calibration with { GainPiconewtonsPerCount = LiarRig.Gain / 1000 }),
        Calibrated("is calibrated to a zero where its converter ends", calibration => calibration with { ZeroCounts = 8388607 }),
        Calibrated("is calibrated to a parabola that turns back", calibration => calibration with { QuadraticPiconewtons = int.MinValue }),
        Calibrated("is calibrated for a cell below 0 N", calibration => calibration with { CapacityMillinewtons = -1 }),
        Calibrated("turns its slope round and nobody asked for it", calibration => calibration with { GainPiconewtonsPerCount = -LiarRig.Gain }),
        Calibrated("takes the present load for its zero and nobody asked for it", calibration => calibration with { TareCounts = 438_000 }),
        Claim("promises no rate", AtOnce, hello => hello with { RateMillihertz = 0 }),

        // Another start, another device.
        Fault("restarts, says so, and does not tell its calibration", 1.65, Rebooted((rig, _) => LiarRig.Honest(rig), rig => rig.Hello(rig.Truth.Hello()))) with { Asked = rig => rig.Hello(rig.Truth.Hello()) },
        Fault("restarts, and its hello is lost", Silence, Rebooted((rig, _) => LiarRig.Honest(rig), _ => { })),
        new("restarts and streams no more", AlarmKind.WasAway, AtOnce, Rebooted((_, _) => { }, LiarRig.Introduce)) { Asked = LiarRig.Introduce },
        new("is another device from now on", AlarmKind.WasAway, AtOnce, (rig, i) =>
        {
            if (i == 0)
            {
                rig.Truth.DeviceId = 0x77;
                LiarRig.Introduce(rig);
            }

            LiarRig.Honest(rig);
        }),
        Fault("begins to count anew without a new start", Silence, Rebooted((rig, _) => LiarRig.Honest(rig), _ => { }, sameBoot: true)),

        // Over the limit, and then nothing that says it is over.
        Over("is over the limit and falls silent", (_, _) => { }),
        Over("is over the limit and only answers pings", (rig, i) => Every(i, 32, rig.Pong)),
        Over("is over the limit and sends garbage", (rig, i) => rig.Bytes([0, .. Garbage(i), 0])),
        Over("is over the limit and blanks the force", Changed((sample, _) => Blank(sample, 0) with { Alarm = 0 })),
        Over("is over the limit and marks all as back-log", Changed((sample, _) => sample with { Flags = SampleFlag.Backlog, Alarm = 0 })),
        Over("is over the limit and does not alarm", Changed((sample, _) => sample with { Alarm = 0 })),
        Over("is over the limit, and its clock stands still", Changed((sample, _) => sample with { Microseconds = 16_000_000, ForceMillinewtons = 1000, RawCounts = 21898, Alarm = 0 })),
        Over("is over the limit and restarts", Rebooted((_, _) => { }, LiarRig.Introduce)),
        Over("is over the limit and names a limit of 100 N", Raised((rig, _) => rig.Sample(rig.Truth.Sample() with { Alarm = 0 }))),
        Over("is over the limit and tells that its limit was set to 100 N", (rig, i) =>
        {
            if (i == 0)
            {
                TellLimit(rig, 100_000);
            }

            rig.Sample(rig.Truth.Sample() with { Alarm = 0 });
        }),
        Over("is over the limit and restarts with a limit of 100 N", Rebooted((rig, _) => rig.Sample(rig.Truth.Sample() with { Alarm = 0 }), rig =>
        {
            rig.Hello(rig.Truth.Hello() with { LimitMillinewtons = 100_000 });
            rig.Calibration();
        })),
        new("names a limit of 100 N and is pressed with 80 N", AlarmKind.OverLimit, AtOnce, Raised((rig, _) =>
        {
            rig.Truth.Newtons = 80;
            rig.Sample(rig.Truth.Sample() with { Alarm = 0 });
        })),
        new("sends one sample above the limit and nothing after it", AlarmKind.OverLimit, OnePeriodMore, (rig, i) =>
        {
            if (i == 0)
            {
                rig.Sample(Reckoned(rig.Truth.Sample(), (int)(65e12 / LiarRig.Gain)));
            }

            rig.Pong();
        }),
        new("passed its limit where nobody saw it", AlarmKind.LimitPassed, AtOnce, Changed((sample, _) => sample with { Alarm = AlarmBit.Latched })),
        new("ended a hold because it heard nothing", AlarmKind.WasAway, AtOnce, Changed((sample, _) => sample with { Alarm = AlarmBit.LinkLost })),
        new("alarms over the limit and blanks the force", AlarmKind.OverLimit, AtOnce, Changed((sample, _) => Blank(sample, SampleFlag.Stuck) with { Alarm = AlarmBit.OverLimit })),
        new("alarms over the limit at 20 N", AlarmKind.OverLimit, AtOnce, Changed((sample, _) => sample with { Alarm = AlarmBit.OverLimit })),
        new("raises its limit event to 2 147 483 N at 110 N", AlarmKind.OverLimit, AtOnce, (rig, i) =>
        {
            if (i == 0)
            {
                TellLimit(rig, int.MaxValue);
                rig.Truth.Newtons = 110;
            }

            rig.Sample(rig.Truth.Sample() with { Alarm = 0 });
        }),
    ];

    private static Liar Fault(string name, double within, Action<LiarWire, int> lie) => new(name, AlarmKind.SensorFault, within, lie);

    private static Liar Over(string name, Action<LiarWire, int> lie) => new(name, AlarmKind.OverLimit, 0, lie) { Newtons = 80 };

    private static Liar Claim(string name, double within, Func<HelloMessage, HelloMessage> claim) => Fault(name, within, (rig, i) =>
    {
        if (i == 0)
        {
            rig.Hello(claim(rig.Truth.Hello()));
        }

        LiarRig.Honest(rig);
    }) with { Asked = rig => rig.Hello(claim(rig.Truth.Hello())) };

    // Its forces agree with what it says: nothing but the values themselves can give it away.
    private static Liar Calibrated(string name, Func<CalibrationMessage, CalibrationMessage> change)
    {
        CalibrationMessage told = change(new CalibrationMessage { GainPiconewtonsPerCount = LiarRig.Gain, CapacityMillinewtons = 196133 });
        var reckoned = new CellCalibration(0, 0, told.GainPiconewtonsPerCount, told.QuadraticPiconewtons, told.ZeroCounts, told.TareCounts, told.CapacityMillinewtons);
        void Say(LiarWire rig)
        {
            var writer = new FrameWriter();
            int length = told.Write(writer);
            rig.Bytes(writer.Frame[..length]);
        }

        return Fault(name, AtOnce, (rig, i) =>
        {
            if (i == 0)
            {
                Say(rig);
            }

            SampleMessage sample = rig.Truth.Sample();
            rig.Sample(sample with { ForceMillinewtons = reckoned.ToMillinewtons(sample.RawCounts), Alarm = 0 });
        }) with { Asked = Say };
    }

    private static Action<LiarWire, int> Changed(Func<SampleMessage, int, SampleMessage> change) => (rig, i) => rig.Sample(change(rig.Truth.Sample(), i));

    private static Action<LiarWire, int> Rebooted(Action<LiarWire, int> then, Action<LiarWire> says, bool sameBoot = false) => (rig, i) =>
    {
        if (i == 0)
        {
            rig.Truth.Reboot(sameBoot ? rig.Truth.BootId : rig.Truth.BootId + 1);
            says(rig);
        }

        then(rig, i);
    };

    private static Action<LiarWire, int> Raised(Action<LiarWire, int> then) => (rig, i) =>
    {
        if (i == 0)
        {
            rig.Hello(rig.Truth.Hello() with { LimitMillinewtons = 100_000 });
        }

        then(rig, i);
    };

    private static void TellLimit(LiarWire rig, int millinewtons)
    {
        var writer = new FrameWriter();
        int length = new EventMessage { EventId = 1, Code = EventCode.LimitChanged, Microseconds = rig.Truth.Microseconds, Sequence = rig.Truth.Sequence, Value = millinewtons }.Write(writer);
        rig.Bytes(writer.Frame[..length]);
    }

    // Another code, and the force that belongs to it.
    private static SampleMessage Reckoned(SampleMessage sample, int raw) =>
        sample with { RawCounts = raw, ForceMillinewtons = new CellCalibration(0, 0, LiarRig.Gain, 0, 0, 0, 196133).ToMillinewtons(raw), Alarm = 0 };

    private static SampleMessage Blank(SampleMessage sample, int flags) => sample with { ForceMillinewtons = Protocol.BlankForce, Flags = SampleFlag.Simulated | flags };

    private static void Every(int i, int each, Action act)
    {
        if (i % each == 0)
        {
            act();
        }
    }

    private static byte[] Garbage(int seed)
    {
        byte[] bytes = new byte[25];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Spoilt(LiarWire rig, Action<byte[]> spoil)
    {
        byte[] frame = rig.Frame(rig.Truth.Sample());
        spoil(frame);
        return frame;
    }

    // A valid frame with another version or type.
    private static byte[] Other(LiarWire rig, int place, byte value)
    {
        byte[] coded = rig.Frame(rig.Truth.Sample())[1..^1];
        int length = Cobs.Decode(coded, coded.Length);
        coded[place] = value;
        uint crc = Crc32.Compute(coded, 0, length - 4);
        for (int i = 0; i < 4; i++)
        {
            coded[length - 4 + i] = (byte)(crc >> (8 * i));
        }

        return [0, .. CobsOf(coded.AsSpan(0, length)), 0];
    }

    private static byte[] CobsOf(ReadOnlySpan<byte> bytes)
    {
        var coded = new List<byte> { 0 };
        int code = 0;
        foreach (byte value in bytes)
        {
            if (value == 0)
            {
                coded[code] = (byte)(coded.Count - code);
                code = coded.Count;
            }

            coded.Add(value);
        }

        coded[code] = (byte)(coded.Count - code);
        for (int i = 0; i < coded.Count; i++)
        {
            Assert.NotEqual(0, coded[i]);
        }

        return [.. coded];
    }
}
