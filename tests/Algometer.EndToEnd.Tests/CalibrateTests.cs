using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Algometer.EndToEnd.Tests;

/// <summary><c>algometer calibrate</c> as a person and as a script runs it.</summary>
public sealed partial class CalibrateTests
{
    // The simulated cell sees 1.012 of each newton and 0.4 N of nothing.
    private const double TrueGain = 45.665773e-6 / 1.012;

    [Fact]
    public async Task A_simulated_cell_is_calibrated_written_and_certified_in_one_go()
    {
        using var scratch = new ScratchFolder();
        (int code, string output, string errors) = await AlgometerProcess.RunAsync(
            "calibrate", "--simulate", "--speed", "20", "--warm-up", "5", "--yes", "--json", "--data", scratch.File("record"), "--operator", "Ada", "--latitude", "52", "--certificate", scratch.File("c.pdf"));
        Assert.True(code == 0, errors);
        Assert.Contains("Lay on 0.5 kg", errors, StringComparison.Ordinal);
        Assert.Contains("Lay on 7 kg", errors, StringComparison.Ordinal);
        Assert.Contains("Written as calibration", errors, StringComparison.Ordinal);

        // The guide shows these very lines, for the same masses; whether a load was seen moving is left to the moment.
        string[] told = Lines(errors);
        Assert.All(GuidesLines().TakeWhile(line => !line.StartsWith("Gain", StringComparison.Ordinal)).Where(line => line is not "All masses read."), line => Assert.Contains(line.Replace(" Let it come to rest.", "", StringComparison.Ordinal), told, StringComparer.Ordinal));
        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.GetProperty("accepted").GetBoolean());
        JsonElement gain = json.RootElement.GetProperty("gain_newtons_per_count");
        Assert.Equal(TrueGain, gain[0].GetDouble(), gain[1].GetDouble());
        Assert.True(gain[1].GetDouble() < 0.003 * TrueGain);
        byte[] pdf = await File.ReadAllBytesAsync(scratch.File("c.pdf"));
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
        Assert.Contains("/FontFile2", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_from_a_file_are_fitted_judged_and_written()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.File("points.csv"), Points(1));
        (int code, string output, _) = await AlgometerProcess.RunAsync("calibrate", "--points", scratch.File("points.csv"), "--gravity", "9.81", "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(50e-6, json.RootElement.GetProperty("gain_newtons_per_count")[0].GetDouble(), 1e-9);
        Assert.Equal(1000, json.RootElement.GetProperty("zero_counts")[0].GetDouble(), 0.01);
        (code, string result, string errors) = await AlgometerProcess.RunAsync(
            "calibrate", "--points", scratch.File("points.csv"), "--gravity", "9.81", "--simulate", "--yes", "--data", scratch.File("record"), "--certificate", scratch.File("c.pdf"));
        Assert.True(code == 0, errors);
        Assert.Contains("Written as calibration", errors, StringComparison.Ordinal);
        Assert.True(File.Exists(scratch.File("c.pdf")));
        string[] told = [.. Lines(result + '\n' + errors).Select(Masked)];
        Assert.All(GuidesLines().SkipWhile(line => !line.StartsWith("Gain", StringComparison.Ordinal)).Select(Masked), line => Assert.Contains(line, told, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_poor_calibration_is_not_written_and_a_bad_file_is_refused()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.File("poor.csv"), Points(1.3));
        (int code, string output, string errors) = await AlgometerProcess.RunAsync("calibrate", "--points", scratch.File("poor.csv"), "--simulate", "--yes", "--data", scratch.File("record"));
        Assert.Equal(1, code);
        Assert.Contains("Not good enough: The residual is", output, StringComparison.Ordinal);
        Assert.Contains("The device keeps its old calibration", errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(scratch.File("bad.csv"), "run,direction,mass_kg,counts\n1,sideways,0,1000\n");
        (code, _, errors) = await AlgometerProcess.RunAsync("calibrate", "--points", scratch.File("bad.csv"), "--tool", "spoon");
        Assert.Equal(2, code);
        Assert.Contains("There is no tool 'spoon': write probe or ball.", errors, StringComparison.Ordinal);
        (code, _, errors) = await AlgometerProcess.RunAsync("calibrate", "--points", scratch.File("bad.csv"));
        Assert.Equal(2, code);
        Assert.Contains("bad.csv: Line 2: the direction is 'sideways', but must be up or down", errors, StringComparison.Ordinal);
    }

    // What the guide shows of a run, between its dots.
    private static string[] GuidesLines() =>
        Lines(File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "papers", "calibration.md")).Split("```")[1]).Where(line => line is not "…").ToArray();

    private static string[] Lines(string text) => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    // Without its figures, and without the file's folder.
    private static string Masked(string line) => Figure().Replace(line.StartsWith("Certificate", StringComparison.Ordinal) ? "Certificate" : line, "#");

    [GeneratedRegex("[0-9][0-9.-]*", RegexOptions.None, 2000)]
    private static partial Regex Figure();

    // 50 µN a count from 1000; one mass of one run may be off.
    private static string Points(double off)
    {
        double[] masses = [0, 0.5, 1, 2, 3, 4, 5];
        var text = new StringBuilder("run,direction,mass_kg,counts\n");
        for (int run = 1; run <= 3; run++)
        {
            foreach ((double mass, bool up) in masses.Select(mass => (mass, true)).Concat(masses.SkipLast(1).Reverse().Select(mass => (mass, false))))
            {
                double counts = 1000 + (mass * 9.81 / 50e-6 * (run == 2 && mass == 2 && up ? off : 1));
                text.Append(CultureInfo.InvariantCulture, $"{run},{(up ? "up" : "down")},{mass},{counts:0}\n");
            }
        }

        return text.ToString();
    }
}
