using System.Globalization;
using Algometer.Measurement;
using Algometer.Records;

namespace Algometer.Reports;

/// <summary>
/// A session as comma-separated values, one row per sample: <c>sequence</c>; <c>time_s</c> since the first sample; <c>device_us</c>, the
/// unwrapped device clock; <c>raw_counts</c>; <c>force_N</c>, empty where there is none to be trusted; <c>flags</c> and <c>alarm</c> in
/// hexadecimal as in the wire format, with 0x2000 on the first sample after a gap.
/// </summary>
public static class CsvExport
{
    /// <summary>The first line.</summary>
    public const string Header = "sequence,time_s,device_us,raw_counts,force_N,flags,alarm";

    /// <summary>Writes a session.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="sessionId">Which.</param>
    /// <param name="writer">Where to.</param>
    /// <returns>Rows written, the header not counted.</returns>
    public static long Write(RecordStore store, string sessionId, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Header + "\n");
        long rows = 0;
        long first = 0;
        long expected = 0;
        Span<char> line = stackalloc char[160];
        foreach (Sample sample in store.ReadSamples(sessionId))
        {
            first = rows == 0 ? sample.DeviceMicroseconds : first;
            SampleFlags flags = rows > 0 && sample.Sequence != expected ? sample.Flags | SampleFlags.AfterGap : sample.Flags;
            expected = sample.Sequence + 1;
            double seconds = (sample.DeviceMicroseconds - first) / 1e6;
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
