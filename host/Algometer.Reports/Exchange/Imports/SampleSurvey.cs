namespace Algometer.Reports.Exchange.Imports;

/// <summary>What a first reading of any table of samples counts, the program's own or another's: samples and their step, in a little memory.</summary>
/// <param name="resolution">Finest difference between two steps, in their unit.</param>
public sealed class SampleSurvey(double resolution)
{
    private readonly StepMedian _steps = new(resolution);

    /// <summary>Samples so far.</summary>
    public long Count { get; private set; }

    /// <summary>The longest step, 0 before the first.</summary>
    public double LongestStep => _steps.Longest;

    /// <summary>Takes a sample.</summary>
    /// <param name="step">Since the one before; 0 where that is no step, as over a gap.</param>
    public void Take(double step)
    {
        if (Count++ > 0 && step > 0)
        {
            _steps.Add(step);
        }
    }

    /// <summary>At the table's end: the step in the middle; NaN where there is none.</summary>
    /// <exception cref="FormatException">There was no sample at all.</exception>
    public double Step() => Count > 0 ? _steps.Value() : throw new FormatException("The table has no samples.");
}
