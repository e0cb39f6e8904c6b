using Algometer.Clinic.Statistics;
using Algometer.Measurement.Agreement;
using CsCheck;

namespace Algometer.Clinic.Tests.Statistics;

/// <summary>Tables of repeat measurements as people save them.</summary>
public sealed class RatingFileTests
{
    private static string Folder => Path.Combine(Checkout.Root, "tests", "Algometer.Clinic.Tests", "Corpus", "stats");

    public static TheoryData<string> Corpus() => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Files_from_elsewhere_are_read_or_refused_in_words(string name)
    {
        string file = Path.Combine(Folder, name);
        if (name.StartsWith("good", StringComparison.Ordinal))
        {
            Assert.Equal([300, 310, 400, 420, 250, 240], Values(RatingFile.Read(file).Table));
            return;
        }

        FormatException refusal = Assert.ThrowsAny<FormatException>(() => RatingFile.Read(file));
        Assert.StartsWith(name, refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Message.Length < 500, refusal.Message);
    }

    [Theory]
    [InlineData("refused-missing-empty.csv", "Line 2, column 3: the value of subject 'P1', trial 'b' is missing")]
    [InlineData("refused-missing-na.csv", "Line 3, column 2: the value of subject 'P2', trial 'a' is missing")]
    [InlineData("refused-missing-short-row.csv", "Line 3, column 3: the value of subject 'P2', trial 'b' is missing")]
    [InlineData("refused-decimal-comma.csv", "part the columns by semicolons")]
    [InlineData("refused-decimal-comma-unquoted.csv", "part the columns by semicolons")]
    [InlineData("refused-mixed-signs.csv", "another decimal sign")]
    [InlineData("refused-thousands.csv", "without a thousands separator")]
    [InlineData("refused-censored.csv", "is censored and cannot be averaged")]
    [InlineData("refused-counting-column.csv", "Add a first line")]
    [InlineData("refused-subject-twice.csv", "subject,session,trial,value")]
    [InlineData("refused-long-headless.csv", "--subject \"1\" --trial \"3\" --columns \"4\"")]
    [InlineData("refused-long-missing.csv", "subject 'P2', session '1', trial '2' is missing")]
    [InlineData("refused-long-empty-value.csv", "Line 3, column 4: the value of subject 'P1', session '1', trial '2' is missing")]
    [InlineData("refused-long-twice.csv", "stands in line 2 already")]
    [InlineData("refused-one-trial.csv", "at least 2")]
    [InlineData("refused-one-subject.csv", "at least 2")]
    [InlineData("refused-open-quote.csv", "Line 2 opens a quote")]
    public void A_refusal_names_the_place_and_the_remedy(string name, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => RatingFile.Read(Path.Combine(Folder, name))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_rated_in_a_long_file_of_several_sessions_can_be_chosen_and_is_said()
    {
        string file = Path.Combine(Folder, "good-long-sessions.csv");
        Assert.Equal("the mean of 2 trials in each session; columns are sessions", RatingFile.Read(file).Rated);
        var trials = RatingFile.Read(file, new RatingQuestion { Rated = RatedUnit.Trial });
        Assert.Equal(["a/1", "a/2", "b/1", "b/2"], trials.Table.TrialNames);
        Assert.Equal(320, trials.Table[0, 3]);
        Assert.Contains("each trial of each session", trials.Rated, StringComparison.Ordinal);
    }

    [Fact]
    public void Trials_numbered_beyond_nine_stand_in_their_order()
    {
        string text = "subject,trial,value\n" + string.Concat(from subject in "ab" from trial in Enumerable.Range(1, 11).Reverse() select $"{subject},{trial},{trial}\n");
        Assert.Equal(Enumerable.Range(1, 11).Select(trial => $"{trial}"), RatingFile.Parse(text, "x").Table.TrialNames, StringComparer.Ordinal);
    }

    [Fact]
    public void A_table_written_in_any_form_comes_back_unchanged() => Gen.Select(Gen.Int[2, 12], Gen.Int[2, 6], Gen.Int[0, 3], Gen.ULong).Sample((n, k, form, seed) =>
    {
        var noise = new VirtualDevice.SeededNoise(seed);
        double[,] values = new double[n, k];
        for (int i = 0; i < n * k; i++)
        {
            // Repeats of one measurement: a column of another size is asked about, which has tests of its own.
            values[i / k, i % k] = Math.Round(300 + (20 * noise.Normal()), 3);
        }

        char parted = form == 1 ? ';' : ',';
        string Number(double value) => form == 1 ? FormattableString.Invariant($"{value}").Replace('.', ',') : FormattableString.Invariant($"{value}");
        IEnumerable<string> lines = form == 3
            ? Enumerable.Range(0, n * k).Select(i => $"s{i / k},{i % k},{Number(values[i / k, i % k])}").Prepend("subject,trial,value")
            : Enumerable.Range(0, n).Select(i => string.Join(parted, Enumerable.Range(0, k).Select(j => Number(values[i, j])).Prepend($"s{i}")))
                .Prepend(string.Join(parted, Enumerable.Range(0, k).Select(j => $"t{j}").Prepend("subject")));
        string text = string.Join(form == 2 ? "\r\n" : "\n", lines);
        Assert.Equal(values.Cast<double>(), Values(RatingFile.Parse(text, "x").Table));
    });

    [Fact]
    public void Nothing_that_is_typed_does_more_than_be_read_or_refused() =>
        Gen.String[Gen.Char["subject,trialvu;\t\"\n\r0123456789.-+eENA> \0é"], 0, 300].Sample(Survives, iter: 3000);

    [Fact]
    public void A_damaged_file_is_read_or_refused() => Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20], Gen.Char["subject,;\"\n\r0123456789.-\0"]).Sample(
        (which, where, replacement) =>
        {
            string[] files = [.. Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal)];
            string text = File.ReadAllText(files[which % files.Length]);
            int at = where % (text.Length + 1);
            Survives(string.Concat(text.AsSpan(0, at), $"{replacement}", text.AsSpan(Math.Min(text.Length, at + 1))));
        },
        iter: 3000);

    [Fact]
    public void A_folder_or_an_absent_file_is_refused()
    {
        Assert.Contains("is a folder", Assert.Throws<FormatException>(() => RatingFile.Read(Folder)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.ThrowsAny<FormatException>(() => RatingFile.Read(Path.Combine(Folder, "absent.csv"))).Message, StringComparison.Ordinal);
    }

    private static void Survives(string text)
    {
        if (Record.Exception(() => RatingFile.Parse(text, "typed.csv")) is { } failure)
        {
            Assert.IsType<FormatException>(failure);
            Assert.StartsWith("typed.csv: ", failure.Message, StringComparison.Ordinal);
        }
    }

    private static double[] Values(RatingTable table) =>
        [.. Enumerable.Range(0, table.Subjects).SelectMany(i => Enumerable.Range(0, table.Trials).Select(j => table[i, j]))];
}
