using Algometer.Measurement.Signal;
using Algometer.Reports.Exchange.Tables;

namespace Algometer.Reports.Exchange.Csv;

/// <summary>The samples of a session as comma-separated values, one row each; see <see cref="Columns"/>.</summary>
public static class SampleCsv
{
    /// <summary>The columns in order.</summary>
    public static IReadOnlyList<ColumnDescription> Columns { get; } =
    [
        new("sequence", ColumnType.Whole, "", "The device's sample number, counted on past a restart within the session; consecutive samples differ by 1, a jump is a gap."),
        new("time_s", ColumnType.Number, "s", "Device time since the first sample, rounded to 1 us."),
        new("device_us", ColumnType.Whole, "us", "The device's clock when the data became ready, unwrapped."),
        new("raw_counts", ColumnType.Whole, "", "The converter's code as measured."),
        new("force_N", ColumnType.Number, "N", "Force by the calibration in force, rounded to 1 uN; empty where there is none to be trusted."),
        new("flags", ColumnType.Whole, "", "What is known about the sample, hexadecimal as in the wire format; 0x2000 on the first sample after a gap."),
        new("alarm", ColumnType.Whole, "", "The device's alarm, hexadecimal as in the wire format."),
    ];

    /// <summary>The first line.</summary>
    public const string Header = "sequence,time_s,device_us,raw_counts,force_N,flags,alarm";

    /// <summary>Writes samples.</summary>
    /// <param name="samples">In order.</param>
    /// <param name="stream">Where to; it stays open.</param>
    /// <returns>Rows written, the header not counted.</returns>
    public static long Write(IEnumerable<Sample> samples, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var text = new Utf8Text(stream);
        text.Add("sequence,time_s,device_us,raw_counts,force_N,flags,alarm\n"u8);
        long rows = 0;
        long first = 0;
        long expected = 0;
        foreach (Sample sample in samples)
        {
            first = rows == 0 ? sample.DeviceMicroseconds : first;
            SampleFlags flags = rows > 0 && sample.Sequence != expected ? sample.Flags | SampleFlags.AfterGap : sample.Flags;
            expected = unchecked(sample.Sequence + 1);
            text.Add(sample.Sequence);
            text.Add((byte)',');
            Seconds(text, sample.DeviceMicroseconds, first);
            text.Add((byte)',');
            text.Add(sample.DeviceMicroseconds);
            text.Add((byte)',');
            text.Add(sample.RawCounts);
            text.Add((byte)',');
            if (!double.IsNaN(sample.ForceNewtons))
            {
                text.AddMicro(sample.ForceNewtons);
            }

            text.Add(",0x"u8);
            text.AddHexadecimal((int)flags, 4);
            text.Add(",0x"u8);
            text.AddHexadecimal((int)sample.Alarm, 2);
            text.Add((byte)'\n');
            rows++;
        }

        return rows;
    }

    /// <summary>A time since the first sample in seconds, to the microsecond.</summary>
    internal static void Seconds(Utf8Text text, long deviceMicroseconds, long first)
    {
        // Clocks that are further apart than 64 bits hold are no time that anybody measured: near enough then.
        long since = unchecked(deviceMicroseconds - first);
        if (((deviceMicroseconds ^ first) & (deviceMicroseconds ^ since)) >= 0)
        {
            text.AddMicro(since);
        }
        else
        {
            text.AddMicro(((double)deviceMicroseconds - first) / 1e6);
        }
    }
}
