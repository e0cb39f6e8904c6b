using System.Globalization;
using Algometer.Cli.Commands;
using Algometer.Clinic.Statistics;
using CsCheck;

namespace Algometer.Clinic.Tests.Statistics;

public sealed class StatsFiguresTests
{
    private const string Published = "9,2,5,8\n6,1,3,2\n8,4,6,8\n7,1,2,6\n10,5,6,9\n6,2,4,7\n";

    [Fact]
    public void The_published_table_gives_the_published_figures_under_the_documented_keys()
    {
        Dictionary<string, object?> figures = AgreementFigures.Of(RatingFile.Parse(Published, "t"));
        foreach ((string key, double value, double low, double high) in ((string, double, double, double)[])[("icc_2_1", .2898, .0188, .7611), ("icc_3_1", .7148, .3425, .9459)])
        {
            var icc = (Dictionary<string, object?>)figures[key]!;
            Assert.Equal(value, (double)icc["value"]!, 4);
            Assert.Equal(low, (double)icc["low"]!, 4);
            Assert.Equal(high, (double)icc["high"]!, 4);
        }

        foreach (string key in (string[])["icc_2_k", "icc_3_k", "sem_consistency", "sem_agreement", "mdc95", "cv_within", "bland_altman"])
        {
            Assert.True(figures.ContainsKey(key), key);
        }
    }

    // Of one size, as repeats are: a column of another one is asked about.
    [Fact]
    public void Every_form_of_the_same_table_gives_the_same_figures() => Gen.Int[2, 8].SelectMany(n => Gen.Int[2, 5].SelectMany(k => Gen.Double[310, 900].Array[k].Array[n])).Sample(rows =>
    {
        string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        string wide = string.Join("\n", rows.Select(row => string.Join(",", row.Select(Number))));
        string named = "subject," + string.Join(",", rows[0].Select((_, j) => $"t{j}")) + "\n" + string.Join("\r\n", rows.Select((row, i) => $"\"s, {i}\"," + string.Join(",", row.Select(Number))));
        string european = string.Join("\n", rows.Select(row => string.Join(";", row.Select(value => Number(value).Replace('.', ',')))));
        string trials = "subject,session,trial,value\n" + string.Join("\n", rows.SelectMany((row, i) => row.Select((value, j) => $"{i},1,{j},{Number(value)}")));
        string sessions = "value,trial,subject,session\n" + string.Join("\n", rows.SelectMany((row, i) => row.SelectMany((value, j) => new[] { $"{Number(value + 1)},a,{i},{j}", $"{Number(value - 1)},b,{i},{j}" })));
        double expected = Sem(wide, RatingQuestion.NoSubject);
        Assert.Equal(expected, Sem(european, RatingQuestion.NoSubject), Math.Max(1e-6, expected * 1e-6));
        foreach (string text in (string[])[named, trials, sessions])
        {
            Assert.Equal(expected, Sem(text), Math.Max(1e-6, expected * 1e-6));
        }
    });

    [Fact]
    public void No_text_breaks_the_reader() => Gen.String[Gen.OneOf(Gen.Char["0123456789.,;-\n\r\t\""], Gen.Char), 0, 200].Sample(text =>
    {
        try
        {
            RatingFile.Parse(text, "t");
        }
        catch (FormatException)
        {
            // Refused in words.
        }
    });

    private static double Sem(string text, string? subject = null) => (double)AgreementFigures.Of(RatingFile.Parse(text, "t", new RatingQuestion { Subject = subject }))["sem_consistency"]!;
}
