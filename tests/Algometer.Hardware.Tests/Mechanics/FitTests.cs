using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Parts fit, and what must move has room: measured in the committed meshes against the numbers of parameters.scad.</summary>
public sealed class FitTests
{
    private static readonly Parameters _p = Parameters.Read();

    [Fact]
    public void The_bar_cell_lies_in_the_handle_and_touches_it_only_at_its_seat()
    {
        Mesh body = Drawings.Committed("probe_body");
        double seat = body.Levels(300, up: true).Last(height => height < body.Top - 5);
        var half = new Vector2((float)_p["bar_length"] / 2, (float)_p["bar_width"] / 2);

        // Beside the cell, at its middle; and above its moving half, where the roof must stay away.
        Assert.True(body.At(seat + (_p["bar_height"] / 2)).Clearance(-half, half) > 1.5, "The handle's wall is too near to the cell.");
        Assert.True(body.At(seat - 0.3).Contains(new Vector2(-27, 0)), "The cell has no seat.");
        Assert.True(body.At(seat - (0.9 * _p["cell_clearance"])).Clearance(new Vector2(-8, -half.Y), half) > 1, "The moving half of the cell would touch the roof.");

        // The ribs centre it without jamming.
        Assert.InRange(body.At(seat + 1).Clearance(new Vector2(-39, -half.Y), new Vector2(-12, half.Y)), _p["fit"] - 0.01, 0.4);
    }

    [Fact]
    public void The_screws_of_the_cell_meet_its_holes()
    {
        Mesh body = Drawings.Committed("probe_body");
        Mesh carrier = Drawings.Committed("probe_carrier");
        foreach (string hole in new[] { "bar_hole_inner", "bar_hole_outer" })
        {
            Assert.Equal(_p["m5_head"] / 2, body.At(2).NearestTo(new Vector2(-(float)_p[hole], 0)), 0.1);
            Assert.Equal(_p["m4_clearance"] / 2, carrier.At(carrier.Top - 0.5).NearestTo(new Vector2((float)_p[hole], 0)), 0.1);
        }
    }

    [Fact]
    public void The_carrier_hangs_free_in_the_handle_and_the_screw_has_its_way()
    {
        Mesh carrier = Drawings.Committed("probe_carrier");
        Mesh body = Drawings.Committed("probe_body");
        double inner = _p["grip_radius"] - _p["grip_wall"];
        Assert.True(carrier.Most.Y <= inner - _p["cell_clearance"], "The carrier is too wide for the handle.");

        // Against the screw posts of the handle, which reach in from the sides: cut where both are.
        Section posts = body.At(body.Top - 3);
        foreach ((Vector2 from, Vector2 _) in carrier.At(5).Pieces)
        {
            var turned = new Vector2(from.X, -from.Y);
            Assert.False(posts.Contains(turned));
            Assert.True(posts.NearestTo(turned) > 0.6, $"The carrier comes within {posts.NearestTo(turned):0.00} mm of the handle at {turned}.");
        }

        double floor = carrier.Levels(60, up: true)[0];
        Assert.True(floor >= 4, "The carrier's floor is too thin.");
        double room = carrier.Top - floor - _p["shoulder_head_height"];
        Assert.True(room > _p["probe_stop_gap"] + _p["stop_gap_tolerance"], "The screw's head would meet the cell before the stop does.");
        Assert.Equal((_p["shoulder_diameter"] / 2) + _p["bore_fit"], carrier.At(floor / 2).NearestTo(Vector2.Zero), 0.03);
    }

    [Fact]
    public void The_stop_washer_meets_the_base_on_a_whole_ring()
    {
        double hole = Drawings.Committed("probe_base").At(2).NearestTo(Vector2.Zero);
        Assert.True(hole > (_p["disc_outer"] / 2) + 1, "The springs would rub on the base.");
        Assert.True((_p["stop_washer"] / 2) - hole > 4, "The washer would slip through the base, or bend.");
        Assert.True(_p["probe_stop_gap"] < 2, "A gap into which a finger's skin fits.");

        // Nothing of the guide is nearer to the tip than skin may come: no load goes past the cell through it.
        Assert.True(_p["guide_free"] + _p["tip_length"] >= 25, "Skin that bulges beside the tip would touch the guide.");
    }

