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

            if (Scale().Match(line.Text) is { Success: true } scale && CellText.TryNumber(scale.Groups["factor"].Value, out double factor) && factor != 1 && factor != 0 && !IsConverters(scale.Value, factor))
            {
                throw new TableException(string.Create(CultureInfo.InvariantCulture, $"{file.Place(line.Line)}: '{CellText.Short(line.Text)}': is it in the numbers already? Say --force \"{force.Called}:{unit.Name}\" if they are {unit.Name} as they stand, --force \"{force.Called}:{factor}{unit.Name}\" if not."));
            }

            if (Tare().Match(line.Text) is { Success: true } tare && CellText.TryNumber(tare.Groups["number"].Value, out double zero) && zero != 0 && ColumnUnits.Find(tare.Groups["unit"].Value) is { Quantity: ColumnQuantity.Force or ColumnQuantity.Pressure })
            {
                throw new TableException($"{file.Place(line.Line)}: '{CellText.Short(line.Text)}': is it taken off the numbers already? Say --force \"{force.Called}:{unit.Name}\" if they are forces as they stand, else take it off in the table.");
            }

            if (Turned().IsMatch(line.Text))
            {
                throw new TableException($"{file.Place(line.Line)}: '{CellText.Short(line.Text)}': are the numbers turned round? Say --force \"{force.Called}:{unit.Name}\" if they are forces as they stand, --force \"{force.Called}:-1{unit.Name}\" if presses stand below nought.");
            }
        }
    }

    // A converter's own gain, such as 128, is in its codes.
    private static bool IsConverters(string words, double factor) => words.StartsWith("gain", StringComparison.OrdinalIgnoreCase) && factor is 16 or 32 or 64 or 128 or 256;

    [GeneratedRegex(@"\b(tare|tara|offset|zero(ing)?( value| offset| load)?|nullpunkt|nullwert|tarierung|décalage|desplazamiento|皮重|零点)\b[^:=,;\d]{0,20}[:=,;\s]\s*(?<number>[-+]?\d+([.,]\d+)?)\s*(?<unit>[\p{L}/²]+2?)(?![\p{L}\d])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Tare();

    [GeneratedRegex(@"\b(polarity|polarität|polarité|polaridad|polaridade|sign|direction|signal|force|inverted|invert)\b\s*[:=,;\s]\s*(inverted|inverse|reversed?|negative|invertiert|umgekehrt|inversée?|invertida|yes|true|ja|oui|1)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Turned();

    [GeneratedRegex(@"(\b(units?|einheit(en)?|unités?|unidad(es)?|unidades?|unità)( of (force|measure(ment)?))?\s*[:=,;\s]\s*|\b(forces?|loads?|values?|kräfte|kraft|werte|alle|valeurs|fuerzas?|valores|forças?|data)\b[^,;:\d]{0,20}?\b(in|en|em)\s+|单位\s*[:：,;\s]\s*)[\[(]?(?<unit>[\p{L}/²]+2?)[\])]?(?![\p{L}\d])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Stated();

    [GeneratedRegex(@"\b(scal(e|ing)[ _-]?factor|multiplier|gain|verstärkung|amplification|ganancia|ganho|skalierungsfaktor|skalierung|umrechnungsfaktor|multiplikator|facteur( d.échelle| de conversion)?|factor de (escala|conversión)|fator de (escala|conversão)|conversion factor|比例系数|系数)\b?\s*[:=,;\s]\s*[x×]?\s*(?<factor>\d+([.,]\d+)?(e[-+]?\d+)?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Scale();
}
