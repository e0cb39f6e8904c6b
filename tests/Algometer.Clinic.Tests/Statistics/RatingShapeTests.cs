using Algometer.Clinic.Statistics;

namespace Algometer.Clinic.Tests.Statistics;

/// <summary>Tables as studies have them: what names the subjects is never rated, and what could be either is asked about.</summary>
public sealed class RatingShapeTests
{
    private const string Rows = "101,300,310\n102,400,420\n103,250,240\n";
    private static readonly double[] _values = [300, 310, 400, 420, 250, 240];

    [Theory]
    [InlineData("Participant ID,1,2\n" + Rows)]
    [InlineData("Proband Nr.,T1,T2\n" + Rows)]
    [InlineData("Patient_No,day 1,day 2\n" + Rows)]
    [InlineData("Teilnehmer;Messung 1;Messung 2\n101;300;310\n102;400;420\n103;250;240\n")]
    [InlineData("ID,sex,PPT 1,PPT 2\na,female,300,310\nb,male,400,420\nc,female,250,240\n")]
    [InlineData("Subject ID,Trial,PPT (kPa)\nA,1,300\nA,2,310\nB,1,400\nB,2,420\nC,1,250\nC,2,240\n")]
    [InlineData("Patient,Visit,Threshold\nA,1,300\nA,2,310\nB,1,400\nB,2,420\nC,1,250\nC,2,240\n")]
    [InlineData("Proband;Messung;Druck\nA;1;300\nA;2;310\nB;1;400\nB;2;420\nC;1;250\nC;2;240\n")]
    public void What_names_the_subjects_is_not_rated(string text)
    {
        RatingFile file = RatingFile.Parse(text, "x");
        Assert.Equal(_values, Values(file));
    }

    [Theory]
    [InlineData("A,B,C\n" + Rows, "the first column, 'A', holds 101, 102 … in rising order", "--subject \"A\"")]
    [InlineData(Rows, "the first column holds 101, 102", "--subject none if it holds values")]
    [InlineData("A,B,C\n7,300,310\n3,400,420\n9,250,240\n", "of another size than the rest", "--subject none")]
    public void What_could_be_subjects_or_values_is_asked_about(string text, params string[] words)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_answer_settles_it()
    {
        Assert.Equal(_values, Values(RatingFile.Parse("A,B,C\n" + Rows, "x", new RatingQuestion { Subject = "A" })));
        Assert.Equal(_values, Values(RatingFile.Parse(Rows, "x", new RatingQuestion { Subject = "1" })));
        Assert.Equal(9, Values(RatingFile.Parse("A,B,C\n" + Rows, "x", new RatingQuestion { Subject = "none" })).Length);
        Assert.Equal(_values, Values(RatingFile.Parse("B,who,C\n300,101,310\n400,102,420\n250,103,240\n", "x", new RatingQuestion { Subject = "who" })));
    }

