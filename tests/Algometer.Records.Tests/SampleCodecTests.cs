using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using CsCheck;

namespace Algometer.Records.Tests;

public sealed class SampleCodecTests
{
    private static readonly Gen<Sample> _anySample = Gen.Select(
        Gen.Frequency((6, Gen.Long[0, 4]), (1, Gen.Long)),
        Gen.Frequency((6, Gen.Long[12490, 12510]), (1, Gen.Long)),
        Gen.Frequency((6, Gen.Int[-300, 300]), (1, Gen.Int[-8388608, 8388607])),
        Gen.Int[0, 0xFFFF],
        (sequence, time, counts, state) => new Sample(sequence, time, counts, double.NaN, (SampleFlags)(state & 0x3FFF), (AlarmState)(state >> 9)));

    [Fact]
    public void Whatever_is_packed_comes_back() => _anySample.Array[0, 700].Sample(samples => Assert.Equal(samples, SampleCodec.Decode(Pack(samples))));

    [Fact]
    public void A_steady_stream_comes_back() => _anySample.Array[1, 700].Sample(steps =>
    {
        Sample[] samples = new Sample[steps.Length];
        Sample last = default;
        for (int i = 0; i < steps.Length; i++)
        {
            last = steps[i] with
            {
                Sequence = unchecked(last.Sequence + steps[i].Sequence),
                DeviceMicroseconds = unchecked(last.DeviceMicroseconds + steps[i].DeviceMicroseconds),
                RawCounts = Math.Clamp(last.RawCounts + steps[i].RawCounts, -8388608, 8388607),
            };
            samples[i] = last;
        }

        Assert.Equal(samples, SampleCodec.Decode(Pack(samples)));
    });

    [Fact]
    public void Damage_is_refused_or_decodes_to_something_never_worse() =>
        Gen.Select(_anySample.Array[1, 60], Gen.Int[0, 100_000], Gen.Byte[1, 255], Gen.Int[0, 2]).Sample((samples, at, change, how) =>
        {
            byte[] payload = Pack(samples);
            byte[] damaged = how switch
            {
                0 => payload[..(at % payload.Length)],
                1 => [.. payload, change],
                _ => [.. payload.Select((value, i) => i == at % payload.Length ? (byte)(value ^ change) : value)],
            };
            try
            {
                // A changed number may decode; the block's CRC is what finds it.
                Assert.True(SampleCodec.Decode(damaged).Length <= 4 * damaged.Length);
            }
            catch (InvalidDataException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        });

    [Fact]
    public void Noise_takes_about_its_entropy()
    {
        // Gaussian differences of 1500 counts rms, a hand holding 30 N: log2(1500·√(2πe)) = 12.6 bits.
        var random = new Random(3);
        Sample[] samples = new Sample[512];
        int counts = 650_000;
        for (int i = 0; i < samples.Length; i++)
        {
            double gaussian = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            counts += (int)(1500 * gaussian);
            samples[i] = new Sample(i, i * 12500L, counts, double.NaN, SampleFlags.None, AlarmState.None);
        }

        Assert.InRange(Pack(samples).Length * 8.0 / samples.Length, 12.6 + 1, 12.6 + 2.2);
    }

    private static byte[] Pack(Sample[] samples)
    {
        byte[] buffer = new byte[SampleCodec.MaxLength(samples.Length)];
        return buffer[..SampleCodec.Encode(samples, buffer)];
    }
}