    [Fact]
    public void The_bushes_fit_their_bores_and_the_shafts_touch_nothing_else()
    {
        Mesh guide = Drawings.Committed("probe_guide");
        double bore = guide.At(guide.Top - _p["guide_lip"] - (_p["probe_bush_length"] / 2)).NearestTo(Vector2.Zero);
        Assert.Equal((_p["probe_bush_outer"] / 2) + _p["bush_fit"], bore, 0.03);
        Assert.Equal(bore, guide.At(guide.Top - _p["guide_lip"] - _p["probe_bush_span"] - (_p["probe_bush_length"] / 2)).NearestTo(Vector2.Zero), 0.03);
        Assert.True(guide.At(guide.Top - 0.5).NearestTo(Vector2.Zero) - (_p["probe_shaft"] / 2) > 1, "The shaft would rub at the guide's end.");
        Mesh ball = Drawings.Committed("ball_base");
        double middle = _p["ball_floor"] - _p["ball_foot_thickness"];
        Assert.Equal((_p["ball_bush_outer"] / 2) + _p["bush_fit"], ball.At(middle + _p["ball_bush_top"] - 15).NearestTo(Vector2.Zero), 0.03);
        Assert.Equal((_p["ball_bush_outer"] / 2) + _p["bush_fit"], ball.At(middle + _p["ball_bush_top"] - 15 - _p["ball_bush_span"]).NearestTo(Vector2.Zero), 0.03);
        Assert.True(ball.At(middle + _p["ball_bush_top"] - _p["ball_bush_length"] - _p["ball_bush_span"] - 0.7).NearestTo(Vector2.Zero) - (_p["ball_shaft"] / 2) > 1, "The shaft would rub at the lip.");
        double socket = Drawings.Committed("ball_dome").At(_p["ball_skirt"] + 20).NearestTo(Vector2.Zero);
        Assert.Equal((_p["ball_shaft"] / 2) + _p["shaft_glue"], socket, 0.03);
    }

    [Fact]
    public void The_dome_slides_over_the_neck_and_its_pins_hang_in_the_slots()
    {
        Mesh dome = Drawings.Committed("ball_dome");
        Mesh foot = Drawings.Committed("ball_base");
        double skirtBore = dome.At(_p["ball_skirt"] - 5).NearestTo(Vector2.Zero);
        double middle = _p["ball_floor"] - _p["ball_foot_thickness"];
        double neck = foot.At(middle + _p["ball_neck_top"] - 1).FarthestFrom(Vector2.Zero);

        // The bush guides: neck and housing stay away, also when bushes and glue let the dome lean by half a degree.
        double guided = (_p["ball_bush_length"] + _p["ball_bush_span"]) / 2;
        double leans = (_p["ball_bush_top"] - guided + _p["ball_skirt"]) * Math.Tan(Math.PI / 180) / 2;
        Assert.True(skirtBore - neck > Math.Abs(leans) + 0.5, "The neck would rub.");
        double housing = foot.At(foot.Top - 1).FarthestFrom(Vector2.Zero);
        double cavity = dome.At(_p["ball_skirt"] + _p["ball_bush_top"]).NearestTo(Vector2.Zero);
        Assert.True(cavity - housing > (guided * Math.Tan(Math.PI / 180) / 2) + 0.5, "The housing would rub.");

        // The retaining screws, as long as the parts list says, stay half a millimetre off the slot's floor over the whole travel, and reach into the slot.
        double outside = Math.Sqrt((_p["ball_radius"] * _p["ball_radius"]) - 4);
        double length = Bought.Read().ScrewLength("Grub screw", 3, "ball");
        Assert.Equal(_p["ball_pin_length"], length);
        double end = outside - _p["ball_pin_sunk"] - length;
        foreach (double z in new[] { -2.0, -2 - (_p["ball_stop_gap"] / 2), -2 - _p["ball_stop_gap"] - _p["stop_gap_tolerance"] })
        {
            // Along the pin at 270 degrees, its whole width.
            foreach (double aside in new[] { -1.4, 0, 1.4 })
            {
                Assert.False(foot.At(middle + z).Contains(new Vector2((float)aside, -(float)(end - 0.5))), "The pin would press on the neck and carry load past the cell.");
            }
        }

        Assert.True(neck - end > 1, "The pin would not hold the dome.");
    }

