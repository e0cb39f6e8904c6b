using System.Globalization;
using System.Text;
using Algometer.Hardware.Tests.Papers;
using Algometer.Measurement.Calibration;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Pressed askew or beside the middle: what then goes past the cell is small, stands in the papers, and is what the program's budget reckons with.</summary>
public sealed class AskewTests
{
    private static readonly Parameters _p = Parameters.Read();

    // How it is pressed: part of the force from the side, lever, mm beside the axis.
    private static readonly (string Instrument, string How, double Sideways, double Lever, double Aside, bool AtTheStop)[] _presses =
    [
        ("probe", "7.5° askew", Sine(_p["probe_tilt"] / 2), ProbeLever, 0, true),
        ("probe", "15° askew", Sine(_p["probe_tilt"]), ProbeLever, 0, false),
        ("ball", "10 mm beside the middle, straight down", 0, 0, _p["ball_aside"], true),
        ("ball", "10 mm beside the middle, along the skin's normal", Math.Tan(BallSlope), -BallMiddle, 0, true),
        ("ball", "across at the top, by 0.3 of the force", _p["skin_friction"], _p["ball_radius"] - BallMiddle, 0, false),
    ];

    [Theory]
    [InlineData(7.5, 0.002)]
    [InlineData(15, 0.004)]
    public void The_probe_held_askew_loses_less_than_a_hundredth(double degrees, double most)
    {
        double past = Askew.PastTheCell(_p["bush_friction"], Sine(degrees), ProbeLever, 0, _p["probe_bush_span"]);
        Assert.InRange(past, most / 4, most);
    }

    [Theory]
    [InlineData(5, 0.001)]
    [InlineData(10, 0.002)]
    public void The_ball_pressed_beside_its_middle_loses_less_than_a_hundredth(double aside, double most) =>
        Assert.InRange(Askew.PastTheCell(_p["bush_friction"], 0, 0, aside, _p["ball_bush_span"]), most / 4, most + 1e-9);

    [Fact]
    public void The_guides_before_lost_what_was_found()
    {
        // Neck and skirt of 8.7 mm, printed on printed; and the joint in the probe, which opened and laid its stem against the base 14 mm below.
        Assert.InRange(Askew.PastTheCell(0.1, 0, 0, 10, 8.7), 0.22, 0.26);
        Assert.InRange(Askew.PastTheCell(0.15, 0, 0, 15, 8.7), 0.5, 0.54);
        Assert.Equal(1.7, Askew.OpensAtDegrees(106, 80, 76.8, 6.5), 0.2);
    }

    [Fact]
    public void No_joint_between_skin_and_cell_opens()
    {
        // The round head of the shaft meets the screw within the socket in it: a force of 80 N stands 1.5 mm beside the axis at most, and the seat under the screw's head stays shut.
        double seat = _p["shoulder_head_diameter"] / 2;
        Assert.True((Stops.Probe(_p).BeginsNewtons - 80) * seat > 80 * 1.5, "The joint would open at 80 N.");

        // What the head rubs may lean the screw in its seat by the tenth of a millimetre that it slides: nut and springs stay 1 mm off the base then.
        Assert.True((_p["base_hole"] - _p["disc_outer"]) / 2 > 1, "The springs would meet the base, and load would go past the cell.");

        // In either instrument the shaft touches what it presses on at one place: nothing else is fastened to it there.
        Assert.DoesNotContain(Assembly.Of("probe", Bought.Read(), tight: false).Meant.Keys, pair => pair is ("shaft", "shoulder screw") or ("round-head screw", "shoulder screw"));
        Assert.DoesNotContain(Assembly.Of("ball", Bought.Read(), tight: false).Meant.Keys, pair => pair is ("cell", "shaft"));
    }

