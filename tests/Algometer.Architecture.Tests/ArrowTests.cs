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
        ["Algometer.Tables"] = [],
        ["Algometer.Reports"] = ["Algometer.Measurement", "Algometer.Records", "Algometer.Tables"],
        ["Algometer.Seeds"] = [],
        ["Algometer.Station"] = ["Algometer.Link", "Algometer.Measurement", "Algometer.Records", "Algometer.Wire"],
        ["Algometer.Clinic"] = ["Algometer.Measurement", "Algometer.Records", "Algometer.Reports", "Algometer.Tables"],
        ["Algometer.Web"] =
        [
            "Algometer.Station", "Algometer.Clinic", "Algometer.Measurement", "Algometer.Link", "Algometer.Records", "Algometer.Reports", "Algometer.Wire",
        ],
        ["Algometer.Cli"] =
        [
            "Algometer.Web", "Algometer.Station", "Algometer.Clinic", "Algometer.Measurement", "Algometer.Link", "Algometer.VirtualDevice", "Algometer.Records",
            "Algometer.Reports", "Algometer.Tables", "Algometer.Seeds", "Algometer.Firmware", "Algometer.Wire",
        ],
    };

    // Programs beside the product: they may know the device's application, and nothing of the product may know them.
    private static readonly Dictionary<string, string[]> _beside = new(StringComparer.Ordinal)
    {
        ["Algometer.StandIns"] = [],
        ["Algometer.Esp32.Desktop"] = ["Algometer.StandIns", "Algometer.Firmware", "Algometer.Wire"],
        ["Algometer.Esp32.Ball"] = ["Algometer.StandIns", "Algometer.Firmware", "Algometer.Wire"],
        ["Algometer.Electronics"] = ["Algometer.StandIns", "Algometer.Esp32.Desktop"],
    };

    public static TheoryData<string> Rooms() => [.. _allowed.Keys];

    public static TheoryData<string> Projects() => [.. _allowed.Keys, .. _beside.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_reaches_only_what_the_design_allows(string room)
    {
        Assembly assembly = Load(room);
        IEnumerable<string> reached = assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Algometer.", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(reached.Except(_allowed[room], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_names_only_what_the_design_allows(string room)
    {
        string file = Directory.GetFiles(Root(), room + ".csproj", SearchOption.AllDirectories).Single();
        IEnumerable<string> named = XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(named.Except(_allowed.GetValueOrDefault(room) ?? _beside[room], StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("System.Console")]
    [InlineData("System.IO.FileSystem")]
    [InlineData("System.Net")]
    [InlineData("Microsoft.Data")]
    [InlineData("Npgsql")]
    [InlineData("MQTTnet")]
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
    [InlineData("Algometer.Station")]
    [InlineData("Algometer.Clinic")]
    [InlineData("Algometer.Web")]
    public void No_room_below_the_application_writes_to_a_console(string room)
    {
        Assembly assembly = Load(room);
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => string.Equals(name.Name, "System.Console", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Algometer.Link")]
    [InlineData("Algometer.Reports")]
    [InlineData("Algometer.Station")]
    [InlineData("Algometer.Clinic")]
    [InlineData("Algometer.Web")]
    [InlineData("Algometer.Cli")]
    public void Only_Records_knows_a_database(string room)
    {
        Assembly assembly = Load(room);
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name is "Npgsql" or "Microsoft.Data.Sqlite");
    }

    [Theory]
    [InlineData("Algometer.Station")]
    [InlineData("Algometer.Clinic")]
    public void Neither_station_nor_clinic_knows_a_page_or_a_command_line(string room)
    {
        Assembly assembly = Load(room);
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.Name is "System.CommandLine" or "Spectre.Console" or "MQTTnet");
    }

    // Within a room: what only listens knows nothing that guides a person.
    [Theory]
    [InlineData("Algometer.Clinic/Statistics", "Algometer.Records")]
    [InlineData("Algometer.Web/Outlet", "Algometer.Station.Activities", "Algometer.Clinic", "RecordStore")]
    [InlineData("Algometer.Station/Pipeline", "Algometer.Station.Activities", "Algometer.Station.Limits")]
    public void A_part_of_the_program_leaves_alone_what_is_not_its_own(string part, params string[] never)
    {
        string[] files = Directory.GetFiles(Path.Combine(Root(), "host", part), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.All(never, name => Assert.DoesNotMatch($@"\b{name.Replace(".", @"\.", StringComparison.Ordinal)}\b", File.ReadAllText(file))));
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

    // The command line's assembly is called as the program is.
    private static Assembly Load(string room) => Assembly.Load(string.Equals(room, "Algometer.Cli", StringComparison.Ordinal) ? "algometer" : room);

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
