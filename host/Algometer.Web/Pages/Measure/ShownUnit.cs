using System.Globalization;
using System.Text.Json;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Web.Pages.Shell;

namespace Algometer.Web.Pages.Measure;

/// <summary>The unit of display over the tip that is fitted: a pressure needs a known area, and a ball has none.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="PerNewton">How many of it a newton is.</param>
public sealed record ShownUnit(DisplayUnit Unit, double PerNewton)
{
    private static readonly DisplayUnit[] _all = [DisplayUnit.Newtons, DisplayUnit.Kilopascals, DisplayUnit.KilogramsForcePerSquareCentimeter, DisplayUnit.PoundsForcePerSquareInch];

    /// <summary>Digits behind the point.</summary>
    public int Decimals => Unit.Decimals();

    /// <summary>As it is written.</summary>
    public string Symbol => Unit.Symbol();

    /// <summary>As an element of the page takes it.</summary>
    public string Data => JsonSerializer.Serialize(new { per = PerNewton, decimals = Decimals, symbol = Symbol });

    /// <summary>What may be chosen over a tip.</summary>
    /// <param name="tipCm2">The tip's area, cm²; 0 for a ball.</param>
    public static IReadOnlyList<DisplayUnit> Of(double tipCm2) => tipCm2 > 0 ? _all : [DisplayUnit.Newtons];

    /// <summary>The unit that was asked for, or newtons where the tip has no area.</summary>
    /// <param name="wanted">The unit.</param>
    /// <param name="tipCm2">The tip's area, cm²; 0 for a ball.</param>
    public static ShownUnit Over(DisplayUnit wanted, double tipCm2)
    {
        DisplayUnit unit = wanted.IsPressure() && !(tipCm2 > 0) ? DisplayUnit.Newtons : wanted;
        var converter = new DisplayConverter(unit, unit.IsPressure() ? TipArea.FromSquareCentimeters(tipCm2) : null);
        return new ShownUnit(unit, converter.Convert(Force.FromNewtons(1)));
    }

    /// <summary>A force in it, with the digits that it carries.</summary>
    public string Number(double newtons) => Show.Number(newtons * PerNewton, Decimals);

    /// <summary>A force in it, with its symbol.</summary>
    public string With(double newtons) => $"{Number(newtons)} {Symbol}";

    /// <summary>A force in it as a field takes it.</summary>
    public string Field(double newtons) => double.IsNaN(newtons) ? "" : Math.Round(newtons * PerNewton, Decimals, MidpointRounding.AwayFromZero).ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
