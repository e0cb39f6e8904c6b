using System.Diagnostics;
using System.Text;

namespace Algometer.EndToEnd.Tests;

/// <summary>The program as a person runs it: a process of its own.</summary>
internal sealed class AlgometerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private AlgometerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            Keep(_output, line.Data);
            LastLine = line.Data ?? LastLine;
        };
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>The latest line of the output.</summary>
    public string LastLine { get; private set; } = "";

    public static AlgometerProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "algometer.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new AlgometerProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using AlgometerProcess process = Start(arguments);
        await process.EndAsync();
        return (process._process.ExitCode, process.Output, process.Errors);
    }

    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until the output holds a text.</summary>
    public async Task SeesAsync(string text)
    {
        long began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!Output.Contains(text, StringComparison.Ordinal) && !Errors.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited)
            {
                // What it wrote before it ended may still be on its way here.
                _process.WaitForExit();
                Assert.Contains(text, Output + Errors, StringComparison.Ordinal);
            }
            else if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
            {
                Assert.Fail($"'{text}' did not appear. Output: {Output} Errors: {Errors}");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>SIGTERM, as a system sends it that shuts down; Ctrl-C goes the same way.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
