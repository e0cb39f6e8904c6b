using CsCheck;

namespace Algometer.VirtualDevice.Tests;

public sealed class TraceCsvTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b\n1,2\n", "line 1")]
    [InlineData("time_s,mass\n1,2\n", "no value")]
    [InlineData("t,force_N\n1,2\n", "no time")]
    [InlineData("time_s,force_N\n0,1\n1,NaN\n", "line 3")]
    [InlineData("time_s,force_N\n0,1\n1,x\n", "line 3")]
    [InlineData("time_s,force_N\n0,1\n1\n", "line 3")]
    [InlineData("time_s,force_N\n0,1\n1,1\n1,2\n2,2\n", "line 4")]
    [InlineData("time_s,force_N\n0,1\n1,1\n0.9,2\n", "line 4")]
    [InlineData("time_s,counts\n0,1\n1,8388608\n", "line 3")]
    [InlineData("time_s,counts\n0,1\n1,1.5\n", "line 3")]
    [InlineData("time_s,force_N\n0,1\n", "1 samples")]
    [InlineData("curve,time_s,force_N\na,0,1\na,1,1\nb,0,1\nb,1,1\n", "--curve")]
    public void A_malformed_file_is_refused_with_its_place_and_reason(string text, string hint)
    {
        using var reader = new StringReader(text);
        TraceFormatException refusal = Assert.Throws<TraceFormatException>(() => TraceCsv.Read(reader, "bad.csv", null));
        Assert.Contains(hint, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("bad.csv", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Corpus() =>
        [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Checkout.Root, "tests", "Algometer.VirtualDevice.Tests", "Corpus");

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Files_from_elsewhere_are_read_or_refused_in_words(string name)
    {
        string file = Path.Combine(Folder, name);
        if (name.StartsWith("good", StringComparison.Ordinal))
        {
            Assert.Equal([1, 2], TraceCsv.Read(file, null).Values);
            return;
        }

        TraceFormatException refusal = Assert.Throws<TraceFormatException>(() => TraceCsv.Read(file, null));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Message.Length < 600, refusal.Message);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_never_worse() =>
        Gen.Select(Gen.Int[0, 60], Gen.Byte, Gen.Bool).Array[1, 12].Sample(edits =>
        {
            List<byte> bytes = [.. "time_s,force_N\n0,1.5\n0.0125,2.5\n0.025,3e0\n0.0375,-4\n"u8];
            foreach ((int at, byte value, bool insert) in edits)
            {
                if (insert)
                {
                    bytes.Insert(Math.Min(at, bytes.Count), value);
                }
                else if (at < bytes.Count)
                {
                    bytes[at] = value;
                }
            }

            using var reader = new StringReader(System.Text.Encoding.UTF8.GetString([.. bytes]));
            try
            {
                Trace trace = TraceCsv.Read(reader, "fuzz.csv", null);
                Assert.All(trace.Values, value => Assert.True(double.IsFinite(value)));
                Assert.All(trace.TimesSeconds.Index().Skip(1), pair => Assert.True(pair.Item > trace.TimesSeconds[pair.Index - 1]));
            }
            catch (TraceFormatException refusal)
            {
                Assert.Contains("fuzz.csv", refusal.Message, StringComparison.Ordinal);
            }
        });

    [Fact]
    public void Times_that_start_anew_are_joined_in_order()
    {
        using var reader = new StringReader("Time,Grip_Force\n0,1\n0.5,2\n1,3\n0,4\n0.5,5\n");
        Trace trace = TraceCsv.Read(reader, "grip.csv", null);
        Assert.Equal([0, 0.5, 1, 1.5, 2], trace.TimesSeconds);
        Assert.Equal([1, 2, 3, 4, 5], trace.Values);
    }

    [Fact]
    public void Grams_become_newtons_and_a_curve_is_chosen()
    {
        using var grams = new StringReader("time_s,force_g\n0,1000\n1,-200\n");
        Assert.Equal([9.80665, -1.96133], TraceCsv.Read(grams, "g.csv", null).Values.Select(value => Math.Round(value, 5)));
        using var curves = new StringReader("curve,time_s,force_N\na,0,1\na,1,1\nb,0,7\nb,1,8\n");
        Assert.Equal([7, 8], TraceCsv.Read(curves, "c.csv", "b").Values);
    }
}
