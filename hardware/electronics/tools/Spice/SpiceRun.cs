using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Electronics.Spice;

/// <summary>What a run gave: measures by name, and the columns that the deck wrote.</summary>
internal sealed partial class SpiceRun
{
    private SpiceRun(IReadOnlyDictionary<string, double> measures, IReadOnlyDictionary<string, double[][]> columns)
    {
        Measures = measures;
        Columns = columns;
    }

    public IReadOnlyDictionary<string, double> Measures { get; }

    /// <summary>The rows of each file that wrdata wrote: the abscissa and a value, again for each further value.</summary>
    public IReadOnlyDictionary<string, double[][]> Columns { get; }

    public static SpiceRun Of(string ngspice, string name, string text)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("algometer-spice-");
        try
        {
            string deck = Path.Combine(folder.FullName, name + ".cir");
            File.WriteAllText(deck, text);
            using Process process = Process.Start(new ProcessStartInfo(ngspice, ["-b", deck]) { UseShellExecute = false, WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })
                ?? throw new InvalidOperationException($"{ngspice} did not start.");
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            string error = errors.GetAwaiter().GetResult();
            if (error.Contains("Error", StringComparison.OrdinalIgnoreCase) || output.Contains("failed", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"{name}: {error}\n{output}");
            }

            // In a .control block "a > b" sends the line to a file b and compares nothing; "gt" and "lt" compare.
            if (folder.EnumerateFiles().FirstOrDefault(file => file.Extension is not ".cir" and not ".out") is { } stray)
            {
                throw new InvalidOperationException($"{name}: ngspice wrote a file \"{stray.Name}\": the deck has > or < in its .control block where gt or lt is meant.");
            }

            return new(Read(output), folder.EnumerateFiles("*.out").ToDictionary(file => file.Name, Rows, StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, double> Read(string output) => MeasureLine().Matches(output).ToDictionary(match => match.Groups["name"].Value, match => Number(match.Groups["value"].Value), StringComparer.Ordinal);

    private static double[][] Rows(FileInfo file) => [.. File.ReadLines(file.FullName).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToArray()).Where(row => row.Length > 1)];

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>\w+)\s+=\s+(?<value>[-+.\de]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MeasureLine();
}
