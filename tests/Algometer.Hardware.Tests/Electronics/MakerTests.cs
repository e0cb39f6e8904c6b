using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>What a release gives the maker of boards: the lists are those of the board, and the reading back of a release's files finds what is missing in them. Without KiCad.</summary>
public sealed class MakerTests
{
    // Each file's header, as KiCad writes it.
    private static readonly (string Name, string Function)[] _layers =
    [
        ("F_Cu", "Copper,L1,Top"), ("B_Cu", "Copper,L2,Bot"), ("F_Mask", "Soldermask,Top"), ("B_Mask", "Soldermask,Bot"), ("F_Paste", "Paste,Top"), ("B_Paste", "Paste,Bot"),
        ("F_Silk", "Legend,Top"), ("B_Silk", "Legend,Bot"), ("F_Fab", "AssemblyDrawing,Top"), ("B_Fab", "AssemblyDrawing,Bot"), ("Edge", "Profile,NP"),
    ];

    [Fact]
    public async Task The_lists_are_those_of_the_board()
    {
        using var folder = new ScratchFolder();
        Assert.Equal((0, ""), await Run("lists", folder.Path));
        LaidBoard board = LaidBoard.Read();
        var rows = (await File.ReadAllLinesAsync(folder.File("positions.csv"), TestContext.Current.CancellationToken)).Skip(1).ToDictionary(line => line.Split(',')[0], StringComparer.Ordinal);
        string[] bought = [.. SchematicFiles.Of(2).Read().Parts.Where(part => part.Value["MPN"].Length > 0).Select(part => part.Key)];
        Assert.True(bought.Length > 100);
        Assert.Equal(bought.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(bought, reference =>
        {
            LaidPart part = board[reference];
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $",{part.X + 46:0.000},{25 - part.Y:0.000},{(part.Turn + 360) % 360:0.###},{(part.IsBack ? "back" : "front")},"), rows[reference], StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Files_that_are_the_boards_pass_and_what_is_wrong_in_them_is_found()
    {
        using var folder = new ScratchFolder();
        await Run("lists", folder.Path);
        LaidBoard board = LaidBoard.Read();
        Write(folder, board, "");
        (int code, string said) = await Run("verify", folder.Path);
        Assert.True(code == 0, said);

        // All at once, each named: a layer gone, another's contents, a wrong outline, a pad missing, a hole missing, a hole moved, a part moved.
        Write(folder, board, "faults");
        string positions = folder.File("positions.csv");
        await File.WriteAllTextAsync(positions, (await File.ReadAllTextAsync(positions, TestContext.Current.CancellationToken)).Replace(",back,", ",front,", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (code, said) = await Run("verify", folder.Path);
        Assert.Equal(1, code);
        Assert.All(
            (string[])["missing: algometer-F_Mask.gbr", "B_Paste says it is Paste,Top", "the outline is (0.0, 0.0, 91.0, 50.0)", "F_Cu has no pad or via at", "F_Silk draws outside the board", "B_Silk does not end", "no hole of 0.3 mm at", "a hole of 0.3 mm too many at", "R31 lies elsewhere on the board"],
            found => Assert.Contains(found, said, StringComparison.Ordinal));
    }

    private static void Write(ScratchFolder folder, LaidBoard board, string what)
    {
        bool faults = what is "faults";
        foreach ((string name, string function) in _layers)
        {
            var text = new StringBuilder("%TF.FileFunction,").Append(faults && name is "B_Paste" ? "Paste,Top" : function).Append("*%\n%FSLAX46Y46*%\n%MOMM*%\n");
            (double x, double y)[] corners = [(0, 0), (faults && name is "Edge" ? 91 : faults && name is "F_Silk" ? 93 : 92, 50)];
            Array.ForEach(corners, corner => Move(text, corner, 1));
            if (name is "F_Cu" or "B_Cu")
            {
                IEnumerable<(double X, double Y)> flashes = board.Parts.SelectMany(part => part.Pads).Where(pad => pad.IsOn(name[0] is 'B')).Select(pad => (pad.X, pad.Y)).Concat(board.Holes.Where(hole => hole.IsVia).Select(hole => (hole.X, hole.Y)));
                foreach ((double x, double y) in flashes.SkipLast(faults ? 1 : 0))
                {
                    Move(text, (x + 46, 25 - y), 3);
                }
            }

            File.WriteAllText(folder.File($"algometer-{name}.gbr"), text.Append(faults && name is "B_Silk" ? "" : "M02*\n").ToString());
        }

        if (faults)
        {
            File.Delete(folder.File("algometer-F_Mask.gbr"));
        }

        foreach (bool plated in (bool[])[true, false])
        {
            LaidHole[] holes = [.. board.Holes.Where(hole => hole.Plated == plated).OrderByDescending(hole => hole.IsVia)];
            var text = new StringBuilder("M48\n");
            double[] tools = [.. holes.Select(hole => hole.Wide).Distinct()];
            for (int i = 0; i < tools.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"T{i + 1}C{tools[i]:0.000}\n");
            }

            for (int i = 0; i < holes.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"T{Array.IndexOf(tools, holes[i].Wide) + 1}\nX{holes[i].X + 46 + (faults && plated && i == 0 ? 1 : 0):0.000}Y{25 - holes[i].Y:0.000}\n");
            }

            File.WriteAllText(folder.File(plated ? "algometer-PTH.drl" : "algometer-NPTH.drl"), text.Append("M30\n").ToString());
        }
    }

    private static void Move(StringBuilder text, (double X, double Y) to, int code) => text.Append(CultureInfo.InvariantCulture, $"X{to.X * 1e6:0}Y{to.Y * 1e6:0}D0{code}*\n");

    private static async Task<(int Code, string Said)> Run(string word, string folder)
    {
        string script = Path.Combine(Path.GetDirectoryName(LaidBoard.PathOfFile)!, "maker.py");
        var start = new ProcessStartInfo(Checkout.Need(Checkout.Program("python3"), "python3"), ["-B", script, word, folder]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }
}
