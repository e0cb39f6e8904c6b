using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Algometer.Cli.Composition;
using Algometer.Tables;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Commands;

/// <summary>How a table of another program is to be read: the same options in every command that reads one.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> _time = new("--time") { Description = "Time column as NAME or NUMBER, with its unit NAME:UNIT (s, ms, us, ns, min, h, days, h:mm, mm:ss, or what 1 is worth: 0.01s) where the heading has none. Without it, the one whose heading says so.", HelpName = "COLUMN[:UNIT]" };
    private readonly Option<string?> _force = new("--force") { Description = "Force column in the same way (N, mN, kgf, g, lbf …; kPa and other pressures with --tip-area; counts with --newtons-per-count).", HelpName = "COLUMN[:UNIT]" };
    private readonly Option<double?> _rowRate;
    private readonly Option<double?> _tip = new("--tip-area") { Description = "Area of the tip in cm², for a pressure column.", HelpName = "CM2" };
    private readonly Option<double?> _slope = new("--newtons-per-count") { Description = "Newtons for one count, for a column of converter codes.", HelpName = "N" };
    private readonly Option<double?> _zero = new("--zero-counts") { Description = "The code of no load, for a column of converter codes.", HelpName = "COUNTS" };
    private readonly Option<double[]> _rest = new("--rest") { Description = "A time in the table in which nothing pressed, seconds from its first sample: the mean code there is no load.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "FROM TO" };
    private readonly Option<string?> _curve = new("--curve") { Description = "Which curve, where a column 'curve' names several; COLUMN=VALUE where another column does, such as \"sensor=A\"; any where all rows are of one force." };
    private readonly Option<string[]> _missing = new("--missing") { Description = "A number or word that stands for a missing value, such as -9999 or OL; none where such numbers were measured.", HelpName = "VALUE" };
    private readonly Option<string?> _decimal = Decimal();
    private readonly Option<string?> _valid = new("--valid") { Description = "The rows whose force holds, by a column beside it, such as \"status=OK\"; any for all rows.", HelpName = "COLUMN=VALUE" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Say what was taken for what: text, headings, columns, units, what was left out." };

    /// <summary>Makes the options.</summary>
    /// <param name="alsoRate">Whether <c>--rate</c> means the rows' rate too, as it did in this command before.</param>
    /// <param name="isHidden">Whether the help shows only <c>--curve</c> of them: in commands whose table is but one of many loads.</param>
    public TableOptions(bool alsoRate = false, bool isHidden = false)
    {
        _rowRate = new Option<double?>("--row-rate", alsoRate ? ["--rate"] : [])
        {
            Description = "Samples per second, for a table without times or with times too coarse.",
            HelpName = "HERTZ",
        };
        if (isHidden)
        {
            _curve.Description += " A table's other options (--time, --force, --missing …) are those of algometer replay --help.";
        }

        foreach (Option option in All)
        {
            option.Hidden = isHidden && option != _curve;
        }
    }

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [_time, _force, _rowRate, _tip, _slope, _zero, _rest, _curve, _missing, _decimal, _valid, _explain];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>A recorded load from a table, for the simulated device; what was taken for what is said on the error stream where it is asked for.</summary>
    /// <exception cref="TableException">It cannot be used as it is.</exception>
    public Trace Trace(string path, ParseResult parsed, CancellationToken cancellationToken = default) =>
        TraceFile.Read(TableFile.Of(path), Question(parsed, keepsCounts: true, joinsRepeats: true), IsExplained(parsed) ? Explain : null, cancellationToken);

    /// <summary>Whether what was taken for what is to be said.</summary>
    public bool IsExplained(ParseResult parsed) => parsed.GetValue(_explain);

    /// <summary>What was asked.</summary>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public SignalQuestion Question(ParseResult parsed, bool keepsCounts, bool joinsRepeats)
    {
        bool hasSlope = parsed.GetValue(_slope) is not null;
        (double, double)? rest = parsed.GetValue(_rest) is { Length: 2 } ends ? Ends(ends[0], ends[1]) : null;
        return keepsCounts && !hasSlope && (rest is not null || parsed.GetValue(_zero) is not null)
            ? throw new ArgumentException("--zero-counts and --rest are of use with --newtons-per-count only: without it codes stay codes.")
            : new SignalQuestion
            {
                Time = parsed.GetValue(_time),
                Force = parsed.GetValue(_force),
                RateHertz = Positive(parsed, _rowRate),
                TipAreaCm2 = Positive(parsed, _tip),
                NewtonsPerCount = Slope(parsed.GetValue(_slope)),
                ZeroCounts = parsed.GetValue(_zero),
                Rest = rest,
                Curve = parsed.GetValue(_curve),
                Missing = parsed.GetValue(_missing) ?? [],
                IsDecimalPoint = parsed.GetValue(_decimal) is not null,
                Valid = parsed.GetValue(_valid),
                KeepsCounts = keepsCounts && !hasSlope,
                JoinsRepeats = joinsRepeats,
            };
    }

    /// <summary>The option for tables whose numbers look as if decimal commas had parted them.</summary>
    public static Option<string?> Decimal()
    {
        var option = new Option<string?>("--decimal") { Description = "point: every comma parts two columns, where numbers look as if decimal commas had parted them too.", HelpName = "point" };
        return option.AcceptOnlyFromAmong("point");
    }

    /// <summary>Says what was taken for what.</summary>
    public static void Explain(IReadOnlyList<string> taken)
    {
        foreach (string line in taken)
        {
            Console.Error.WriteLine(line);
        }
    }

    private static double? Positive(ParseResult parsed, Option<double?> option) =>
        parsed.GetValue(option) is not { } value ? null : value is > 0 and < 1e6 ? value : throw new ArgumentException($"{option.Name} must be above 0 and below 1000000.");

    private static double? Slope(double? slope) =>
        slope is { } number && (number == 0 || !double.IsFinite(number)) ? throw new ArgumentException("--newtons-per-count must not be 0.") : slope;

    private static (double From, double To) Ends(double from, double to) =>
        from >= 0 && to > from ? (from, to) : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"--rest {from} {to} is no time: write its beginning and its end in seconds, such as --rest 0 2."));
}
