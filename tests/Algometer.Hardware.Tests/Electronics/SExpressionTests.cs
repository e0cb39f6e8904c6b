using System.Globalization;
using Algometer.Electronics.SExpressions;
using CsCheck;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The reader of s-expressions: whatever is written is read back, and whatever else comes is refused in words.</summary>
public sealed class SExpressionTests
{
    private static readonly Gen<SExpression> _words = Gen.String[Gen.Char["abcXYZ0189.-_+~{}/:*#"], 1, 12].Select(SExpression.Word);
    private static readonly Gen<SExpression> _texts = Gen.String[0, 20].Select(SExpression.Quoted);

    private static Gen<SExpression> Lists(int depth) => Gen.OneOf(_words, _texts, depth == 0 ? _words : Lists(depth - 1)).List[0, 5].Select(SExpression.List);

    public static TheoryData<string> Corpus { get; } = [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Checkout.Root, "tests", "Algometer.Hardware.Tests", "Electronics", "Corpus");

    [Fact]
    public void What_is_written_is_read_back() => Lists(3).Sample(list => Assert.Equal(list.ToString(), SExpressionReader.Read(list.ToString()).ToString()));

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String[Gen.Char["()\"\\ \nab0."], 0, 60].Sample(text =>
    {
        try
        {
            SExpression list = SExpressionReader.Read(text);
            Assert.Equal(list.ToString(), SExpressionReader.Read(list.ToString()).ToString());
        }
        catch (FormatException refusal)
        {
            Assert.StartsWith("Line ", refusal.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void A_schematic_with_any_piece_missing_is_read_or_refused()
    {
        string whole = File.ReadAllText(Path.Combine(SchematicFiles.FolderOf(1), "supply-and-link.kicad_sch"));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 400]).Sample(
            cut =>
            {
                string text = whole.Remove(cut.Item1, Math.Min(cut.Item2, whole.Length - cut.Item1));
                try
                {
                    _ = Algometer.Electronics.Nets.SchematicReader.Read("a", _ => text);
                }
                catch (FormatException)
                {
                    // Refused in words.
                }
            },
            iter: 60);
    }

    /// <summary>The name of a file says what must come of it: how many lists are directly inside, or "refused".</summary>
    [Theory]
    [MemberData(nameof(Corpus))]
    public void The_corpus_is_read_as_its_names_say(string name)
    {
        string text = File.ReadAllText(Path.Combine(Folder, name));
        string expected = name.Split('.')[1];
        if (string.Equals(expected, "refused", StringComparison.Ordinal))
        {
            Assert.Throws<FormatException>(() => SExpressionReader.Read(text));
            return;
        }

        Assert.Equal(int.Parse(expected, CultureInfo.InvariantCulture), SExpressionReader.Read(text).Items.Count(item => item.IsList));
    }
}
