using Algometer.Electronics.Spice;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>Runs of the alarm's deck: when each of the two tones begins and ends, and what the program reads of them.</summary>
internal sealed class AlarmBench
{
    private readonly double[][] _rows;

    private AlarmBench(double[][] rows) => _rows = rows;

    public static Deck Deck { get; } = Deck.Load(Path.Combine(Checkout.Root, "hardware", "electronics", "spice", "alarm.cir"));

    public static AlarmBench Run(Deck deck) => new(deck.Run(Checkout.Need(Checkout.Program("ngspice"), "ngspice")).Columns["alarm.out"]);

    public bool MainAt(double seconds) => At(seconds)[1] > 0.5;

    public bool ReserveAt(double seconds) => At(seconds)[3] > 0.5;

    /// <summary>What the program reads: high above three quarters of the supply, low below a quarter; between them nothing is promised.</summary>
    public bool? MainReadAt(double seconds) => Level(At(seconds), 17);

    public bool? ReserveReadAt(double seconds) => Level(At(seconds), 19);

    /// <summary>The first time from a moment on at which either tone sounds; infinity when none does.</summary>
    public double FirstTone(double from) => Times(from, double.PositiveInfinity, row => row[1] > 0.5 || row[3] > 0.5).DefaultIfEmpty(double.PositiveInfinity).First();

    public double FirstMain(double from) => Times(from, double.PositiveInfinity, row => row[1] > 0.5).DefaultIfEmpty(double.PositiveInfinity).First();

    public double FirstReserve(double from) => Times(from, double.PositiveInfinity, row => row[3] > 0.5).DefaultIfEmpty(double.PositiveInfinity).First();

    /// <summary>Whether no tone is heard in a stretch.</summary>
    public bool Silent(double from, double to) => !Times(from, to, row => row[1] > 0.5 || row[3] > 0.5).Any();

    /// <summary>Whether a tone is heard all through a stretch.</summary>
    public bool Sounds(double from, double to) => !Times(from, to, row => row[1] < 0.5 && row[3] < 0.5).Any();

    private IEnumerable<double> Times(double from, double to, Func<double[], bool> holds) => _rows.Where(row => row[0] >= from && row[0] <= to && holds(row)).Select(row => row[0]);

    private double[] At(double seconds) => _rows.Last(row => row[0] <= seconds);

    private static bool? Level(double[] row, int column) => row[column] > 0.75 * row[5] ? true : row[column] < 0.25 * row[5] ? false : null;
}
