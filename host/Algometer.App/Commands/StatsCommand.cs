using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Algometer.App.Statistics;
using Algometer.Measurement.Agreement;
using Spectre.Console;

namespace Algometer.App.Commands;

/// <summary><c>algometer stats</c>: agreement of repeated measurements.</summary>
internal static class StatsCommand
{
    private const string Help = """
        Agreement of repeat measurements: ICC with 95 % intervals, SEM, MDC95, CV and Bland-Altman limits.

        Wide form: a row for each subject, a column for each trial; a first line with names and a first column of subjects are optional.
        Long form: a first line subject,session,trial,value (session or trial may be left out), then a line for each value.
        In the long form with several sessions the mean of each session's trials is rated, so columns are sessions;
        with --rate trial each trial of each session is a column of its own. Every subject must have every value.
        Columns are parted by comma, semicolon or tab; with semicolon or tab, decimal commas are read.
        mdc95 = 1.96*sqrt(2)*sem_agreement. Bland-Altman compares the first two columns, second - first, unless --pair names others.
        Exit code 2 when the file cannot be used.
        Example: algometer stats ppt.csv --json
        """;

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var path = new Argument<string>("FILE.csv") { Description = "The table." };
        Option<bool> json = Shared.Json();
        var rate = new Option<string>("--rate") { Description = "What is rated in a long file: session (mean of its trials), trial, or auto.", DefaultValueFactory = _ => "auto" };
        var pair = new Option<string[]>("--pair") { Description = "The two columns that Bland-Altman compares, by name or number.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var command = new Command("stats", Help) { path, json, rate, pair };
        command.SetAction(parsed =>
        {
            RatingFile file = RatingFile.Read(parsed.GetValue(path)!, Rated(parsed.GetValue(rate)!));
            (int first, int second) = Pair(file.Table, parsed.GetValue(pair));
            Write(file, Figures(file, first, second), parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static RatedUnit Rated(string word) => word.ToUpperInvariant() switch
    {
        "AUTO" => RatedUnit.Automatic,
        "SESSION" => RatedUnit.Session,
        "TRIAL" => RatedUnit.Trial,
        _ => throw new ArgumentException($"'{word}' is nothing to rate: write session, trial or auto."),
    };

    private static (int First, int Second) Pair(RatingTable table, string[]? names)
    {
        if (names is not { Length: 2 })
        {
            return (0, 1);
        }

        int[] found = [.. names.Select(name => Column(table, name))];
        return found[0] != found[1] ? (found[0], found[1]) : throw new ArgumentException("--pair needs two different columns.");
    }

    private static int Column(RatingTable table, string name)
    {
        int byName = table.TrialNames.ToList().IndexOf(name);
        return byName >= 0 ? byName
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= table.Trials ? number - 1
            : throw new ArgumentException($"There is no column '{name}': the columns are {string.Join(", ", table.TrialNames)}.");
    }

    /// <summary>The figures under their names.</summary>
    public static Dictionary<string, object?> Figures(RatingFile content, int first = 0, int second = 1)
    {
        RatingTable table = content.Table;
        TwoWayAnova anova = TwoWayAnova.Of(table);
        IntraclassCorrelation icc = IntraclassCorrelation.Of(anova);
        MeasurementError error = MeasurementError.Of(table, anova);
        (double, double)[] pairs = [.. Enumerable.Range(0, table.Subjects).Select(subject => (table[subject, first], table[subject, second]))];
        BlandAltman plain = BlandAltman.Of(pairs);
        BlandAltman? logs = BlandAltman.OfLogs(pairs);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["form"] = content.Form,
            ["rated"] = content.Rated,
            ["subjects"] = table.Subjects,
            ["trials"] = table.Trials,
            ["icc_2_1"] = Of(icc.Agreement1),
            ["icc_3_1"] = Of(icc.Consistency1),
            ["icc_2_k"] = Of(icc.AgreementK),
            ["icc_3_k"] = Of(icc.ConsistencyK),
            ["sem_consistency"] = Number(error.SemConsistency),
            ["sem_agreement"] = Number(error.SemAgreement),
            ["mdc95"] = Number(error.Mdc95),
            ["mdc95_basis"] = "sem_agreement",
            ["mdc95_consistency"] = Number(error.Mdc95Consistency),
            ["group_mdc95"] = Number(error.GroupMdc95),
            ["cv_within"] = Number(error.WithinCv),
            ["bland_altman"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["columns"] = "second minus first",
                ["first"] = table.TrialNames[first],
                ["second"] = table.TrialNames[second],
                ["n"] = table.Subjects,
                ["bias"] = Number(plain.Bias),
                ["sd"] = Number(plain.Deviation),
                ["low"] = Number(plain.Low),
                ["high"] = Number(plain.High),
                ["bias_interval"] = Ends(plain.BiasInterval, value => value),
                ["low_interval"] = Ends(plain.LowInterval, value => value),
                ["high_interval"] = Ends(plain.HighInterval, value => value),
                ["log10"] = logs is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["bias"] = Number(logs.Bias),
                    ["sd"] = Number(logs.Deviation),
                    ["low"] = Number(logs.Low),
                    ["high"] = Number(logs.High),
                    ["ratio"] = Number(Ratio(logs.Bias)),
                    ["ratio_low"] = Number(Ratio(logs.Low)),
                    ["ratio_high"] = Number(Ratio(logs.High)),
                    ["ratio_interval"] = Ends(logs.BiasInterval, Ratio),
                    ["ratio_low_interval"] = Ends(logs.LowInterval, Ratio),
                    ["ratio_high_interval"] = Ends(logs.HighInterval, Ratio),
                },
            },
        };
    }

    private static Dictionary<string, object?> Of(Coefficient coefficient) => new(StringComparer.Ordinal)
    {
        ["value"] = Number(coefficient.Value),
        ["low"] = Number(coefficient.Low),
        ["high"] = Number(coefficient.High),
    };

    private static double[] Ends(Coefficient interval, Func<double, double> unit) => [unit(interval.Low), unit(interval.High)];

    private static double Ratio(double log) => Math.Pow(10, log);

    // JSON has no NaN: what cannot be told is null.
    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    private static void Write(RatingFile content, Dictionary<string, object?> figures, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(figures, _json));
            return;
        }

        Console.WriteLine($"{content.Form}: {figures["subjects"]} subjects, {figures["trials"]} columns; rated: {content.Rated}");
        var table = new Table().Border(TableBorder.Simple).AddColumns("Figure", "Value", "95 % interval");
        (string Key, string Name)[] coefficients = [("icc_2_1", "ICC(2,1) agreement, single"), ("icc_3_1", "ICC(3,1) consistency, single"), ("icc_2_k", "ICC(2,k) agreement, mean"), ("icc_3_k", "ICC(3,k) consistency, mean")];
        foreach ((string key, string name) in coefficients)
        {
            var parts = (Dictionary<string, object?>)figures[key]!;
            table.AddRow(name, Text(parts["value"], "0.0000"), $"{Text(parts["low"], "0.0000")} to {Text(parts["high"], "0.0000")}");
        }

        table.AddRow("SEM (consistency)", Text(figures["sem_consistency"], "0.0000"), "");
        table.AddRow("SEM (agreement)", Text(figures["sem_agreement"], "0.0000"), "");
        table.AddRow("MDC95 of one person (from SEM agreement)", Text(figures["mdc95"], "0.000"), "");
        table.AddRow($"MDC95 of a group of {figures["subjects"]}", Text(figures["group_mdc95"], "0.000"), "");
        table.AddRow("CV within subjects", figures["cv_within"] is double cv ? (100 * cv).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–", "");
        var bland = (Dictionary<string, object?>)figures["bland_altman"]!;
        AddLimits(table, $"Difference {bland["second"]} − {bland["first"]}", bland, ["bias", "low", "high"], ["bias_interval", "low_interval", "high_interval"]);
        if (bland["log10"] is Dictionary<string, object?> logs)
        {
            AddLimits(table, $"Ratio {bland["second"]} / {bland["first"]}, by log10", logs, ["ratio", "ratio_low", "ratio_high"], ["ratio_interval", "ratio_low_interval", "ratio_high_interval"]);
        }

        AnsiConsole.Write(table);
        if (figures.Values.OfType<Dictionary<string, object?>>().Any(part => part.TryGetValue("value", out object? value) && value is null))
        {
            Console.WriteLine("What the values do not define is –: they leave nothing to correlate.");
        }
    }

    private static void AddLimits(Table table, string name, Dictionary<string, object?> from, string[] keys, string[] intervals)
    {
        string[] names = [name, "  lower limit (Bland–Altman)", "  upper limit (Bland–Altman)"];
        for (int i = 0; i < keys.Length; i++)
        {
            double[] ends = (double[])from[intervals[i]]!;
            table.AddRow(Markup.Escape(names[i]), Text(from[keys[i]], "0.000"), $"{Text(ends[0], "0.000")} to {Text(ends[1], "0.000")}");
        }
    }

    private static string Text(object? value, string format) => value is double number ? number.ToString(format, CultureInfo.InvariantCulture) : "–";
}
