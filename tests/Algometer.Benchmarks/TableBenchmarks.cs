using System.Globalization;
using System.Text;
using Algometer.Tables;
using BenchmarkDotNet.Attributes;

namespace Algometer.Benchmarks;

/// <summary>Reading a force over time from a table: 20 MiB of time_s,force_N, from a file in the page cache.</summary>
[MemoryDiagnoser]
public class TableBenchmarks
{
    private const int Bytes = 20 << 20;
    private string _plain = "";
    private string _comma = "";

    /// <summary>Writes the files.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _plain = Write(',', CultureInfo.InvariantCulture);
        _comma = Write(';', CultureInfo.GetCultureInfo("de-DE"));
    }

    /// <summary>Removes them.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        File.Delete(_plain);
        File.Delete(_comma);
    }

    /// <summary>Comma and point.</summary>
    [Benchmark(Baseline = true)]
    public double Plain() => Sum(_plain);

    /// <summary>Semicolon and decimal comma.</summary>
    [Benchmark]
    public double DecimalComma() => Sum(_comma);

    private static double Sum(string path)
    {
        double sum = 0;
        using var reader = SignalReader.Open(TableFile.Of(path), new SignalQuestion());
        while (reader.Read())
        {
            sum += reader.Value;
        }

        return sum;
    }

    private static string Write(char delimiter, CultureInfo culture)
    {
        var text = new StringBuilder(Bytes + 100).Append(CultureInfo.InvariantCulture, $"time_s{delimiter}force_N\n");
        for (int i = 0; text.Length < Bytes; i++)
        {
            text.Append((i * 0.0125).ToString("0.0000", culture)).Append(delimiter).Append((25 + (i % 977 * 0.013)).ToString("0.000000", culture)).Append('\n');
        }

        string path = Path.GetTempFileName();
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
