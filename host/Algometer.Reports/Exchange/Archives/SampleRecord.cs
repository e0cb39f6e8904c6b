using System.Buffers.Binary;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;

namespace Algometer.Reports.Exchange.Archives;

/// <summary>
/// A sample as 28 bytes, little-endian: sequence (8, signed), device time in µs (8, signed), raw counts (4, signed), flags (4), alarm (4); in
/// Python <c>struct.iter_unpack("&lt;qqiII", data)</c>. Force follows from the counts and the calibration in force.
/// </summary>
internal static class SampleRecord
{
    public const int Bytes = 28;

    public static void Write(in Sample sample, Span<byte> into)
    {
        BinaryPrimitives.WriteInt64LittleEndian(into, sample.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(into[8..], sample.DeviceMicroseconds);
        BinaryPrimitives.WriteInt32LittleEndian(into[16..], sample.RawCounts);
        BinaryPrimitives.WriteUInt32LittleEndian(into[20..], (uint)sample.Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(into[24..], (uint)sample.Alarm);
    }

    public static Sample Read(ReadOnlySpan<byte> from) => new(
        BinaryPrimitives.ReadInt64LittleEndian(from),
        BinaryPrimitives.ReadInt64LittleEndian(from[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(from[16..]),
        double.NaN,
        (SampleFlags)BinaryPrimitives.ReadUInt32LittleEndian(from[20..]),
        (AlarmState)BinaryPrimitives.ReadUInt32LittleEndian(from[24..]));

    /// <summary>Gives each sample its force by the calibration in force; NaN with a fault and before the first calibration.</summary>
    public static IEnumerable<Sample> WithForce(IEnumerable<Sample> samples, IReadOnlyList<CalibrationInForce> calibrations)
    {
        int inForce = -1;
        foreach (Sample sample in samples)
        {
            while (inForce + 1 < calibrations.Count && calibrations[inForce + 1].EffectiveFromSequence <= sample.Sequence)
            {
                inForce++;
            }

            bool hasForce = inForce >= 0 && (sample.Flags & SampleFlags.Faults) == SampleFlags.None;
            yield return hasForce ? sample with { ForceNewtons = calibrations[inForce].Calibration.ToNewtons(sample.RawCounts) } : sample;
        }
    }
}
