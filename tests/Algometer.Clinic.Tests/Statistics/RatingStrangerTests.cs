using Algometer.Clinic.Statistics;

namespace Algometer.Clinic.Tests.Statistics;

/// <summary>Tables of repeats that once were rated wrongly without a word.</summary>
public sealed class RatingStrangerTests
{
    private const string Three = "A,300,310\nB,400,420\nC,250,240\n";
    private static readonly double[] _values = [300, 310, 400, 420, 250, 240];

    [Theory]
    [InlineData("id,2024,2025")]
    [InlineData("subject,0,30")]
    [InlineData("Participant ID,1,7")]
    [InlineData("name,100,200")]
    [InlineData("Patient,2024,2025")]
    [InlineData("Proband Nr.,0,30")]
    public void Headings_of_bare_numbers_are_no_subject(string headings) => Assert.Equal(_values, Values(RatingFile.Parse($"{headings}\nS00,300,310\nS01,400,420\nS02,250,240\n", "x", new RatingQuestion { Columns = ["2", "3"] })));

    [Fact]
    public void A_first_row_that_may_be_headings_is_asked_about_and_each_answer_works()
    {
        const string Text = "Kürzel,2024,2025\nS00,300,310\nS01,400,420\nS02,250,240\n";
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x")).Message;
        Assert.Contains("--subject \"Kürzel\" if the line holds headings, --subject 1 if it is a subject", message, StringComparison.Ordinal);
        Assert.Equal(_values, Values(RatingFile.Parse(Text, "x", new RatingQuestion { Subject = "Kürzel", Columns = ["2", "3"] })));
        Assert.Equal(4, RatingFile.Parse(Text, "x", new RatingQuestion { Subject = "1" }).Table.Subjects);
    }

    [Fact]
    public void A_subject_may_be_called_like_a_heading_where_others_are_too() =>
        Assert.Equal(3, RatingFile.Parse("Patient A,300,310\nPatient B,400,420\nPatient C,250,240\n", "x").Table.Subjects);

