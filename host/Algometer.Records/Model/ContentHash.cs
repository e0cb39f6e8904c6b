using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Algometer.Measurement.Signal;

namespace Algometer.Records.Model;

/// <summary>SHA-256 over what a session says, not over how it is stored: the same on every engine, encrypted or not.</summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins with everything but the samples, which follow one by one.</summary>
    /// <param name="session">The session; its samples are not read.</param>
    public ContentHash(CompleteSession session)
    {
        IncrementalHash hash = _hash;
        SessionSummary s = session.Summary;
        SessionDescription d = s.Description;
        Add(hash, "algometer-session-1", s.Id, d.DeviceId, d.FirmwareVersion, d.SoftwareVersion, d.Source.ToString(), StorableText.Of(d.Title), s.End?.ToString() ?? "");
        Add(
            hash,
            d.BootId,
            d.Simulated ? 1 : 0,
            BitConverter.DoubleToInt64Bits(d.NominalRateHz),
            BitConverter.DoubleToInt64Bits(d.TipAreaCm2),
            d.LimitMillinewtons,
            WallTime.ToMicroseconds(s.StartedUtc),
            s.EndedUtc is { } ended ? WallTime.ToMicroseconds(ended) : long.MinValue);
        Add(hash, session.Calibrations.Count, session.ClockPoints.Count, session.Events.Count, session.Gaps.Count);
        foreach ((long from, CellCalibration c) in session.Calibrations)
        {
            Add(hash, from, c.Id, c.DateUnixSeconds, c.GainPiconewtonsPerCount, c.QuadraticPiconewtons, c.ZeroCounts, c.TareCounts, c.CapacityMillinewtons);
        }

        foreach (ClockPoint point in session.ClockPoints)
        {
            Add(hash, point.DeviceMicroseconds, point.UtcUnixMicroseconds);
        }

        foreach (SessionEvent e in session.Events)
        {
            Add(hash, e.DeviceMicroseconds, e.Sequence, e.Value is { } value ? 1 : 0, BitConverter.DoubleToInt64Bits(e.Value ?? 0), e.Text is null ? 0 : 1);
            Add(hash, e.Kind, StorableText.Of(e.Text ?? ""));
        }

        foreach (RecordedGap gap in session.Gaps)
        {
            Add(hash, gap.FirstMissingSequence, gap.Count);
            Add(hash, gap.Reason);
        }

    }

    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Of(CompleteSession session)
    {
        using var hash = new ContentHash(session);
        foreach (Sample sample in session.Samples)
        {
            hash.Add(sample);
        }

        return hash.End();
    }

    /// <summary>The next sample.</summary>
    public void Add(in Sample sample) => Add(_hash, sample.Sequence, sample.DeviceMicroseconds, sample.RawCounts, (long)sample.Flags, (long)sample.Alarm);

    /// <summary>The sum in hexadecimal, after the last sample.</summary>
    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private static void Add(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Add(hash, bytes.Length);
            hash.AppendData(bytes);
        }
    }

    private static void Add(IncrementalHash hash, params ReadOnlySpan<long> numbers)
    {
        Span<byte> bytes = stackalloc byte[numbers.Length * sizeof(long)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(i * sizeof(long))..], numbers[i]);
        }

        hash.AppendData(bytes);
    }
}
