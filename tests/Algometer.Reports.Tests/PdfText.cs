using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Reports.Tests;

/// <summary>What a reader that we did not write makes of a PDF: poppler's tools.</summary>
internal static partial class PdfText
{
    /// <summary>The text of each page in the order in which it was written, blanks made one.</summary>
    public static string[] Pages(byte[] pdf) => [.. Run("pdftotext", pdf, "-raw", "FILE", "-").TrimEnd('\f').Split('\f').Select(page => Blanks().Replace(page, " "))];

    /// <summary>What pdfinfo says of a field.</summary>
    public static string Info(byte[] pdf, string field) => Run("pdfinfo", pdf, "FILE").Split('\n').Single(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim();

    /// <summary>Fonts with whether they are embedded and cut down to the letters used.</summary>
    public static IReadOnlyList<(string Name, bool Embedded, bool Subset)> Fonts(byte[] pdf) =>
        [.. Run("pdffonts", pdf, "FILE").Split('\n').Skip(2).Where(line => line.Length > 0).Select(line => FontLine().Match(line)).Select(match => (match.Groups["name"].Value, match.Groups["embedded"].Value is "yes", match.Groups["subset"].Value is "yes"))];

    /// <summary>Keeps a picture of every page, when asked for with ALGOMETER_SCREENSHOTS=1.</summary>
    public static void Keep(byte[] pdf, string name)
    {
        if (Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is not "1")
        {
            return;
        }

        string folder = Environment.GetEnvironmentVariable("ALGOMETER_SHOTS") ?? Path.Combine(Path.GetTempPath(), "shots");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, name + ".pdf");
        File.WriteAllBytes(file, pdf);
        using var process = Process.Start(new ProcessStartInfo("pdftoppm", ["-r", "90", "-png", file, Path.Combine(folder, name)]))!;
        process.WaitForExit();
    }

    private static string Run(string tool, byte[] pdf, params string[] arguments)
    {
        Checkout.Need(Checkout.Program(tool), "poppler-utils");
        using var folder = new ScratchFolder();
        string file = folder.File("report.pdf");
        File.WriteAllBytes(file, pdf);
        using var process = Process.Start(new ProcessStartInfo(tool, arguments.Select(argument => argument == "FILE" ? file : argument)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8 })!;
        string text = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{tool} ended with {process.ExitCode}: {errors}"));
        Assert.True(errors.Length == 0, $"{tool} complains: {errors}");
        return text;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?<name>\S+)\s+.*\s(?<embedded>yes|no)\s+(?<subset>yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FontLine();
}
