using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>Pads for the jig's needles. E+, A+, A-, the timing nodes and the 5 V are reached at the pins of J1, C30 and C33, which go through the board, and at the pads of SW3, which lie on its front.</summary>
internal static class TestPointBlock
{
    public static void Draw(Sheet s)
    {
        s.Frame("Test points", 254, 14, 320, 66);
        string[] nets = ["+3V3", "AVDD", "VSYS", "VALARM", "GND", "HEARTBEAT", "BEAT_PULSE", "NO_PULSE", "NO_PULSE_R"];
        for (int i = 0; i < nets.Length; i++)
        {
            int x = i < 5 ? 266 : 300;
            int y = 22 + (8 * (i < 5 ? i : i - 5));
            Part point = s.Place(Passives.TestPoint, nets[i], Stock.Pad, x, y);
            if (string.Equals(nets[i], "GND", StringComparison.Ordinal) || Supplies.ByName.ContainsKey(nets[i]))
            {
                s.Supply(nets[i], x - 6, y + 3);
            }
            else
            {
                s.Label(nets[i], x - 6, y + 3, left: true);
            }

            s.Wire(new(x - 6, y + 3), point["1"]);
        }
    }
}
