using System.Numerics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>One part in its place at rest.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Columns">Where its material is.</param>
/// <param name="Moves">How far it goes up for each mm that the stop closes: 1 with the skin side of the probe, −1 with that of the ball, 0 not at all.</param>
/// <param name="Step">Step of the guide at which it is put on.</param>
internal sealed record PlacedPart(string Name, Columns Columns, int Moves, int Step);

/// <summary>A heat-set insert and the part that holds it.</summary>
/// <param name="Host">The printed part.</param>
/// <param name="Sleeve">The wall that must be there all round it over its whole length.</param>
/// <param name="Bore">The hole that must be free over its whole length.</param>
internal sealed record PlacedInsert(string Name, string Host, Columns Sleeve, Columns Bore);

/// <summary>The way of a tool to a screw.</summary>
/// <param name="Name">The screw.</param>
/// <param name="Way">From its head outwards.</param>
/// <param name="Step">Step of the guide at which it is turned.</param>
internal sealed record ToolWay(string Name, Columns Way, int Step);

/// <summary>An instrument with every part in its place; sizes of bought parts from the parts list.</summary>
internal sealed class Assembly
{
    /// <summary>The tight end: bought parts at their largest and printed holes at their smallest, mm a side. The loose end is nominal.</summary>
    public const double Tight = 0.1;

    private const double ToolLength = 60;

    // Across the head of a spanner of 10 mm.
    private const double SpannerHead = 22;
    private readonly string _instrument;
    private readonly double _nominalGap;

    private Assembly(string instrument, Parameters parameters, Bought bought, bool tight)
    {
        (_instrument, Bought, More) = (instrument, bought, tight ? Tight : 0);
        _nominalGap = instrument is "box" ? 0 : parameters[instrument + "_stop_gap"];
        Gap = instrument is "box" ? 0 : _nominalGap + ((tight ? 1 : -1) * parameters["stop_gap_tolerance"]);
    }

    /// <summary>Sizes of what is bought.</summary>
    public Bought Bought { get; }

    /// <summary>How much larger a bought part is at this end of tolerance, mm a side.</summary>
    public double More { get; }

    /// <summary>Way to the stop, mm; the box has none.</summary>
    public double Gap { get; }

    public List<PlacedPart> Parts { get; } = [];

    public List<PlacedInsert> Inserts { get; } = [];

    public List<ToolWay> Tools { get; } = [];

    /// <summary>Pairs that are meant to fill the same space, with why.</summary>
    public Dictionary<(string, string), string> Meant { get; } = [];

    /// <summary>What is put together: the probe with each of its tips, the ball, the box.</summary>
    public static IReadOnlyList<string> Instruments { get; } = ["probe", "probe, small tip", "probe, soft tip", "ball", "box"];

    public static Assembly Of(string instrument, Bought bought, bool tight)
    {
        var parameters = Parameters.Read();
        string[] words = instrument.Split(", ");
        var assembly = new Assembly(words[0], parameters, bought, tight);
        switch (words[0])
        {
            case "probe":
                ProbeParts.Put(assembly, parameters, words is [_, var tip] ? tip : "");
                break;
            case "ball":
                BallParts.Put(assembly, parameters);
                break;
            default:
                BoxParts.Put(assembly, parameters);
                break;
        }

        return assembly;
    }

    public void Put(string name, int step, int moves, Columns columns) => Parts.Add(new PlacedPart(name, columns, moves, step));

    public void Put(string name, int step, int moves, params Mesh[] meshes) => Parts.Add(new PlacedPart(name, Columns.Of(meshes), moves, step));

    /// <summary>More room than nominal that a bought part may take, mm of diameter.</summary>
    public double Wide(double diameter) => diameter + (2 * More);

