using System.Globalization;
using Algometer.Measurement.Units;

namespace Algometer.Measurement.Signal;

/// <summary>
/// Samples in the unit chosen for the page. A pressure unit without a known contact area is refused: a ball's
/// pressure is not knowable from its force, and a limit in kPa found with a probe must never become the ball's.
/// </summary>
public readonly record struct DisplayConverter
{
    private readonly double _perNewton;

    /// <summary>Builds the converter.</summary>
    /// <param name="unit">The unit to show.</param>
    /// <param name="tip">The flat tip; null for a ball or any other contact without a known area.</param>
    /// <exception cref="ArgumentException">A pressure unit without a tip area.</exception>
    public DisplayConverter(DisplayUnit unit, TipArea? tip)
    {
        Unit = unit;
        Tip = tip;
        if (!unit.IsPressure())
        {
            _perNewton = 1;
            return;
        }

        if (tip is not { } area)
        {
            throw new ArgumentException($"{unit.Symbol()} needs a known contact area; a ball has none: show newtons.", nameof(tip));
        }

        Pressure one = Force.FromNewtons(1).Over(area);
        _perNewton = unit switch
        {
            DisplayUnit.KilogramsForcePerSquareCentimeter => one.KilogramsForcePerSquareCentimeter,
            DisplayUnit.PoundsForcePerSquareInch => one.PoundsForcePerSquareInch,
            _ => one.Kilopascals,
        };
    }

    /// <summary>The unit shown.</summary>
    public DisplayUnit Unit { get; }

    /// <summary>The tip, or null for a contact without a known area.</summary>
    public TipArea? Tip { get; }

    /// <summary>The sample in <see cref="Unit"/>; NaN (show a blank, never a number) when it has no trustworthy force.</summary>
    /// <param name="sample">The sample.</param>
    public double Convert(in Sample sample) =>
        Unit == DisplayUnit.Counts ? sample.RawCounts : sample.HasForce ? sample.ForceNewtons * _perNewton : double.NaN;

    /// <summary>A force in <see cref="Unit"/>; not for counts, which need the calibration.</summary>
    /// <param name="force">The force.</param>
    /// <exception cref="InvalidOperationException">The unit is counts.</exception>
    public double Convert(Force force) => Unit == DisplayUnit.Counts
        ? throw new InvalidOperationException("Counts come from the cell's calibration, not from a force: use CellCalibration.FromNewtons.")
        : force.Newtons * _perNewton;

    /// <summary>The force shown as <paramref name="value"/> in <see cref="Unit"/>: what a typed limit means.</summary>
    /// <param name="value">A number in <see cref="Unit"/>; finite.</param>
    /// <exception cref="InvalidOperationException">The unit is counts.</exception>
    public Force ToForce(double value) => Unit == DisplayUnit.Counts
        ? throw new InvalidOperationException("A force cannot be read from counts without the cell's calibration.")
        : Force.FromNewtons(value / _perNewton);

    /// <summary>Number and symbol, the same in every culture; an em dash where there is no trustworthy force.</summary>
    /// <param name="sample">The sample.</param>
    public string Format(in Sample sample)
    {
        double value = Convert(in sample);
        return double.IsNaN(value)
            ? "— " + Unit.Symbol()
            : value.ToString("F" + Unit.Decimals().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + " " + Unit.Symbol();
    }
}
