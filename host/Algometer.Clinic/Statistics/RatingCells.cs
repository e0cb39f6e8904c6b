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
    private readonly List<(double Value, string Cell, string Place, string Who)> _usual = [];
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
            throw new FormatException($"{place}: {cell} of {who} is too large to be a measured value.");
        }

        if (MissingNumbers.IsUsual(value))
        {
            _usual.Add((value, cell, place, who));
        }

        _values.Add(value);
        return value;
    }

    /// <summary>At the table's end: refuses what can be read in two ways.</summary>
    /// <exception cref="FormatException">Points may part thousands, or a number may stand for a missing value.</exception>
    public void End()
    {
        _numbers.End("The table");
        if (_usual.Count > 0)
        {
            double middle = _values.Order().ElementAt(_values.Count / 2);
            (double, double) span = MissingNumbers.Span(_values);
            foreach ((double value, string cell, string place, string who) in _usual.Where(one => _missing.IsDoubtful(one.Value, middle, span)))
            {
                throw new FormatException($"{place} ({who}): {MissingNumbers.Question(cell)}");
            }
        }
    }
}
