using System.Text;

namespace Algometer.Reports.Exchange.Imports;

/// <summary>One row of a delimited file.</summary>
/// <param name="Line">The line in the file where it begins, from 1.</param>
/// <param name="Cells">Its cells, trimmed, quotes removed.</param>
public sealed record DelimitedRow(int Line, IReadOnlyList<string> Cells);

/// <summary>
/// Text in columns: comma, semicolon or tab, told by what the first line holds most outside quotes. Blank lines are left out. Quoted cells
/// may hold the delimiter, doubled quotes and line ends.
/// </summary>
/// <param name="Delimiter">What parts the cells.</param>
/// <param name="Rows">The rows.</param>
public sealed record DelimitedText(char Delimiter, IReadOnlyList<DelimitedRow> Rows)
{
    /// <summary>Parts a text.</summary>
    /// <param name="text">The whole file.</param>
    /// <exception cref="FormatException">A quote is never closed, or the text is binary; the message names the line.</exception>
    public static DelimitedText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        int nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            throw new FormatException($"Line {1 + text.AsSpan(0, nul).Count('\n')} holds a NUL, which no text has: save the table as CSV (UTF-8).");
        }

        char delimiter = DelimiterOf(text);
        var rows = new List<DelimitedRow>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        int line = 1;
        int began = 1;
        int quotedSince = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i == text.Length ? '\n' : text[i];
            if (quotedSince > 0)
            {
                if (i == text.Length)
                {
                    throw new FormatException($"Line {quotedSince} opens a quote that is never closed: close it, or remove it.");
                }

                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else if (c == '"')
                {
                    quotedSince = 0;
                }
                else
                {
                    cell.Append(c);
                }
            }
            else if (c == '"' && IsBlank(cell))
            {
                cell.Clear();
                quotedSince = line;
            }
            else if (c == delimiter || c == '\n')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                if (c == '\n')
                {
                    if (cells.Exists(value => value.Length > 0))
                    {
                        rows.Add(new DelimitedRow(began, [.. cells]));
                    }

                    cells.Clear();
                    began = line + 1;
                }
            }
            else
            {
                cell.Append(c);
            }

            line += c == '\n' ? 1 : 0;
        }

        return new DelimitedText(delimiter, rows);
    }

    private static bool IsBlank(StringBuilder cell)
    {
        for (int i = 0; i < cell.Length; i++)
        {
            if (!char.IsWhiteSpace(cell[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static char DelimiterOf(string text)
    {
        int semicolons = 0;
        int commas = 0;
        int tabs = 0;
        bool quoted = false;
        bool any = false;
        foreach (char c in text)
        {
            if (c == '\n' && !quoted)
            {
                if (any)
                {
                    break;
                }

                continue;
            }

            any |= !char.IsWhiteSpace(c);
            quoted ^= c == '"';
            semicolons += !quoted && c == ';' ? 1 : 0;
            tabs += !quoted && c == '\t' ? 1 : 0;
            commas += !quoted && c == ',' ? 1 : 0;
        }

        // A semicolon or a tab parts even where there are more commas: those are decimal commas then.
        return semicolons > 0 ? ';' : tabs > 0 ? '\t' : ',';
    }
}
