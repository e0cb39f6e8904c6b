using System.CommandLine;
using System.Text.Json;
using Algometer.Measurement.Agreement;
using Spectre.Console;

namespace Algometer.App.Commands;

/// <summary><c>algometer stats</c>: agreement of repeated measurements.</summary>
internal static class StatsCommand
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "CSV: a row a subject and a column a trial; or columns subject, session, trial, value. In long form with several sessions the mean of each session's trials is rated." };
        Option<bool> json = Shared.Json();
        var command = new Command("stats", "Agreement of repeated thresholds: ICC, SEM, MDC, Bland–Altman.\nExample: algometer stats thresholds.csv --json") { file, json };
        command.SetAction(parsed =>
        {
            RatingCsv.Content content = RatingCsv.Read(parsed.GetValue(file)!);
            Write(content, parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    /// <summary>The figures under their names.</summary>
    public static Dictionary<string, object?> Figures(RatingCsv.Content content)
    {
        RatingTable table = content.Table;
        TwoWayAnova anova = TwoWayAnova.Of(table);
        IntraclassCorrelation icc = IntraclassCorrelation.Of(anova);
        MeasurementError error = MeasurementError.Of(table, anova);
        (double, double)[] pairs = [.. Enumerable.Range(0, table.Subjects).Select(subject => (table[subject, 0], table[subject, 1]))];
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
                ["bias"] = Number(plain.Bias),
                ["sd"] = Number(plain.Deviation),
                ["low"] = Number(plain.Low),
                ["high"] = Number(plain.High),
                ["log10"] = logs is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["bias"] = Number(logs.Bias),
                    ["sd"] = Number(logs.Deviation),
                    ["low"] = Number(logs.Low),
                    ["high"] = Number(logs.High),
                    ["ratio"] = Number(Math.Pow(10, logs.Bias)),
                    ["ratio_low"] = Number(Math.Pow(10, logs.Low)),
                    ["ratio_high"] = Number(Math.Pow(10, logs.High)),
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

    // JSON has no NaN: what cannot be told is null.
    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    private static void Write(RatingCsv.Content content, bool json)
    {
        Dictionary<string, object?> figures = Figures(content);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(figures, _json));
            return;
        }

        Console.WriteLine($"{figures["subjects"]} subjects, {figures["trials"]} columns ({content.Form} form; a column is a {content.Rated})");
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
        table.AddRow("CV within subjects", figures["cv_within"] is double cv ? (100 * cv).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " %" : "–", "");
        var bland = (Dictionary<string, object?>)figures["bland_altman"]!;
        table.AddRow("Bland–Altman bias (2nd − 1st)", Text(bland["bias"], "0.000"), $"{Text(bland["low"], "0.000")} to {Text(bland["high"], "0.000")} (limits)");
        AnsiConsole.Write(table);
    }

    private static string Text(object? value, string format) => value is double number ? number.ToString(format, System.Globalization.CultureInfo.InvariantCulture) : "–";
}
