using System.Xml.Linq;

namespace Algometer.Architecture.Tests;

/// <summary>Inside a project too, arrows go one way: no folders that need each other in a circle.</summary>
public sealed class FolderCircleTests
{
    // Those that have folders.
    public static TheoryData<string> Rooms() =>
    [
        "Algometer.Measurement", "Algometer.Records", "Algometer.Reports", "Algometer.Station", "Algometer.Clinic", "Algometer.Web", "algometer",
    ];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_folders_of_a_project_need_each_other_in_a_circle(string room)
    {
        FolderCircles folders = FolderCircles.Read(Path.Combine(AppContext.BaseDirectory, room + ".dll"));
        Assert.NotEmpty(folders.Folders);
        Assert.Empty(folders.Circles().SelectMany(folders.Arrows));
    }

    // A namespace that several folders share hides the circles between them.
    [Theory]
    [InlineData("Algometer.Measurement")]
    [InlineData("Algometer.Records")]
    [InlineData("Algometer.Reports")]
    public void Namespaces_follow_folders(string room)
    {
        string project = Path.Combine(Checkout.Root, "host", room);
        string[] files =
        [
            .. Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetRelativePath(project, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")),
        ];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains($"namespace {Path.GetRelativePath(Path.Combine(project, ".."), Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.')};", File.ReadLines(file), StringComparer.Ordinal));
    }

    [Fact]
    public void The_reading_sees_a_circle_that_only_method_bodies_draw()
    {
        FolderCircles folders = FolderCircles.Read(typeof(FolderCircleTests).Assembly.Location);
        Assert.Contains(folders.Circles(), circle => circle.Count == 2 && circle.All(folder => folder.StartsWith("Algometer.Architecture.Tests.Planted", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_room_of_the_host_opens_its_inside_to_another()
    {
        string host = Path.Combine(Checkout.Root, "host");
        string[] rooms = [.. Directory.GetDirectories(host).Select(folder => Path.GetFileName(folder)!), "algometer"];
        foreach (string file in Directory.GetFiles(host, "*.csproj", SearchOption.AllDirectories))
        {
            IEnumerable<string> friends = XDocument.Load(file).Descendants("InternalsVisibleTo").Select(friend => friend.Attribute("Include")!.Value);
            Assert.Empty(friends.Intersect(rooms, StringComparer.Ordinal));
        }
    }
}
