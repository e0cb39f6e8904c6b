using Algometer.Electronics.Blocks;
using Algometer.Esp32;

namespace Algometer.Electronics;

/// <summary>Every drawn file, by its path below hardware/electronics.</summary>
internal static class Drawings
{
    public static IEnumerable<(string Name, string Text)> All()
    {
        yield return ("symbols/algometer.kicad_sym", Schematic.LibraryFile(Schematic.Symbols));
        foreach (Board board in new[] { Board.DevKit(), Board.Esp32S3() })
        {
            foreach ((string name, string text) in Schematic.Files(board))
            {
                yield return ($"{Schematic.NameOf(board)}/{name}", text);
            }
        }
    }
}
