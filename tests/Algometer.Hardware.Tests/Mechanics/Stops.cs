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
        double stemTop = pad - floor + parameters["probe_shoulder_length"] + parameters["washer_m6"] + parameters["thin_nut_m6"];
        double gap = stemTop - (rimToCell + baseThickness) + gapMore;
        return OverloadStop.Of(DiscSpring.Of(parameters), (int)parameters["probe_discs"], 1, stack, gap, parameters["probe_give"], parameters);
    }

    public static OverloadStop Ball(Parameters parameters)
    {
        Mesh plate = Drawings.Committed("ball_plate");
        double pocket = plate.Levels(100, up: false).First(height => height > 1);
        double stack = parameters["ball_shoulder_length"] - (plate.Top - pocket) - parameters["washer_m8"];

        // The screw's end rests on the load button; the plate hangs from its head.
        Mesh foot = Drawings.Committed("ball_base");
        double cell = foot.Levels(300, up: true)[0] + parameters["backing_thickness"];
        double plateBottom = cell + parameters["button_height"] + parameters["shoulder_thread"] + parameters["ball_shoulder_length"] - plate.Top;
        double gap = plateBottom - foot.Top;
        return OverloadStop.Of(DiscSpring.Of(parameters), (int)parameters["ball_disc_pairs"], 2, stack, gap, parameters["ball_give"], parameters);
    }
}
