using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Records;
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

    /// <summary>Writes a session of the record.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="sessionId">Which.</param>
    /// <param name="writer">Where to.</param>
    /// <returns>Rows written, the header not counted.</returns>
    public static long Write(RecordStore store, string sessionId, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Write(store.ReadSamples(sessionId), writer);
    }

    /// <summary>Writes samples.</summary>
    /// <param name="samples">In order.</param>
    /// <param name="writer">Where to.</param>
    /// <returns>Rows written, the header not counted.</returns>
    public static long Write(IEnumerable<Sample> samples, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Header + "\n");
        long rows = 0;
        long first = 0;
        long expected = 0;
        Span<char> line = stackalloc char[200];
        foreach (Sample sample in samples)
        {
            first = rows == 0 ? sample.DeviceMicroseconds : first;
            SampleFlags flags = rows > 0 && sample.Sequence != expected ? sample.Flags | SampleFlags.AfterGap : sample.Flags;
            expected = unchecked(sample.Sequence + 1);
            double seconds = ((double)sample.DeviceMicroseconds - first) / 1e6;
            line.TryWrite(
                CultureInfo.InvariantCulture,
                $"{sample.Sequence},{seconds:F6},{sample.DeviceMicroseconds},{sample.RawCounts},",
                out int length);
            writer.Write(line[..length]);
            if (!double.IsNaN(sample.ForceNewtons))
            {
                line.TryWrite(CultureInfo.InvariantCulture, $"{sample.ForceNewtons:F6}", out length);
                writer.Write(line[..length]);
            }

            line.TryWrite(CultureInfo.InvariantCulture, $",0x{(int)flags:X4},0x{(int)sample.Alarm:X2}\n", out length);
            writer.Write(line[..length]);
            rows++;
        }

        return rows;
    }
}
