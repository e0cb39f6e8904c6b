using System.Reflection;
using System.Xml.Linq;

namespace Algometer.Architecture.Tests;

/// <summary>What may reach what. An arrow that is not drawn here does not exist.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> _allowed = new(StringComparer.Ordinal)
    {
        ["Algometer.Wire"] = [],
        ["Algometer.Firmware"] = ["Algometer.Wire"],
        ["Algometer.Measurement"] = [],
        ["Algometer.Link"] = ["Algometer.Wire", "Algometer.Measurement"],
        ["Algometer.VirtualDevice"] = ["Algometer.Firmware", "Algometer.Wire"],
        ["Algometer.Records"] = ["Algometer.Measurement"],
        ["Algometer.Reports"] = ["Algometer.Measurement", "Algometer.Records"],
        ["Algometer.Seeds"] = [],
        ["Algometer.App"] =
        [
            "Algometer.Measurement", "Algometer.Link", "Algometer.VirtualDevice", "Algometer.Records", "Algometer.Reports", "Algometer.Seeds",
            "Algometer.Firmware", "Algometer.Wire",
        ],
    };

    public static TheoryData<string> Rooms() => [.. _allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_reaches_only_what_the_design_allows(string room)
    {
        Assembly assembly = Assembly.Load(string.Equals(room, "Algometer.App", StringComparison.Ordinal) ? "algometer" : room);
        IEnumerable<string> reached = assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Algometer.", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(reached.Except(_allowed[room], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_project_file_names_only_what_the_design_allows(string room)
    {
        string file = Directory.GetFiles(Root(), room + ".csproj", SearchOption.AllDirectories).Single();
        IEnumerable<string> named = XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(named.Except(_allowed[room], StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("System.Console")]
    [InlineData("System.IO.FileSystem")]
    [InlineData("System.Net")]
    [InlineData("Microsoft.Data")]
    [InlineData("Microsoft.AspNetCore")]
    public void Measurement_knows_no_console_file_network_or_database(string library)
    {
        Assembly assembly = Assembly.Load("Algometer.Measurement");
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith(library, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Algometer.Link")]
    [InlineData("Algometer.Measurement")]
    [InlineData("Algometer.VirtualDevice")]
    [InlineData("Algometer.Records")]
    public void No_room_below_the_application_writes_to_a_console(string room)
    {
        Assembly assembly = Assembly.Load(room);
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => string.Equals(name.Name, "System.Console", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_source_file_below_firmware_is_in_the_device_language()
    {
        string[] forbidden = ["List<", "Span<", "async ", "yield ", "stackalloc", "checked(", " dynamic ", "System.Linq", "decimal ", "volatile "];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Root(), "firmware"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)))
        {
            string text = File.ReadAllText(file);
            Assert.All(forbidden, word => Assert.False(text.Contains(word, StringComparison.Ordinal), $"{file} uses '{word}'"));
        }
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Algometer.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No Algometer.sln above the test's folder: run the tests from a checkout.");
    }
}
