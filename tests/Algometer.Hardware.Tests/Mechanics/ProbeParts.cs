using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>The probe's parts in their places; z = 0 is the underside of the cell, the tip points down.</summary>
internal static class ProbeParts
{
    /// <param name="probe">Where they are put.</param>
    /// <param name="p">The drawings' numbers.</param>
    /// <param name="tip">small tip, soft tip; else the hard one of 1 cm².</param>
    public static void Put(Assembly probe, Parameters p, string tip = "")
    {
        Bought bought = probe.Bought;
        double stack = p["probe_discs"] * (p["disc_thickness"] + (p["disc_cone"] * (1 - p["probe_preload_part"])));
        double hubTop = -p["carrier_pad"] - p["carrier_pocket"];
        double shoulderEnd = hubTop - p["probe_shoulder_length"];
        double carrierBottom = hubTop - (p["probe_shoulder_length"] - p["washer_m8"] - stack);
        double stopFace = shoulderEnd - p["washer_m6"] - p["thin_nut_m6"];
        double threadEnd = shoulderEnd - p["shoulder_thread"];
        double shaftTop = threadEnd - p["button_head_m4"] - p["washer_m4_thickness"];
        double bushTop = shaftTop - p["lift_spring"];
        double bushes = p["probe_bush_length"] + p["probe_bush_span"];
        double shaftEnd = shaftTop - p["probe_shaft_length"];
        double baseBottom = stopFace + p["probe_stop_gap"];
        double baseTop = baseBottom + p["base_thickness"];
        double gripTop = p["bar_height"] + p["grip_roof"];

        probe.Put("handle", 5, 0, Shapes.Turned(Drawings.Committed("probe_body"), gripTop));
        probe.Put("pad", 10, 0, Drawings.Committed("probe_pad").Moved(new(0, 0, (float)(gripTop - p["pad_recess"]))));
        probe.Put("base", 7, 0, Drawings.Committed("probe_base").Moved(new(0, 0, (float)baseBottom)));
        probe.Put("carrier", 3, 0, Drawings.Committed("probe_carrier").Moved(new(0, 0, (float)carrierBottom)));
        probe.Put("guide", 9, 0, Shapes.Turned(Drawings.Committed("probe_guide"), baseBottom));
        probe.Put("tip", 10, 1, Shapes.Turned(Drawings.Committed(tip switch { "small tip" => "probe_tip_05cm2", "soft tip" => "probe_tip_soft", _ => "probe_tip_1cm2" }), shaftEnd));
        if (tip is "soft tip")
        {
            double face = shaftEnd - p["tip_length"];
            probe.Put("rubber face", 10, 1, Shapes.UprightRod(0, 0, face, face + p["face_thickness"], 2 * Math.Sqrt(p["tip_area_large"] / Math.PI)));
        }

        // The cell grows sideways only: its faces are what the others are screwed to.
        var half = new Vector3((float)(probe.Wide(p["bar_length"]) / 2), (float)(probe.Wide(p["bar_width"]) / 2), 0);
        probe.Put("cell", 4, 0, Shapes.Box(-half, half + new Vector3(0, 0, (float)p["bar_height"])));
        probe.Put("potting of the cell", 4, 0, Shapes.Box(new(-11, -5.5f, -1), new(11, 5.5f, 0)), Shapes.Box(new(-11, -5.5f, (float)p["bar_height"]), new(11, 5.5f, (float)p["bar_height"] + 1)));
        probe.Put("cable", 6, 0, [.. Shapes.Cord(probe.Wide(4), new(-40.3f, 0, 3), new(-43.5f, 0, -1.5f), new(-46, 0, -10), new(-75, 0, -10))]);

        // The cell's thin leads meet the cable in the handle, each joint in heat-shrink, below the cell's fixed end.
        probe.Put("joints of the cable", 6, 0, [.. new (float Y, float Z)[] { (3.5f, -3.5f), (3.5f, -7), (-3.5f, -3.5f), (-3.5f, -7) }.Select(at => Shapes.Rod(new(-36, at.Y, at.Z), new(-17, at.Y, at.Z), probe.Wide(2.2)))]);

        // Cable gland PG7: thread 12.5, nut of 15 mm across, 3 mm thick.
        const float gland = -50.5f;
        probe.Put("gland", 6, 0, Shapes.Rod(new(gland, 0, -10), new(gland + 9, 0, -10), probe.Wide(12.4)), Shapes.Rod(new(gland - 17, 0, -10), new(gland, 0, -10), probe.Wide(17.3), 6));
        probe.Put("nut of the gland", 6, 0, Shapes.Tube(new(gland + 5.5f, 0, -10), new(gland + 8.5f, 0, -10), probe.Wide(17.3), 12.6));

        // The cartridge hangs in the carrier; pressed, all but the upper washer goes up.
        probe.Put("shoulder screw", 3, 1, Shapes.UprightRod(0, 0, shoulderEnd, hubTop, probe.Wide(p["shoulder_diameter"])), Shapes.UprightRod(0, 0, hubTop, hubTop + p["shoulder_head_height"], probe.Wide(p["shoulder_head_diameter"])), Shapes.UprightRod(0, 0, shoulderEnd - p["shoulder_thread"], shoulderEnd, 6));
        probe.Put("washer M8", 3, 0, Shapes.UprightTube(0, 0, carrierBottom - p["washer_m8"], carrierBottom, probe.Wide(bought.WasherOuter(8, "probe")), 8.4));
        probe.Put("springs", 3, 1, Shapes.UprightTube(0, 0, shoulderEnd, shoulderEnd + stack - probe.Gap, probe.Wide(p["disc_outer"]), p["disc_inner"] + 0.05));
        probe.Put("washer M6", 3, 1, Shapes.UprightTube(0, 0, shoulderEnd - p["washer_m6"], shoulderEnd, probe.Wide(bought.WasherOuter(6, "probe")), 6.4));
        double nut = 10 / Math.Cos(Math.PI / 6);
        probe.Put("thin nut", 3, 1, Shapes.UprightTube(0, 0, stopFace, stopFace + p["thin_nut_m6"], probe.Wide(nut), 6));
        (double across, double thick) = bought.StopWasher;
        Assert.Equal((p["stop_washer"], p["stop_washer_thickness"]), (across, thick));
        probe.Put("stop washer", 8, 1, Shapes.UprightTube(0, 0, stopFace - thick, stopFace, probe.Wide(across), 6.4));
        probe.Put("nut of the stop washer", 8, 1, Shapes.UprightTube(0, 0, stopFace - thick - p["thin_nut_m6"], stopFace - thick, probe.Wide(nut), 6));

        // The shaft in its bush; its round head meets the end of the screw, and a light spring keeps them together.
        double round = bought.ScrewLength("Round-head screw", 4, "probe");
        foreach ((string which, double from) in new[] { ("lower", bushTop - bushes), ("upper", bushTop - p["probe_bush_length"]) })
        {
            probe.Put("bush, " + which, 9, 0, Shapes.UprightTube(0, 0, from, from + p["probe_bush_length"], probe.Wide(p["probe_bush_outer"]), p["probe_shaft"]));
        }

        // A feeler gauge of 12.7 mm, from outside to the washer's ring, with the guide on: all round, as the weekly check asks.
        for (int side = 0; side < 4; side++)
        {
            (float sin, float cos) = MathF.SinCos(side * MathF.PI / 2);
            Vector3 At(float out_, float across, double z) => new((out_ * cos) - (across * sin), (out_ * sin) + (across * cos), (float)z);
            double blade = p["probe_stop_gap"] - 0.1;
            (Vector3 one, Vector3 other) = (At(10.5f, -6.35f, stopFace + 0.05), At(60, 6.35f, stopFace + 0.05 + blade));
            probe.Tools.Add(new ToolWay($"feeler gauge, {side + 1}", Columns.Of([Shapes.Box(Vector3.Min(one, other), Vector3.Max(one, other))]), 10));
        }

        // A spanner round each nut, at the step at which it is turned.
        probe.AddSpanner("thin nut", 3, stopFace, p["thin_nut_m6"], nut);
        probe.AddSpanner("nut of the stop washer", 8, stopFace - thick - p["thin_nut_m6"], p["thin_nut_m6"], nut);
        probe.Put("shaft", 9, 1, Shapes.UprightRod(0, 0, shaftEnd, shaftTop, p["probe_shaft"] - 0.05));
        probe.Put("washer of the shaft", 9, 1, Shapes.UprightTube(0, 0, shaftTop, shaftTop + p["washer_m4_thickness"], probe.Wide(p["washer_m4_large"]), 4.4));
        probe.Put("round-head screw", 9, 1, Shapes.UprightRod(0, 0, shaftTop - round + p["washer_m4_thickness"], shaftTop + p["washer_m4_thickness"], 4), Shapes.UprightRod(0, 0, shaftTop + p["washer_m4_thickness"], threadEnd, p["button_head_diameter"]));
        probe.Put("lift spring", 9, 0, Shapes.UprightTube(0, 0, bushTop, shaftTop, probe.Wide(10.6), 9.2));
        double ring = shaftEnd - p["tip_length"] + p["tip_groove_at"];
        probe.Put("O-ring", 10, 1, Shapes.UprightTube(0, 0, ring - 0.7, ring + 0.7, 12.5, 9.5));

        probe.PutInsert("insert M4 of the tip", 1, "tip", new(0, 0, (float)shaftEnd), -Vector3.UnitZ, 4, p["insert_m4_hole"], bought.InsertLength(4, "probe", ""));
        double grub = bought.ScrewLength("Grub screw", 4, "probe") / 2;
        probe.Put("grub screw of the tip", 10, 1, Shapes.UprightRod(0, 0, shaftEnd - grub, shaftEnd + grub, 4));
        Meant(probe, "thread", ("shoulder screw", "thin nut"), ("nut of the stop washer", "shoulder screw"), ("round-head screw", "shaft"), ("grub screw of the tip", "shaft"), ("grub screw of the tip", "insert M4 of the tip"), ("gland", "nut of the gland"));
        Meant(probe, "led through", ("cable", "gland"), ("cable", "nut of the gland"), ("cable", "cell"));

        foreach (double x in new[] { p["bar_hole_inner"], p["bar_hole_outer"] })
        {
            string which = x > 30 ? "outer" : "inner";
            probe.PutScrew($"M4 screw, {which}", 4, 0, (x, 0), carrierBottom + 5, 4, up: false, washer: true, "cell");
            probe.PutScrew($"M5 screw, {which}", 5, 0, (-x, 0), p["bar_height"] + 5.8, 5, up: true, washer: true, "cell");
        }

        for (int i = 0; i < 4; i++)
        {
            (double X, double Y) at = (i < 2 ? 24 : -24, i % 2 == 0 ? 12.4 : -12.4);
            probe.PutInsert($"insert M3, {i + 1}", 0, "handle", new((float)at.X, (float)at.Y, (float)baseTop), Vector3.UnitZ, 3, p["insert_m3_hole"], bought.InsertLength(3, "probe", ""));
            probe.PutScrew($"M3 screw, {i + 1}", 7, 0, at, baseBottom + 3, 3, up: false, washer: false, $"insert M3, {i + 1}");

            (double X, double Y) corner = (i < 2 ? p["guide_screws"] : -p["guide_screws"], i % 2 == 0 ? p["guide_screws"] : -p["guide_screws"]);
            probe.PutInsert($"insert of the base, {i + 1}", 0, "base", new((float)corner.X, (float)corner.Y, (float)baseBottom), Vector3.UnitZ, 3, p["insert_m3_hole"], bought.InsertLength(3, "probe", "base"));
            probe.PutScrew($"screw of the guide, {i + 1}", 9, 0, corner, baseBottom - p["guide_grip"], 3, up: false, washer: false, $"insert of the base, {i + 1}");
        }
    }

    internal static void Meant(Assembly assembly, string why, params (string A, string B)[] pairs)
    {
        foreach ((string a, string b) in pairs)
        {
            assembly.Meant[Assembly.Pair(a, b)] = why;
        }
    }
}
