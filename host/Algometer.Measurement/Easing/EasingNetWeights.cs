using System.Runtime.InteropServices;

namespace Algometer.Measurement.Easing;

/// <summary>The weights of a network, kept as the 16-bit numbers that they are rounded to.</summary>
public sealed class EasingNetWeights
{
    private readonly float[] _values;

    /// <summary>Takes weights, laid out as <see cref="EasingNetShape"/> says.</summary>
    /// <exception cref="ArgumentException">Their number is wrong.</exception>
    public EasingNetWeights(IReadOnlyList<float> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values.Count == EasingNetShape.Weights
            ? [.. values.Select(value => (float)(Half)value)]
            : throw new ArgumentException($"{values.Count} weights in place of {EasingNetShape.Weights}.", nameof(values));
    }

    /// <summary>The weights.</summary>
    public ReadOnlySpan<float> Span => _values;

    /// <summary>The weights as text.</summary>
    public static EasingNetWeights Parse(string base64)
    {
        ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(Convert.FromBase64String(base64));
        float[] values = new float[halves.Length];
        for (int i = 0; i < halves.Length; i++)
        {
            values[i] = (float)halves[i];
        }

        return new EasingNetWeights(values);
    }

    /// <summary>Gives the weights as text.</summary>
    public string ToText() => Convert.ToBase64String(MemoryMarshal.AsBytes<Half>(_values.Select(value => (Half)value).ToArray()));
}
