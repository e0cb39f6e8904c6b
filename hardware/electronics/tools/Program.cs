using Algometer.Electronics;
using Algometer.Electronics.Layout;
using Algometer.Electronics.Spice;

// Run from the folder with the solution. Without a word: writes every drawn file. "plots": runs the SPICE decks and draws what they give.
// "layout" and two files: places and routes what board/board.py asks for.
if (args is ["layout" or "place", { } from, { } to])
{
    return LayoutRun.Of(from, to, args[0] is "layout");
}

string folder = Path.Combine(Directory.GetCurrentDirectory(), "hardware", "electronics");
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine("There is no hardware/electronics here: run this from the folder with Algometer.sln.");
    return 2;
}

if (args is ["plots"])
{
    string font = Path.Combine(Directory.GetCurrentDirectory(), "host", "Algometer.Reports", "Fonts", "DejaVuSans.ttf");
    Plots.Write(Path.Combine(folder, "spice"), Path.Combine(folder, "images"), font, "ngspice");
    return 0;
}

foreach ((string name, string text) in Drawings.All())
{
    string path = Path.Combine(folder, name);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, text);
    Console.WriteLine(path);
}

return 0;
