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
    [InlineData("ID,T1_kPa,T2_kPa,NRS\na,300,310,3\nb,400,420,5\nc,250,240,4\n", "'NRS' says something else about the subjects", "T1_kPa,T2_kPa")]
    [InlineData("ID,T1,height_cm\na,160,160\nb,163,165\nc,170,172\n", "'height_cm' says something else", null)]
    [InlineData("ID,T1,T2,n\na,3,4,3\nb,5,4,3\nc,6,5,3\n", "'n' says 'n', which is no measurement", "T1,T2")]
    [InlineData("ID,T1_mean,T1_SD,T2_mean,T2_SD\na,300,91,310,82\nb,400,91,420,82\nc,250,91,240,82\n", "'T1_SD' says 'sd'", "T1_mean,T2_mean")]
    [InlineData("ID,T1,T2,T2_max\na,300,310,312\nb,400,420,421\nc,250,240,260\n", "'T2_max' says 'max' where others do not", "T1,T2")]
    [InlineData("ID,T1,T2,X\na,300,310,305\nb,400,420,410\nc,250,240,245\n", "'X' is the mean of the others, to the last digit", "T1,T2")]
    [InlineData("ID;T1;T2;X\na;300;310;610\nb;400;420;820\nc;250;240;490\n", "'X' is the sum of the others", "T1,T2")]
    [InlineData("ID,T1,T2,X\na,300,310,310\nb,400,420,420\nc,250,240,250\n", "'X' is always the largest", "T1,T2")]
    [InlineData("ID,left 1,left 2,right 1,right 2\na,300,310,330,340\nb,400,420,410,430\nc,250,240,260,270\n", "'left 1' and 'right 1' are called by different words", "left 1,left 2")]
    [InlineData("ID,Left Max (N),Right Max (N),Asymmetry (%)\na,300,310,3.2\nb,400,420,4.8\nc,250,240,4.0\n", "'Asymmetry (%)' says something else", "Left Max (N),Right Max (N)")]
    [InlineData("ID,PPT 1,PPT 2,date\na,300,310,301\nb,400,420,302\nc,250,240,303\n", "'date' says something else", "PPT 1,PPT 2")]
    public void What_is_no_repeat_is_asked_about_and_the_answer_works(string text, string words, string? columns)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        string[] all = [.. text.Split('\n')[0].Split(',', ';').Skip(1)];
        Assert.Equal(3 * all.Length, Values(RatingFile.Parse(text, "x", new RatingQuestion { Columns = all })).Length);
        if (columns is not null)
        {
            Assert.Contains($"--columns {(columns.Contains(' ', StringComparison.Ordinal) ? $"\"{columns}\"" : columns)}", message, StringComparison.Ordinal);
            Assert.Equal(3 * columns.Split(',').Length, Values(RatingFile.Parse(text, "x", new RatingQuestion { Columns = [columns] })).Length);
        }
    }

    [Theory]
    [InlineData("ID,pre1,pre2,post1,post2", "--columns pre1,pre2 or --columns post1,post2, --rate session for the mean of each word's columns (pre, post), or --columns pre1,pre2,post1,post2 if all are repeats")]
    [InlineData("ID,Pre 1 (kPa),Post 1 (kPa),Pre 2 (kPa),Post 2 (kPa)", "--columns \"Pre 1 (kPa),Pre 2 (kPa)\" or --columns \"Post 1 (kPa),Post 2 (kPa)\", --rate session")]
    public void Columns_of_two_words_are_asked_about_and_each_answer_works(string headings, string remedies)
    {
        bool isMixed = headings.Contains("Post 1 (kPa),Pre 2", StringComparison.Ordinal);
        string text = headings + (isMixed ? "\na,300,330,310,350\nb,400,410,420,430\nc,250,260,240,280\n" : "\na,300,310,330,350\nb,400,420,410,430\nc,250,240,260,280\n");
        Assert.Contains(remedies, Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);
        string[] all = headings.Split(',')[1..];
        Assert.Equal(_values, Values(RatingFile.Parse(text, "x", new RatingQuestion { Columns = [all[0], all[isMixed ? 2 : 1]] })));
        var sessions = RatingFile.Parse(text, "x", new RatingQuestion { Rated = RatedUnit.Session });
        Assert.Equal(["pre", "post"], sessions.Table.TrialNames);
        Assert.Equal([305, 340, 410, 420, 245, 270], Values(sessions));
        Assert.Contains($"the mean of the columns of each word (pre: {all[0]}, ", sessions.Rated, StringComparison.Ordinal);
        Assert.Equal(12, Values(RatingFile.Parse(text, "x", new RatingQuestion { Rated = RatedUnit.Trial })).Length);
        Assert.Contains(sessions.Words(), line => line == "Columns: 2, 'pre', 'post'.");
    }

    [Fact]
    public void Remarks_here_and_there_are_left_out()
    {
        var file = RatingFile.Parse("Nr.;T1;T2;Bemerkung\n1;300;310;\n2;400;420;müde\n3;250;240\n", "x");
        Assert.Equal(_values, Values(file));
        Assert.Contains("they hold words or dates: Bemerkung", file.Form, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Trial,S1,S2,S3,S4\n1,300,400,250,330\n2,310,420,240,340\n", "numbers the trials, and each other column would be a subject: turn the table")]
    [InlineData("ID,T1,T2\na,300 kPa,310 kPa\nb,400 kPa,420 kPa\n", "'300 kPa' has its unit beside the number")]
    [InlineData("ID,T1,T2\na,300 ± 10,310 ± 12\nb,400 ± 11,420 ± 9\n", "'300 ± 10' has a spread beside the number")]
    public void What_stands_in_another_way_is_named(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void Sessions_that_no_word_tells_apart_are_refused() => Assert.Contains(
        "called by one word",
        Assert.Throws<FormatException>(() => RatingFile.Parse("ID,T1,T2\na,300,310\nb,400,420\nc,250,240\n", "x", new RatingQuestion { Rated = RatedUnit.Session })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Means_alone_are_rated_as_they_stand() => Assert.Equal(_values, Values(RatingFile.Parse("ID,T1_mean,T2_mean\na,300,310\nb,400,420\nc,250,240\n", "x")));

    [Theory]
    [InlineData("ID,T1_kPa,T2_N,T3_kPa\na,300,31,310\nb,400,42,420\nc,250,24,240\n", "'T1_kPa' is in kPa and 'T2_N' in N", "--columns T1_kPa,T3_kPa")]
    [InlineData("ID,T1,T2\n,kPa,N\na,300,310\nb,400,420\nc,250,240\n", "'T1' is in kPa and 'T2' in N", "give them in one unit")]
    [InlineData("ID,T1_kPa,T2_kPa\n,N,N\na,300,310\nb,400,420\nc,250,240\n", "'T1_kPa' says kPa, and the row of units below it says N", "correct one")]
    public void Two_units_are_not_rated_together(string text, params string[] words)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("All", "is computed")]
    [InlineData("Gesamt", "is computed")]
    [InlineData("Insgesamt", "is computed")]
    [InlineData("x", "Line 5 holds the means of the rows above it, to the last digit")]
    public void A_row_over_all_subjects_is_no_subject(string name, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => RatingFile.Parse($"ID,T1,T2\na,300,310\nb,400,420\nc,250,240\n{name},316.7,323.3\n", "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void Initials_among_the_subjects_are_a_subject() => Assert.Equal(_values, Values(RatingFile.Parse("ID,T1,T2\nAB,300,310\nSD,400,420\nCF,250,240\n", "x")));

    [Theory]
    [InlineData("103,300.5,310\n101,400,420\n107,250,240\n105,260,270\n", "of another size than the rest")]
    [InlineData("301,300.5,310\n377,400,420\n307,250,240\n345,360,370\n", "without decimals, each once")]
    [InlineData("303,300,310\n301,400,420\n304,250,240\n302,260,370\n", "close together, each once")]
    [InlineData("101,300\n102,400\n103,250\n", "in rising order")]
    public void Numbers_that_could_name_subjects_are_asked_about_in_any_order(string text, string words)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        int width = text.Split('\n')[0].Split(',').Length;
        Assert.Equal(width, RatingFile.Parse(text, "x", new RatingQuestion { Subject = "none" }).Table.Trials);
        if (width > 2)
        {
            Assert.Equal(width - 1, RatingFile.Parse(text, "x", new RatingQuestion { Subject = "1" }).Table.Trials);
        }
    }

    [Theory]
    [InlineData("a,b,c\n1,1,300.5\n1,2,310\n2,1,400\n2,2,420\n3,1,250\n3,2,240\n", "a", "b", "c")]
    [InlineData("a,b,c\nP1,1,300.5\nP1,2,310\nP2,1,400\nP2,2,420\nP3,1,250\nP3,2,240\n", "a", "b", "c")]
    [InlineData("101,1,300.5\n101,2,310\n102,1,400\n102,2,420\n103,1,250\n103,2,240\n", "1", "2", "3")]
    [InlineData("who,age,rep.,kPa (mean of 3)\nA,30,1,300.5\nA,30,2,310\nB,31,1,400\nB,31,2,420\nC,32,1,250\nC,32,2,240\n", "who", "rep.", "kPa (mean of 3)")]
    public void A_line_for_each_value_under_any_headings_is_asked_about_and_read(string text, string subject, string trial, string value)
    {
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.Contains($"--subject \"{subject}\" --trial \"{trial}\" --columns \"{value}\"", message, StringComparison.Ordinal);
        RatingFile file = RatingFile.Parse(text, "x", new RatingQuestion { Subject = subject, Trial = trial, Columns = [value] });
        Assert.Equal([300.5, 310, 400, 420, 250, 240], Values(file));
        Assert.Contains("long form: 3 subjects", file.Form, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Proband;Sitzung;Messwert\nA;1;300\nA;2;310\nB;1;400\nB;2;420\nC;1;250\nC;2;240\n")]
    [InlineData("Patient,Time,Value\nA,T1,300\nA,T2,310\nB,T1,400\nB,T2,420\nC,T1,250\nC,T2,240\n")]
    [InlineData("Study,PPT\nsubject,trial,kPa\n,,\nA,1,300\nA,2,310\nB,1,400\nB,2,420\nC,1,250\nC,2,240\n")]
    public void Long_tables_are_read_under_the_headings_of_studies(string text) => Assert.Equal(_values, Values(RatingFile.Parse(text, "x")));

    [Fact]
    public void Of_two_columns_of_values_one_is_chosen()
    {
        const string Text = "subject,trial,force_N,value_kPa\nA,1,30,300\nA,2,31,310\nB,1,40,400\nB,2,42,420\nC,1,25,250\nC,2,24,240\n";
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x")).Message;
        Assert.Contains("two columns for values, 'force_N' and 'value_kPa': keep one, or choose with --columns \"force_N\" or --columns \"value_kPa\"", message, StringComparison.Ordinal);
        Assert.Equal(_values, Values(RatingFile.Parse(Text, "x", new RatingQuestion { Columns = ["value_kPa"] })));
    }

    [Fact]
    public void A_number_for_a_missing_value_is_asked_about()
    {
        const string Text = "ID,T1,T2\na,300,310\nb,400,999\nc,250,240\n";
        Assert.Contains("Line 3, column 3 (subject 'b', trial 'T2'): '999' stands apart", Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x")).Message, StringComparison.Ordinal);
        Assert.Contains("is missing ('999')", Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x", new RatingQuestion { Missing = ["999"] })).Message, StringComparison.Ordinal);
        Assert.Contains(999, Values(RatingFile.Parse("ID,T1,T2\na,300,310\nb,900,999\nc,250,240\n", "x")));
        Assert.Contains(999, Values(RatingFile.Parse(Text, "x", new RatingQuestion { Missing = ["none"] })));
    }

    [Fact]
    public void A_first_line_that_is_parted_otherwise_is_named() =>
        Assert.Contains("Line 1 has one cell where the rows below have 3: part both by the same sign", Assert.Throws<FormatException>(() => RatingFile.Parse("ID,T1,T2\na;300;310\nb;400;420\nc;250;240\n", "x")).Message, StringComparison.Ordinal);

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

    [Theory]
    [InlineData("left,right", "'left', 'right'")]
    [InlineData("links,rechts", "'links', 'rechts'")]
    [InlineData("L,R", "'L', 'R'")]
    [InlineData("trapezius_L,trapezius_R", "'trapezius_L', 'trapezius_R'")]
    [InlineData("Trapezius,Tibialis", "'Trapezius', 'Tibialis'")]
    [InlineData("C5,C6", "'C5', 'C6'")]
    [InlineData("foo1,foo2", "'foo1', 'foo2'")]
    [InlineData("S1,S2", "'S1', 'S2'")]
    [InlineData("左,右", "'左', '右'")]
    public void Columns_that_are_no_plain_series_are_asked_about_and_the_answer_works(string headings, string words)
    {
        string text = $"ID,{headings}\na,300,310\nb,400,420\nc,250,240\n";
        string message = Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message;
        Assert.Contains($"are the columns {words} repeats of the same measurement?", message, StringComparison.Ordinal);
        Assert.Contains($"Say --columns ", message, StringComparison.Ordinal);
        Assert.Equal(_values, Values(RatingFile.Parse(text, "x", new RatingQuestion { Columns = headings.Split(',') })));
    }

    [Theory]
    [InlineData("trial1,trial2")]
    [InlineData("t1,t2")]
    [InlineData("1,2")]
    [InlineData("Messung 1,Messung 2")]
    [InlineData("trial A,trial B")]
    [InlineData("a,b")]
    [InlineData("PPT_1_kPa,PPT_2_kPa")]
    [InlineData("test,retest")]
    [InlineData("Rater 1,Rater 2")]
    [InlineData("mesure 1,mesure 2")]
    [InlineData("第1次,第2次")]
    [InlineData("Visit 1 (kPa),Visit 2 (kPa)")]
    public void A_plain_series_is_rated_unasked(string headings) =>
        Assert.Equal(_values, Values(RatingFile.Parse($"ID,{headings}\na,300,310\nb,400,420\nc,250,240\n", "x")));

    [Theory]
    [InlineData("trial,S0,S1,S2,S3,S4\nT1,300,400,250,330,350\nT2,310,420,240,340,360\n", "numbers the trials, and each other column would be a subject: turn the table")]
    [InlineData("Messung,S0,S1,S2\n1,300,400,250\n2,310,420,240\n", "numbers the trials")]
    [InlineData("x,S0,S1,S2\nT1,300,400,250\nT2,310,420,240\n", "turn the table if each column is a subject")]
    public void A_table_that_lies_on_its_side_is_not_rated(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ID,t1,t2,t3,t4\na,300,310,320,305\nb,400,420,410,410\nc,250,240,260,245\nd,200,210,230,205\n", "'t4' is the mean of some of the others")]
    [InlineData("ID,t1,t2,t3,t4\na,300,310,320,310\nb,400,425,410,410\nc,250,240,261,250\nd,200,210,233,210\n", "'t4' is the median of the others")]
    [InlineData("ID,t1,t2,t3\na,300,310,310\nb,400,420,420\nc,250,240,240\n", "'t3' is an exact copy of 't2'")]
    [InlineData("ID,t1,t2\na,300,300\nb,400,400\nc,250,250\n", "'t2' is an exact copy of 't1'")]
    public void A_computed_column_under_a_trials_name_is_asked_about(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("標準偏差", "76.4,90.7", "standard deviations")]
    [InlineData("směrodatná odchylka", "62.4,74.1", "standard deviations")]
    [InlineData("медиана", "300,310", "medians")]
    [InlineData("keskiarvo", "316.7,323.3", "means")]
    [InlineData("n", "3,3", "'n' is computed")]
    public void A_row_of_figures_in_a_language_that_nobody_knows_is_no_subject(string name, string figures, string words)
    {
        string rows = words == "medians" ? "d,290,295\ne,350,355\n" : "";
        Assert.Contains(words, Assert.Throws<FormatException>(() => RatingFile.Parse($"ID,t1,t2\na,300,310\nb,400,420\nc,250,240\n{rows}{name},{figures}\n", "x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("N1", "N2")]
    [InlineData("SD1", "SD2")]
    [InlineData("Max1", "Max2")]
    [InlineData("Max", "Min")]
    public void Subjects_may_be_called_like_figures(string first, string second) =>
        Assert.Equal(_values, Values(RatingFile.Parse($"ID,t1,t2\na,300,310\n{first},400,420\n{second},250,240\n", "x")));

    [Theory]
    [InlineData("3,3.2,9.99,3.4,3.5,3.1", "9.99")]
    [InlineData("3,4,99,5,4.5,3.5", "99")]
    [InlineData("3,4,-9,5,4.5,3.5", "-9")]
    [InlineData("3,4,-1,5,4.5,3.5", "-1")]
    [InlineData("30,34,0,35,34.5,33.5", "0")]
    [InlineData("300,340,888,350,345,999", "999")]
    public void Codes_for_missing_values_are_asked_about(string values, string code)
    {
        string[] cells = values.Split(',');
        string text = $"ID,t1,t2\na,{cells[0]},{cells[1]}\nb,{cells[2]},{cells[3]}\nc,{cells[4]},{cells[5]}\n";
        Assert.Contains($"'{code}' stands apart", Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);
        Assert.Equal(6, Values(RatingFile.Parse(text, "x", new RatingQuestion { Missing = ["none"] })).Length);
    }

    [Fact]
    public void What_a_long_table_holds_besides_is_said() =>
        Assert.Contains("not used: peak, age", RatingFile.Parse("subject,trial,value,peak,age\nA,1,300,1,30\nA,2,310,2,30\nB,1,400,3,31\nB,2,420,4,31\n", "x").Form, StringComparison.Ordinal);

    [Theory]
    [InlineData("id,t1,t2,t3,t4\nS0,3,11,3,05\nS1,4,20,4,31\nS2,2,87,2,90\n")]
    [InlineData("id,t1,t2,t3,t4\nS0,3,91,3,85\nS1,4,20,4,11\nS2,2,87,2,90\nS3,5,15,5,12\n")]
    public void Decimal_commas_that_fell_apart_are_asked_about(string text)
    {
        Assert.Contains("--decimal point", Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);
        Assert.Equal(4, RatingFile.Parse(text, "x", new RatingQuestion { IsDecimalPoint = true, Columns = ["t1", "t2", "t3", "t4"] }).Table.Trials);
    }

    [Fact]
    public void Four_repeats_of_whole_numbers_are_rated_unasked() =>
        Assert.Equal(4, RatingFile.Parse("id,t1,t2,t3,t4\nS0,310,300,305,320\nS1,420,400,410,405\nS2,240,250,260,255\n", "x").Table.Trials);

    private static double[] Values(RatingFile file) =>
        [.. Enumerable.Range(0, file.Table.Subjects).SelectMany(i => Enumerable.Range(0, file.Table.Trials).Select(j => file.Table[i, j]))];
}