    [Theory]
    [InlineData("Patient,1,2,3,4,5\nTrial 1,300,250,400,350,320\nTrial 2,310,240,410,360,300\n")]
    [InlineData("Trial 1,300,250,400,350,320\nTrial 2,310,240,410,360,300\n")]
    [InlineData("Patient,1,2,3\npre,300,250,400\npost,310,240,410\n")]
    [InlineData(",A,B,C,D,E\ntest,300,250,400,350,320\nretest,310,240,410,360,300\n")]
    [InlineData("x,A,B,C,D,E\nt1,300,250,400,350,320\nt2,310,240,410,360,300\n")]
    [InlineData("x,A,B,C\nRater A,300,250,400\nRater B,310,240,410\n")]
    public void Rows_that_are_called_as_trials_are_asked_about_and_the_answer_works(string text)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.Contains("turn the table", message, StringComparison.Ordinal);
        string subject = text.StartsWith("Trial", StringComparison.Ordinal) || text[0] == ',' ? "1" : text.Split(',')[0];
        Assert.Contains($"--subject \"{subject}\"", message, StringComparison.Ordinal);
        Assert.Equal(2, RatingFile.Parse(text, "x", new RatingQuestion { Subject = subject, Columns = [.. Enumerable.Range(2, text.Split('\n')[0].Count(c => c == ',')).Select(i => $"{i}")] }).Table.Subjects);
    }

    [Theory]
    [InlineData("unit", "kgf", "N")]
    [InlineData("valid", "1", "0")]
    [InlineData("status", "ok", "error")]
    [InlineData("censored", "0", "1")]
    [InlineData("cutoff reached", "no", "yes")]
    [InlineData("condition", "rest", "pain")]
    [InlineData("flag", "", "error")]
    [InlineData("xyz", "aa", "bb")]
    [InlineData("tip_mm", "8", "10")]
    [InlineData("device", "W1", "W2")]
    public void What_stands_beside_the_values_of_a_long_table_is_asked_about(string heading, string usual, string other)
    {
        string text = $"subject,trial,value,{heading}\nA,1,300,{usual}\nA,2,310,{usual}\nB,1,400,{usual}\nB,2,420,{other}\nC,1,250,{usual}\nC,2,240,{usual}\n";
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.Contains($"Line 5, column '{heading}': '{other}'", message, StringComparison.Ordinal);
        Assert.Contains($"--where \"{heading}={usual}\" for those rows alone, or --where \"{heading}=any\"", message, StringComparison.Ordinal);
        RatingFile all = RatingFile.Parse(text, "x", new RatingQuestion { Where = [(heading, "any")] });
        Assert.Equal(_values, Values(all));
        Assert.Contains($"whatever {heading} says", all.Form, StringComparison.Ordinal);
        Assert.Contains("is missing", Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x", new RatingQuestion { Where = [(heading, usual)] })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("site", "trap", "tib")]
    [InlineData("muscle", "m. tibialis", "m. trapezius")]
    [InlineData("side", "left", "right")]
    [InlineData("rater", "A", "B")]
    public void A_factor_that_goes_with_the_trials_is_asked_about(string heading, string one, string two)
    {
        string text = $"subject,trial,value,{heading}\nA,1,300,{one}\nA,2,310,{two}\nB,1,400,{one}\nB,2,420,{two}\nC,1,250,{one}\nC,2,240,{two}\n";
        Assert.Contains($"--where \"{heading}=any\"", Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);
        Assert.Equal(_values, Values(RatingFile.Parse(text, "x", new RatingQuestion { Where = [(heading, "any")] })));
    }

    [Theory]
    [InlineData("sex", "f", "m", "f")]
    [InlineData("group", "patient", "control", "patient")]
    [InlineData("Bemerkung", "", "müde", "")]
    [InlineData("age", "30", "40", "30")]
    [InlineData("unit", "kPa", "kPa", "kPa")]
    public void What_is_about_the_subject_or_says_the_same_goes_unasked(string heading, string a, string b, string c)
    {
        Assert.Equal(_values, Values(RatingFile.Parse($"subject,trial,value,{heading}\nA,1,300,{a}\nA,2,310,{a}\nB,1,400,{b}\nB,2,420,{b}\nC,1,250,{c}\nC,2,240,{c}\n", "x")));
        if (heading != "age")
        {
            Assert.Equal(_values, Values(RatingFile.Parse($"id,t1,t2,{heading}\nA,300,310,{a}\nB,400,420,{b}\nC,250,240,{c}\n", "x")));
        }
    }

    [Theory]
    [InlineData("flag", "", "error")]
    [InlineData("side", "left", "right")]
    [InlineData("unit", "N", "kgf")]
    [InlineData("excluded", "no", "yes")]
    public void What_stands_beside_the_repeats_of_a_wide_table_is_asked_about(string heading, string usual, string other)
    {
        string text = $"id,t1,t2,{heading}\nA,300,310,{usual}\nB,400,420,{usual}\nC,250,240,{usual}\nD,41,410,{other}\n";
        Assert.Contains($"--where \"{heading}={usual}\"", Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);
        Assert.Equal(_values, Values(RatingFile.Parse(text, "x", new RatingQuestion { Where = [(heading, usual)] })));
        Assert.Equal(8, Values(RatingFile.Parse(text, "x", new RatingQuestion { Where = [(heading, "any")] })).Length);
    }

    [Theory]
    [InlineData("id;t1;t2\nA;960;1,010\nB;900;980\nC;1,050;990\n")]
    [InlineData("subject;trial;kPa\nA;1;960\nA;2;1,010\nB;1;900\nB;2;980\nC;1;1,050\nC;2;990\n")]
    public void English_thousands_between_semicolons_are_not_decimals(string text) =>
        Assert.Contains("'1,010' may have a thousand parted by its comma", Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("T10,T11,T12")]
    [InlineData("d7,d8")]
    public void A_letter_with_numbers_from_the_middle_is_no_series(string headings)
    {
        int count = headings.Split(',').Length;
        string text = $"ID,{headings}\n" + string.Concat("abc".Select((who, i) => $"{who},{string.Join(',', Enumerable.Range(0, count).Select(j => $"{300 + (70 * i) + (i * 7 + j * 11) % 13}"))}\n"));
        Assert.Contains("repeats of the same measurement?", Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("post", "pre")]
    [InlineData("01.03.2026", "15.02.2026")]
    [InlineData("2026-03-01", "2026-02-15")]
    public void Sessions_stand_in_the_order_of_time(string later, string earlier)
    {
        RatingFile file = RatingFile.Parse($"subject,session,value\nA,{later},310\nA,{earlier},300\nB,{earlier},400\nB,{later},420\nC,{later},240\nC,{earlier},250\n", "x");
        Assert.Equal([earlier, later], file.Table.TrialNames);
        Assert.Equal(_values, Values(file));
    }

    [Fact]
    public void A_largest_value_that_stands_again_and_again_may_be_a_cut_off()
    {
        const string Text = "id,t1,t2\nA,1000,1000\nB,1000,870\nC,643,1000\nD,1000,1000\nE,512,530\n";
        Assert.Contains("1000 stands 6 times", Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x")).Message, StringComparison.Ordinal);
        Assert.Contains("stands 6 times", Assert.Throws<FormatException>(() => RatingFile.Parse("id,t1,t2\nA,1000,1000\nB,250,240\nC,1000,980\nD,350,1000\nE,1000,1000\n", "x")).Message, StringComparison.Ordinal);
        Assert.Equal(10, Values(RatingFile.Parse(Text, "x", new RatingQuestion { Missing = ["none"] })).Length);
        Assert.Equal(10, Values(RatingFile.Parse("id,t1,t2\nA,500,500\nB,450,400\nC,350,500\nD,500,500\nE,400,300\n", "x")).Length);
    }

    [Fact]
    public void Subjects_stay_in_their_rows() => Assert.Equal(_values, Values(RatingFile.Parse("id,t1,t2\n" + Three, "x")));

    private static double[] Values(RatingFile file) =>
        [.. Enumerable.Range(0, file.Table.Subjects).SelectMany(i => Enumerable.Range(0, file.Table.Trials).Select(j => file.Table[i, j]))];
}
