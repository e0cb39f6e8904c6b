using System.Text.RegularExpressions;

namespace Algometer.Tables;

/// <summary>
/// What a heading says beside its unit. A unit alone makes no measurement: targets, peaks and standard deviations are in newtons too, and what is in
/// kilograms may be a body. So a column is taken unasked only where every word of its name is known to be that of a force (or a time, or a code), or to
/// say merely which one; one word that nobody knows, and the program asks.
/// </summary>
internal static partial class ColumnWords
{
    private static readonly HashSet<string> _forces = Set("force forces load loads loadcell kraft kräfte last zug druck f fx fy fz push pull press pressing compression compressive pressure algometer algometry ppt pushing pulling grip tension traction traktion hang dynamometer dyno fuerza fuerzas fuerte forza força forca carga charge carico pression presión presion pressão pressao pressione zugkraft druckkraft griffkraft presskraft haltekraft fingerkraft forcegauge kraftsensor kraftaufnehmer 力 压力 拉力 推力 握力 负荷 载荷 力值 压力值 壓力 拉力值 力量");
    private static readonly HashSet<string> _codes = Set("raw adc hx code codes count counts converter rohwert rohwerte 原始值 计数");
    private static readonly HashSet<string> _times = Set("time times t timestamp timestamps stamp zeit zeitstempel elapsed temps tiempo tempo uhrzeit heure hora ora horodatage clock seconds second secs sec sek sekunden millis micros millisekunden milliseconds microseconds secondes segundos msec ms s messzeit standardmessrate measurement recording since start from begin device host system unix epoch utc local date datum datetime fecha data absolute relative abs rel 时间 時間 时刻 日時 時刻 us µs klo aika tid stopwatch stoppuhr min mins minute minutes minuten");

    // Which one of several, and how it came about: nothing that would make another quantity of it.
    private static readonly HashSet<string> _neutral = Set("channel channels ch chan kanal canal sensor sensors capteur cell transducer input eingang analog ai raw filtered filt unfiltered smoothed gefiltert roh rohwert sample samples value values wert werte messwert messwerte mess valeur valeurs valor valores valore reading readings lectura measured measurement measurements gemessen gemessene mesure mesurée medida medido signal run trial rep latest set live actual ist current absolute abs axial vertical x y z a b c d tindeq progressor linescale kinvent wagner microfet gauge instrument device dev data the of de la du del der die das in 通道 传感器 值 测量值");
    // Of two sides of one body; "time left" is another thing, and of both sides together it is a difference or a sum.
    private static readonly HashSet<string> _sides = Set("left right links rechts li re l r gauche droite droit izquierda derecha izquierdo derecho esquerda direita esquerdo direito 左 右");
    private static readonly HashSet<string> _units = Set("n newton newtons mn cn dn un µn kn dan kp bar mbar hpa kgf kg g gf lbf lb lbs oz ozf kpa pa mpa psi mmhg cm kilonewton");
    private static readonly HashSet<string> _masses = new(["kg", "g", "lb", "lbs", "oz"], StringComparer.Ordinal);

    /// <summary>The word by which a column of a fitting unit is not surely the wanted one; empty where it surely is.</summary>
    /// <param name="column">With its unit.</param>
    public static string Against(TableColumn column)
    {
        string[] words = Words(column.Name);
        return column.Unit?.Quantity switch
        {
            ColumnQuantity.Time => Reckoned(column.Name) ?? Unknown(words, _times) ?? "",
            ColumnQuantity.Counts => Reckoned(column.Name) ?? Sides(words) ?? Unknown(words, _codes, _forces, _sides) ?? (words.Any(_codes.Contains) || words.Any(_forces.Contains) || words.Any(_neutral.Contains) || words.Any(_sides.Contains) ? "" : column.Name),
            ColumnQuantity.Force or ColumnQuantity.Pressure => Reckoned(column.Name) ?? Sides(words) ?? Unknown(words, _forces, _sides) ?? (_masses.Contains(column.Unit.Name) && !words.Any(_forces.Contains) ? column.Unit.Name : ""),
            _ => "",
        };
    }

    private static string? Unknown(string[] words, params HashSet<string>[] known) =>
        words.FirstOrDefault(word => !_neutral.Contains(word) && !_units.Contains(word) && !Array.Exists(known, set => set.Contains(word)));

    private static string? Sides(string[] words) => words.Where(_sides.Contains).ToArray() is { Length: > 1 } sides ? string.Join(' ', sides) : null;

    // A power, a share, a sum, a difference, a set value or a mean of forces, by its bar, is none; nor is the first or the last of several.
    private static string? Reckoned(string name) => ReckonedSign().Match(name.Normalize()) is { Success: true } sign ? sign.Value.Trim() : null;

    // "GripForce" is two words.
    private static string[] Words(string name) => ComputedWords.Tokens(Joint().Replace(name.Normalize(), " "));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);

    [GeneratedRegex(@"[\^²³%‰~√∑±<>≤≥*+'′∆Δ\u0300-\u036F]|(?<=\p{L}\d*)[-−/](?=\p{L}\d*\z)|\A\s*[-−/]|\A\s*\d+\s*/|(?<!\p{L})[FfTt][_ ]?[0₀](?!\d)|(?<!data )\bset\b|\blast(?= (force|load|pressure|value|reading)\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ReckonedSign();

    [GeneratedRegex(@"(?<=\p{Ll})(?=\p{Lu}\p{Ll})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joint();
}