    [Fact]
    public void The_bushes_bear_what_the_stops_let_through()
    {
        Assert.Equal(15, _p["probe_tilt"]);
        Assert.Equal(10, _p["ball_aside"]);
        Assert.All(_presses, press =>
        {
            double most = press.AtTheStop ? AtTheStop(press.Instrument) : _p[press.Instrument + "_largest_cap"];
            Assert.InRange(_p["bush_margin"] * Bears(press, most), 1, _p[press.Instrument + "_bush_rated"]);
            Assert.True(Bears(press, most) < 0.75 * _p[press.Instrument + "_bush_rated"], "The page says that a quarter is left.");
        });

        // Glued into the dome: the edge of its socket bears less than half of what PETG yields at.
        Assert.InRange(SocketEdge(_p["ball_aside"]), 13, 14);
        Assert.Contains("under 14 N/mm² at its edge", File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void One_bush_alone_would_not_bear_it()
    {
        // THK's factors for one: 0.442 (LM8) and 0.389 (LM12). So were probe and ball drawn once, each end held against the rating of the whole bush.
        Assert.InRange(Askew.OnTheBushes(100, Sine(15), 42, 0, 0.442), 1.25 * 392, 2 * 392);
        Assert.InRange(Askew.OnTheBushes(AtTheStop("ball"), 0, 0, 15, 0.389), 3 * 784, 4 * 784);
        Assert.InRange(Askew.OnTheBushes(_p["ball_largest_cap"], 0, 0, 10, 0.389), 598, 1000);
    }

    [Fact]
    public void The_drawings_page_says_what_goes_past_the_cell_and_what_the_bushes_bear()
    {
        var table = new StringBuilder("| | past the cell | the bushes bear, at the largest limit | at the stop | rated |\n|---|---|---|---|---|\n");
        foreach ((string Instrument, string How, double Sideways, double Lever, double Aside, bool AtTheStop) press in _presses)
        {
            double past = Askew.PastTheCell(_p["bush_friction"], press.Sideways, press.Lever, press.Aside, _p[press.Instrument + "_bush_span"]);
            double rated = _p[press.Instrument + "_bush_rated"];
            string at = string.Join(" | ", new[] { _p[press.Instrument + "_largest_cap"], AtTheStop(press.Instrument) }.Select(newtons => Bears(press, newtons)).Select(bears => FormattableString.Invariant($"{bears:0} N{(bears * _p["bush_margin"] > rated ? " (not promised)" : "")}")));
            table.Append(CultureInfo.InvariantCulture, $"| {press.Instrument}, {press.How} | {100 * past:0.00} % | {at} | {rated} N |\n");
        }

        MadeText.HoldBetweenMarks(Path.Combine("..", "mechanics", "README.md"), "askew", table.ToString());
    }

    [Fact]
    public void Budget_program_and_papers_reckon_with_this_guide()
    {
        var use = new UseConditions();
        Assert.Equal(_p["bush_friction"], use.GuideFriction);
        Assert.Equal(2 * ProbeLever / _p["probe_bush_span"], use.GuideLoads, 0.05);

        // The carrier leans as the cell gives way, and the screw's end slides on the shaft's head: that pushes the shaft's top to the side, and bends the cell about its middle.
        double head = ((_p["probe_bush_length"] + _p["probe_bush_span"]) / 2) + _p["lift_spring"] + _p["washer_m4_thickness"] + _p["button_head_m4"];
        double below = (_p["bar_height"] / 2) + _p["carrier_pad"] + _p["carrier_pocket"] + _p["probe_shoulder_length"] + _p["shoulder_thread"];
        double beside = 2 * _p["tip_aside"] / _p["probe_bush_span"];
        Assert.Equal((2 * _p["head_friction"] * head / _p["probe_bush_span"]) + beside, use.GuideOwnLoads, 0.002);
        Assert.Equal(1.5 + (_p["head_friction"] * below), use.AsideMillimeters, 0.05);
        string text = File.ReadAllText(Path.Combine(MadeText.Folder, "uncertainty.md"));
        double percent = 100 * Askew.PastTheCell(_p["bush_friction"], 0, 0, _p["ball_aside"], _p["ball_bush_span"]);
        Assert.Contains(FormattableString.Invariant($"{_p["ball_aside"]} mm beside the middle {percent:0.0} %"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bring_up_asks_for_what_the_sums_give()
    {
        string text = File.ReadAllText(Path.Combine(MadeText.Folder, "bring-up.md")).Replace("\n      ", " ", StringComparison.Ordinal);
        string calibration = File.ReadAllText(Path.Combine(MadeText.Folder, "calibration.md"));

        // A weight hangs straight down: what tilts is the probe, and the cell gets the cosine. Twice what the bushes rub is what may be missing.
        double tilt = _p["probe_tilt"] / 2;
        double cosine = Math.Cos(tilt * Math.PI / 180);

        // What a good one may show by the product's own budget, all of it on one side, and how well 5 kg can be laid on twice: a bound below that refuses good instruments.
        var use = new UseConditions();
        double probeGood = (100 * use.GuideFriction * ((use.GuideLoads * Sine(tilt)) + use.GuideOwnLoads)) + (use.OffCentrePercentPerCentimeter * use.AsideMillimeters / 10);
        double wedge = 100 * Sine(tilt) * Math.PI / 360;
        double probeRepeats = 0.05 * _p["bar_rated"] / (5 * 9.80665);
        double ballGood = 100 * Askew.PastTheCell(_p["bush_friction"], 0, 0, _p["ball_aside"], _p["ball_bush_span"]);
        double ballRepeats = 0.05 * _p["button_rated"] / (5 * 9.80665);
        Assert.InRange(probeGood + wedge + probeRepeats, 0.5, 1);
        Assert.InRange(ballGood + ballRepeats, 0.5, 1);
        Assert.Contains("press askew and beside the middle (bring-up): within 1 % of the sum", File.ReadAllText(Path.Combine(MadeText.Folder, "risks.json")), StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"cos {tilt}° = {cosine:0.000} of what it reads upright, {5 * 9.80665 * cosine:0.0} N, within 1 % ({0.01 * 5 * 9.80665 * cosine:0.0} N): by the sum {probeGood:0.00} % rub and lie beside the middle, half a degree of the wedge is {wedge:0.00} %, the cell repeats within {probeRepeats:0.0} %"), text, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"along the handle reads {100 * ((1 / cosine) - 1):0.0} % more"), text, StringComparison.Ordinal);
        Assert.InRange(Askew.PastTheCell(_p["bush_friction"], Sine(tilt), ProbeLever, 0, _p["probe_bush_span"]), 0, 0.0025);

        // On the ring the board turns about the middle of the ball unless rubber holds it: the weight times how far it hangs aside, against friction on the ring's slope.
        Assert.Contains(FormattableString.Invariant($"hung {_p["ball_aside"]} mm beside the middle, to four sides: within 1 % of the middle ({ballGood:0.0} % rub, the cell repeats within {ballRepeats:0.0} %)"), text, StringComparison.Ordinal);
        Assert.Contains("over a ring of rubber", calibration, StringComparison.Ordinal);
        double needs = _p["ball_aside"] / _p["ball_radius"] * Math.Cos(Math.Asin(35 / 2.0 / _p["ball_radius"]));
        Assert.InRange(needs, 0.1, 0.4);
        Assert.InRange(Askew.PastTheCell(_p["bush_friction"], 0, 0, _p["ball_aside"], _p["ball_bush_span"]), 0, 0.0025);

        // 20 N across the tip: what rubs, and a finger that is one degree and a half off.
        double across = 20 * Askew.PastTheCell(_p["bush_friction"], 1, ProbeLever, 0, _p["probe_bush_span"]);
        Assert.Equal(0.3, across, 0.05);
        Assert.Equal(0.35, 20 * Sine(1), 0.005);
        Assert.InRange(across + (20 * Sine(1.5)), 0.7, 0.8);
        Assert.Contains("it moves by less than 0.8 N (0.3 N by the bushes' friction, 0.35 N for each degree", text, StringComparison.Ordinal);
        Assert.Contains("within 10 mm of its top", text, StringComparison.Ordinal);
    }

    // From the middle of the two bushes to the face.
    private static double ProbeLever => ((_p["probe_bush_length"] + _p["probe_bush_span"]) / 2) + _p["guide_lip"] + _p["guide_free"] + _p["tip_length"];

    // Height of the middle of the ball's two above the middle of the ball, mm; and how steep the dome is where it is still to measure, radians.
    private static double BallMiddle => _p["ball_bush_top"] - ((_p["ball_bush_length"] + _p["ball_bush_span"]) / 2);

    private static double BallSlope => Math.Asin(_p["ball_aside"] / _p["ball_radius"]);

    private static double Sine(double degrees) => Math.Sin(degrees * Math.PI / 180);

    private static double AtTheStop(string instrument) => (instrument is "probe" ? Stops.Probe(_p) : Stops.Ball(_p)).MostNewtons;

    private static double Bears((string Instrument, string How, double Sideways, double Lever, double Aside, bool AtTheStop) press, double newtons) =>
        Askew.OnTheBushes(newtons, press.Sideways, press.Lever, press.Aside, _p[press.Instrument + "_bush_moment"]);

    // Pressure at the edge of the shaft's socket in the dome, N/mm², at the stop.
    private static double SocketEdge(double aside)
    {
        IReadOnlyList<double> inside = Drawings.Committed("ball_dome").Levels(90, up: false);
        double held = inside[^1] - inside[^2];
        return 6 * AtTheStop("ball") * aside / (_p["ball_shaft"] * held * held);
    }
}
