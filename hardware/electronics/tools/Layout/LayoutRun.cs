using System.Globalization;
using static System.FormattableString;

namespace Algometer.Electronics.Layout;

/// <summary>Places and routes what board.py asks for, and writes where everything lies.</summary>
internal static class LayoutRun
{
    public static int Of(string from, string to, bool routes)
    {
        Plan plan = Plan.Read(from);
        new Placer(plan, 0.15).Place(3);
        var lines = new List<string>();
        lines.AddRange(plan.Parts.Values.Select(part => Invariant($"part {part.Reference} {part.X:0.###} {part.Y:0.###} {part.Turn}")));
        int failed = 0;
        if (routes)
        {
            var router = new Router(plan);
            router.Route(60, Console.WriteLine);
            failed = router.Failed.Count;
            foreach (string name in router.Failed)
            {
                Console.WriteLine("not settled: " + name);
            }

            lines.AddRange(Stitching.Of(plan, Widening.Of(plan, router.Result)).Select(track => string.Create(CultureInfo.InvariantCulture, $"track {plan.Nets[track.Net]} {track.Layer} {track.X1:0.###} {track.Y1:0.###} {track.X2:0.###} {track.Y2:0.###} {track.Width:0.###}")));
        }

        File.WriteAllLines(to, lines);
        return failed == 0 ? 0 : 1;
    }
}
