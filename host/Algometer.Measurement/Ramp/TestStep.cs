namespace Algometer.Measurement.Ramp;

/// <summary>What is done in a step.</summary>
public enum StepKind
{
    /// <summary>A ramp to learn what is asked; never counts.</summary>
    Familiarisation,

    /// <summary>A ramp to the patient's answer.</summary>
    Ramp,

    /// <summary>A train of equal pulses, each rated.</summary>
    Pulses,

    /// <summary>A held pressure, rated.</summary>
    Level,

    /// <summary>A rating some time after the last pressure.</summary>
    AfterSensation,

    /// <summary>The conditioning stimulus begins.</summary>
    Conditioning,
}

/// <summary>One step of a test.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Place">Where.</param>
/// <param name="Round">Which repeat, from 1.</param>
/// <param name="Percent">Height in % of the place's threshold, for pulses and levels.</param>
/// <param name="Seconds">When an after-sensation is rated or how long a level is held, s.</param>
/// <param name="Conditioned">Whether the conditioning stimulus is on.</param>
public sealed record TestStep(StepKind Kind, TestPlace Place, int Round, double Percent = 0, double Seconds = 0, bool Conditioned = false)
{
    /// <summary>Whether something is pressed.</summary>
    public bool Presses => Kind is not (StepKind.AfterSensation or StepKind.Conditioning);
}

/// <summary>Lays a protocol out over places, in an order that the seed decides; the same seed gives the same order.</summary>
public static class TestPlan
{
    /// <summary>The steps in order.</summary>
    /// <param name="protocol">What is tested.</param>
    /// <param name="places">Where; at least one, each once.</param>
    /// <param name="remote">Where the familiarisation is done; null for none.</param>
    /// <param name="seed">Decides the order.</param>
    /// <exception cref="ArgumentException">No place, or one twice.</exception>
    public static IReadOnlyList<TestStep> Of(TestProtocol protocol, IReadOnlyList<TestPlace> places, TestPlace? remote, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(places);
        if (places.Count == 0)
        {
            throw new ArgumentException("Choose at least one site.", nameof(places));
        }

        if (places.Select(place => place.Key).Distinct(StringComparer.Ordinal).Count() != places.Count)
        {
            throw new ArgumentException("A site is chosen twice: choose each once.", nameof(places));
        }

        var steps = new List<TestStep>();
        if (protocol.Familiarisation && remote is not null)
        {
            steps.Add(new TestStep(StepKind.Familiarisation, remote, 0));
        }

        ulong state = seed;
        for (int round = 1; round <= protocol.Repeats; round++)
        {
            foreach (TestPlace place in Ordered(places, protocol.RandomOrder, ref state))
            {
                steps.Add(new TestStep(StepKind.Ramp, place, round));
            }
        }

        foreach (TestPlace place in protocol.Kind is TestKind.Threshold or TestKind.Tolerance ? [] : Ordered(places, protocol.RandomOrder, ref state))
        {
            AddSecondPart(steps, protocol, place, ref state);
        }

        return steps;
    }

    private static void AddSecondPart(List<TestStep> steps, TestProtocol protocol, TestPlace place, ref ulong state)
    {
        switch (protocol.Kind)
        {
            case TestKind.TemporalSummation:
                steps.Add(new TestStep(StepKind.Pulses, place, 1, protocol.PulsePercent));
                break;
            case TestKind.AfterSensation:
                steps.Add(new TestStep(StepKind.Level, place, 1, protocol.PulsePercent, protocol.LevelSeconds));
                break;
            case TestKind.StimulusResponse:
                foreach (double percent in Ordered(protocol.LevelPercents, protocol.RandomOrder, ref state))
                {
                    steps.Add(new TestStep(StepKind.Level, place, 1, percent, protocol.LevelSeconds));
                }

                break;
            case TestKind.ConditionedModulation:
                steps.Add(new TestStep(StepKind.Conditioning, place, 1, Seconds: protocol.ConditioningSeconds));
                for (int round = 1; round <= protocol.Repeats; round++)
                {
                    steps.Add(new TestStep(StepKind.Ramp, place, round, Conditioned: true));
                }

                break;
        }

        steps.AddRange(protocol.AfterSensationSeconds.Select(seconds => new TestStep(StepKind.AfterSensation, place, 1, Seconds: seconds)));
    }

    private static T[] Ordered<T>(IReadOnlyList<T> items, bool random, ref ulong state)
    {
        T[] order = [.. items];
        for (int i = order.Length - 1; random && i > 0; i--)
        {
            int j = (int)(Next(ref state) % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    // SplitMix64: the same order on every machine and in every version.
    private static ulong Next(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
