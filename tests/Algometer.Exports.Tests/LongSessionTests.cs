using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Bids;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Fhir;
using CsCheck;

namespace Algometer.Exports.Tests;

/// <summary>A session of days is exported in the memory that one of minutes needs, and to the same numbers.</summary>
public sealed class LongSessionTests
{
    public static TheoryData<string> Formats => ["csv", "fhir", "bids"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_export_needs_no_more_memory_for_more_samples(string format)
    {
        IExportFormat chosen = format switch { "csv" => new CsvFormat(), "fhir" => new FhirFormat(), _ => new BidsFormat() };
        Written(chosen, 100);
        long little = Written(chosen, 4000);
        long much = Written(chosen, 400_000);
        Assert.True(much < little + (1 << 20), $"{little} bytes for 4,000 samples, {much} for 400,000");
    }

    [Fact]
    public void A_grid_is_that_of_all_samples_at_once() => AnySession.Any.Sample(session =>
    {
        Sample[] all = [.. session.Samples];
        int back = Enumerable.Range(1, Math.Max(0, all.Length - 1)).FirstOrDefault(i => all[i].DeviceMicroseconds < all[i - 1].DeviceMicroseconds, all.Length);
        all = all[..back];
        double[] seen = RegularGrid.Of(all, 80, new ExportTicket()) is { } grid ? [.. grid.ForcesNewtons(new ExportTicket())] : [];
        Assert.Equal(AtOnce(all), seen);
    }, iter: 60);

    [Fact]
    public void Where_the_clock_goes_back_nothing_is_written_over()
    {
        Sample[] samples = AnySession.Ramp(40);
        samples = [.. samples[..20], .. samples[20..].Select(sample => sample with { DeviceMicroseconds = sample.DeviceMicroseconds - 125_000, RawCounts = 0, ForceNewtons = 0 })];
        RegularGrid grid = RegularGrid.Of(AnySession.Of(samples).Samples, 80, new ExportTicket())!;
        double[] forces = [.. grid.ForcesNewtons(new ExportTicket())];
        Assert.Equal(grid.Count, forces.Length);
        Assert.All(Enumerable.Range(2, 16), n => Assert.True(forces[n] > forces[n - 1], $"step {n}"));
        Assert.Equal([0, 0], forces[^2..]);
    }

    [Fact]
    public void A_grid_spans_days()
    {
        RegularGrid grid = RegularGrid.Of(Slow(50), 0.01, new ExportTicket())!;
        Assert.Equal(50 * 36, grid.Count - 1);
        Assert.Equal(grid.Count, grid.ForcesNewtons(new ExportTicket()).LongCount(double.IsFinite));

        static IEnumerable<Sample> Slow(int hours) => Enumerable.Range(0, (hours * 36) + 1).Select(i => new Sample(i, i * 100_000_000L, i, i, SampleFlags.None, AlarmState.None));
    }

    [Fact]
    public void Numbers_are_written_as_the_library_writes_them() => Gen.Frequency((4, Gen.Double[-1e4, 1e4]), (1, Gen.Double), (2, Gen.Long[-20_000_000, 20_000_000].Select(halves => halves / 2e6)), (1, Gen.Long[-2000, 2000].Select(n => n / 1e6))).Sample(number =>
    {
        using var stream = new MemoryStream();
        using (var text = new Utf8Text(stream))
        {
            text.AddMicro(number);
            text.Add((byte)' ');
            text.AddMicro(number);
            text.Trim();
        }

        string[] written = System.Text.Encoding.ASCII.GetString(stream.ToArray()).Split(' ');
        string expected = number.ToString("F6", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected == "-0.000000" ? "0.000000" : expected, written[0] == "-0.000000" ? "0.000000" : written[0]);
        Assert.Equal(double.Parse(written[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(written[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotMatch(@"\.\d*0$|\.$", written[1]);
    });

    private static long Written(IExportFormat format, int count)
    {
        ExportedSession session = AnySession.Of(AnySession.Ramp(1)) with { Samples = Endless(count) };
        IReadOnlyList<ExportFile> parts = format.Plan(Selections.Of(session));
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ExportFile part in parts)
        {
            part.Write(Stream.Null, new ExportTicket()).GetAwaiter().GetResult();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static IEnumerable<Sample> Endless(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return new Sample(i, 1_000_000 + (i * 12_500L) + (i % 5), 100_000 + (i % 977), 5 + (i % 977 * 1e-3), SampleFlags.None, AlarmState.None);
        }
    }

    // What the grid is by its description, with every sample in memory.
    private static double[] AtOnce(Sample[] all)
    {
        double[] steps = [.. all.Zip(all.Skip(1)).Where(pair => pair.Second.Sequence == pair.First.Sequence + 1 && pair.Second.DeviceMicroseconds > pair.First.DeviceMicroseconds).Select(pair => (double)pair.Second.DeviceMicroseconds - pair.First.DeviceMicroseconds).Order()];
        double measured = steps.Length == 0 ? 80 : 1e6 / steps[steps.Length / 2];
        double step = 1e6 / (Math.Abs(measured - 80) <= 16 ? 80 : measured);
        double[] forces = all.Length == 0 ? [] : [.. Enumerable.Repeat(double.NaN, (int)Math.Floor((all[^1].DeviceMicroseconds - all[0].DeviceMicroseconds) / step) + 1)];
        for (int n = 0; n < forces.Length; n++)
        {
            double at = n * step;
            for (int i = 1; i < all.Length; i++)
            {
                (double from, double to) = (all[i - 1].DeviceMicroseconds - all[0].DeviceMicroseconds, all[i].DeviceMicroseconds - all[0].DeviceMicroseconds);
                if (at >= from && at <= to && from < to && to - from <= 4 * step && all[i].Sequence == all[i - 1].Sequence + 1)
                {
                    double along = (at - from) / (to - from);
                    forces[n] = along <= 0 ? Force(all[i - 1]) : along >= 1 ? Force(all[i]) : Force(all[i - 1]) + ((Force(all[i]) - Force(all[i - 1])) * along);
                    break;
                }
            }
        }

        if (forces.Length > 0)
        {
            forces[0] = Force(all[0]);
        }

        return forces;

        static double Force(in Sample sample) => (sample.Flags & SampleFlags.Faults) == SampleFlags.None ? sample.ForceNewtons : double.NaN;
    }
}
