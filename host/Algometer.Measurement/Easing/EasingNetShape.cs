namespace Algometer.Measurement.Easing;

/// <summary>
/// The sizes of the network, and how its weights are laid out: layer after layer, in each first the weights of the window's values, each value's
/// for all outputs side by side, then the constants. All [S]: chosen by the study for what they cost and find.
/// </summary>
/// <param name="Steps">Steps of the course.</param>
/// <param name="First">Positions of the first layer.</param>
/// <param name="Second">Positions of the second.</param>
/// <param name="Third">Positions of the third.</param>
public readonly record struct EasingNetShape(int Steps, int First, int Second, int Third)
{
    /// <summary>Values of a step: level and quick change.</summary>
    public const int Channels = 2;

    /// <summary>Values in a window of the first layer: seven steps.</summary>
    public const int FirstIn = 7 * Channels;

    /// <summary>Values from one window to the next: two steps.</summary>
    public const int FirstStep = 2 * Channels;

    /// <summary>Outputs of the first layer.</summary>
    public const int FirstOut = 16;

    /// <summary>Values in a window of the second layer: five positions.</summary>
    public const int SecondIn = 5 * FirstOut;

    /// <summary>Values from one window to the next: two positions.</summary>
    public const int SecondStep = 2 * FirstOut;

    /// <summary>Outputs of the second layer.</summary>
    public const int SecondOut = 16;

    /// <summary>Values in a window of the third layer: five positions.</summary>
    public const int ThirdIn = 5 * SecondOut;

    /// <summary>Values from one window to the next: two positions.</summary>
    public const int ThirdStep = 2 * SecondOut;

    /// <summary>Outputs of the third layer.</summary>
    public const int ThirdOut = 24;

    /// <summary>The hold is looked at in thirds.</summary>
    public const int Parts = 3;

    /// <summary>Means over the thirds and the maximum.</summary>
    public const int Pooled = (Parts + 1) * ThirdOut;

    /// <summary>Outputs of the layer that joins them.</summary>
    public const int Joined = 24;

    /// <summary>Outputs: ln of the odds, size, and six that make it eight.</summary>
    public const int Outputs = 8;

    /// <summary>The size is told in this unit, ln(force).</summary>
    public const double SizeUnit = 0.1;

    /// <summary>Shortest course that can be read: 18 s.</summary>
    public const int FewestSteps = 45;

    /// <summary>All weights and constants.</summary>
    public const int Weights = ((FirstIn + 1) * FirstOut) + ((SecondIn + 1) * SecondOut) + ((ThirdIn + 1) * ThirdOut) + ((Pooled + 1) * Joined) + ((Joined + 1) * Outputs);

    /// <summary>The shape for so many steps.</summary>
    public static EasingNetShape Of(int steps)
    {
        int first = ((steps - 7) / 2) + 1;
        int second = ((first - 5) / 2) + 1;
        return new EasingNetShape(steps, first, second, ((second - 5) / 2) + 1);
    }

    /// <summary>A third of the positions; never empty.</summary>
    /// <param name="part">Which third, from 0.</param>
    /// <param name="positions">Positions of the third layer.</param>
    public static (int From, int To) Part(int part, int positions)
    {
        int from = Math.Min(part * positions / Parts, positions - 1);
        return (from, Math.Max(from + 1, (part + 1) * positions / Parts));
    }
}
