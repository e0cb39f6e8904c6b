using System.Buffers.Binary;
using System.Text;
using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Home.Plans;

/// <summary>
/// The canonical bytes of a plan, the ones that are signed: a format byte, then each field in a fixed order; texts as a length byte and
/// UTF-8, forces as two bytes of 0.1 N, times as four bytes of seconds since 1970, big-endian. Format 2 ends with the clinic's country, format 1
/// tells none. One plan has one encoding.
/// </summary>
public static class PlanCodec
{
    /// <summary>The format of a plan that tells no country.</summary>
    public const byte Format = 1;

    /// <summary>The format of a plan that tells the clinic's country.</summary>
    public const byte FormatWithCountry = 2;

    private const int LongestText = 80;
    private const int MostCleared = 20;

    /// <summary>Whether this version reads a format.</summary>
    public static bool Reads(byte format) => format is Format or FormatWithCountry;

    /// <summary>Encodes a plan.</summary>
    /// <exception cref="ArgumentException">A field does not fit; the message says which.</exception>
    public static byte[] Encode(HomePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var bytes = new MemoryStream(160);
        bytes.WriteByte(plan.Country.Length == 0 ? Format : FormatWithCountry);
        foreach (string text in (string[])[plan.Id, plan.Patient, plan.Point, plan.Region, plan.Tool, plan.Position, plan.Preset, plan.Movement, plan.SignedBy, plan.RulesVersion])
        {
            Put(bytes, text);
        }

        bytes.WriteByte((byte)plan.Side);
        bytes.WriteByte((byte)plan.Days);
        foreach (int small in (int[])[plan.HoldSeconds, plan.Repeats, plan.SessionsADay])
        {
            bytes.WriteByte(small is >= 0 and <= 255 ? (byte)small : throw new ArgumentException("A plan's seconds, holds and sessions are 0 to 255."));
        }

        PutShort(bytes, plan.Revision, "The revision");
        PutShort(bytes, Tenths(plan.LowNewtons), "The band");
        PutShort(bytes, Tenths(plan.HighNewtons), "The band");
        PutShort(bytes, Tenths(plan.LimitNewtons), "The limit");
        foreach (DateTimeOffset time in (DateTimeOffset[])[plan.MeasuredUtc, plan.CreatedUtc, plan.ExpiresUtc])
        {
            Put(bytes, time);
        }

        bytes.WriteByte(plan.Cleared.Count <= MostCleared ? (byte)plan.Cleared.Count : throw new ArgumentException("A plan clears at most 20 questions."));
        foreach (string id in plan.Cleared)
        {
            Put(bytes, id);
        }

        if (plan.Country.Length > 0)
        {
            Put(bytes, IsCountry(plan.Country) ? plan.Country : throw new ArgumentException($"'{plan.Country}' is no country: give two letters such as DE."));
        }

        return bytes.ToArray();
    }

    /// <summary>Decodes a plan.</summary>
    /// <param name="bytes">Exactly one plan.</param>
    /// <exception cref="FormatException">They are not the one encoding of a plan of this format.</exception>
    public static HomePlan Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        byte format = reader.Byte();
        if (!Reads(format))
        {
            throw new FormatException("The plan has another format: update this program.");
        }

        var plan = new HomePlan
        {
            Id = reader.Text(), Patient = reader.Text(), Point = reader.Text(), Region = reader.Text(), Tool = reader.Text(), Position = reader.Text(),
            Preset = reader.Text(), Movement = reader.Text(), SignedBy = reader.Text(), RulesVersion = reader.Text(),
            Side = (BodySide)reader.AtMost((int)BodySide.Midline),
            Days = (PlanDays)reader.AtMost((int)PlanDays.All),
            HoldSeconds = reader.Byte(), Repeats = reader.Byte(), SessionsADay = reader.Byte(),
            Revision = reader.Short(),
            LowNewtons = reader.Short() / 10.0, HighNewtons = reader.Short() / 10.0, LimitNewtons = reader.Short() / 10.0,
            MeasuredUtc = reader.Time(), CreatedUtc = reader.Time(), ExpiresUtc = reader.Time(),
            Cleared = reader.Texts(),
            Country = format == FormatWithCountry ? reader.Country() : "",
        };
        reader.End();
        return plan;
    }

    private static bool IsCountry(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    private static int Tenths(double newtons) => double.IsFinite(newtons) ? (int)Math.Round(Math.Clamp(newtons, -1, 1e6) * 10) : -1;

    private static void PutShort(MemoryStream bytes, int value, string what)
    {
        Span<byte> two = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(two, value is >= 0 and <= ushort.MaxValue ? (ushort)value : throw new ArgumentException($"{what} of a plan cannot be written: it is out of range."));
        bytes.Write(two);
    }

    private static void Put(MemoryStream bytes, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        bytes.WriteByte(utf8.Length <= LongestText ? (byte)utf8.Length : throw new ArgumentException($"'{text[..Math.Min(20, text.Length)]}…' is too long for a plan: at most {LongestText} bytes."));
        bytes.Write(utf8);
    }

    private static void Put(MemoryStream bytes, DateTimeOffset time)
    {
        long seconds = time.ToUnixTimeSeconds();
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, seconds is >= 0 and <= uint.MaxValue ? (uint)seconds : throw new ArgumentException("A time of a plan lies outside 1970 to 2106."));
        bytes.Write(four);
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);
        private ReadOnlySpan<byte> _left = bytes;

        public byte Byte() => Take(1)[0];

        public int AtMost(int most) => Byte() is var value && value <= most ? value : throw Broken();

        public int Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

        public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(Take(4)));

        public string Text()
        {
            int length = AtMost(LongestText);
            try
            {
                return _strict.GetString(Take(length));
            }
            catch (ArgumentException)
            {
                throw Broken();
            }
        }

        public string Country() => Text() is var text && IsCountry(text) ? text : throw Broken();

        public string[] Texts()
        {
            string[] texts = new string[AtMost(MostCleared)];
            for (int i = 0; i < texts.Length; i++)
            {
                texts[i] = Text();
            }

            return texts;
        }

        public readonly void End()
        {
            if (!_left.IsEmpty)
            {
                throw Broken();
            }
        }

        private static FormatException Broken() => new("The plan cannot be read: scan it or copy it again.");

        private ReadOnlySpan<byte> Take(int count)
        {
            if (_left.Length < count)
            {
                throw Broken();
            }

            ReadOnlySpan<byte> taken = _left[..count];
            _left = _left[count..];
            return taken;
        }
    }
}