    [Fact]
    public void The_guide_measures_the_balls_gap_from_what_a_depth_rod_reaches()
    {
        // Two prints lie between the groove, which can be seen, and the stop, which cannot.
        Mesh dome = Drawings.Committed("ball_dome");
        Mesh lower = Drawings.Committed("ball_base");
        double a = dome.Levels(90, up: false).First(height => height > 1);
        double neck = lower.Levels(900, up: true)[^1];
        double b = neck - lower.Levels(150, up: true).Last(height => height < neck - 5);
        double groove = _p["ball_groove"];
        Assert.Equal(_p["ball_stop_gap"], groove + a - b, 0.02);
        string text = File.ReadAllText(Path.Combine(Papers.MadeText.Folder, "assembly.md"));
        Assert.Contains(FormattableString.Invariant($"stop's face in the dome ({a:0.0} mm), and *B*, from the neck's top down to the ledge ({b:0.0} mm); with it on, *G*, the groove ({groove:0.0} mm)"), text, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"G + A − B: {_p["ball_stop_gap"] - _p["stop_gap_tolerance"]:0.00} to {_p["ball_stop_gap"] + _p["stop_gap_tolerance"]:0.00} mm"), text, StringComparison.Ordinal);

        // What can still be set when it is measured: the shaft is glued. A ring on the neck's top lies within the stop's face, clear of housing and edge.
        Assert.DoesNotContain("shorter shaft", text, StringComparison.Ordinal);
        Assert.Contains("33 × 51 mm", text, StringComparison.Ordinal);
        Assert.InRange((33 / 2.0) - _p["ball_housing"], _p["ball_play"] + 0.3, 3);
        Assert.InRange(_p["ball_skirt_bore"] - _p["ball_play"] - (51 / 2.0), 0.3, 1);

