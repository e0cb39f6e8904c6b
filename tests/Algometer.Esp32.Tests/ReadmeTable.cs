namespace Algometer.Esp32.Tests;

/// <summary>A table in the firmware's README that a test run makes. With ALGOMETER_UPDATE=1 it is written, else compared.</summary>
internal static class ReadmeTable
{
    private static readonly Lock _gate = new();

    public static void Hold(string name, string table) => Hold(name, table, (written, made) => string.Equals(written, made, StringComparison.Ordinal));

    public static void Hold(string name, string table, Func<string, string, bool> same)
    {
        lock (_gate)
        {
            string path = Path.Combine(Checkout.Root, "firmware", "Algometer.Esp32", "README.md");
            string text = File.ReadAllText(path);
            string begin = $"<!-- {name} -->\n";
            string end = $"<!-- /{name} -->";
            int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
            int to = text.IndexOf(end, StringComparison.Ordinal);
            Assert.True(from >= begin.Length && to >= from, $"README.md has no place for {name}");
            if (string.Equals(Environment.GetEnvironmentVariable("ALGOMETER_UPDATE"), "1", StringComparison.Ordinal))
            {
                File.WriteAllText(path, string.Concat(text.AsSpan(0, from), table, text.AsSpan(to)));
                return;
            }

            Assert.True(same(text[from..to], table), $"README.md's table {name} is not what the run gives; ALGOMETER_UPDATE=1 writes it:\n{table}");
        }
    }
}