    [Theory]
    [InlineData("--")]
    [InlineData("#N/A")]
    [InlineData("missing")]
    [InlineData("n/a")]
    public void Whatever_says_missing_in_other_tables_does_so_here(string word) => Assert.Contains(
        $"the value of subject 'A', trial 'b' is missing ('{word}')",
        Assert.Throws<FormatException>(() => RatingFile.Parse($"subject,a,b\nA,1,{word}\nB,2,3\nC,2,3\n", "x")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Standardabweichung")]
    [InlineData("Mean ± SD")]
    [InlineData("Écart-type")]
    public void A_figure_in_any_language_is_no_subject(string name) => Assert.Contains(
        $"'{name}' is computed from the rows above and no subject",
        Assert.Throws<FormatException>(() => RatingFile.Parse($"subject,a,b\nA,1,2\nB,2,3\n{name},2,3\n", "x")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ID,Age,T1,T2\na,330,300,310\nb,341,400,420\nc,255,250,240\n", "the column 'Age' says something else about the subjects", "--columns T1,T2")]
    [InlineData("ID,group,T1,T2\na,1,300,310\nb,1,400,420\nc,2,250,240\n", "'group'", "--columns T1,T2")]
    [InlineData("ID,T1,T2,T2-T1\na,300,310,10\nb,400,420,20\nc,250,240,-10\n", "the column 'T2-T1' is of another size than the rest", "--columns T1,T2")]
    [InlineData("ID,T1,T2,% change\na,300,310,3\nb,400,420,5\nc,250,240,-4\n", "'% change'", "--columns T1,T2")]
    [InlineData("ID,Rang,T1,T2\na,2,300,310\nb,1,400,420\nc,3,250,240\n", "'Rang'", "--columns T1,T2")]
    public void A_column_of_something_else_is_asked_about(string text, params string[] words)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
        Assert.Equal(_values, Values(RatingFile.Parse(text, "x", new RatingQuestion { Columns = ["T1", "T2"] })));
    }

    [Theory]
    [InlineData("ID;T1;T2\na;1.300;1.310\nb;1.400;1.420\nc;1.250;1.240\n", "write 1300 or 1,300")]
    [InlineData("subject;trial;kPa\na;1;1.300\na;2;1.310\nb;1;1.400\nb;2;1.420\n", "write 1300 or 1,300")]
    public void Thousands_and_decimals_are_not_guessed(string text, string remedy) =>
        Assert.Contains(remedy, Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ID;T1;T2\na;1.300;1.310\nb;1.400;1.42\nc;1.250;1.240\n", 1.3)]
    [InlineData("ID;T1;T2\na;1,300;1,310\nb;1,400;1,420\nc;1,250;1,240\n", 1.3)]
    [InlineData("ID,T1,T2\na,1.300,1.310\nb,1.400,1.420\nc,1.250,1.240\n", 1.3)]
    [InlineData("ID\tT1\tT2\na\t1.300\t1.310\nb\t1.400\t1.420\nc\t1.250\t1.240\n", 1.3)]
    public void Decimals_that_cannot_be_thousands_are_read(string text, double first) => Assert.Equal(first, Values(RatingFile.Parse(text, "x"))[0]);

    [Theory]
    [InlineData("Study,Trapezius\nDate,2026-01-01\nID,T1,T2\na,300,310\nb,400,420\nc,250,240\n", "lines 1 to 2 above the headings left out")]
    [InlineData("ID,T1,T2\n,kPa,kPa\na,300,310\nb,400,420\nc,250,240\n", "line 2 holds units")]
    public void A_preamble_and_a_row_of_units_are_told_and_left_out(string text, string note)
    {
        RatingFile file = RatingFile.Parse(text, "x");
        Assert.Equal(_values, Values(file));
        Assert.Contains(note, file.Form, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_kilopascals_are_values() =>
        Assert.Equal(6, Values(RatingFile.Parse("300,310\n400,420\n250,240\n", "x")).Length);

    [Theory]
    [InlineData("subject,trial,side,value\nA,1,left,300\nA,1,right,310\nA,2,left,1\nA,2,right,1\n", "Line 3: subject 'A', trial '1' stands in line 2 already, there with side 'left', here 'right'", "--where \"side=left\"")]
    [InlineData("subject,site,a,b\nA,neck,1,2\nA,calf,3,4\nB,neck,5,6\nB,calf,7,8\n", "Line 3: subject 'A' stands in line 2 already, there with site 'neck', here 'calf'", "--where \"site=neck\"")]
    public void Another_site_is_asked_about_and_nothing_is_thrown_away(string text, params string[] words)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
        Assert.DoesNotContain("keep one", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_is_chosen_and_said()
    {
        RatingFile file = RatingFile.Parse("subject,site,a,b\nA,neck,1,2\nA,calf,3,4\nB,neck,5,6\nB,calf,7,8\n", "x", new RatingQuestion { Where = [("Site", "calf")] });
        Assert.Equal([3, 4, 7, 8], Values(file));
        Assert.Contains("only rows with site = calf", file.Form, StringComparison.Ordinal);
        Assert.Contains("no row has 'hand' in column 'site'; it holds 'neck', 'calf'", Assert.Throws<FormatException>(() => RatingFile.Parse("subject,site,a,b\nA,neck,1,2\nB,calf,5,6\n", "x", new RatingQuestion { Where = [("site", "hand")] })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subject,a,b,Mean\nA,1,2,1.5\nB,3,5,4\n", "the column 'Mean' is computed", "--columns")]
    [InlineData("subject,a,b,Std. Dev\nA,1,2,1.5\nB,3,5,4\n", "the column 'Std. Dev' is computed")]
    [InlineData("subject,a,b\nA,1,2\nB,3,5\nMean,2,3.5\n", "Line 4: 'Mean' is computed from the rows above")]
    [InlineData("Proband;a;b\nA;1;2\nB;3;5\nMittelwert;2;3,5\n", "Line 4: 'Mittelwert' is computed")]
    public void A_figure_computed_from_the_values_is_not_one_of_them(string text, params string[] words)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_are_chosen_by_name_or_number()
    {
        const string Text = "ID,a,b,Mean\nA,1,2,1.5\nB,3,5,4\n";
        Assert.Equal([1, 2, 3, 5], Values(RatingFile.Parse(Text, "x", new RatingQuestion { Columns = ["a", "b"] })));
        Assert.Equal([1, 2, 3, 5], Values(RatingFile.Parse(Text, "x", new RatingQuestion { Columns = ["2", "3"] })));
        Assert.Contains("no column 'c'; the columns are 'ID', 'a', 'b', 'Mean'", Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x", new RatingQuestion { Columns = ["c"] })).Message, StringComparison.Ordinal);
    }

    private static double[] Values(RatingFile file) =>
        [.. Enumerable.Range(0, file.Table.Subjects).SelectMany(i => Enumerable.Range(0, file.Table.Trials).Select(j => file.Table[i, j]))];
}
