using System.Diagnostics;
using System.Text;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Exports.Tests;

/// <summary>Runs a reader that was written apart from the program.</summary>
internal static class Python
{
    public static string Run(string script, params string[] arguments)
    {
        string python = Checkout.Need(Checkout.Program("python3"), "Python 3");
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Readers", script));
        Array.ForEach(arguments, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script}: {errors.Result}");
        return output;
    }
}
