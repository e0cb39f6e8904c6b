using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>Holds the module in reset while its supply is below what its maker asks for: a program that runs there may measure wrong, one that stands still sounds both tones.</summary>
internal static class SupervisorBlock
{
    public static void Draw(Sheet s)
    {
        s.Frame("Supply too low: reset, and both tones", 254, 70, 320, 116);
        Part chip = s.Place(Chips.Supervisor, "APX803S-31", new("Diodes Inc.", "APX803S-31SA-7", "Package_TO_SOT_SMD:SOT-23"), 276, 88, texts: TextPlace.Left);
        s.Supply("+3V3", 276, 79);
        s.Wire(new(276, 79), chip["3"]);
        s.Wire(chip["2"], new Point(288, 88));
        s.Label("EN", 288, 88, left: false);
        s.Wire(chip["1"], new Point(276, 97));
        s.Ground(276, 97);
        s.Text("Below 3.08 V the module is held in reset (it wants\n3.0 V); 0.14 s and more after the supply is back\nit begins anew. Open drain: RESET and J2 as before.", 256, 104, 1.4);
    }
}
