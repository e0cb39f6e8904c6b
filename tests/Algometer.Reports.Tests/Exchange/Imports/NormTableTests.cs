using Algometer.Measurement.Agreement;
using Algometer.Reports.Exchange.Imports;
using CsCheck;

namespace Algometer.Reports.Tests.Exchange.Imports;

public sealed class NormTableTests
{
    private const string Header = "site,sex,age_decade,mean_log10_kpa,sd_log10_kpa,source";

    [Fact]
    public void Semicolons_decimal_commas_quotes_and_any_order_of_columns_are_read() => Assert.Equal(
        new Norm("thenar", "male", 40, 2.51, 0.12, "Study; C"),
        Assert.Single(NormTable.Parse("\uFEFFSource;SD_log10_kPa;mean_log10_kPa;age_decade;sex;site\r\n\"Study; C\";0,12;2,51;40-49;m;thenar\r\n")));

    [Fact]
    public void Every_wrong_line_is_named()
    {
        string text = string.Join('\n', [
            Header,
            "trapezius,female,30,2.4,0.1,A",
            "trapezius,woman,30,2.4,0.1,A",
            "trapezius,male,35,2.4,0.1,A",
            "trapezius,male,30,250,0.1,A",
            "trapezius,male,40,2.4,0,A",
            "trapezius,male,50,2.4,0.1,",
            ",male,60,2.4,0.1,A",
            "trapezius,F,30-39,2.4,0.1,A",
            "trapezius,male,70,x,0.1,A",
            "trapezius,male,70",
        ]);
        string[] lines = Assert.Throws<FormatException>(() => NormTable.Parse(text)).Message.Split('\n');
        Assert.Equal(Enumerable.Range(3, 9).Select(line => $"Line {line}"), lines.Select(line => line.Split(':')[0]), StringComparer.Ordinal);
        Assert.Contains("stands in line 2 already", lines[6], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_is_typed_does_more_than_be_read_or_refused() => Gen.String[Gen.Char["site,;\t\"\n\r0123456789.-NA"], 0, 200].Sample(text =>
    {
        string whole = Header + "\n" + text;
        if (Record.Exception(() => NormTable.Parse(whole)) is { } failure)
        {
            Assert.IsAssignableFrom<FormatException>(failure);
        }
    });

    [Fact]
    public void Norms_come_from_the_user_and_a_wrong_line_is_named()
    {
        const string head = "site,sex,age_decade,mean_log10_kpa,sd_log10_kpa,source\n";
        Norm norm = Assert.Single(NormTable.Parse(head + "thenar,female,40,2.6,0.12,Own 2026\n"));
        Assert.Equal(2, norm.Z(Math.Pow(10, 2.6 - 0.24)), 9);
        Assert.Contains("Line 3", Assert.Throws<FormatException>(() => NormTable.Parse(head + "thenar,female,40,2.6,0.12,Own\nthenar,female,45,2.6,0.12,Own\n")).Message, StringComparison.Ordinal);
        Assert.Contains("first line", Assert.Throws<FormatException>(() => NormTable.Parse("a,b\n")).Message, StringComparison.Ordinal);
    }
}
