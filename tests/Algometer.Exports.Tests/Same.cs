using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Reports.Exchange;

namespace Algometer.Exports.Tests;

/// <summary>Holds two sessions against each other, bit for bit.</summary>
internal static class Same
{
    public static void Samples(IEnumerable<Sample> expected, IEnumerable<Sample> actual) =>
        Assert.Equal(expected.Select(Bits), actual.Select(Bits));

    public static void Sessions(ExportedSession expected, ExportedSession actual)
    {
        Samples(expected.Samples, actual.Samples);
        Assert.Equal(expected.Calibrations, actual.Calibrations);
        Assert.Equal(expected.ClockPoints, actual.ClockPoints);
        Assert.Equal(expected.Events, actual.Events);
        Assert.Equal(expected.Gaps, actual.Gaps);
        Assert.Equal(expected.Summary, actual.Summary);
        Assert.Equal(expected.Person, actual.Person);
    }

    private static (long Sequence, long Time, int Counts, long Force, int Flags, int Alarm) Bits(Sample sample) =>
        (sample.Sequence, sample.DeviceMicroseconds, sample.RawCounts, BitConverter.DoubleToInt64Bits(sample.ForceNewtons), (int)sample.Flags, (int)sample.Alarm);
}
