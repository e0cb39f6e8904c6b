using Algometer.Hardware.Tests.Mechanics;
using Algometer.Measurement.Calibration;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>The masses of every step can be laid on as the guide says: on one tray, by a yoke that passes what stands between.</summary>
public sealed class YokeTests
{
    private static readonly Parameters _p = Parameters.Read();

    [Theory]
    [InlineData("probe")]
    [InlineData("ball")]
    public void Its_cords_pass_what_stands_between_and_its_board_holds_them(string tool)
    {
        // The ball's second pair is ten millimetres to one side.
        double aside = tool is "ball" ? _p["ball_aside"] : 0;
        Assert.True((YokePicture.Cords(tool) / 2) - aside - (YokePicture.Passes(tool, _p) / 2) >= 15, "A cord would rub, and load would go past the cell.");
        Assert.True((YokePicture.Length(tool) - YokePicture.Cords(tool)) / 2 >= aside + 5, "The board ends at its holes.");
        Assert.True(YokePicture.Plank(_p) > 2 * _p["ball_foot_radius"], "The foot stands out over the plank.");
    }

    [Fact]
    public void Shared_over_two_sides_the_steps_could_not_be_laid()
    {
        // Single pieces: no step but those of two equal heaps could hang on both sides, and there is none.
        Assert.All(CalibrationMasses.All.SelectMany(set => set.MassesKg), mass =>
        {
            IReadOnlyList<double> pieces = CalibrationMasses.Laid(mass);
            Assert.DoesNotContain(Enumerable.Range(0, 1 << pieces.Count), heap => Math.Abs(pieces.Where((_, i) => (heap >> i & 1) == 1).Sum() - (mass / 2)) < 1e-9);
        });
        string text = File.ReadAllText(Path.Combine(MadeText.Folder, "calibration.md"));
        Assert.DoesNotContain("on both sides", text, StringComparison.Ordinal);
        Assert.Contains("one tray", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Guide_parts_list_and_picture_have_its_sizes()
    {
        string text = File.ReadAllText(Path.Combine(MadeText.Folder, "calibration.md"));
        Assert.Contains(YokePicture.Words("probe"), text, StringComparison.Ordinal);
        Assert.Contains(YokePicture.Words("ball"), text, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"plank, {YokePicture.Plank(_p):0} mm wide"), text, StringComparison.Ordinal);
        Assert.Equal(2, Table.Read("parts.csv").Count(part => part["part"].StartsWith("Yoke of the ", StringComparison.Ordinal)));
        Assert.All(CalibrationMasses.All, set => Assert.Contains(Table.Read("parts.csv"), part => part["part"].Contains($"Yoke of the {set.Tool}, {FormattableString.Invariant($"{YokePicture.Length(set.Tool):0} × 50 × 12 mm")}", StringComparison.Ordinal)));
        MadeText.Hold("yoke.svg", YokePicture.Draw(_p));
    }
}
