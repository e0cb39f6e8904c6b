using System.Diagnostics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>The folder of the printed parts.</summary>
internal static class Drawings
{
    public static string Folder { get; } = Path.Combine(Checkout.Root, "hardware", "mechanics");

    public static IReadOnlyList<string> Parts { get; } = File.ReadAllLines(Path.Combine(Folder, "parts.txt"));

    public static Mesh Committed(string part) => Mesh.Read(Path.Combine(Folder, "stl", part + ".stl"));

    /// <summary>Builds a part anew; fails on any warning.</summary>
    public static async Task<Mesh> BuildAsync(string openscad, string part, string target, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(openscad) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { "--hardwarnings", "-D", $"part=\"{part}\"", "--export-format", "binstl", "-o", target, "part.scad" })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string said = await process.StandardError.ReadToEndAsync(cancellationToken) + await output;
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, said);
        Assert.DoesNotContain("WARNING", said, StringComparison.Ordinal);
        Assert.DoesNotContain("ERROR", said, StringComparison.Ordinal);
        return Mesh.Read(target);
    }
}
