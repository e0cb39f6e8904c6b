using Algometer.Cli.Commands;
using Algometer.Measurement.Calibration;
using CsCheck;

namespace Algometer.Cli.Tests.Commands;

public sealed class CalibrationPointsFileTests
{
    private const string Header = "run,direction,mass_kg,counts\n";
    private static readonly CalibrationSetup _setup = new() { MassesKg = [1] };

    [Theory]
    [InlineData("", "first line must name")]
    [InlineData("run,mass_kg,counts\n1,0,5\n", "first line must name")]
    [InlineData(Header + "1,up,1\n", "Line 2: 3 cells")]
    [InlineData(Header + "1,across,1,5\n", "Line 2: the direction")]
    [InlineData(Header + "1,up,1,x\n", "Line 2: 'x' is no number")]
    [InlineData(Header + "1.5,up,1,5\n", "the run is 1 to 10")]
    [InlineData(Header + "1,up,-1,5\n", "the mass 0 to 1000 kg")]
    [InlineData(Header + "1,up,1,9000000\n", "within 24 bits")]
    [InlineData(Header + "1,up,1,5\n", "no reading of the unloaded cell")]
    [InlineData(Header + "1,up,0,5\n1,up,1,9\n1,up,2,12\n", "both going up and going down")]
    public void What_cannot_be_used_is_refused_with_its_line(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => CalibrationPointsFile.Parse(text, _setup)).Message, StringComparison.Ordinal);

    [Fact]
    public void Masses_runs_and_forces_come_from_the_file()
    {
        CalibrationMade made = CalibrationPointsFile.Parse("counts;mass_kg;direction;run;sd_counts\n10;0;up;1;2\n100,5;1;up;1;3\n200;2;up;2;3\n101;1;down;2;3\n11;0;down;2;2\n", _setup with { Gravity = 9.81 });
        Assert.Equal([1.0, 2], made.Setup.MassesKg);
        Assert.Equal(2, made.Setup.Runs);
        Assert.Equal(new CalibrationReading(1, 1, 9.81, true, 100.5, 3), made.Readings[1]);
        Assert.True(made.WarmUpSkipped);
    }

    [Fact]
    public void Nothing_that_is_typed_does_more_than_be_read_or_refused() => Gen.String[Gen.Char["updown,;\n0123456789.-\""], 0, 150].Sample(text =>
    {
        if (Record.Exception(() => CalibrationPointsFile.Parse(Header + text, _setup)) is { } failure)
        {
            Assert.IsAssignableFrom<FormatException>(failure);
        }
    });
}
