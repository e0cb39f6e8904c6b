namespace Algometer.Tables.Tests;

/// <summary>Tables that a program wrote itself, read to the letter by the reader of all others.</summary>
public sealed class AsWrittenTests
{
    [Fact]
    public void Nothing_is_trimmed_and_no_cell_is_no_empty_text()
    {
        IReadOnlyList<(int Line, string?[] Cells)> rows = DelimitedText.AsWritten("\uFEFFa,b,c\n,\"\",\" x \"\n\"two\nlines, \"\"quoted\"\"\", y ,\r\n,,\n\0,1,2");
        Assert.Equal([1, 2, 3, 5, 6], rows.Select(row => row.Line));
        Assert.Equal([null, "", " x "], rows[1].Cells);
        Assert.Equal(["two\nlines, \"quoted\"", " y ", null], rows[2].Cells);
        Assert.Equal([null, null, null], rows[3].Cells);
        Assert.Equal("\0", rows[4].Cells[0]);
    }

    [Theory]
    [InlineData("a,b\n1,\"2\n3,4\n", "Line 2 opens a quote that is never closed")]
    [InlineData("a,b\n1,2\"3\"\n", "Line 2: a quote stands within a cell.")]
    [InlineData("a,b\n1,\"2\"3\"4\"\n", "Line 2: a quote stands within a cell.")]
    public void Quotes_that_are_none_are_refused(string text, string words) =>
        Assert.Contains(words, Assert.Throws<TableException>(() => DelimitedText.AsWritten(text)).Message, StringComparison.Ordinal);
}
