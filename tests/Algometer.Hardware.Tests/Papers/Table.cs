namespace Algometer.Hardware.Tests.Papers;

/// <summary>A table of commas and quotes (RFC 4180) with a head line.</summary>
internal static class Table
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string file)
    {
        string[][] rows = [.. File.ReadAllLines(Path.Combine(MadeText.Folder, file)).Select(Cells)];
        Assert.All(rows, row => Assert.True(row.Length == rows[0].Length, $"{file}: '{string.Join(',', row)}' has {row.Length} cells where the head names {rows[0].Length}."));
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                bool twice = quoted && i + 1 < line.Length && line[i + 1] == '"';
                cell.Append(twice ? "\"" : "");
                i += twice ? 1 : 0;
                quoted = twice ? quoted : !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        return [.. cells, cell.ToString()];
    }
}
