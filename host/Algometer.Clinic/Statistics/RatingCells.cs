using Algometer.Measurement.Agreement;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>Reads the values of one table of repeat measurements: a number that was measured, or a refusal with place, reason and remedy.</summary>
/// <param name="delimiter">What parts the cells.</param>
/// <param name="missing">Numbers that stand for a missing value, as <see cref="RatingQuestion.Missing"/> has them.</param>
internal sealed class RatingCells(char delimiter, IReadOnlyList<string> missing)
{
    private readonly DecimalText _numbers = new(delimiter);
    private readonly MissingNumbers _missing = new(missing);
    private readonly OutlyingNumbers _outlying = new(isMeasured: true);
    private readonly ThousandsDoubt _thousands = new();
    private readonly List<string> _places = [];
    private readonly List<double> _values = [];

    /// <summary>Reads a value.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="place">Line and column in words.</param>
    /// <param name="who">Subject and trial in words.</param>
    /// <exception cref="FormatException">It is missing, censored or no number.</exception>
    public double Value(string cell, string place, string who)
    {
        bool isMissing = CellText.IsMissing(cell) || _missing.TakeWord(cell);
        if (!isMissing && cell[0] is '>' or '<' or '≥' or '≤')
        {
            throw new FormatException($"{place}: '{cell}' of {who} is censored and cannot be averaged as a number: leave out the whole subject, or the whole trial, and say so in the report.");
        }

        double value = double.NaN;
        if (!isMissing && _numbers.Read(cell, out value) is { } problem)
        {
            throw new FormatException($"{place}: {problem} ({who}).");
        }

        if (isMissing || _missing.Take(value))
        {
            throw new FormatException($"{place}: the value of {who} is missing{(cell.Length == 0 ? "" : $" ('{cell}')")}: measure it, or leave out the whole subject or the whole trial.");
        }

        if (Math.Abs(value) > RatingTable.LargestValue)
        {
            throw new FormatException($"{place}: {cell} of {who} is too large to be a measured value: say --missing {cell} if it stands for a missing one.");
        }

        _outlying.Take(value, _places.Count);
        _thousands.Take(cell, value);
        _values.Add(value);
        _places.Add($"{place} ({who})");
        return value;
    }

    /// <summary>At the table's end: refuses what can be read in two ways.</summary>
    /// <exception cref="FormatException">Points may part thousands, or a number may stand for a missing value.</exception>
    public void End()
    {
        _numbers.End("The table");
        if (_thousands.Question is { } parted)
        {
            throw new FormatException($"{parted}.");
        }

        if (_missing.Asks && _outlying.Doubtful() is { } doubt)
        {
            throw new FormatException($"{_places[doubt.Place]}: {MissingNumbers.Question(doubt.Number)}");
        }

        if (_missing.Asks)
        {
            AskForCutOff();
        }
    }

    // Where the pressing ends at 1000, a threshold above it is not known: a round number that is the largest and comes again and again, among others that are less round.
    private void AskForCutOff()
    {
        double largest = _values.Count == 0 ? 0 : _values.Max();
        int count = _values.Count(value => value == largest);
        bool isRound = largest >= 100 && largest % 50 == 0 && _values.Any(value => value % 50 != 0);
        if (isRound && count > 2 && count * 4 >= _values.Count)
        {
            throw new FormatException($"{_places[_values.IndexOf(largest)]}: {largest.ToString(System.Globalization.CultureInfo.InvariantCulture)} stands {count} times and nothing is larger: a cut-off, at which the pressing ended? Such values are censored and cannot be averaged as numbers: leave those subjects out and say so in the report, or say --missing {MissingNumbers.None} if all were measured.");
        }
    }
}
