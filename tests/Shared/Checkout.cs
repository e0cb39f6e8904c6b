namespace Algometer.Tests.Shared;

/// <summary>Finds things beside the tests, and says what a missing one means: a skip on a person's machine, a failure in CI.</summary>
internal static class Checkout
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Above("Algometer.sln") ?? throw new DirectoryNotFoundException("No Algometer.sln above the test's folder: run the tests from a checkout.");

    /// <summary>The folder of recordings, or null.</summary>
    public static string? Recordings { get; } = FindRecordings();

    /// <summary>A program on the path, or null.</summary>
    public static string? Program(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Skips the test, or fails it in CI, when something is absent.</summary>
    public static T Need<T>(T? thing, string what)
        where T : class
    {
        if (thing is null && Environment.GetEnvironmentVariable("CI") is "true" or "1")
        {
            Assert.Fail($"{what} is absent, and in CI that is a failure.");
        }

        Assert.SkipWhen(thing is null, $"{what} is absent: this test needs it.");
        return thing!;
    }

    private static string? FindRecordings()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static string? Above(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, file)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
