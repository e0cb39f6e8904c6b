
// Writes every drawn file of hardware/electronics, or of a folder given.
string folder = args.Length > 0 ? args[0] : Path.Combine(Directory.GetCurrentDirectory(), "hardware", "electronics");
foreach ((string name, string text) in Algometer.Electronics.Drawings.All())
{
    string path = Path.Combine(folder, name);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, text);
    Console.WriteLine(path);
}
