using System.Text;

namespace Algometer.Electronics.SExpressions;

/// <summary>Reads KiCad's s-expressions. Anything else is a <see cref="FormatException"/> that names the line.</summary>
internal sealed class SExpressionReader
{
    // KiCad nests about ten deep. A limit keeps a hostile file from ending the process by its stack.
    private const int DeepestNesting = 200;
    private readonly string _text;
    private int _at;

    private SExpressionReader(string text) => _text = text;

    /// <summary>Reads the one list that a file is.</summary>
    /// <exception cref="FormatException">The text is not one whole list.</exception>
    public static SExpression Read(string text)
    {
        var reader = new SExpressionReader(text);
        reader.SkipSpace();
        if (reader._at >= text.Length || text[reader._at] != '(')
        {
            throw reader.Error("A file begins with \"(\"");
        }

        SExpression list = reader.ReadList(1);
        reader.SkipSpace();
        return reader._at == text.Length ? list : throw reader.Error("There is more after the file's last \")\"");
    }

    private SExpression ReadList(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Error($"Lists are nested deeper than {DeepestNesting}");
        }

        int opened = _at++;
        var items = new List<SExpression>();
        while (true)
        {
            SkipSpace();
            if (_at >= _text.Length)
            {
                _at = opened;
                throw Error("This list is never closed");
            }

            switch (_text[_at])
            {
                case ')':
                    _at++;
                    return SExpression.List(items);
                case '(':
                    items.Add(ReadList(depth + 1));
                    break;
                case '"':
                    items.Add(ReadQuoted());
                    break;
                default:
                    items.Add(ReadWord());
                    break;
            }
        }
    }

    private SExpression ReadWord()
    {
        int start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('(' or ')' or '"'))
        {
            _at++;
        }

        return SExpression.Word(_text[start.._at]);
    }

    private SExpression ReadQuoted()
    {
        int opened = _at++;
        var text = new StringBuilder();
        while (_at < _text.Length)
        {
            char c = _text[_at++];
            if (c == '"')
            {
                return SExpression.Quoted(text.ToString());
            }

            if (c == '\\' && _at < _text.Length)
            {
                char escaped = _text[_at++];
                c = escaped switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => escaped };
            }

            text.Append(c);
        }

        _at = opened;
        throw Error("This text has no closing quotation mark");
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private FormatException Error(string what) => new($"Line {1 + _text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n')}: {what}.");
}
