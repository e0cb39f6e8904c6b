using Algometer.Electronics.Blocks;
using Algometer.Electronics.Nets;
using Algometer.Electronics.Wiring;
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
            string folder = Schematic.NameOf(board);
            IReadOnlyDictionary<string, string> files = Schematic.Files(board);
            foreach ((string name, string text) in files)
            {
                yield return ($"{folder}/{name}", text);
            }

            yield return ($"images/wiring-{folder}.svg", WiringDiagram.Draw(board, SchematicReader.Read(folder + ".kicad_sch", name => files[name])));
        }
    }
}
