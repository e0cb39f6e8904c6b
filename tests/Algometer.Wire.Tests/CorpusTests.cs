namespace Algometer.Wire.Tests;

/// <summary>Byte streams that once were, or well could be, trouble. The number in a file's name says how many frames are in it.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Checkout.Root, "tests", "Algometer.Wire.Tests", "Corpus");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_whole_frame_is_found_however_the_bytes_arrive(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder, name));
        int expected = int.Parse(name.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);
        foreach (int chunk in (int[])[1, 2, 7, 64, 100_000])
        {
            var reader = new FrameReader();
            int found = 0;
            foreach (byte[] part in bytes.Chunk(chunk))
            {
                int offset = 0;
                while (reader.TryRead(part, ref offset, part.Length))
                {
                    found++;
                }
            }

            Assert.Equal(expected, found);
            Assert.Equal(expected, reader.Frames);
        }
    }
}
