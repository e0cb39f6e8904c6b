using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Algometer.Evaluation.Study;

/// <summary>One layer of the network while it learns: windows of values times weights, rectified or not, and the way back.</summary>
/// <param name="Step">Values from one window to the next.</param>
/// <param name="Window">Values in a window.</param>
/// <param name="Outputs">Outputs of a position, a multiple of eight.</param>
/// <param name="Rectify">Whether what is below 0 becomes 0.</param>
internal sealed record NetLayer(int Step, int Window, int Outputs, bool Rectify)
{
    /// <summary>Weights and constants.</summary>
    public int Weights => (Window + 1) * Outputs;

    /// <summary>From values to outputs.</summary>
    public void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> input, int positions, Span<float> output)
    {
        int lanes = Outputs / 8;
        ReadOnlySpan<Vector256<float>> w = MemoryMarshal.Cast<float, Vector256<float>>(weights);
        Span<Vector256<float>> to = MemoryMarshal.Cast<float, Vector256<float>>(output);
        for (int p = 0; p < positions; p++)
        {
            ReadOnlySpan<float> values = input.Slice(p * Step, Window);
            for (int lane = 0; lane < lanes; lane++)
            {
                Vector256<float> even = w[(Window * lanes) + lane];
                Vector256<float> odd = Vector256<float>.Zero;
                for (int j = 0; j + 1 < values.Length; j += 2)
                {
                    even += w[(j * lanes) + lane] * values[j];
                    odd += w[((j + 1) * lanes) + lane] * values[j + 1];
                }

                to[(p * lanes) + lane] = Rectify ? Vector256.Max(even + odd, Vector256<float>.Zero) : even + odd;
            }
        }
    }

    /// <summary>From what the outputs should change to what weights and values should.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="input">What went in.</param>
    /// <param name="output">What came out.</param>
    /// <param name="positions">How many windows.</param>
    /// <param name="change">What the outputs should change; cut to where they were not rectified.</param>
    /// <param name="weightChange">Added to.</param>
    /// <param name="inputChange">Added to; empty when nobody asks.</param>
    public void Backward(ReadOnlySpan<float> weights, ReadOnlySpan<float> input, ReadOnlySpan<float> output, int positions, Span<float> change, Span<float> weightChange, Span<float> inputChange)
    {
        int lanes = Outputs / 8;
        ReadOnlySpan<Vector256<float>> w = MemoryMarshal.Cast<float, Vector256<float>>(weights);
        Span<Vector256<float>> dw = MemoryMarshal.Cast<float, Vector256<float>>(weightChange);
        Span<Vector256<float>> dOut = MemoryMarshal.Cast<float, Vector256<float>>(change);
        for (int i = 0; Rectify && i < positions * Outputs; i++)
        {
            change[i] = output[i] > 0 ? change[i] : 0;
        }

        for (int p = 0; p < positions; p++)
        {
            ReadOnlySpan<float> values = input.Slice(p * Step, Window);
            ReadOnlySpan<Vector256<float>> d = dOut.Slice(p * lanes, lanes);
            for (int lane = 0; lane < lanes; lane++)
            {
                Vector256<float> one = d[lane];
                for (int j = 0; j < values.Length; j++)
                {
                    dw[(j * lanes) + lane] += one * values[j];
                }

                dw[(Window * lanes) + lane] += one;
            }

            if (inputChange.IsEmpty)
            {
                continue;
            }

            Span<float> back = inputChange.Slice(p * Step, Window);
            for (int j = 0; j < back.Length; j++)
            {
                Vector256<float> sum = w[j * lanes] * d[0];
                for (int lane = 1; lane < lanes; lane++)
                {
                    sum += w[(j * lanes) + lane] * d[lane];
                }

                back[j] += Vector256.Sum(sum);
            }
        }
    }
}
