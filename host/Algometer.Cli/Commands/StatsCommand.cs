using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.Statistics;
using Algometer.Measurement.Agreement;
using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer stats</c>: agreement of repeated measurements.</summary>
internal static class StatsCommand
{
    private const string Help = """
        Agreement of repeat measurements: ICC with 95 % intervals, SEM, MDC95, CV and Bland-Altman limits.

        Wide form: a row for each subject, a column for each trial; a first line with names and a first column of subjects are optional.
        Long form: a first line subject,session,trial,value (session or trial may be left out), then a line for each value.
        In the long form with several sessions the mean of each session's trials is rated, so columns are sessions;
        with --rate trial each trial of each session is a column of its own. Every subject must have every value.
        In the wide form --rate session rates the mean of the columns of each word: pre and post of pre1,pre2,post1,post2.
        Columns are parted by comma, semicolon or tab; with semicolon or tab, decimal commas are read.
        mdc95 = 1.96*sqrt(2)*sem_agreement. Bland-Altman compares the first two columns, second - first, unless --pair names others.
        Exit code 2 when the file cannot be used.
        Example: algometer stats ppt.csv --json
        """;

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var path = new Argument<string>("FILE.csv") { Description = "The table." };
        Option<bool> json = CommonOptions.Json();
        var rate = new Option<string>("--rate") { Description = "What is rated where there are sessions: session (mean of its trials; in a wide file of the columns that are called by one word, such as pre1,pre2), trial, or auto.", DefaultValueFactory = _ => "auto" };
        var pair = new Option<string[]>("--pair") { Description = "The two columns that Bland-Altman compares, by name or number.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var subject = new Option<string?>("--subject") { Description = "Column that names the subjects, by heading or number; none for a table without. Without it, the one whose heading says so.", HelpName = "COLUMN" };
        var trial = new Option<string?>("--trial") { Description = "Column that says which repeat a line is, by heading or number, in a table with a line for each value. Without it, the one whose heading says so.", HelpName = "COLUMN" };
        var missing = new Option<string[]>("--missing") { Description = "A number or word that stands for a missing value, such as 999 or OL; none where such numbers were measured.", HelpName = "VALUE" };
        var columns = new Option<string[]>("--columns") { Description = "Columns that hold values, by heading or number, parted by commas or blanks. Without it, all but the subjects.", AllowMultipleArgumentsPerToken = true, HelpName = "COLUMN" };
        var where = new Option<string[]>("--where") { Description = "Only rows with this value in this column, such as \"side=left\", or any where all rows are repeats whatever it says; may come several times.", HelpName = "COLUMN=VALUE" };
        Option<string?> decimals = TableOptions.Decimal();
        var explain = new Option<bool>("--explain") { Description = "Say what was taken for what: form, subjects, columns, what was left out." };
        var command = new Command("stats", Help) { path, json, rate, pair, subject, trial, columns, where, missing, decimals, explain };
        command.SetAction(parsed =>
        {
            RatingFile file = RatingFile.Read(parsed.GetValue(path)!, new RatingQuestion
            {
                Rated = Rated(parsed.GetValue(rate)!),
                Subject = parsed.GetValue(subject),
                Trial = parsed.GetValue(trial),
                Missing = parsed.GetValue(missing) ?? [],
                IsDecimalPoint = parsed.GetValue(decimals) is not null,
                Columns = parsed.GetValue(columns) ?? [],
                Where = [.. (parsed.GetValue(where) ?? []).Select(Condition)],
            });
            if (parsed.GetValue(explain))
            {
                TableOptions.Explain(file.Words());
            }

            (int first, int second) = Pair(file.Table, parsed.GetValue(pair));
            Dictionary<string, object?> figures = AgreementFigures.Of(file, first, second);
            figures["taken"] = file.Words();
            Write(file, figures, parsed.GetValue(json));
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

    private static (string Column, string Value) Condition(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
        ? (text[..at].Trim(), text[(at + 1)..].Trim())
        : throw new ArgumentException($"--where '{text}' is no condition: write COLUMN=VALUE, such as side=left.");

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
