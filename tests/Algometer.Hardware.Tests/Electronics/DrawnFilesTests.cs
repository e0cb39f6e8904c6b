using Algometer.Electronics;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The committed drawings are what their generator draws from Board today. ALGOMETER_UPDATE=1 writes them.</summary>
public sealed class DrawnFilesTests
{
    private static readonly Dictionary<string, string> _drawn = Drawings.All().ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal);

    public static TheoryData<string> Names { get; } = [.. _drawn.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_is_as_drawn(string name)
    {
        string path = Path.Combine(Checkout.Root, "hardware", "electronics", name);
        string drawn = _drawn[name];
        if (string.Equals(Environment.GetEnvironmentVariable("ALGOMETER_UPDATE"), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(path, drawn);
        }

        Assert.True(string.Equals(drawn, File.ReadAllText(path), StringComparison.Ordinal), $"{name} is not what the generator draws. dotnet run --project hardware/electronics/tools writes it.");
    }
}
