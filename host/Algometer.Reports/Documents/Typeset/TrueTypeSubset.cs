using System.Buffers.Binary;
using System.Text;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>
/// Cuts a TrueType font down to the glyphs that a document uses, so that a page does not carry a whole alphabet of alphabets. Glyphs keep
/// their numbers; outlines that are not used become empty. Only the tables that drawing needs are kept.
/// </summary>
internal static class TrueTypeSubset
{
    private static readonly string[] _kept = ["OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"];

    /// <summary>The font with only these glyphs and what they are composed of.</summary>
    /// <param name="font">A TrueType file.</param>
    /// <param name="glyphs">Glyph numbers.</param>
    public static byte[] Of(byte[] font, IReadOnlyCollection<ushort> glyphs)
    {
        var tables = Tables(font);
        bool wide = U16(tables["head"].Span, 50) == 1;
        int count = U16(tables["maxp"].Span, 4);
        ReadOnlySpan<byte> loca = tables["loca"].Span;
        ReadOnlySpan<byte> glyf = tables["glyf"].Span;
        int[] offsets = new int[count + 1];
        for (int i = 0; i <= count; i++)
        {
            offsets[i] = wide ? (int)BinaryPrimitives.ReadUInt32BigEndian(loca[(i * 4)..]) : U16(loca, i * 2) * 2;
        }

        HashSet<int> used = Closure(glyf, offsets, glyphs);
        var outlines = new MemoryStream();
        byte[] places = new byte[(count + 1) * 4];
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(i * 4), (uint)outlines.Length);
            if (used.Contains(i))
            {
                outlines.Write(glyf[offsets[i]..offsets[i + 1]]);
                outlines.Write(new byte[(4 - (int)(outlines.Length % 4)) % 4]);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(count * 4), (uint)outlines.Length);
        byte[] head = tables["head"].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        (tables["glyf"], tables["loca"], tables["head"]) = (outlines.ToArray(), places, head);
        return Write([.. tables.Where(table => _kept.Contains(table.Key, StringComparer.Ordinal)).OrderBy(table => table.Key, StringComparer.Ordinal)]);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Tables(byte[] font)
    {
        var tables = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        for (int i = 0; i < U16(font, 4); i++)
        {
            ReadOnlySpan<byte> entry = font.AsSpan(12 + (i * 16), 16);
            tables[Encoding.ASCII.GetString(entry[..4])] = font.AsMemory((int)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]), (int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
        }

        return tables;
    }

    // With everything that composed glyphs are made of; 0 is the glyph for what is missing.
    private static HashSet<int> Closure(ReadOnlySpan<byte> glyf, int[] offsets, IReadOnlyCollection<ushort> glyphs)
    {
        var used = new HashSet<int> { 0 };
        var open = new Stack<int>(glyphs.Select(glyph => (int)glyph));
        while (open.TryPop(out int glyph))
        {
            if (glyph >= offsets.Length - 1 || !used.Add(glyph) || offsets[glyph] == offsets[glyph + 1])
            {
                continue;
            }

            ReadOnlySpan<byte> outline = glyf[offsets[glyph]..offsets[glyph + 1]];
            if (BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            {
                continue;
            }

            const int wordArguments = 1, oneScale = 8, more = 32, twoScales = 64, matrix = 128;
            int at = 10;
            int flags;
            do
            {
                flags = U16(outline, at);
                open.Push(U16(outline, at + 2));
                at += 4 + ((flags & wordArguments) != 0 ? 4 : 2) + ((flags & oneScale) != 0 ? 2 : (flags & twoScales) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0);
            }
            while ((flags & more) != 0);
        }

        return used;
    }

    private static byte[] Write(KeyValuePair<string, ReadOnlyMemory<byte>>[] tables)
    {
        int at = 12 + (16 * tables.Length);
        byte[] font = new byte[at + tables.Sum(table => (table.Value.Length + 3) / 4 * 4)];
        int power = (int)Math.Log2(tables.Length);
        BinaryPrimitives.WriteUInt32BigEndian(font, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Length);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)((16 * tables.Length) - (16 << power)));
        for (int i = 0; i < tables.Length; i++)
        {
            Span<byte> entry = font.AsSpan(12 + (i * 16), 16);
            Encoding.ASCII.GetBytes(tables[i].Key, entry);
            tables[i].Value.Span.CopyTo(font.AsSpan(at));
            int length = (tables[i].Value.Length + 3) / 4 * 4;
            uint sum = 0;
            for (int word = 0; word < length; word += 4)
            {
                sum += BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(at + word));
            }

            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], sum);
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)tables[i].Value.Length);
            at += length;
        }

        return font;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
