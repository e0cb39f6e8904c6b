using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Algometer.Measurement.Easing;

/// <summary>
/// A small convolutional network that reads the course of a hold: three layers of windows over time, means over its thirds and the maximum, and
/// two sums of these. It tells ln of the odds of an easing and its size. Memory is reserved once.
/// </summary>
/// <remarks>Products and sums are taken in one order and without fused operations, so that every processor gives the same answer.</remarks>
public sealed class EasingNet
{
    private readonly float[] _input;
    private readonly float[] _first;
    private readonly float[] _second;
    private readonly float[] _third;
    private readonly float[] _pooled = new float[EasingNetShape.Pooled];
    private readonly float[] _joined = new float[EasingNetShape.Joined];
    private readonly float[] _out = new float[EasingNetShape.Outputs];

    /// <summary>Reserves the memory.</summary>
    /// <param name="mostSteps">Most steps of a course.</param>
    public EasingNet(int mostSteps)
    {
        EasingNetShape shape = EasingNetShape.Of(Math.Max(mostSteps, EasingNetShape.FewestSteps));
        _input = new float[shape.Steps * EasingNetShape.Channels];
        _first = new float[shape.First * EasingNetShape.FirstOut];
        _second = new float[shape.Second * EasingNetShape.SecondOut];
        _third = new float[shape.Third * EasingNetShape.ThirdOut];
    }

    /// <summary>ln of the odds of an easing, as the network alone would have them.</summary>
    public double Odds => _out[0];

    /// <summary>The visible drop in ln(force), as the network alone would have it.</summary>
    public double Size => _out[1] * EasingNetShape.SizeUnit;

    /// <summary>Reads a course.</summary>
    /// <param name="weights">The weights, laid out as <see cref="EasingNetShape"/> says.</param>
    /// <param name="levels">Levels in units of <see cref="EasingCourse.Unit"/>, one each <see cref="EasingCourse.StepSeconds"/>.</param>
    /// <exception cref="ArgumentException">Weights or levels are too few.</exception>
    public void Read(ReadOnlySpan<float> weights, ReadOnlySpan<float> levels)
    {
        if (weights.Length != EasingNetShape.Weights || levels.Length < EasingNetShape.FewestSteps)
        {
            throw new ArgumentException("The network needs all of its weights and at least 18 s.", nameof(levels));
        }

        EasingNetShape shape = EasingNetShape.Of(levels.Length);
        EasingCourse.WithChanges(levels, _input);
        ReadOnlySpan<Vector256<float>> w = MemoryMarshal.Cast<float, Vector256<float>>(weights);
        int at = Slide(w, 0, _input, shape.First, EasingNetShape.FirstStep, EasingNetShape.FirstIn, _first, EasingNetShape.FirstOut, true);
        at = Slide(w, at, _first, shape.Second, EasingNetShape.SecondStep, EasingNetShape.SecondIn, _second, EasingNetShape.SecondOut, true);
        at = Slide(w, at, _second, shape.Third, EasingNetShape.ThirdStep, EasingNetShape.ThirdIn, _third, EasingNetShape.ThirdOut, true);
        Pool(shape.Third);
        at = Slide(w, at, _pooled, 1, 0, EasingNetShape.Pooled, _joined, EasingNetShape.Joined, true);
        Slide(w, at, _joined, 1, 0, EasingNetShape.Joined, _out, EasingNetShape.Outputs, false);
    }

    // One layer: at each position a window of values times the weights, and the constants behind them. Gives where the next layer's weights begin.
    private static int Slide(ReadOnlySpan<Vector256<float>> weights, int at, ReadOnlySpan<float> input, int positions, int step, int window, Span<float> output, int outputs, bool rectify)
    {
        int lanes = outputs / Vector256<float>.Count;
        ReadOnlySpan<Vector256<float>> constants = weights.Slice(at + (window * lanes), lanes);
        Span<Vector256<float>> to = MemoryMarshal.Cast<float, Vector256<float>>(output);
        for (int p = 0; p < positions; p++)
        {
            ReadOnlySpan<float> values = input.Slice(p * step, window);
            for (int lane = 0; lane < lanes; lane++)
            {
                Vector256<float> even = constants[lane];
                Vector256<float> odd = Vector256<float>.Zero;
                int j = 0;
                int k = at + lane;
                for (; j + 1 < values.Length; j += 2, k += 2 * lanes)
                {
                    even += weights[k] * values[j];
                    odd += weights[k + lanes] * values[j + 1];
                }

                Vector256<float> sum = even + odd;
                to[(p * lanes) + lane] = rectify ? Vector256.Max(sum, Vector256<float>.Zero) : sum;
            }
        }

        return at + ((window + 1) * lanes);
    }

    private void Pool(int positions)
    {
        const int Out = EasingNetShape.ThirdOut;
        for (int part = 0; part < EasingNetShape.Parts; part++)
        {
            (int from, int to) = EasingNetShape.Part(part, positions);
            for (int c = 0; c < Out; c++)
            {
                float sum = 0;
                for (int p = from; p < to; p++)
                {
                    sum += _third[(p * Out) + c];
                }

                _pooled[(part * Out) + c] = sum / (to - from);
            }
        }

        for (int c = 0; c < Out; c++)
        {
            float most = 0;
            for (int p = 0; p < positions; p++)
            {
                most = Math.Max(most, _third[(p * Out) + c]);
            }

            _pooled[(EasingNetShape.Parts * Out) + c] = most;
        }
    }
}
