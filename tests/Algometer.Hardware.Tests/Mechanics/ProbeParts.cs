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
        double stemTop = shoulderEnd - p["washer_m6"] - p["thin_nut_m6"];
        double stemEnd = stemTop - p["stem_length"];
        double baseBottom = stemTop + p["probe_stop_gap"];
        double baseTop = baseBottom + p["base_thickness"];
        double gripTop = p["bar_height"] + p["grip_roof"];

        probe.Put("handle", 5, 0, Shapes.Turned(Drawings.Committed("probe_body"), gripTop));
        probe.Put("pad", 9, 0, Drawings.Committed("probe_pad").Moved(new(0, 0, (float)(gripTop - p["pad_recess"]))));
        probe.Put("base", 7, 0, Drawings.Committed("probe_base").Moved(new(0, 0, (float)baseBottom)));
        probe.Put("carrier", 3, 0, Drawings.Committed("probe_carrier").Moved(new(0, 0, (float)carrierBottom)));
        probe.Put("stem", 7, 1, Drawings.Committed("probe_stem").Moved(new(0, 0, (float)stemEnd)));
        probe.Put("tip", 9, 1, Shapes.Turned(Drawings.Committed(tip switch { "small tip" => "probe_tip_05cm2", "soft tip" => "probe_tip_soft", _ => "probe_tip_1cm2" }), stemEnd));
        if (tip is "soft tip")
        {
            double face = stemEnd - p["tip_length"];
            probe.Put("rubber face", 9, 1, Shapes.UprightRod(0, 0, face, face + p["face_thickness"], 2 * Math.Sqrt(p["tip_area_large"] / Math.PI)));
        }

        // The cell grows sideways only: its faces are what the others are screwed to.
        var half = new Vector3((float)(probe.Wide(p["bar_length"]) / 2), (float)(probe.Wide(p["bar_width"]) / 2), 0);
        probe.Put("cell", 4, 0, Shapes.Box(-half, half + new Vector3(0, 0, (float)p["bar_height"])));
        probe.Put("potting of the cell", 4, 0, Shapes.Box(new(-11, -5.5f, -1), new(11, 5.5f, 0)), Shapes.Box(new(-11, -5.5f, (float)p["bar_height"]), new(11, 5.5f, (float)p["bar_height"] + 1)));
        probe.Put("cable", 6, 0, [.. Shapes.Cord(probe.Wide(4), new(-40.3f, 0, 3), new(-43.5f, 0, -1.5f), new(-46, 0, -10), new(-75, 0, -10))]);

        // Cable gland PG7: thread 12.5, nut of 15 mm across, 3 mm thick.
        const float gland = -50.5f;
        probe.Put("gland", 6, 0, Shapes.Rod(new(gland, 0, -10), new(gland + 9, 0, -10), probe.Wide(12.4)), Shapes.Rod(new(gland - 17, 0, -10), new(gland, 0, -10), probe.Wide(17.3), 6));
        probe.Put("nut of the gland", 6, 0, Shapes.Tube(new(gland + 5.5f, 0, -10), new(gland + 8.5f, 0, -10), probe.Wide(17.3), 12.6));

        // The cartridge hangs in the carrier; pressed, all but the upper washer goes up.
        probe.Put("shoulder screw", 3, 1, Shapes.UprightRod(0, 0, shoulderEnd, hubTop, probe.Wide(p["shoulder_diameter"])), Shapes.UprightRod(0, 0, hubTop, hubTop + p["shoulder_head_height"], probe.Wide(p["shoulder_head_diameter"])), Shapes.UprightRod(0, 0, shoulderEnd - p["shoulder_thread"], shoulderEnd, 6));
        probe.Put("washer M8", 3, 0, Shapes.UprightTube(0, 0, carrierBottom - p["washer_m8"], carrierBottom, probe.Wide(bought.WasherOuter(8, "probe")), 8.4));
        probe.Put("springs", 3, 1, Shapes.UprightTube(0, 0, shoulderEnd, shoulderEnd + stack - probe.Gap, probe.Wide(p["disc_outer"]), p["disc_inner"] + 0.05));
        probe.Put("washer M6", 3, 1, Shapes.UprightTube(0, 0, shoulderEnd - p["washer_m6"], shoulderEnd, probe.Wide(bought.WasherOuter(6, "probe")), 6.4));
        probe.Put("thin nut", 3, 1, Shapes.UprightTube(0, 0, stemTop, stemTop + p["thin_nut_m6"], probe.Wide(10 / Math.Cos(Math.PI / 6)), 6));
        probe.Put("O-ring", 9, 1, Shapes.UprightTube(0, 0, stemEnd + p["stem_groove_at"] - 0.7, stemEnd + p["stem_groove_at"] + 0.7, 12.5, 9.5));

        probe.PutInsert("insert M6", 1, "stem", new(0, 0, (float)stemTop), -Vector3.UnitZ, 6, p["insert_m6_hole"], bought.InsertLength(6, "probe", ""));
        probe.PutInsert("insert M4 of the stem", 1, "stem", new(0, 0, (float)stemEnd), Vector3.UnitZ, 4, p["insert_m4_hole"], bought.InsertLength(4, "probe", ""));
        probe.PutInsert("insert M4 of the tip", 1, "tip", new(0, 0, (float)stemEnd), -Vector3.UnitZ, 4, p["insert_m4_hole"], bought.InsertLength(4, "probe", ""));
        double grub = bought.ScrewLength("Grub screw", 4, "probe") / 2;
        probe.Put("grub screw of the tip", 9, 1, Shapes.UprightRod(0, 0, stemEnd - grub, stemEnd + grub, 4));
        Meant(probe, "thread", ("shoulder screw", "insert M6"), ("shoulder screw", "thin nut"), ("grub screw of the tip", "insert M4 of the stem"), ("grub screw of the tip", "insert M4 of the tip"), ("gland", "nut of the gland"));
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
