using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>The ball's parts in their places; z = 0 is the middle of the ball.</summary>
internal static class BallParts
{
    private const double PinHeight = -2;

    public static void Put(Assembly ball, Parameters p)
    {
        Bought bought = ball.Bought;
        double floorTop = -p["ball_floor"] + 5;
        double cellFoot = floorTop + p["backing_thickness"];
        double buttonTop = cellFoot + p["button_height"];
        double shoulderEnd = buttonTop + p["shoulder_thread"];
        double plateTop = shoulderEnd + p["ball_shoulder_length"];
        double plateBottom = plateTop - p["ball_plate_thickness"];
        double stack = p["ball_disc_pairs"] * ((2 * p["disc_thickness"]) + (p["disc_cone"] * (1 - p["ball_preload_part"])));
        double hubBottom = shoulderEnd + stack + p["washer_m8"];
        double neckRadius = p["ball_skirt_bore"] - p["slide"];

        ball.Put("dome", 6, -1, Drawings.Committed("ball_dome").Moved(new(0, 0, -(float)p["ball_skirt"])));
        ball.Put("plate", 3, -1, Drawings.Committed("ball_plate").Moved(new(0, 0, (float)plateBottom)));
        ball.Put("base", 5, 0, Drawings.Committed("ball_base").Moved(new(0, 0, -(float)p["ball_floor"])));
        ball.Put("ring", 5, 0, Drawings.Committed("ball_cell_ring").Moved(new(0, 0, (float)cellFoot)));
        ball.Put("cap", 7, -1, Drawings.Committed("ball_cover").Moved(new(0, 0, -(float)p["cover_end"])));
        ball.Put("steel disc", 5, 0, Shapes.UprightRod(0, 0, floorTop, cellFoot, ball.Wide(p["backing_diameter"])));
        ball.Put("cell", 5, 0, Shapes.UprightRod(0, 0, cellFoot, buttonTop - 2, ball.Wide(p["button_diameter"])), Shapes.UprightRod(0, 0, buttonTop - 2, buttonTop, 9));
        ball.Put("rubber sheet", 7, 0, Shapes.UprightRod(0, 0, -p["ball_floor"] - 0.7, -p["ball_floor"] + p["ball_grip_recess"], ball.Wide(2 * p["ball_grip_radius"]) - 0.6));

        float cableHeight = (float)(cellFoot + (p["ball_cable"] / 2) + 1);
        ball.Put("cable", 5, 0, [.. Shapes.Cord(ball.Wide(p["ball_cable"]), new((float)(p["button_diameter"] / 2) + 0.2f, 0, cableHeight), new(60, 0, cableHeight))]);
        ball.Put("tie of the cable", 5, 0, Shapes.Tube(new((float)(neckRadius - p["ball_neck_wall"]) + 0.2f, 0, cableHeight), new((float)(neckRadius - p["ball_neck_wall"]) + 3, 0, cableHeight), ball.Wide(9.5), 5.3));

        // Screw, nut and lower washer stand on the cell; the springs are pressed from above.
        ball.Put("shoulder screw", 3, 0, Shapes.UprightRod(0, 0, shoulderEnd, plateTop, ball.Wide(p["shoulder_diameter"])), Shapes.UprightRod(0, 0, plateTop, plateTop + p["shoulder_head_height"], ball.Wide(p["shoulder_head_diameter"])), Shapes.UprightRod(0, 0, buttonTop, shoulderEnd, 6));
        ball.Put("washer M8", 3, -1, Shapes.UprightTube(0, 0, hubBottom - p["washer_m8"], hubBottom, ball.Wide(bought.WasherOuter(8, "ball")), 8.4));
        ball.Put("springs", 3, 0, Shapes.UprightTube(0, 0, shoulderEnd, shoulderEnd + stack - ball.Gap, ball.Wide(p["disc_outer"]), p["disc_inner"] + 0.05));
        ball.Put("washer M6", 3, 0, Shapes.UprightTube(0, 0, shoulderEnd - p["washer_m6"], shoulderEnd, ball.Wide(bought.WasherOuter(6, "ball")), 6.4));
        ball.Put("nut", 3, 0, Shapes.UprightTube(0, 0, shoulderEnd - p["washer_m6"] - p["nut_m6"], shoulderEnd - p["washer_m6"], ball.Wide(10 / Math.Cos(Math.PI / 6)), 6));
        ProbeParts.Meant(ball, "thread", ("shoulder screw", "nut"));
        ProbeParts.Meant(ball, "tied", ("cable", "tie of the cable"));

        for (int i = 0; i < 3; i++)
        {
            (double sin, double cos) = Math.SinCos((90 + (120 * i)) * Math.PI / 180);
            (double x, double y) = (p["ball_plate_bolts"] * cos, p["ball_plate_bolts"] * sin);
            ball.PutInsert($"insert of the roof, {i + 1}", -1, "dome", new((float)x, (float)y, (float)plateTop), Vector3.UnitZ, 3, p["insert_m3_hole"], bought.InsertLength(3, "ball", ""));
            ball.PutScrew($"M3 screw, {i + 1}", 4, -1, (x, y), plateBottom + 4, 3, up: false, washer: false, $"insert of the roof, {i + 1}");

            // The pins, in from the side.
            (sin, cos) = Math.SinCos((30 + (120 * i)) * Math.PI / 180);
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
