using System.Globalization;
using Algometer.Hardware.Tests.Papers;
using Algometer.Measurement.Calibration;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Pressed askew or beside the middle: what then goes past the cell is small, stands in the papers, and is what the program's budget reckons with.</summary>
public sealed class AskewTests
{
    private static readonly Parameters _p = Parameters.Read();

    [Theory]
    [InlineData(7.5, 0.004)]
    [InlineData(15, 0.008)]
    public void The_probe_held_askew_loses_less_than_a_hundredth(double degrees, double most)
    {
        double past = Askew.PastTheCell(_p["bush_friction"], Math.Sin(degrees * Math.PI / 180), ProbeLever, 0, _p["probe_bush_span"]);
        Assert.InRange(past, most / 4, most);
    }

    [Theory]
    [InlineData(10, 0.005)]
    [InlineData(15, 0.007)]
    public void The_ball_pressed_beside_its_middle_loses_less_than_a_hundredth(double aside, double most) =>
        Assert.InRange(Askew.PastTheCell(_p["bush_friction"], 0, 0, aside, _p["ball_bush_span"]), most / 4, most);

    [Fact]
    public void The_guides_before_lost_what_was_found()
    {
        // Neck and skirt of 8.7 mm, printed on printed; and the joint in the probe, which opened and laid its stem against the base 14 mm below.
        Assert.InRange(Askew.PastTheCell(0.1, 0, 0, 10, 8.7), 0.22, 0.26);
        Assert.InRange(Askew.PastTheCell(0.15, 0, 0, 15, 8.7), 0.5, 0.54);
        Assert.Equal(1.7, Askew.OpensAtDegrees(106, 80, 76.8, 6.5), 0.2);
    }

    [Fact]
    public void No_joint_between_skin_and_cell_bears_a_moment()
    {
        // The round head of the shaft meets the screw within the socket in it: a force of 80 N stands 1.5 mm beside the axis at most, and the seat under the screw's head stays shut.
        double seat = _p["shoulder_head_diameter"] / 2;
        Assert.True((Stops.Probe(_p).BeginsNewtons - 80) * seat > 80 * 1.5, "The joint would open at 80 N.");

        // In either instrument the shaft touches what it presses on at one place: nothing else is fastened to it there.
        Assert.DoesNotContain(Assembly.Of("probe", Bought.Read(), tight: false).Meant.Keys, pair => pair is ("shaft", "shoulder screw") or ("round-head screw", "shoulder screw"));
        Assert.DoesNotContain(Assembly.Of("ball", Bought.Read(), tight: false).Meant.Keys, pair => pair is ("cell", "shaft"));
    }

    [Fact]
    public void The_bushes_bear_what_the_stops_let_through()
    {
        Assert.True(Stops.Ball(_p).MostNewtons * _p["ball_aside"] / _p["ball_bush_span"] < _p["ball_bush_rated"]);
        Assert.True(Stops.Probe(_p).MostNewtons * Math.Sin(15 * Math.PI / 180) * ProbeLever / _p["probe_bush_span"] < _p["probe_bush_rated"]);

        // Glued into the dome: the edge of its socket bears less than half of what PETG yields at.
        double held = Drawings.Committed("ball_dome").Levels(90, up: false)[^1] - Drawings.Committed("ball_dome").Levels(90, up: false)[^2];
        Assert.InRange(6 * Stops.Ball(_p).MostNewtons * _p["ball_aside"] / (_p["ball_shaft"] * held * held), 1, 22);
    }

    [Fact]
    public void Budget_program_and_papers_reckon_with_this_guide()
    {
        var use = new UseConditions();
        Assert.Equal(_p["bush_friction"], use.GuideFriction);
        Assert.Equal((2 * ProbeLever / _p["probe_bush_span"]) + 1, use.GuideLoads, 0.05);
        string text = File.ReadAllText(Path.Combine(MadeText.Folder, "uncertainty.md"));
        foreach (double aside in new[] { 10.0, 15 })
        {
            double percent = 100 * Askew.PastTheCell(_p["bush_friction"], 0, 0, aside, _p["ball_bush_span"]);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{aside} mm beside the middle {percent:0.0} %"), text, StringComparison.Ordinal);
        }
    }

    // From the bush's middle to the face.
    private static double ProbeLever => (_p["probe_bush_length"] / 2) + _p["guide_lip"] + _p["guide_free"] + _p["tip_length"];
}
