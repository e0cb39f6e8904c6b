using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.Recording;

namespace Algometer.Records.Tests;

/// <summary>Samples and sessions for tests.</summary>
internal static class Traces
{
    public static readonly CellCalibration Calibration = new(0, 0, 45665773, 0, 0, 0, 196133);

    public static SessionDescription Description(string title = "") => new() { DeviceId = "A1", Title = title, NominalRateHz = 80, TipAreaCm2 = 1, LimitMillinewtons = 60000, Calibration = Calibration };

    public static Sample Make(long sequence, int raw, SampleFlags flags = SampleFlags.Simulated) =>
        new(sequence, sequence * 12500, raw, (flags & SampleFlags.Faults) == SampleFlags.None ? Calibration.ToNewtons(raw) : double.NaN, flags, AlarmState.None);

    /// <summary>A noisy walk of the seed.</summary>
    public static Sample[] Walk(int count, int seed = 1, long from = 0)
    {
        var random = new Random(seed);
        int raw = 650_000;
        Sample[] samples = new Sample[count];
        for (int i = 0; i < count; i++)
        {
            raw += random.Next(-3000, 3001);
            samples[i] = Make(from + i, raw);
        }

        return samples;
    }

    /// <summary>Records samples and ends the session.</summary>
    public static string Record(RecordStore store, Sample[] samples, string title = "", Action<SessionRecorder>? also = null)
    {
        using SessionRecorder recorder = store.StartSession(Description(title));
        for (int i = 0; i < samples.Length; i++)
        {
            Assert.True(recorder.Append(samples[i]));
            if (i % 50_000 == 49_999)
            {
                recorder.FlushAsync().GetAwaiter().GetResult();
            }
        }

        also?.Invoke(recorder);
        recorder.Complete();
        return recorder.SessionId;
    }

    /// <summary>What a record must give back of a sample.</summary>
    public static (long Sequence, long Microseconds, int Raw, SampleFlags Flags, AlarmState Alarm) Facts(Sample sample) =>
        (sample.Sequence, sample.DeviceMicroseconds, sample.RawCounts, sample.Flags, sample.Alarm);
}
