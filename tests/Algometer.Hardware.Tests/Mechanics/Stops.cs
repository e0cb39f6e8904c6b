namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>The two stops as the committed meshes have them.</summary>
internal static class Stops
{
    public static OverloadStop Probe(Parameters parameters, double gapMore = 0)
    {
        // Printed upside down: the seat of the cell looks up.
        Mesh body = Drawings.Committed("probe_body");
        double seat = body.Levels(300, up: true).Last(height => height < body.Top - 5);
        double rimToCell = body.Top - seat - parameters["bar_height"];
        double baseThickness = Drawings.Committed("probe_base").Levels(800, up: true)[0];
        Mesh carrier = Drawings.Committed("probe_carrier");
        double floor = carrier.Levels(60, up: true)[0];
        double pad = carrier.Top;

        double stack = parameters["probe_shoulder_length"] - floor - parameters["washer_m8"];
        double stopFace = pad - floor + parameters["probe_shoulder_length"] + parameters["washer_m6"] + parameters["thin_nut_m6"];
        double gap = stopFace - (rimToCell + baseThickness) + gapMore;
        return OverloadStop.Of(DiscSpring.Of(parameters), (int)parameters["probe_discs"], 1, stack, gap, parameters["probe_give"], 0, parameters);
    }

    /// <summary>How far the ball's foot, as its mesh is, bows under the springs, and the steel plate above them: mm/N at most.</summary>
    public static double BallBow(Parameters parameters) =>
        Bows(FootThickness, parameters["ball_foot_screws"], parameters["print_modulus"], parameters["print_poisson"])
        + Bows(parameters["backing_thickness"], parameters["backing_diameter"] / 2, parameters["disc_modulus"], parameters["disc_poisson"])
        + BallHeads(parameters);

    /// <summary>What the plastic under the foot's six heads and round their inserts gives, mm/N: pressed, and sheared, as if each stood alone.</summary>
    public static double BallHeads(Parameters parameters)
    {
        const double Head = 5.5;
        const double Insert = 5.7;
        double sheared = (1 + parameters["print_poisson"]) / Math.PI / parameters["print_modulus"] / 6;
        double pressed = parameters["ball_foot_grip"] / (Math.PI / 4 * ((Head * Head) - (parameters["m3_clearance"] * parameters["m3_clearance"]))) / parameters["print_modulus"] / 6;
        return pressed + (sheared * Math.Log(parameters["m3_head"] / Head) / parameters["ball_foot_grip"]) + (sheared * Math.Log(16 / parameters["insert_m3_hole"]) / Insert);
    }

    /// <summary>What is left of the foot above the recess of its rubber, mm.</summary>
    public static double FootThickness
    {
        get
        {
            Mesh foot = Drawings.Committed("ball_foot");
            double recess = foot.Levels(5000, up: false).Last(height => height < 3);
            return foot.Levels(5000, up: true).First(height => height > 3) - recess;
        }
    }

    /// <summary>A round plate held at its edge alone and pressed in its middle, mm/N; the most, for nothing holds its edge straight.</summary>
    /// <param name="thick">Its thickness, mm.</param>
    /// <param name="radius">Where it is held, mm.</param>
    /// <param name="modulus">N/mm².</param>
    /// <param name="poisson">Poisson's ratio.</param>
    public static double Bows(double thick, double radius, double modulus, double poisson) =>
        radius * radius * (3 + poisson) / (1 + poisson) / (16 * Math.PI * modulus * Math.Pow(thick, 3) / 12 / (1 - (poisson * poisson)));

    public static OverloadStop Ball(Parameters parameters) => Ball(parameters, BallBow(parameters));

    /// <param name="parameters">The drawing's.</param>
    /// <param name="bow">How far what the springs stand on bows, mm/N.</param>
    public static OverloadStop Ball(Parameters parameters, double bow)
    {
        // Springs press the cell's plate up against the lip of the base; the foot, which is screwed on flush with the base's underside, presses the springs.
        Mesh lower = Drawings.Committed("ball_base");
        double lip = lower.Levels(500, up: false).First(height => height > 1);
        double stack = lip - parameters["backing_thickness"] - parameters["washer_m8"];

        // The shaft stands on the cell's button and ends in the dome.
        Mesh dome = Drawings.Committed("ball_dome");
        double[] inside = [.. dome.Levels(90, up: false).Where(height => height > 1)];
        double shaftTop = lip + parameters["button_height"] + parameters["ball_shaft_length"];
        double stopFace = shaftTop - (inside[^1] - inside[0]);
        double neck = lower.Levels(900, up: true)[^1];
        double gap = stopFace - neck;
        return OverloadStop.Of(DiscSpring.Of(parameters), (int)parameters["ball_disc_pairs"], 2, stack, gap, parameters["ball_give"], bow, parameters);
    }
}
