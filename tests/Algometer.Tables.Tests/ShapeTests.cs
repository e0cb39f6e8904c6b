using System.Text.RegularExpressions;

namespace Algometer.Tables.Tests;

/// <summary>Each shape of file: its right reading, or its refusal in words.</summary>
public sealed partial class ShapeTests
{
    public static TheoryData<string> Names => [.. Shapes.All.Select(shape => shape.Name)];

    public static TheoryData<string> Refused => [.. Shapes.All.Where(shape => shape.IsRefused).Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_read_rightly_or_refused_in_words(string name)
    {
        Shape shape = Assert.Single(Shapes.All, one => string.Equals(one.Name, name, StringComparison.Ordinal));
        (double[] seconds, double[] newtons, string said) = Outcome(shape);
        Assert.True(shape.IsRefused == (seconds.Length == 0), said);
        Assert.Equal(shape.Seconds, seconds, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(shape.Newtons, newtons, (a, b) => Math.Abs(a - b) < 1e-9 || (double.IsNaN(a) && double.IsNaN(b)));
        Assert.All(shape.Words, word => Assert.Contains(word, said, StringComparison.Ordinal));
        Assert.True(said.Length < 900, said);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void The_option_that_a_refusal_names_makes_it_work(string name)
    {
        Shape shape = Assert.Single(Shapes.All, one => string.Equals(one.Name, name, StringComparison.Ordinal));
        (_, _, string said) = Outcome(shape);

        // What a table lacks is asked for one after the other: each answer leads on, until the table is read.
        for (int i = 0; i < 4 && Answer(said, shape.Question) is { } question; i++)
        {
            shape = shape with { Question = question };
            (double[] seconds, _, said) = Outcome(shape);
            if (seconds.Length > 0)
            {
                return;
            }
        }

        Assert.DoesNotMatch("--(time|force) \"(?!N)|--missing -", said);
    }

    [Fact]
    public void The_table_of_shapes_is_that_of_the_guide()
    {
        string path = Path.Combine(Checkout.Root, "docs", "TABLES.md");
        string guide = File.ReadAllText(path);
        string made = Between(guide, "<!-- shapes -->", "<!-- /shapes -->", Table());
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") == "1")
        {
            File.WriteAllText(path, made);
        }

        Assert.Equal(made, File.ReadAllText(path), ignoreLineEndingDifferences: true);
    }

    // The first option of a message that is written out, with a unit for UNIT.
    private static SignalQuestion? Answer(string said, SignalQuestion question)
    {
        Match column = Column().Match(said);
        string named = column.Groups["column"].Value.Replace(":UNIT", column.Groups["option"].Value == "time" ? ":s" : ":N", StringComparison.Ordinal);
        if (said.Contains("say --decimal point", StringComparison.Ordinal))
        {
            return question with { IsDecimalPoint = true };
        }

        if (Valid().Match(said) is { Success: true } valid)
        {
            return question with { Valid = valid.Groups["answer"].Value };
        }

        if (Curve().Match(said) is { Success: true } curve)
        {
            return question with { Curve = curve.Groups["answer"].Value };
        }

        return column.Groups["option"].Value switch
        {
            "time" => question with { Time = named },
            "force" => question with { Force = named },
            _ => Missing().Match(said) is { Success: true } missing ? question with { Missing = [.. question.Missing, missing.Groups["number"].Value] }
                : said.Contains("say --row-rate HERTZ", StringComparison.Ordinal) ? question with { RateHertz = 80 } : null,
        };
    }

    [GeneratedRegex("--(?<option>time|force) \"(?<column>(?!NAME|NUMBER)[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Column();

    [GeneratedRegex("--valid \"(?<answer>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Valid();

    [GeneratedRegex("--curve \"(?<answer>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Curve();

    [GeneratedRegex("--missing (?<number>-?[\\d.]+(E\\+\\d+)?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();

    private static string Table()
    {
        var text = new System.Text.StringBuilder("\n| file | options | what becomes of it |\n|---|---|---|\n");
        foreach (Shape shape in Shapes.All)
        {
            (double[] seconds, double[] newtons, string said) = Outcome(shape);
            string outcome = shape.IsRefused
                ? "refused: " + said.Replace("TABLE, line", "line", StringComparison.Ordinal)
                : FormattableString.Invariant($"{newtons.Length} samples over {seconds[^1]:0.###} s, {string.Join(", ", newtons.Select(force => double.IsNaN(force) ? "–" : force.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)))} N");
            text.Append($"| {shape.Name} | {Options(shape.Question)} | {outcome.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")} |\n");
        }

        return text.ToString();
    }

    private static string Options(SignalQuestion question) => string.Join(' ', new[]
    {
        question.Time is { } time ? $"`--time {time}`" : "",
        question.Force is { } force ? $"`--force {force}`" : "",
        question.RateHertz is { } rate ? FormattableString.Invariant($"`--row-rate {rate}`") : "",
        question.TipAreaCm2 is { } tip ? FormattableString.Invariant($"`--tip-area {tip}`") : "",
        question.NewtonsPerCount is { } slope ? FormattableString.Invariant($"`--newtons-per-count {slope}`") : "",
        question.ZeroCounts is { } zero ? FormattableString.Invariant($"`--zero-counts {zero}`") : "",
        question.Rest is { } rest ? FormattableString.Invariant($"`--rest {rest.FromSeconds} {rest.ToSeconds}`") : "",
        question.Curve is { } curve ? $"`--curve {curve}`" : "",
        string.Join(' ', question.Missing.Select(number => $"`--missing {number}`")),
        question.IsDecimalPoint ? "`--decimal point`" : "",
        question.Valid is { } valid ? $"`--valid {valid}`" : "",
        question.JoinsRepeats ? "(`replay`, `simulate`, `analyse`)" : "",
    }.Where(option => option.Length > 0));

    private static string Between(string text, string from, string to, string content)
    {
        int at = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[..at] + content + text[text.IndexOf(to, StringComparison.Ordinal)..];
    }

    private static (double[] Seconds, double[] Newtons, string Said) Outcome(Shape shape)
    {
        string folder = Directory.CreateTempSubdirectory("table-").FullName;
        string path = Path.Combine(folder, "TABLE");
        try
        {
            File.WriteAllBytes(path, shape.Bytes);
            var seconds = new List<double>();
            var newtons = new List<double>();
            using var reader = SignalReader.Open(TableFile.Of(path), shape.Question);
            while (reader.Read())
            {
                seconds.Add(reader.Seconds);
                newtons.Add(reader.Value);
            }

            return ([.. seconds], [.. newtons], string.Join(' ', reader.Taken));
        }
        catch (TableException refusal)
        {
            return ([], [], refusal.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
