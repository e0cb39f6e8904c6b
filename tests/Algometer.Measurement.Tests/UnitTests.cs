using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;
using Algometer.Measurement.Units;

namespace Algometer.Measurement.Tests;

public sealed class UnitTests : IMeasurementEventSink
{
    void IMeasurementEventSink.On(in MeasurementEvent measurementEvent)
    {
    }

    [Fact]
    public void Pressure_is_force_over_area()
    {
        Pressure pressure = Force.FromNewtons(30).Over(TipArea.OneSquareCentimeter);
        Assert.Equal(300, pressure.Kilopascals, 9);
        Assert.Equal(300 / 98.0665, pressure.KilogramsForcePerSquareCentimeter, 9);
        Assert.Equal(300 / 6.894757, pressure.PoundsForcePerSquareInch, 5);
    }

    [Fact]
    public void A_20_kgf_cell_of_2_mV_per_V_gives_21898_counts_per_newton()
    {
        var calibration = new CellCalibration(0, 0, 45665773, 0, 0, 0, 196133);
        Assert.Equal(21898, calibration.CountsPerNewton, 1.0);
        Assert.Equal(1000, calibration.ToMillinewtons(21898));

        // The largest values that a device accepts stay within 64 bits.
        var extreme = new CellCalibration(1, 0, int.MaxValue, int.MaxValue, -8388608, -8388608, 1);
        Int128 x = 8388607 + (2 * 8388608L);
        Assert.Equal((long)((int.MaxValue * x) + (int.MaxValue * ((x * x) >> 20))), extreme.ToPiconewtons(8388607));
    }

    [Fact]
    public void A_sample_through_all_engines_costs_no_allocation()
    {
        var pipeline = new MeasurementPipeline(new SafeRangeOptions(60), this);
        pipeline.Hold.Start(new HoldOptions(25, 35));
        void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                pipeline.Accept(new Sample(i, i * 12500L, 0, 30 + ((i % 7) * 0.01), SampleFlags.None, AlarmState.None));
            }
        }

        Run(0, 1000);
        int next = 1000;
        Assert.Equal(0, AllocatedBytes.LeastOf(() => () =>
        {
            Run(next, next + 100_000);
            next += 100_000;
        }));
    }

    [Fact]
    public void A_health_test_passes_a_good_signal_and_names_each_fault()
    {
        var calibration = new CellCalibration(0, 0, 45665773, 0, 0, 0, 196133);
        var random = new Random(1);
        SignalCheck Check(Func<int, SampleFlags> flags, int skip = 0)
        {
            var check = new SignalCheck(80, calibration);
            for (int i = 0; i < 800; i++)
            {
                check.Accept(new Sample(i + (i > 400 ? skip : 0), i * 12500L, random.Next(-100, 100), 0, flags(i), AlarmState.None));
            }

            return check;
        }

        Assert.Equal(CheckVerdict.Pass, SignalCheck.Worst(Check(_ => SampleFlags.None).Findings()));
        foreach ((SampleFlags flag, string name) in new[] { (SampleFlags.Saturated, "saturated"), (SampleFlags.Stuck, "stuck"), (SampleFlags.Desync, "out of step"), (SampleFlags.NoData, "no data") })
        {
            Assert.Equal(CheckVerdict.Fail, Check(i => i == 300 ? flag : SampleFlags.None).Findings().Single(finding => string.Equals(finding.Name, name, StringComparison.Ordinal)).Verdict);
        }

        Assert.Equal(CheckVerdict.Fail, Check(_ => SampleFlags.None, 5).Findings().Single(finding => finding.Name is "lost samples").Verdict);
    }
}
