namespace Algometer.Hardware.Tests.Papers;

/// <summary>Text below hardware/papers that a test run makes. With ALGOMETER_UPDATE=1 it is written, else compared.</summary>
internal static class MadeText
{
    public static string Folder { get; } = Path.Combine(Checkout.Root, "hardware", "papers");

    /// <summary>Holds what stands between two marks of a page.</summary>
    public static void HoldBetweenMarks(string file, string mark, string made)
    {
        string text = File.ReadAllText(Path.Combine(Folder, file));
        string begin = $"<!-- {mark} -->\n";
        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = text.IndexOf($"<!-- /{mark} -->", StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{file} has no place for {mark}.");
        Hold(file, string.Concat(text.AsSpan(0, from), made, text.AsSpan(to)));
    }

    /// <summary>Holds a whole file.</summary>
    public static void Hold(string file, string made)
    {
        string path = Path.Combine(Folder, file);
        if (string.Equals(Environment.GetEnvironmentVariable("ALGOMETER_UPDATE"), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(path, made);
            return;
        }

        Assert.True(string.Equals(File.ReadAllText(path), made, StringComparison.Ordinal), $"{file} is not what the run gives; ALGOMETER_UPDATE=1 writes it:\n{made}");
    }
}
