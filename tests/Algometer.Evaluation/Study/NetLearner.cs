using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Study;

/// <summary>What the network should have said of a course, and how it should change: one learner for each core.</summary>
internal sealed class NetLearner
{
    private const float SizeWeight = 0.3f;
    private static readonly NetLayer[] _layers =
    [
        new(EasingNetShape.FirstStep, EasingNetShape.FirstIn, EasingNetShape.FirstOut, true),
        new(EasingNetShape.SecondStep, EasingNetShape.SecondIn, EasingNetShape.SecondOut, true),
        new(EasingNetShape.ThirdStep, EasingNetShape.ThirdIn, EasingNetShape.ThirdOut, true),
        new(0, EasingNetShape.Pooled, EasingNetShape.Joined, true),
        new(0, EasingNetShape.Joined, EasingNetShape.Outputs, false),
    ];

    private readonly float[] _input;
    private readonly float[][] _values;
    private readonly float[][] _changes;
    private readonly float[] _pooled = new float[EasingNetShape.Pooled];
    private readonly float[] _pooledChange = new float[EasingNetShape.Pooled];
    private readonly int[] _highest = new int[EasingNetShape.ThirdOut];

    public NetLearner(int mostSteps)
    {
        EasingNetShape shape = EasingNetShape.Of(mostSteps);
        _input = new float[mostSteps * EasingNetShape.Channels];
        int[] sizes = [shape.First * EasingNetShape.FirstOut, shape.Second * EasingNetShape.SecondOut, shape.Third * EasingNetShape.ThirdOut, EasingNetShape.Joined, EasingNetShape.Outputs];
        _values = [.. sizes.Select(size => new float[size])];
        _changes = [.. sizes.Select(size => new float[size])];
    }

    /// <summary>Sum of the changes asked for.</summary>
    public float[] Gradient { get; } = new float[EasingNetShape.Weights];

    /// <summary>The layers.</summary>
    public static IReadOnlyList<NetLayer> Layers => _layers;

    /// <summary>Adds what a case asks for.</summary>
    /// <returns>Its loss.</returns>
    public double Learn(ReadOnlySpan<float> weights, ReadOnlySpan<float> levels, bool eased, double drop, double weight)
    {
        Read(weights, levels, out EasingNetShape shape);
        double odds = _values[4][0];
        double p = 1 / (1 + Math.Exp(-odds));
        double off = eased ? _values[4][1] - (drop / EasingNetShape.SizeUnit) : 0;
        foreach (float[] change in _changes)
        {
            Array.Clear(change);
        }

        Array.Clear(_pooledChange);
        _changes[4][0] = (float)(weight * (p - (eased ? 1 : 0)));
        _changes[4][1] = (float)(weight * SizeWeight * off);
        int[] from = [0, 0, 0, 0, 0];
        for (int i = 1; i < 5; i++)
        {
            from[i] = from[i - 1] + _layers[i - 1].Weights;
        }

        _layers[4].Backward(weights[from[4]..], _values[3], _values[4], 1, _changes[4], Gradient.AsSpan(from[4], _layers[4].Weights), _changes[3]);
        _layers[3].Backward(weights[from[3]..from[4]], _pooled, _values[3], 1, _changes[3], Gradient.AsSpan(from[3], _layers[3].Weights), _pooledChange);
        PoolBack(shape.Third);
        _layers[2].Backward(weights[from[2]..from[3]], _values[1], _values[2], shape.Third, _changes[2], Gradient.AsSpan(from[2], _layers[2].Weights), _changes[1]);
        _layers[1].Backward(weights[from[1]..from[2]], _values[0], _values[1], shape.Second, _changes[1], Gradient.AsSpan(from[1], _layers[1].Weights), _changes[0]);
        _layers[0].Backward(weights[..from[1]], _input, _values[0], shape.First, _changes[0], Gradient.AsSpan(0, _layers[0].Weights), []);
        return weight * (Math.Log(1 + Math.Exp(eased ? -odds : odds)) + (0.5 * SizeWeight * off * off));
    }

    /// <summary>What it says.</summary>
    public (double Odds, double Size) Read(ReadOnlySpan<float> weights, ReadOnlySpan<float> levels, out EasingNetShape shape)
    {
        shape = EasingNetShape.Of(levels.Length);
        EasingCourse.WithChanges(levels, _input);
        int at = 0;
        int[] positions = [shape.First, shape.Second, shape.Third, 1, 1];
        for (int i = 0; i < 5; i++)
        {
            float[] input = i == 0 ? _input : i == 3 ? _pooled : _values[i - 1];
            if (i == 3)
            {
                Pool(shape.Third);
            }

            _layers[i].Forward(weights.Slice(at, _layers[i].Weights), input, positions[i], _values[i]);
            at += _layers[i].Weights;
        }

        return (_values[4][0], _values[4][1] * EasingNetShape.SizeUnit);
    }

    private void Pool(int positions)
    {
        const int Out = EasingNetShape.ThirdOut;
        Array.Clear(_pooled);
        for (int part = 0; part < EasingNetShape.Parts; part++)
        {
            (int from, int to) = EasingNetShape.Part(part, positions);
            for (int i = from * Out; i < to * Out; i++)
            {
                _pooled[(part * Out) + (i % Out)] += _values[2][i] / (to - from);
            }
        }

        for (int i = 0; i < positions * Out; i++)
        {
            int c = i % Out;
            if (i < Out || _values[2][i] > _values[2][_highest[c]])
            {
                _highest[c] = i;
            }
        }

        for (int c = 0; c < Out; c++)
        {
            _pooled[(EasingNetShape.Parts * Out) + c] = _values[2][_highest[c]];
        }
    }

    private void PoolBack(int positions)
    {
        const int Out = EasingNetShape.ThirdOut;
        for (int part = 0; part < EasingNetShape.Parts; part++)
        {
            (int from, int to) = EasingNetShape.Part(part, positions);
            for (int i = from * Out; i < to * Out; i++)
            {
                _changes[2][i] += _pooledChange[(part * Out) + (i % Out)] / (to - from);
            }
        }

        for (int c = 0; c < Out; c++)
        {
            _changes[2][_highest[c]] += _pooledChange[(EasingNetShape.Parts * Out) + c];
        }
    }
}
