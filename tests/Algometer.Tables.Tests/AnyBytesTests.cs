using CsCheck;

namespace Algometer.Tables.Tests;

/// <summary>Whatever the bytes, a table is read or refused in words; never worse, never wrong in silence.</summary>
public sealed class AnyBytesTests
{
    private static readonly byte[][] _beginnings =
    [
        [.. "time_s,force_N\n0,1.5\n0.0125,2.5\n0.025,3e0\n0.0375,-4\n"u8],
        [.. "Report\nRate;80\nZeit (ms);Kraft (N)\n0;1,5\n12,5;2,5\n25;3\nMittelwert;2\n"u8],
        [.. "\"t, of day\",curve,\"load [kgf]\"\n09:30:00,a,1\n09:30:01,a,NaN\n"u8],
        [.. "timestamp\tcounts\n1772357400000\t1\n1772357400012\t2\n"u8],
    ];

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, _beginnings.Length - 1], Gen.Select(Gen.Int[0, 70], Gen.Byte, Gen.Bool).Array[1, 12]).Sample((which, edits) =>
        {
            List<byte> bytes = [.. _beginnings[which]];
            foreach ((int at, byte value, bool insert) in edits)
            {
                if (insert)
                {
                    bytes.Insert(Math.Min(at, bytes.Count), value);
                }
                else if (at < bytes.Count)
                {
                    bytes[at] = value;
                }
            }

            var file = TableFile.OfText("fuzz.csv", System.Text.Encoding.UTF8.GetString([.. bytes]));
            try
            {
                using var reader = SignalReader.Open(file, new SignalQuestion { NewtonsPerCount = 0.1, ZeroCounts = 0, TipAreaCm2 = 1, JoinsRepeats = true });
                double before = -1;
                while (reader.Read())
                {
                    Assert.True(reader.Seconds > before && double.IsFinite(reader.Seconds));
                    Assert.False(double.IsInfinity(reader.Value));
                    before = reader.Seconds;
                }
            }
            catch (TableException refusal)
            {
                Assert.InRange(refusal.Message.Length, 10, 1200);
            }
        });

    [Fact]
    public void Any_numbers_come_back_in_every_dialect() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[2, 40], Gen.Char[",;\t|"], Gen.Bool, Gen.Bool).Sample((forces, delimiter, commas, quoted) =>
        {
            bool comma = commas && delimiter != ',';
            string Cell(double number)
            {
                string text = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
                text = comma ? text.Replace('.', ',') : text;
                return quoted ? $"\"{text}\"" : text;
            }

            string table = $"time_s{delimiter}force_N\n" + string.Concat(forces.Select((force, i) => $"{Cell(i * 0.5)}{delimiter}{Cell(force)}\n"));
            using var reader = SignalReader.Open(TableFile.OfText("all.csv", table), new SignalQuestion { Missing = [MissingNumbers.None] });
            foreach (double force in forces)
            {
                Assert.True(reader.Read());
                Assert.Equal(force, reader.Value);
            }

            Assert.False(reader.Read());
        });

    [Fact]
    public void A_decimal_sign_that_comes_late_is_the_tables_sign()
    {
        string whole = string.Concat(Enumerable.Range(0, 600).Select(i => $"{i};{i % 7}\n"));
        Assert.Equal(1.5, Last(whole + "600;1,5\n"));
        Assert.Equal(1.5, Last(whole + "600;1.5\n"));
        Assert.Contains("another decimal sign", Assert.Throws<TableException>(() => Last(whole + "600;1.5\n601;2,5\n")).Message, StringComparison.Ordinal);

        static double Last(string rows)
        {
            using var reader = SignalReader.Open(TableFile.OfText("late.csv", "time_s;force_N\n" + rows), new SignalQuestion());
            double last = 0;
            while (reader.Read())
            {
                last = reader.Value;
            }

            return last;
        }
    }

    [Fact]
    public void A_table_read_again_is_the_same_table()
    {
        var file = TableFile.OfText("again.csv", "Report\nt;counts\n23:59:59,5;100\n00:00:00,5;102\n00:00:01,5;400\nMean;203\n");
        using var first = SignalReader.Open(file, new SignalQuestion { NewtonsPerCount = 0.5, Rest = (0, 1) });
        using SignalReader second = first.Again();
        foreach (SignalReader reader in (SignalReader[])[first, second])
        {
            var seen = new List<(double, double)>();
            while (reader.Read())
            {
                seen.Add((reader.Seconds, reader.Value));
            }

            Assert.Equal([(0, -0.5), (1, 0.5), (2, 149.5)], seen);
        }

        Assert.Equal(first.Taken, second.Taken);
    }

    [Fact]
    public void A_plain_number_is_the_very_double_of_the_library() =>
        Gen.Select(Gen.Long[-999_999_999_999_999, 999_999_999_999_999], Gen.Int[0, 15]).Sample((digits, places) =>
        {
            string text = Math.Abs(digits).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
            text = (digits < 0 ? "-" : "") + (places == 0 ? text : $"{text[..^places]}.{text[^places..]}");
            Assert.True(CellText.TryNumber(text, out double value));
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
        });
}
