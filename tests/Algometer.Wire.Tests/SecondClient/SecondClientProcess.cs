using System.Diagnostics;
using System.Text.Json;

namespace Algometer.Wire.Tests.SecondClient;

/// <summary>The second implementation as a program of its own: lines of JSON in and out (README.md in this folder).</summary>
internal sealed class SecondClientProcess : IAsyncDisposable
{
    // Bounds a hang; nothing is timed by it.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private SecondClientProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it, or skips the test where there is none to start.</summary>
    public static SecondClientProcess Start(params string[] arguments)
    {
        string program = Path.Combine(Checkout.Root, "tests", "Algometer.Wire.Tests", "SecondClient", "client.py");
        Assert.SkipUnless(File.Exists(program), "There is no second implementation yet: SecondClient/client.py is still to be written, from PROTOCOL.md and the README beside it.");
        string python = Checkout.Need(Checkout.Program("python3"), "python3");
        var start = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        // Isolated: neither the user's packages nor the folder's other files.
        foreach (string argument in (string[])["-I", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return new SecondClientProcess(Process.Start(start)!);
    }

    /// <summary>Says that it may go on, or asks it something.</summary>
    public async Task WriteAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Its next line.</summary>
    public async Task<JsonElement> ReadAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(_patience);
        if (line is null)
        {
            Assert.Fail("The second implementation ended: " + await _errors);
        }

        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    /// <summary>Asks it something and gives the answer.</summary>
    public async Task<JsonElement> AskAsync(object request)
    {
        await WriteAsync(JsonSerializer.Serialize(request));
        return await ReadAsync();
    }

    /// <summary>Its next line, which must be of this step.</summary>
    public async Task<JsonElement> StepAsync(string step)
    {
        JsonElement line = await ReadAsync();
        Assert.True(string.Equals(step, line.GetProperty("step").GetString(), StringComparison.Ordinal), $"Expected step {step}, got: {line}");
        return line;
    }

    /// <summary>Awaits its end, which must be a good one.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        using var late = new CancellationTokenSource(_patience);
        await _process.WaitForExitAsync(late.Token);
        Assert.True(_process.ExitCode == 0, await _errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
