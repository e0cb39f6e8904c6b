namespace Algometer.Esp32.Tests;

/// <summary>A pinned package and the mscorlib that it was built against.</summary>
internal sealed record PackageLink(string Package, string Version, string Mscorlib)
{
    public static PackageLink[] Read(string path) =>
    [
        .. File.ReadAllLines(path).Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(cells => new PackageLink(cells[0], cells[1], cells[2])),
    ];

    /// <summary>Packages that the runtime would refuse to link to the class library that is there.</summary>
    public static string[] Mixed(PackageLink[] links)
    {
        string MajorMinor(PackageLink link) => string.Join('.', link.Mscorlib.Split('.')[..2]);
        string there = MajorMinor(links.Single(link => link.Package.EndsWith(".CoreLibrary", StringComparison.Ordinal)));
        return [.. links.Where(link => !string.Equals(MajorMinor(link), there, StringComparison.Ordinal)).Select(link => link.Package)];
    }
}