    /// <summary>A socket head screw, with its washer if it has one, and the way of its key; the head looks down or up.</summary>
    public void PutScrew(string name, int step, int moves, (double X, double Y) at, double seat, int thread, bool up, bool washer, params string[] into)
    {
        int away = up ? 1 : -1;
        double length = Bought.ScrewLength("Screw", thread, _instrument);
        if (washer)
        {
            double thick = Bought.WasherThickness(thread, _instrument);
            Put($"washer of {name}", step, moves, Standing(at, seat, seat + (away * thick), Wide(Bought.WasherOuter(thread, _instrument)), thread + 0.6));
            seat += away * thick;
        }

        double head = seat + (away * thread);
        Put(name, step, moves, Standing(at, seat, head, Wide(Mechanics.Bought.HeadDiameter(thread))), Standing(at, seat, seat - (away * length), Wide(thread)));
        Tools.Add(new ToolWay(name, Columns.Of([Standing(at, head + (away * 0.05), head + (away * ToolLength), Wide(Mechanics.Bought.KeyDiameter(thread, grub: false)))]), step));
        foreach (string part in into)
        {
            Meant[Pair(name, part)] = "thread";
        }
    }

    /// <summary>An insert along a line, its open end first, in a hole of the host.</summary>
    public void PutInsert(string name, int moves, string host, Vector3 open, Vector3 into, int thread, double hole, double length)
    {
        Vector3 end = open + ((float)length * Vector3.Normalize(into));
        Put(name, 2, moves, Shapes.Tube(open, end, Mechanics.Bought.InsertDiameter(thread), thread));
        Inserts.Add(new PlacedInsert(name, host, Columns.Of([Shapes.Tube(open, end, hole + 3.2, hole + 0.2)]), Columns.Of([Shapes.Rod(open, end + (0.2f * Vector3.Normalize(into)), hole - 0.4)])));
        Meant[Pair(name, host)] = "melted in";
    }

    /// <summary>The way of a key from a point outwards.</summary>
    public void AddTool(string name, int step, Vector3 from, Vector3 outwards, double diameter) =>
        Tools.Add(new ToolWay(name, Columns.Of([Shapes.Rod(from, from + ((float)ToolLength * Vector3.Normalize(outwards)), Wide(diameter))]), step));

    /// <summary>A spanner round an upright nut: its head, wherever its handle points.</summary>
    public void AddSpanner(string nut, int step, double from, double thick, double corners) =>
        Tools.Add(new ToolWay(nut, Columns.Of([Shapes.UprightTube(0, 0, from, from + thick, SpannerHead, corners + 0.4)]), step));

    public Columns Of(string part) => Parts.Single(placed => string.Equals(placed.Name, part, StringComparison.Ordinal)).Columns;

    /// <summary>Every pair that is not meant to meet, with the volume that both fill at three positions of the travel, mm³.</summary>
    public IEnumerable<(string A, string B, double[] CubicMillimeters)> Pairs()
    {
        double[] positions = [0, 0.5, 1];
        for (int i = 0; i < Parts.Count; i++)
        {
            for (int k = i + 1; k < Parts.Count; k++)
            {
                (PlacedPart a, PlacedPart b) = (Parts[i], Parts[k]);
                if (!Meant.ContainsKey(Pair(a.Name, b.Name)))
                {
                    // The faces of the stop meet where its gap ends, and that is drawn nominal; all others go the whole way of this end of tolerance.
                    double way = Pair(a.Name, b.Name) == Pair("base", _instrument is "probe" ? "stop washer" : "dome") ? _nominalGap : Gap;
                    yield return (a.Name, b.Name, [.. positions.Select(part => a.Columns.Overlap(b.Columns, (b.Moves - a.Moves) * part * way))]);
                }
            }
        }
    }

    public static (string, string) Pair(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);

    private static Mesh Standing((double X, double Y) at, double from, double to, double outer, double inner = 0) => inner > 0
        ? Shapes.UprightTube(at.X, at.Y, Math.Min(from, to), Math.Max(from, to), outer, inner)
        : Shapes.UprightRod(at.X, at.Y, Math.Min(from, to), Math.Max(from, to), outer);
}
