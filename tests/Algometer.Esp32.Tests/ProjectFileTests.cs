using System.Reflection.Metadata;
using System.Xml.Linq;

namespace Algometer.Esp32.Tests;

/// <summary>The nanoFramework project cannot be built on every machine; what it lists is held against what there is.</summary>
public sealed class ProjectFileTests
{
    private static readonly string _folder = Path.Combine(Checkout.Root, "firmware", "Algometer.Esp32");
    private static readonly XDocument _project = XDocument.Load(Path.Combine(_folder, "Algometer.Esp32.nfproj"));

    [Fact]
    public void It_compiles_every_source_file_of_the_firmware_and_nothing_else()
    {
        string[] listed = [.. Items("Compile").Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'))];
        string[] there =
        [
            .. new[] { "", "../Algometer.Firmware/", "../Algometer.Wire/" }
                .SelectMany(folder => Directory.GetFiles(Path.Combine(_folder, folder), "*.cs", SearchOption.AllDirectories)
                    .Select(path => folder + Path.GetRelativePath(Path.Combine(_folder, folder), path).Replace('\\', '/')))
                .Where(path => !path.Contains("obj/", StringComparison.Ordinal) && !path.Contains("bin/", StringComparison.Ordinal)),
        ];
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reference_is_a_listed_package_at_its_listed_version_and_every_package_is_referenced()
    {
        string[] packages =
        [
            .. XDocument.Load(Path.Combine(_folder, "packages.config")).Descendants("package")
                .Select(package => $"{package.Attribute("id")!.Value}.{package.Attribute("version")!.Value}"),
        ];
        string[] referenced =
        [
            .. Items("Reference").Select(reference =>
            {
                string[] parts = reference.Elements().Single(element => string.Equals(element.Name.LocalName, "HintPath", StringComparison.Ordinal)).Value.Split('\\');
                Assert.Equal(["..", "..", "packages"], parts[..3]);
                string[] named = reference.Attribute("Include")!.Value.Split(", ");
                Assert.Equal(named[0] + ".dll", parts[^1]);
                Assert.EndsWith("." + named[1]["Version=".Length..^2], parts[3], StringComparison.Ordinal);
                Assert.Equal("True", reference.Elements().Single(element => string.Equals(element.Name.LocalName, "Private", StringComparison.Ordinal)).Value);
                return parts[3];
            }),
        ];
        Assert.Equal(packages.Order(StringComparer.Ordinal), referenced.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(packages, package => package.Contains('-', StringComparison.Ordinal) || package.Contains(".2.0.0", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_was_built_against_the_same_mscorlib_in_major_and_minor()
    {
        PackageLink[] links = PackageLink.Read(Path.Combine(_folder, "package-links.txt"));
        (string Id, string Version)[] pinned =
        [
            .. XDocument.Load(Path.Combine(_folder, "packages.config")).Descendants("package")
                .Select(package => (package.Attribute("id")!.Value, package.Attribute("version")!.Value)),
        ];
        Assert.Equal(pinned.Order(), links.Select(link => (link.Package, link.Version)).Order());
        Assert.Empty(PackageLink.Mixed(links));
    }

    [Theory]
    [InlineData("1.15.5", true)]
    [InlineData("2.17.11", true)]
    [InlineData("1.17.7", false)]
    public void A_package_built_against_another_mscorlib_is_found(string mscorlib, bool mixed)
    {
        PackageLink[] links = [new("nanoFramework.CoreLibrary", "1.17.11", "1.17.11"), new("nanoFramework.Iot.Device.Hx711", "1.1.436", mscorlib)];
        Assert.Equal(mixed ? ["nanoFramework.Iot.Device.Hx711"] : [], PackageLink.Mixed(links));
    }

    [Fact]
    public void The_firmware_is_compiled_against_the_class_library_of_the_listed_version()
    {
        // The compiled assembly names the mscorlib that the compiler had before it; its assembly version is the package's.
        using var image = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Algometer.Esp32.CoreLibrary.dll")));
        MetadataReader reader = image.GetMetadataReader();
        AssemblyReference only = reader.GetAssemblyReference(Assert.Single(reader.AssemblyReferences));
        Assert.Equal("mscorlib", reader.GetString(only.Name));
        string pinned = PackageLink.Read(Path.Combine(_folder, "package-links.txt")).Single(link => link.Package.EndsWith(".CoreLibrary", StringComparison.Ordinal)).Mscorlib;
        Assert.Equal(pinned, only.Version.ToString(3));
    }

    [Fact]
    public void The_solution_lists_it_without_building_it()
    {
        string solution = File.ReadAllText(Path.Combine(Checkout.Root, "Algometer.sln"));
        string guid = Items("ProjectGuid").Single().Value;
        Assert.Contains("{11A8DD76-328B-46DF-9F39-F559912D0360}\") = \"Algometer.Esp32\"", solution, StringComparison.Ordinal);
        Assert.Contains(guid + ".Release|Any CPU.ActiveCfg", solution, StringComparison.Ordinal);
        Assert.DoesNotContain(guid + ".Release|Any CPU.Build.0", solution, StringComparison.Ordinal);
    }

    [Fact]
    public void The_balls_image_is_built_by_name_and_every_other_is_a_probes()
    {
        XElement[] defines = [.. Items("DefineConstants").Where(element => element.Value.Contains("BALL", StringComparison.Ordinal))];
        Assert.Equal("'$(Tool)' == 'Ball'", Assert.Single(defines).Attribute("Condition")!.Value.Trim());
        Assert.Equal(Wire.ToolKind.Probe, FittedTool.Kind);
        Assert.Contains("#if BALL\n        public const byte Kind = ToolKind.Ball;", File.ReadAllText(Path.Combine(_folder, "FittedTool.cs")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static IEnumerable<XElement> Items(string name) => _project.Descendants().Where(element => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal));
}
