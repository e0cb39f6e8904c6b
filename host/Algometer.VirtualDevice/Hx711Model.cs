using Algometer.Firmware;

namespace Algometer.VirtualDevice;

/// <summary>
/// The HX711 behind a load cell: a conversion at each of its own times, 24 bits in two's complement, saturating, with noise, settling
/// after a change of rate, and faults on request. Figures from the facts: 90 nV rms at 80 samples/s is 2.7 mN on a 20 kgf cell at 3.3 V.
/// </summary>
public sealed class Hx711Model : ILoadCell
{
    /// <summary>Noise at 80 samples/s and gain 128, counts rms: 90 nV of ±0.5 · 3.3 V / 128 over 2²³ codes.</summary>
    public const double NoiseCountsAt80 = 90e-9 * 128 / (0.5 * 3.3) * 8388608;

    /// <summary>Noise at 10 samples/s, counts rms (50 nV).</summary>
    public const double NoiseCountsAt10 = NoiseCountsAt80 * 50 / 90;

    private const int SettlingConversions = 4;
    private readonly SeededNoise _noise;
    private readonly double _countsPerNewton;
    private readonly double? _givenNoise;
    private double _given;
    private int _settling;
    private int _code;

    /// <summary>Makes a converter.</summary>
    /// <param name="noise">Its noise.</param>
    /// <param name="countsPerNewton">The cell's slope.</param>
    /// <param name="noiseCounts">Noise in counts rms; null for the data sheet's.</param>
    /// <param name="rateHertz">True conversion rate.</param>
    /// <param name="nominalMillihertz">The rate that the device believes in, mHz.</param>
    public Hx711Model(SeededNoise noise, double countsPerNewton, double? noiseCounts, double rateHertz, int nominalMillihertz)
    {
        _noise = noise;
        _countsPerNewton = countsPerNewton;
        _givenNoise = noiseCounts;
        _given = rateHertz;
        RateMillihertz = nominalMillihertz;
    }

    /// <inheritdoc/>
    public bool IsReady { get; private set; }

    /// <inheritdoc/>
    public bool IsSimulated => true;

    /// <inheritdoc/>
    public int RateMillihertz { get; private set; }

    /// <inheritdoc/>
    public bool LastReadDesynced { get; private set; }

    /// <summary>The fault now; changed by the scenario.</summary>
    public SensorFault Fault { get; set; }

    /// <summary>Time between conversions, µs.</summary>
    public double PeriodMicroseconds => 1e6 / (Fault == SensorFault.WrongRate ? _given * 0.6 : _given);

    private double NoiseCounts => _givenNoise ?? (RateMillihertz > 20000 ? NoiseCountsAt80 : NoiseCountsAt10);

    /// <summary>Finishes a conversion of this force.</summary>
    public void Convert(double newtons) => Finish((newtons * _countsPerNewton) + (NoiseCounts > 0 ? _noise.Normal() * NoiseCounts : 0));

    /// <summary>Finishes a conversion that gives exactly this code, plus noise.</summary>
    public void ConvertCounts(double counts) => Finish(counts + (NoiseCounts > 0 ? _noise.Normal() * NoiseCounts : 0));

    /// <inheritdoc/>
    public int Read()
    {
        IsReady = Fault == SensorFault.StuckLow;
        LastReadDesynced = Fault is SensorFault.Desync or SensorFault.StuckLow;
        return Fault == SensorFault.StuckLow ? 0 : _code;
    }

    /// <inheritdoc/>
    public void Rehearse()
    {
    }

    /// <inheritdoc/>
    public void Restart() => _settling = SettlingConversions;

    /// <inheritdoc/>
    public bool SetRate(int samplesPerSecond)
    {
        if (samplesPerSecond is not (10 or 80))
        {
            return false;
        }

        RateMillihertz = samplesPerSecond * 1000;
        _given = samplesPerSecond;
        _settling = SettlingConversions;
        return true;
    }

    private void Finish(double counts)
    {
        if (Fault == SensorFault.Absent)
        {
            return;
        }

        if (_settling > 0)
        {
            // The filter still holds what was before: half the step is missing after each conversion.
            counts *= 1 - Math.Pow(0.5, SettlingConversions - _settling + 1);
            _settling--;
        }

        int code = (int)Math.Clamp(Math.Round(counts, MidpointRounding.AwayFromZero), -8388608, 8388607);
        _code = Fault switch
        {
            SensorFault.Saturated => 8388607,
            SensorFault.StuckValue => _code,
            SensorFault.Drift => Math.Max(code - 120_000, -8388608),
            SensorFault.Spike when _noise.Uniform() < 0.03 => 1 << (10 + (int)(_noise.Uniform() * 13)),
            _ => code,
        };
        IsReady = true;
    }
}

/// <summary>What can be wrong with the sensor.</summary>
public enum SensorFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The chip is gone, DOUT stays high.</summary>
    Absent,

    /// <summary>DOUT stays low and reads as zeros.</summary>
    StuckLow,

    /// <summary>The code no longer changes.</summary>
    StuckValue,

    /// <summary>The code stays at its end.</summary>
    Saturated,

    /// <summary>The read-out loses step.</summary>
    Desync,

    /// <summary>Wild codes now and then.</summary>
    Spike,

    /// <summary>The zero has drifted far below.</summary>
    Drift,

    /// <summary>Conversions come at 60 % of the rate.</summary>
    WrongRate,
}
