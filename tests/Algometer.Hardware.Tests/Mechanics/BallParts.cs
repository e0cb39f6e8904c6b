using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>The ball's parts in their places; z = 0 is the middle of the ball.</summary>
internal static class BallParts
{
    private const double PinHeight = -2;

    public static void Put(Assembly ball, Parameters p)
    {
        Bought bought = ball.Bought;
        double floorTop = -p["ball_floor"] + p["ball_foot_thickness"];
        double stack = p["ball_disc_pairs"] * ((2 * p["disc_thickness"]) + (p["disc_cone"] * (1 - p["ball_preload_part"])));
        double plateBottom = floorTop + p["washer_m8"] + stack;
        double cellFoot = plateBottom + p["backing_thickness"];
        double buttonTop = cellFoot + p["button_height"];
        double bushBottom = p["ball_bush_top"] - p["ball_bush_length"] - p["ball_bush_span"];

        ball.Put("dome", 6, -1, Drawings.Committed("ball_dome").Moved(new(0, 0, -(float)p["ball_skirt"])));
        ball.Put("base", 2, 0, Drawings.Committed("ball_base").Moved(new(0, 0, (float)floorTop)));
        ball.Put("foot", 5, 0, Drawings.Committed("ball_foot").Moved(new(0, 0, -(float)p["ball_floor"])));
        ball.Put("cap", 7, -1, Drawings.Committed("ball_cover").Moved(new(0, 0, -(float)p["cover_end"])));

        // Shaft, cell and steel plate go down together; the springs yield below them.
        foreach ((string which, double from) in new[] { ("lower", bushBottom), ("upper", bushBottom + p["ball_bush_span"]) })
        {
            ball.Put("bush, " + which, 2, 0, Shapes.UprightTube(0, 0, from, from + p["ball_bush_length"], ball.Wide(p["ball_bush_outer"]), p["ball_shaft"]));
        }

        ball.Put("shaft", 3, -1, Shapes.UprightRod(0, 0, buttonTop, buttonTop + p["ball_shaft_length"], p["ball_shaft"] - 0.05));
        ball.Put("cell", 4, -1, Shapes.UprightRod(0, 0, cellFoot, buttonTop - 2, ball.Wide(p["button_diameter"])), Shapes.UprightRod(0, 0, buttonTop - 2, buttonTop, 9));
        ball.Put("steel plate", 4, -1, Shapes.UprightRod(0, 0, plateBottom, cellFoot, ball.Wide(p["backing_diameter"])));
        ball.Put("washer M8", 5, 0, Shapes.UprightTube(0, 0, floorTop, floorTop + p["washer_m8"], ball.Wide(bought.WasherOuter(8, "ball")), 8.4));
        ball.Put("springs", 5, 0, Shapes.UprightTube(0, 0, floorTop + p["washer_m8"], plateBottom - ball.Gap, ball.Wide(p["disc_outer"]), p["disc_inner"] + 0.05));
        ball.Put("rubber sheet", 7, 0, Shapes.UprightRod(0, 0, -p["ball_floor"] - 0.7, -p["ball_floor"] + p["ball_grip_recess"], ball.Wide(2 * p["ball_grip_radius"]) - 0.6));

        float cableHeight = (float)(cellFoot + p["ball_cable_height"]);
        ball.Put("cable", 4, -1, [.. Shapes.Cord(ball.Wide(p["ball_cable"]), new((float)(p["button_diameter"] / 2) + 0.2f, 0, cableHeight), new(60, 0, cableHeight))]);
        float tie = (float)p["ball_chamber_to"] - 1;
        ball.Put("tie of the cable", 4, 0, Shapes.Tube(new(tie - 2.5f, 0, cableHeight), new(tie, 0, cableHeight), ball.Wide(9.5), 5.3));

        // The cell's own leads meet the cable below it in the chamber, each joint in heat-shrink.
        float chamber = (float)p["ball_chamber_from"] + 1;
        ball.Put("joints of the cable", 4, 0, [.. new (float Y, float Z)[] { (-4, -5.5f), (4, -5.5f), (-4, -9), (4, -9) }.Select(at => Shapes.Rod(new(chamber, at.Y, cableHeight + at.Z), new(chamber + 14, at.Y, cableHeight + at.Z), ball.Wide(2.2)))]);
        ProbeParts.Meant(ball, "tied", ("cable", "tie of the cable"));

        for (int i = 0; i < 6; i++)
        {
            (double sin, double cos) = Math.SinCos((30 + (60 * i)) * Math.PI / 180);
            (double x, double y) = (p["ball_foot_screws"] * cos, p["ball_foot_screws"] * sin);
            ball.PutInsert($"insert of the base, {i + 1}", 0, "base", new((float)x, (float)y, (float)floorTop), Vector3.UnitZ, 3, p["insert_m3_hole"], bought.InsertLength(3, "ball", ""));
            ball.PutScrew($"M3 screw, {i + 1}", 5, 0, (x, y), floorTop - p["ball_foot_grip"], 3, up: false, washer: false, $"insert of the base, {i + 1}");
        }

        for (int i = 0; i < 3; i++)
        {
            // The pins, in from the side.
            (double sin, double cos) = Math.SinCos((30 + (120 * i)) * Math.PI / 180);
            var outwards = new Vector3((float)cos, (float)sin, 0);
            double outside = Math.Sqrt((p["ball_radius"] * p["ball_radius"]) - (PinHeight * PinHeight));
            double pinFrom = outside - p["ball_pin_sunk"];
            double pinEnd = pinFrom - bought.ScrewLength("Grub screw", 3, "ball");
            double insertOut = p["ball_skirt_bore"] + 0.15 + bought.InsertLength(3, "ball", "skirt");
            ball.Put($"retaining pin, {i + 1}", 6, -1, Shapes.Rod(At(outwards, pinEnd), At(outwards, pinFrom), ball.Wide(3) - 0.05));
            ball.PutInsert($"insert of the skirt, {i + 1}", -1, "dome", At(outwards, insertOut), -outwards, 3, p["insert_m3_hole"], bought.InsertLength(3, "ball", "skirt"));
            ball.AddTool($"retaining pin, {i + 1}", 6, At(outwards, pinFrom + 0.1), outwards, Bought.KeyDiameter(3, grub: true));
            ProbeParts.Meant(ball, "thread", ($"retaining pin, {i + 1}", $"insert of the skirt, {i + 1}"));
        }
    }

    private static Vector3 At(Vector3 outwards, double radius) => (outwards * (float)radius) + new Vector3(0, 0, (float)PinHeight);
}
