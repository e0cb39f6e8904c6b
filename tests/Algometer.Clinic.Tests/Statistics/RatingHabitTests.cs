using Algometer.Clinic.Statistics;

namespace Algometer.Clinic.Tests.Statistics;

/// <summary>Tables of repeats whose headings or rows say less than they seem to.</summary>
public sealed class RatingHabitTests
{
    private const string Three = "\nA,300,310,305\nB,400,420,415\nC,250,240,260\n";

    [Theory]
    [InlineData("ID,PPT_T4,PPT_T7,PPT_T9")]
    [InlineData("ID,PPT_T4,PPT_T5,PPT_T6")]
    [InlineData("ID,T1,T6,T12")]
    [InlineData("ID,PPT_C5,PPT_C6,PPT_C7")]
    [InlineData("ID,L3,L4,L5")]
    [InlineData("ID,V1,V2,V3")]
    [InlineData("ID,PPT (30 kPa/s),PPT (50 kPa/s),PPT (70 kPa/s)")]
    [InlineData("ID,PPT 30,PPT 50,PPT 70")]
    [InlineData("ID,30,50,100")]
    [InlineData("ID,30 kPa,50 kPa,70 kPa")]
    [InlineData("ID,PPT (left),PPT (right),PPT (mid)")]
    public void Headings_that_may_be_places_or_rates_are_asked_about_and_the_answer_works(string headings)
    {
        Assert.Contains("repeats of the same measurement", Assert.Throws<FormatException>(() => RatingFile.Parse(headings + Three, "x")).Message, StringComparison.Ordinal);
        Assert.Equal(3, RatingFile.Parse(headings + Three, "x", new RatingQuestion { Columns = ["2", "3", "4"] }).Table.Trials);
    }

    [Theory]
    [InlineData("ID,T1,T2,T3")]
    [InlineData("ID,T0,T1,T2")]
    [InlineData("ID,PPT1,PPT2,PPT3")]
    [InlineData("ID,PPT2,PPT3,PPT4")]
    [InlineData("ID,PPT,PPT.1,PPT.2")]
    [InlineData("ID,1,2,3")]
    [InlineData("ID,Day 1,Day 8,Day 15")]
    [InlineData("ID,PPT 1 (kPa),PPT 2 (kPa),PPT 3 (kPa)")]
    [InlineData("ID,Force_1_N_,Force_2_N_,Force_3_N_")]
    [InlineData("ID,Toma 1,Toma 2,Toma 3")]
    public void Headings_that_run_on_are_repeats(string headings) => Assert.Equal(3, RatingFile.Parse(headings + Three, "x").Table.Trials);

    [Theory]
    [InlineData("Patient;Zeitpunkt;Wert\nP01;prä;487,3\nP01;post;490,1\nP02;prä;387,2\nP02;post;391,7\n")]
    [InlineData("Sujeto,Repetición,UDP (kPa)\nP01,1,487.3\nP01,2,490.1\nP02,1,387.2\nP02,2,391.7\n", "UDP (kPa)")]
    public void The_headings_say_what_parts_the_cells_and_which_repeat_a_line_is(string text, string value = "Wert") =>
        Assert.Equal([487.3, 490.1, 387.2, 391.7], Values(RatingFile.Parse(text, "x", new RatingQuestion { Columns = value == "Wert" ? [] : [value] })));

    [Fact]
    public void Dates_are_counted_within_each_subject_where_they_are_named_as_repeats()
    {
        const string Text = "ID,Date,PPT\nP01,2026-02-01,310\nP01,2026-01-01,300\nP02,2026-01-02,400\nP02,2026-02-02,420\n";
        Assert.Contains("--trial \"Date\" if each date is a repeat", Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x")).Message, StringComparison.Ordinal);
        RatingFile file = RatingFile.Parse(Text, "x", new RatingQuestion { Trial = "Date" });
        Assert.Equal([300, 310, 400, 420], Values(file));
        Assert.Contains("dates counted within each subject", file.Form, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_for_each_trial_with_two_sites_names_options_that_work()
    {
        const string Text = "subject,trial,neck,knee\nP01,1,300,500\nP01,2,310,510\nP02,1,400,600\nP02,2,420,610\n";
        Assert.Contains("--subject \"subject\" --trial \"trial\" --columns \"neck\"", Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x")).Message, StringComparison.Ordinal);
        Assert.Contains("--trial COLUMN --columns \"neck\"", Assert.Throws<FormatException>(() => RatingFile.Parse(Text, "x", new RatingQuestion { Columns = ["neck"] })).Message, StringComparison.Ordinal);
        Assert.Equal([300, 310, 400, 420], Values(RatingFile.Parse(Text, "x", new RatingQuestion { Subject = "subject", Trial = "trial", Columns = ["neck"] })));
    }

    [Theory]
    [InlineData("subject,trial,value\nP01,1,300\n,2,310\nP02,1,400\n,2,420\n", "write it into every row")]
    [InlineData("\"id\",\"t1\",\"t2\"\n\"1\",\"P01\",300,310\n\"2\",\"P02\",400,420\n\"3\",\"P03\",250,240\n", "the first column has no heading, as R writes its row names")]
    [InlineData("ID,PPT1 (kPa),PPT2 (kPa),PPT3 (kPa)\nA,300,310,3.2\nB,400,420,4.1\nC,250,240,260\nD,350,340,360\nE,280,290,285\n", "'PPT3 (kPa)' is of another size in line 2")]
    public void What_is_wrong_is_said_with_what_to_do(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => RatingFile.Parse(text, "x")).Message, StringComparison.Ordinal);

    private static double[] Values(RatingFile file) => [.. Enumerable.Range(0, file.Table.Subjects).SelectMany(row => Enumerable.Range(0, file.Table.Trials).Select(column => file.Table[row, column]))];
}