        // Up until the pin meets the end of its slot, whose round ends are 5 mm wide.
        Assert.Contains(FormattableString.Invariant($"lifts by {_p["ball_pin_travel"] + 1:0.0} mm"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guides_depths_are_those_of_the_drawing()
    {
        string assembly = File.ReadAllText(Path.Combine(Papers.MadeText.Folder, "assembly.md"));
        string mechanics = File.ReadAllText(Path.Combine(Drawings.Folder, "README.md"));
        double[] inside = [.. Drawings.Committed("ball_dome").Levels(90, up: false).Where(height => height > 1)];
        string bore = FormattableString.Invariant($"{inside[^1] - inside[^2]:0.0} mm");
        Assert.Contains($"Ream to 12.1 down to the bore's end, {bore} deep and no deeper", assembly, StringComparison.Ordinal);
        Assert.Contains($"ream to 12.1 down to the bore's end ({bore})", mechanics, StringComparison.Ordinal);
        string lip = FormattableString.Invariant($"{Drawings.Committed("ball_base").Levels(500, up: false).First(height => height > 1):0.0} ± 0.1 mm");
        Assert.Contains($"Lip and underside are {lip} apart", assembly, StringComparison.Ordinal);
        Assert.Contains($"lip flat and {lip} from the underside", mechanics, StringComparison.Ordinal);
        double high = _p["ball_floor"] + _p["ball_radius"];
        Assert.Contains(FormattableString.Invariant($"on a foot of {2 * _p["ball_foot_radius"]:0} mm; {high:0} mm high"), mechanics, StringComparison.Ordinal);
    }

    [Fact]
    public void The_groove_of_the_ball_is_wide_and_stays_wide_and_the_cap_never_bridges_it()
    {
        Mesh foot = Drawings.Committed("ball_base");
        Mesh cover = Drawings.Committed("ball_cover");
        Mesh dome = Drawings.Committed("ball_dome");
        double ledge = foot.Levels(150, up: true).Last(height => height < foot.Top - 18) - _p["ball_floor"] + _p["ball_foot_thickness"];
        double groove = -_p["ball_skirt"] - ledge;
        Assert.True(groove > 3 * _p["ball_stop_gap"], $"The groove of {groove:0.0} mm closes so far that it could pinch.");
        Assert.True(groove - _p["ball_stop_gap"] - _p["stop_gap_tolerance"] >= 2.6, "Guide and risk file say that 2.6 mm stay open.");
        Assert.True(_p["cover_end"] < _p["ball_skirt"] - 1, "The cap would bridge the groove and carry load past the cell.");
        Assert.InRange(cover.At(1).NearestTo(Vector2.Zero) - dome.At(_p["ball_skirt"] + 1).FarthestFrom(Vector2.Zero), -0.05, 0.2);
    }

    [Fact]
    public void Cell_plate_springs_and_shaft_of_the_ball_have_their_places()
    {
        Mesh dome = Drawings.Committed("ball_dome");
        Mesh lower = Drawings.Committed("ball_base");
        Mesh foot = Drawings.Committed("ball_foot");
        double lip = lower.Levels(500, up: false).First(height => height > 1);
        Assert.InRange(lower.At(lip + 2).NearestTo(Vector2.Zero) - (_p["button_diameter"] / 2), 0.3, 0.5);
        Assert.InRange(lower.At(lip - 2).NearestTo(Vector2.Zero) - (_p["backing_diameter"] / 2), 0.3, 0.5);
        Assert.True(lower.LevelArea(lip, up: false) > 500, "The lip is too narrow for the springs' load.");

        // The boss keeps the springs in the middle and ends below the plate when the stop meets.
        double boss = foot.Top - _p["ball_foot_thickness"];
        Assert.InRange((_p["disc_inner"] / 2) - foot.At(foot.Top - 1).FarthestFrom(Vector2.Zero), 0.1, 0.4);
        Assert.True(lip - _p["backing_thickness"] - boss > _p["ball_stop_gap"] + _p["stop_gap_tolerance"], "The plate would meet the boss before the stop does.");

        // The chamber of the cable's joints: room for a joint of 14 mm, its roof within the base's slope, its mouth shut by the foot.
        double joints = _p["ball_chamber_to"] - _p["ball_chamber_from"];
        Assert.True(joints >= 16, "No joint lies in the chamber.");
        double roof = lip + _p["ball_cable_height"] + 1 + (_p["ball_chamber_width"] / 2);
        for (double height = 1; height < roof + 2; height++)
        {
            Assert.True(lower.At(height).Contains(new Vector2((float)_p["ball_chamber_to"] + 2.5f, 4)), "The chamber breaks through the base.");
            Assert.Equal(height > roof, lower.At(height).Contains(new Vector2((float)_p["ball_chamber_to"] - 0.5f, 0)));
        }

        // What the shaft stands on, and how deep it is held.
        Assert.True(_p["ball_radius"] + _p["ball_skirt"] - dome.Levels(90, up: false)[^1] > 4, "The dome is thin over its shaft.");
        double[] inside = [.. dome.Levels(90, up: false).Where(height => height > 1)];
        Assert.True(inside[^1] - inside[^2] >= _p["ball_shaft"], "The shaft is held on less than its own diameter.");
        Assert.True(inside[^2] - _p["ball_skirt"] - _p["ball_bush_top"] > _p["ball_stop_gap"] + _p["stop_gap_tolerance"], "The dome would meet the bush's housing before the stop.");
    }

    [Fact]
    public void It_stands_and_does_not_roll()
    {
        // A force from the side at the dome's middle tips it only if steeper than this.
        double foot = Drawings.Committed("ball_foot").At(2).FarthestFrom(Vector2.Zero);
        Assert.True(foot > _p["ball_radius"], "The foot is narrower than the ball.");
        Assert.True(Math.Atan2(foot, _p["ball_floor"] + _p["ball_radius"]) * 180 / Math.PI > 30);

        // On the edge of its rubber, pressed beside the middle and across at once, it stands.
        Assert.True((_p["ball_grip_radius"] - _p["ball_aside"]) / (_p["ball_floor"] + _p["ball_radius"]) > 1.25 * _p["skin_friction"], "It would tip over.");
    }

    [Fact]
    public void Every_parameter_is_used()
    {
        string drawings = string.Concat(Directory.GetFiles(Drawings.Folder, "*.scad").Where(path => !path.EndsWith("parameters.scad", StringComparison.Ordinal)).Select(File.ReadAllText));
        string tests = string.Concat(Directory.GetFiles(Path.Combine(Checkout.Root, "tests", "Algometer.Hardware.Tests", "Mechanics"), "*.cs").Select(File.ReadAllText));
        Assert.All(_p.Names, name => Assert.True(drawings.Contains(name, StringComparison.Ordinal) || tests.Contains('"' + name + '"', StringComparison.Ordinal), $"{name} is used nowhere."));
    }
}
