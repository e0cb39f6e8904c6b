namespace Algometer.Tables;

/// <summary>
/// What a heading says beside its unit. A unit alone makes no measurement: targets, peaks and standard deviations are in newtons too, and what is in
/// kilograms may be a body.
/// </summary>
internal static class ColumnWords
{
    private static readonly HashSet<string> _noForce = Set("target goal aim ziel soll sollwert setpoint set cible objetivo alvo limit grenze grenzwert threshold schwelle seuil umbral limiar offset zero null tare tara baseline noise rauschen error fehler erreur capacity range bereich resolution weight gewicht poids peso mass masse masa massa body körper acc accel acceleration beschleunigung accélération aceleración aceleração duration dauer durée duración rate slope steigung peak spitze pico pic reference ref expected predicted model fit fitted residual difference diff delta number impulse work energy");
    private static readonly HashSet<string> _noTime = Set("delay dt delta interval intervall duration dauer durée duración duração period periode dwell rest rate latency latenz hold pause step lag offset reaction reaktion target per");
    private static readonly HashSet<string> _forces = Set("force forces load loadcell kraft last zug druck f fx fy fz pull push press pressing grip tension traction hang strength dynamometer dyno fuerza fuerte forza força forca carga charge zugkraft druckkraft griffkraft");
    private static readonly HashSet<string> _codes = Set("raw adc hx code codes count counts load loadcell cell force kraft sensor channel ch kanal value values signal converter reading");
    private static readonly HashSet<string> _masses = new(["kg", "g", "lb", "lbs", "oz"], StringComparer.Ordinal);

    /// <summary>The word by which a column of a fitting unit is none of the wanted; empty where it may be one.</summary>
    /// <param name="column">With its unit.</param>
    public static string Against(TableColumn column)
    {
        string[] words = ComputedWords.Tokens(column.Name);
        return column.Unit?.Quantity switch
        {
            ColumnQuantity.Time => words.FirstOrDefault(_noTime.Contains) ?? "",
            ColumnQuantity.Counts => words.Any(_codes.Contains) && NoForce(words) is null ? "" : NoForce(words) ?? column.Name,
            ColumnQuantity.Force or ColumnQuantity.Pressure => NoForce(words) ?? (_masses.Contains(column.Unit.Name) && !words.Any(_forces.Contains) ? column.Unit.Name : ""),
            _ => "",
        };
    }

    private static string? NoForce(string[] words) => words.FirstOrDefault(word => _noForce.Contains(word) || ComputedWords.IsFigure(word));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
