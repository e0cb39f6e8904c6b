using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Imports;
using Algometer.Tables;
using CsCheck;

namespace Algometer.Exports.Tests;

/// <summary>Tables of other programs: taken where they are clear, refused with the line where not, and never a crash.</summary>
public sealed class CsvImportTests
{
    private static readonly DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("time_s,force_N\n0,1\n0.5,2.5\n1,-3\n", 1, 2.5, -3)]
    [InlineData("Time (ms);Load [kgf]\n0;0,5\n10;1,25\n20;0\n", 4.903325, 12.2583125, 0)]
    [InlineData("t_us\tforce_mN\n0\t1000\n12500\t2000\n25000\t3000\n", 1, 2, 3)]
    [InlineData("note,time_s,force_N\n\"a, b\",0,1\n,1,2\nx,2,3\n", 1, 2, 3)]
    [InlineData("\uFEFFTime (s),Force (lbf)\r\n0,1\r\n1,2\r\n2,0\r\n", 4.4482216, 8.8964432, 0)]
    public void A_clear_table_is_taken(string text, double first, double second, double third)
    {
        CsvImported read = CsvImport.Read(TableFile.OfText("", text), new CsvMapping(), _now);
        Assert.Equal([first, second, third], read.Session.Samples.Select(sample => sample.ForceNewtons), (a, b) => Math.Abs(a - b) < 2e-6);
        Assert.Contains(read.Taken, line => line.StartsWith("Times: column", StringComparison.Ordinal));
        Assert.Contains(read.Taken, line => line.StartsWith("Force: column", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("time_s,force_N\n", "no row of numbers")]
    [InlineData("0,1\n1,2\n", "Say --time \"NUMBER:UNIT\"")]
    [InlineData("time_s,force_N,load_N\n0,1,2\n", "Line 1: for --force 2 columns fit ('force_N', 'load_N')")]
    [InlineData("time,force_N\n0,1\n", "the column 'time' names no unit. Say --time \"time:UNIT\"")]
    [InlineData("time_s,speed\n0,1\n", "for --force no column fits")]
    [InlineData("force_N\n1\n", "--row-rate HERTZ")]
    [InlineData("time_s,pressure_kPa\n0,1\n", "--tip-area")]
    [InlineData("time_s,counts\n0,1\n", "--newtons-per-count")]
    [InlineData("time_s,force_N\n0,1\n1,2\n1,3\n", "Line 4, column 'time_s': the time does not rise")]
    [InlineData("time_s,force_N\n0,1\n1,x\n", "Line 3, column 'force_N': 'x' is no number")]
    [InlineData("time_s;force_N\n0;1.5\n1;2,5\n", "Line 3, column 'force_N': '2,5' has another decimal sign")]
    [InlineData("time_s;force_N\n0;1.234,5\n", "a comma and a point")]
    [InlineData("time_s,force_N\n0,1,5\n", "Line 2: it has 3 cells where the headings are 2")]
    [InlineData("time_s,force_N\n0,\"1\n", "opens a quote that is never closed")]
    [InlineData("time_s,force_N\n0,1\0\n", "NUL")]
    [InlineData("time_s,force_N\n0,1e300\n", "check the unit of the force")]
    [InlineData("time_s,force_N\n0,1\n1e9,1\n", "samples a second")]
    public void What_can_be_read_in_two_ways_or_none_is_refused_with_its_place(string text, string why) =>
        Assert.Contains(why, Assert.ThrowsAny<FormatException>(() => CsvImport.Read(TableFile.OfText("", text), new CsvMapping(), _now)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_said_settles_it()
    {
        CsvImported read = CsvImport.Read(TableFile.OfText("", "t,a,b\n0,10,1\n100,20,2\n"), new CsvMapping { Question = new() { Time = "t:ms", Force = "a:kPa", TipAreaCm2 = 2 }, StartedUtc = _now }, _now);
        Assert.Equal([2.0, 4.0], read.Session.Samples.Select(sample => sample.ForceNewtons), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0L, 100_000], read.Session.Samples.Select(sample => sample.DeviceMicroseconds));
        Assert.Equal(_now, read.Session.ToUtc(0));
        Assert.Equal(10, CsvImport.Read(TableFile.OfText("", "x\n1\n2\n"), new CsvMapping { Question = new() { Force = "x:N", RateHertz = 10 } }, _now).Session.Summary.Description.NominalRateHz);
        Assert.Contains("no unit that is known", Assert.ThrowsAny<FormatException>(() => CsvImport.Read(TableFile.OfText("", "t,a\n0,1\n"), new CsvMapping { Question = new() { Time = "t:parsec" } }, _now)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_are_faults_and_pauses_are_gaps()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Where(i => i is < 10 or >= 20).Select(i => $"{i * 0.0125:0.0000},{(i == 5 ? "n/a" : "1")}\n"));
        CsvImported read = CsvImport.Read(TableFile.OfText("", "time_s,force_N\n" + rows), new CsvMapping(), _now);
        Assert.Equal((10L, 10L), (Assert.Single(read.Session.Gaps).FirstMissingSequence, read.Session.Gaps[0].Count));
        Sample missing = read.Session.Samples.ElementAt(5);
        Assert.Equal((SampleFlags.NoData, true), (missing.Flags, double.IsNaN(missing.ForceNewtons)));
        Assert.Contains(read.Taken, line => line.Contains("1 row has no value", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_any_length_needs_the_same_little_memory()
    {
        Look(Long(1000));
        long little = Look(Long(2000));
        long much = Look(Long(400_000));
        Assert.True(much < little + (512 << 10), $"{little} bytes for 2,000 rows, {much} for 400,000");

        static TableFile Long(int rows) => TableFile.OfText("", "time_s,force_N\n" + string.Concat(Enumerable.Range(0, rows).Select(i => FormattableString.Invariant($"{i * 0.0125:0.0000},{20 + (i % 97 * 0.01):0.00}\n"))));

        static long Look(TableFile file)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            CsvImported read = CsvImport.Read(file, new CsvMapping(), _now);
            foreach (Sample sample in read.Session.Samples)
            {
                Assert.True(sample.ForceNewtons > 0);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void An_import_ends_when_it_is_asked_to_and_tells_how_far_it_is()
    {
        var table = TableFile.OfText("", "time_s,force_N\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => FormattableString.Invariant($"{i * 0.0125:0.0000},1\n"))));
        using var stop = new CancellationTokenSource();
        var told = new List<ImportProgress>();
        var ticket = new ImportTicket(new Told(told), stop.Token);
        CsvImported read = CsvImport.Read(table, new CsvMapping(), _now, ticket);
        Assert.Equal(40_000, ticket.Store(read.Session.Samples, 40_000).Count());
        Assert.Equal(8, told.Count);
        Assert.InRange(told[^1].Part, 0.9, 1);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => CsvImport.Read(table, new CsvMapping(), _now, ticket));
        Assert.Throws<OperationCanceledException>(() => ticket.Store(read.Session.Samples, 40_000).Count());
    }

    [Theory]
    [InlineData("time_s,force_N\n0,1\n1,2\n2,1\n")]
    [InlineData("time_s,force_N\n0,1\n1,2\n2,1\n3,1\n4,1\n")]
    [InlineData("time_s,force_N\n0,1\n1,2\n2,1\n3,900\n")]
    public void A_table_that_changes_between_its_two_readings_is_refused(string then)
    {
        using var scratch = new ScratchFolder();
        string path = scratch.File("growing.csv");
        File.WriteAllText(path, "time_s,force_N\n0,1\n1,2\n2,1\n3,1\n");
        CsvImported read = CsvImport.Read(TableFile.Of(path), new CsvMapping(), _now);
        File.WriteAllText(path, then);
        Assert.Contains("was changed while it was read", Assert.Throws<FormatException>(() => read.Session.Samples.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_step_in_the_middle_is_found_in_a_little_memory() => Gen.Select(Gen.Double[1e-6, 10].Array[1, 20_000], Gen.Bool).Sample((steps, coarse) =>
    {
        double[] taken = coarse ? [.. steps.Select(step => Math.Round(step, 2) + 0.01)] : steps;
        var median = new StepMedian(1e-9);
        Array.ForEach(taken, median.Add);
        double wanted = taken.Order().ElementAt(taken.Length / 2);
        Assert.Equal(wanted, median.Value(), coarse ? 1e-9 : 0.002);
        Assert.Equal(taken.Max(), median.Longest);
    }, iter: 30);

    [Fact]
    public void Any_forces_come_back_to_half_a_step() => Gen.Double[-14_000, 14_000].Array[1, 50].Sample(forces =>
    {
        string text = "time_s,force_N\n" + string.Concat(forces.Select((force, i) => FormattableString.Invariant($"{i},{force:R}\n")));
        CsvImported read = CsvImport.Read(TableFile.OfText("", text), new CsvMapping { Question = new() { Missing = [MissingNumbers.None] } }, _now);
        double step = read.Session.Calibrations[0].Calibration.NewtonsPerCount;
        Assert.True(step <= Math.Max(1e-6, forces.Max(Math.Abs) / 8_388_607 * 2.6));
        Assert.All(forces.Zip(read.Session.Samples), pair => Assert.True(Math.Abs(pair.First - pair.Second.ForceNewtons) <= (step / 2) + 1e-9));
        Assert.All(read.Session.Samples, sample => Assert.InRange(sample.RawCounts, -8_388_608, 8_388_607));
    });

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused_in_words()
    {
        Gen<string> piece = Gen.Int[0, 22].Select(i => new[] { "time_s", "force_N", "t", ",", ";", "\t", "\n", "\r\n", "\"", "1", "-2.5", "3,5", "1e9", "NaN", "n/a", "\0", "=1", "[", "(kPa)", ":", "ü", SampleCsv.Header, "0x0001" }[i]);
        piece.Array[0, 60].Sample(pieces => Survive(string.Concat(pieces)), iter: 3000);
        Gen.String.Sample(text => Survive(SampleCsv.Header + "\n" + text), iter: 500);
    }

    [Fact]
    public void Every_table_of_the_corpus_is_read_or_refused_in_words()
    {
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "table-*");
        Assert.NotEmpty(files);
        Assert.All(files, file => Survive(File.ReadAllText(file)));
    }

    private static void Survive(string text)
    {
        foreach (Action<string> read in (Action<string>[])[t => CsvImport.Read(TableFile.OfText("", t), new CsvMapping { Question = new() { TipAreaCm2 = 1 } }, _now), t => _ = SampleCsvReader.Samples(TableFile.OfText("", t)).Count(), t => SampleCsvReader.Events(t), t => SampleCsvReader.Calibrations(t)])
        {
            try
            {
                read(text);
            }
            catch (FormatException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    private sealed class Told(List<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told.Add(value);
    }
}
