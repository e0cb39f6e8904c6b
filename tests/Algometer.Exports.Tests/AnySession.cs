using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Fhir;
using CsCheck;

namespace Algometer.Exports.Tests;

/// <summary>Random sessions: gaps, faults, calibrations that change, a clock that jumps, restarts, extreme numbers, texts that mean harm, or nothing at all.</summary>
internal static class AnySession
{
    private static readonly Gen<CellCalibration> _calibration = Gen.Select(
        Gen.UInt[0, 9],
        Gen.UInt,
        Gen.Frequency((4, Gen.Int[20_000_000, 60_000_000]), (1, Gen.Int)),
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int)),
        Gen.Int[-100_000, 100_000],
        Gen.Int[-100_000, 100_000],
        Gen.Int[1, int.MaxValue]).Select((id, date, gain, quadratic, zero, tare, capacity) => new CellCalibration(id, date, gain, quadratic, zero, tare, capacity));

    private static readonly Gen<(long Jump, long Step, int Counts, int State)> _step = Gen.Select(
        Gen.Frequency((12, Gen.Const(0L)), (1, Gen.Long[1, 500])),
        Gen.Frequency((8, Gen.Long[12_490, 12_510]), (1, Gen.Long[-50_000, 5_000_000])),
        Gen.Frequency((6, Gen.Int[-50_000, 900_000]), (1, Gen.Int[-8_388_608, 8_388_607])),
        Gen.Frequency((6, Gen.Const(0)), (2, Gen.Int[0, 0x1FFF]), (1, Gen.Int[0, 0xFFFFFF])));

    private static readonly Gen<string> _text = Gen.OneOf(
        OneOfThese("", "=1+1", "'=1", "@SUM(A1)", "-2+3", "a,b", "\"", "zwei\nZeilen", "Ähre 痛み", " blank ", "\t=x", "<script>alert(1)</script>", "it's"),
        Gen.Char[' ', '~'].Array[0, 20].Select(chars => new string(chars)));

    private static readonly Gen<SessionEvent> _event = Gen.Select(
        Gen.Long[0, 10_000_000],
        Gen.Long[0, 1000],
        OneOfThese("mark", "over-pressure", "pain", "easing", "stop"),
        Gen.OneOf(Gen.Int[0, 0].Select(_ => (double?)null), Gen.Double[-1e6, 1e6].Select(value => (double?)value), Gen.Int[0, 10].Select(value => (double?)value)),
        Gen.OneOf(Gen.Int[0, 0].Select(_ => (string?)null), _text.Select(text => (string?)text))).Select((at, sequence, kind, value, text) => new SessionEvent(at, sequence, kind, value, text));

    /// <summary>Any session.</summary>
    public static Gen<ExportedSession> Any { get; } = Gen.Select(
        _step.Array[0, 600],
        Gen.Select(Gen.Int[0, 400], _calibration).Array[0, 4],
        Gen.Select(Gen.Long[0, 10_000_000], Gen.Long[-200, 200]).Array[0, 5],
        _event.Array[0, 12],
        Gen.Frequency((5, Gen.Long[0, 1000]), (1, Gen.Long[-(1L << 52), 1L << 52])),
        Gen.Frequency((5, Gen.Long[0, 1_000_000_000]), (1, Gen.Long[-(1L << 50), 1L << 50])),
        _text,
        Gen.Int[0, 1_000_000]).Select(Build);

    /// <summary>A session of plain samples.</summary>
    public static ExportedSession Of(IReadOnlyList<Sample> samples, string id = "01J0000000000000", double rate = 80, Person? person = null) => Make(
        id,
        samples,
        [new CalibrationInForce(long.MinValue, new CellCalibration(7, 1_700_000_000, 45_665_773, 0, 0, 0, 196_133))],
        [new ClockPoint(0, 1_780_000_000_000_000), new ClockPoint(60_000_000, 1_780_000_060_000_300)],
        [],
        "Hold",
        rate,
        person);

    /// <summary>Samples of a slow rise and a hold.</summary>
    public static Sample[] Ramp(int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(i => new Sample(i, 1_000_000 + (i * 12_500L) + (i % 3), Math.Min(i * 2_000, 650_000) + (i % 7), double.NaN, SampleFlags.None, AlarmState.None))];

    private static Gen<string> OneOfThese(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static ExportedSession Build(
        (long Jump, long Step, int Counts, int State)[] steps,
        (int At, CellCalibration Calibration)[] calibrations,
        (long At, long Off)[] clock,
        SessionEvent[] events,
        long firstSequence,
        long firstMicroseconds,
        string title,
        int seed)
    {
        var samples = new List<Sample>();
        long sequence = firstSequence;
        long at = firstMicroseconds;
        foreach ((long jump, long step, int counts, int state) in steps)
        {
            sequence += jump;
            at += step;
            var flags = (SampleFlags)(state & 0x1FFF);

            // As the link marks it.
            flags |= jump > 0 && samples.Count > 0 ? SampleFlags.AfterGap : SampleFlags.None;
            samples.Add(new Sample(sequence++, at, counts, double.NaN, flags, (AlarmState)((state >> 13) & 0xFF)));
        }

        CalibrationInForce[] inForce = [.. calibrations.Select((one, i) => new CalibrationInForce(i == 0 ? long.MinValue : firstSequence + one.At, one.Calibration)).DistinctBy(one => one.EffectiveFromSequence).OrderBy(one => one.EffectiveFromSequence)];
        return Make(
            "01J" + (seed % 1_000_000).ToString("D13", System.Globalization.CultureInfo.InvariantCulture),
            samples,
            inForce,
            [.. clock.Select(point => new ClockPoint(firstMicroseconds + point.At, 1_780_000_000_000_000 + point.At + point.Off)).DistinctBy(point => point.DeviceMicroseconds).OrderBy(point => point.DeviceMicroseconds)],
            [.. events.Select(happened => happened with { DeviceMicroseconds = firstMicroseconds + happened.DeviceMicroseconds }).OrderBy(happened => happened.DeviceMicroseconds)],
            title,
            80,
            null);
    }

    private static ExportedSession Make(string id, IReadOnlyList<Sample> raw, CalibrationInForce[] calibrations, ClockPoint[] clock, SessionEvent[] events, string title, double rate, Person? person)
    {
        Sample[] samples = [.. SampleRecord.WithForce(raw, calibrations)];
        var gaps = new List<RecordedGap>();
        for (int i = 1; i < samples.Length; i++)
        {
            long missing = samples[i].Sequence - samples[i - 1].Sequence - 1;
            if (missing > 0)
            {
                gaps.Add(new RecordedGap(samples[i - 1].Sequence + 1, missing, "lost"));
            }
        }

        var started = new DateTimeOffset(2026, 5, 28, 20, 26, 40, TimeSpan.Zero);
        return new ExportedSession
        {
            Summary = new SessionSummary(
                id,
                new SessionDescription
                {
                    DeviceId = "0A1B2C3D",
                    BootId = 77,
                    FirmwareVersion = "1.2.3",
                    SoftwareVersion = "0.1.0",
                    Simulated = samples.Any(sample => (sample.Flags & SampleFlags.Simulated) != SampleFlags.None),
                    NominalRateHz = rate,
                    TipAreaCm2 = 1,
                    LimitMillinewtons = 60_000,
                    Title = title,
                    Calibration = calibrations.Length == 0 ? null : calibrations[0].Calibration,
                },
                started,
                started.AddSeconds(60),
                SessionEnd.Closed,
                samples.Length,
                samples.Length == 0 ? null : samples.Min(sample => sample.DeviceMicroseconds),
                samples.Length == 0 ? null : samples.Max(sample => sample.DeviceMicroseconds)),
            Calibrations = calibrations,
            ClockPoints = clock,
            Events = events,
            Gaps = gaps,
            Samples = samples,
            Person = person,
        };
    }
}
