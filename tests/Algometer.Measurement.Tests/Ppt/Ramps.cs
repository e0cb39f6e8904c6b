using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Tests.Ppt;

/// <summary>Feeds acted pressure at 80 samples a second.</summary>
internal sealed class Ramps(Action<Sample> accept)
{
    private readonly Random _noise = new(7);
    private long _sequence;

    public const double Step = 0.0125;

    public double Seconds { get; private set; } = 1;

    public long Microseconds => (long)Math.Round(Seconds * 1e6);

    public double NoiseNewtons { get; init; } = 0.003;

    public double ZeroNewtons { get; set; }

    public void Give(double newtons, SampleFlags flags = SampleFlags.None)
    {
        Seconds += Step;
        bool faulty = (flags & SampleFlags.Faults) != SampleFlags.None;
        accept(new Sample(++_sequence, Microseconds, 0, faulty ? double.NaN : newtons + ZeroNewtons + (NoiseNewtons * Normal()), flags, AlarmState.None));
    }

    public void Skip(double seconds) => Seconds += seconds;

    public void Rest(double seconds)
    {
        for (int i = 0; i < seconds / Step; i++)
        {
            Give(0);
        }
    }

    /// <summary>A ramp in kPa/s on 1 cm² up to a pressure.</summary>
    public void Ramp(double fromKpa, double toKpa, double rate, Func<double, double>? wobble = null)
    {
        double began = Seconds;
        for (double kpa = fromKpa; kpa < toKpa; kpa = fromKpa + (rate * (Seconds - began)))
        {
            Give((kpa + (wobble?.Invoke(Seconds - began) ?? 0)) / 10);
        }
    }

    public void Hold(double kpa, double seconds)
    {
        for (int i = 0; i < seconds / Step; i++)
        {
            Give(kpa / 10);
        }
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _noise.NextDouble())) * Math.Cos(2 * Math.PI * _noise.NextDouble());

    public static TestProtocol Protocol(double rate = 50) => new()
    {
        Id = "t",
        Version = "1",
        Name = "test",
        Kind = TestKind.Threshold,
        Source = "test",
        Certainty = Certainty.Proposed,
        Instruction = new Instruction("1", "press"),
        RateKpaPerSecond = rate,
    };
}
