using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Firmware.Tests;

/// <summary>PROTOCOL.md's force vectors, made by an independent implementation, are what the device computes.</summary>
public sealed class ForceVectorTests
{
    [Fact]
    public void The_documented_forces_are_computed()
    {
        string document = File.ReadAllText(FindDocument());
        MatchCollection rows = Regex.Matches(
            document,
            @"^\| (?<raw>-?\d+) \| (?<zero>-?\d+) \| (?<tare>-?\d+) \| (?<quadratic>-?\d+) \| (?<force>-?\d+) \|",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5));
        Assert.True(rows.Count >= 9);
        foreach (Match row in rows)
        {
            int Column(string name) => int.Parse(row.Groups[name].Value, CultureInfo.InvariantCulture);
            var settings = new DeviceSettings { ZeroCounts = Column("zero"), TareCounts = Column("tare"), QuadraticPiconewtons = Column("quadratic") };
            Assert.Equal(Column("force"), ForceConversion.ToMillinewtons(settings, Column("raw")));
        }
    }

    private static string FindDocument()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "firmware", "Algometer.Wire", "PROTOCOL.md");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("PROTOCOL.md was not found above the test's folder: run the tests from a checkout.");
    }
}
