using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Tables;

/// <summary>What the lines above the headings say of the forces' unit and scale, where they contradict the heading.</summary>
internal static partial class PreambleClaim
{
    /// <summary>Asks where they do.</summary>
    /// <param name="file">The table.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="force">The column of forces, with the unit of its heading.</param>
    /// <exception cref="TableException">They name another unit, or a factor.</exception>
    public static void Check(TableFile file, TableLayout layout, TableColumn force)
    {
        ColumnUnit unit = force.Unit!;
        foreach (PreambleLine line in layout.Preamble.Where(line => unit.Quantity != ColumnQuantity.Counts))
        {
            if (Stated().Match(line.Text) is { Success: true } stated && ColumnUnits.Find(stated.Groups["unit"].Value) is { Quantity: ColumnQuantity.Force or ColumnQuantity.Pressure } other && (other.Factor != unit.Factor || other.Quantity != unit.Quantity))
            {
                throw new TableException($"{file.Place(line.Line)}: '{CellText.Short(line.Text)}' speaks of {other.Name}, and the heading '{force.Shown}' of {unit.Name}. Say --force \"{force.Called}:{unit.Name}\" or --force \"{force.Called}:{other.Name}\".");
            }

            if (Scale().Match(line.Text) is { Success: true } scale && CellText.TryNumber(scale.Groups["factor"].Value, out double factor) && factor != 1 && factor != 0)
            {
                throw new TableException(string.Create(CultureInfo.InvariantCulture, $"{file.Place(line.Line)}: '{CellText.Short(line.Text)}': is it in the numbers already? Say --force \"{force.Called}:{unit.Name}\" if they are {unit.Name} as they stand, --force \"{force.Called}:{factor}{unit.Name}\" if not."));
            }
        }
    }

    [GeneratedRegex(@"(\b(units?|einheit(en)?|unités?|unidad(es)?|unidades?|unità)( of (force|measure(ment)?))?\s*[:=,;\s]\s*|\b(forces?|loads?|values?|kräfte|kraft|werte|alle|valeurs|fuerzas?|valores|forças?|data)\b[^,;:\d]{0,20}?\b(in|en|em)\s+|单位\s*[:：,;\s]\s*)[\[(]?(?<unit>[\p{L}/²]+2?)[\])]?(?![\p{L}\d])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Stated();

    [GeneratedRegex(@"\b(scal(e|ing)[ _-]?factor|multiplier|skalierungsfaktor|skalierung|umrechnungsfaktor|multiplikator|facteur( d.échelle| de conversion)?|factor de (escala|conversión)|fator de (escala|conversão)|conversion factor|比例系数|系数)\b?\s*[:=,;\s]\s*[x×]?\s*(?<factor>\d+([.,]\d+)?(e[-+]?\d+)?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Scale();
}
