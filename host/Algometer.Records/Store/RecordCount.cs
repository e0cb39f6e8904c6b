using System.Globalization;
using System.Text;

namespace Algometer.Records.Store;

/// <summary>How many rows each table has, a sum of what they are that does not depend on their order, and how often it was written.</summary>
internal sealed class RecordCount
{
    private const int SumLength = 32;
    private readonly SortedDictionary<string, (long Rows, byte[] Sum)> _tables = new(StringComparer.Ordinal);

    /// <summary>How often it was written: of two counts of one record the later one is higher.</summary>
    public long Writes { get; private set; }

    public long Rows(string table) => _tables.TryGetValue(table, out (long Rows, byte[] Sum) known) ? known.Rows : 0;

    /// <summary>Adds a row, or takes one away.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="row">32 bytes that stand for the row.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(string table, ReadOnlySpan<byte> row, int sign)
    {
        (long rows, byte[] sum) = _tables.TryGetValue(table, out (long Rows, byte[] Sum) known) ? known : (0, new byte[SumLength]);

        // Modulo 2 to the 256th. An exclusive or would do for one change; with a sum, rows that cancel each other out cannot be found by algebra.
        int carry = 0;
        for (int i = 0; i < SumLength; i++)
        {
            int digit = sum[i] + (sign * row[i]) + carry;
            sum[i] = (byte)digit;
            carry = digit >> 8;
        }

        _tables[table] = (rows + sign, sum);
    }

    /// <summary>Counts a write.</summary>
    /// <param name="after">The number of the write before.</param>
    public void Written(long after) => Writes = after + 1;

    public bool IsLike(RecordCount other, string table) =>
        Rows(table) == other.Rows(table) && SumOf(table).AsSpan().SequenceEqual(other.SumOf(table));

    public override string ToString()
    {
        var text = new StringBuilder(Writes.ToString(CultureInfo.InvariantCulture));
        foreach ((string table, (long rows, byte[] sum)) in _tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"|{table}:{rows}:{Convert.ToHexStringLower(sum)}");
        }

        return text.ToString();
    }

    public static RecordCount Parse(string text)
    {
        string[] parts = text.Split('|');
        var count = new RecordCount { Writes = long.Parse(parts[0], CultureInfo.InvariantCulture) };
        foreach (string[] table in parts[1..].Select(part => part.Split(':')))
        {
            count._tables[table[0]] = (long.Parse(table[1], CultureInfo.InvariantCulture), Convert.FromHexString(table[2]));
        }

        return count;
    }

    private byte[] SumOf(string table) => _tables.TryGetValue(table, out (long Rows, byte[] Sum) known) ? known.Sum : new byte[SumLength];
}
