using System.Diagnostics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>The folder of the printed parts.</summary>
internal static class Drawings
{
    public static string Folder { get; } = Path.Combine(Checkout.Root, "hardware", "mechanics");

    public static IReadOnlyList<string> Parts { get; } = File.ReadAllLines(Path.Combine(Folder, "parts.txt"));

    public static Mesh Committed(string part) => Mesh.Read(Path.Combine(Folder, "stl", part + ".stl"));

    /// <summary>From which drawing each mesh was built: hashes of the drawing with all numbers put in, and of the mesh; build.sh writes them.</summary>
    public static IReadOnlyDictionary<string, (string Drawing, string Mesh)> Built { get; } = File.ReadAllLines(Path.Combine(Folder, "drawn.sha256"))
        .Select(line => line.Split(' ')).ToDictionary(cells => cells[0], cells => (cells[1], cells[2]), StringComparer.Ordinal);

    /// <summary>Hash of a mesh as it is committed.</summary>
    public static string HashOfMesh(string part) => Hash(Path.Combine(Folder, "stl", part + ".stl"));

    /// <summary>Hash of a drawing with all numbers put in, before any solid is reckoned: a twentieth of a second, where the solid takes up to half a minute.</summary>
    /// <param name="openscad">The program.</param>
    /// <param name="part">Which.</param>
    /// <param name="folder">For the file on the way.</param>
    /// <param name="other">A number of the parameters that is another one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<string> HashOfDrawingAsync(string openscad, string part, ScratchFolder folder, string? other, CancellationToken cancellationToken)
    {
        string target = folder.File(part + ".csg");
        await RunAsync(openscad, ["--hardwarnings", "-D", $"part=\"{part}\"", .. other is null ? [] : new[] { "-D", other }, "-o", target, "part.scad"], cancellationToken);
        return Hash(target);
    }

    /// <summary>Builds a part anew; fails on any warning.</summary>
    public static async Task<Mesh> BuildAsync(string openscad, string part, string target, CancellationToken cancellationToken)
    {
        await RunAsync(openscad, ["--hardwarnings", "-D", $"part=\"{part}\"", "--export-format", "binstl", "-o", target, "part.scad"], cancellationToken);
        return Mesh.Read(target);
    }

    private static string Hash(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));

    private static async Task RunAsync(string openscad, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(openscad) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in arguments)
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
    }
}
