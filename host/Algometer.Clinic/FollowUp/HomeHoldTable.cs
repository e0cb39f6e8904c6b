using System.Globalization;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Records.Documents;
using Algometer.Reports.Exchange.Tables;

namespace Algometer.Clinic.FollowUp;

/// <summary>A hold at home with the session it belongs to, as a line of a table; one line without a hold for a session in which nothing was held.</summary>
/// <param name="Session">The session.</param>
/// <param name="Hold">The hold; null for none.</param>
public sealed record HomeHoldRow(HomeSessionDocument Session, HoldSummary? Hold)
{
    /// <summary>The table: names carry the units.</summary>
    public static ExportTable<HomeHoldRow> Table { get; } = new("home_holds", "One hold at home, or a session without one.",
    [
        new("session", ColumnType.Text, "", "The session.", row => row.Record.Id),
        new("started_utc", ColumnType.Text, "", "When it began.", row => row.Record.StartedUtc.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        new("plan", ColumnType.Text, "", "Its plan; empty without one.", row => row.Record.PlanId),
        new("revision", ColumnType.Whole, "", "The plan's revision; 0 without one.", row => row.Record.PlanRevision),
        new("point", ColumnType.Text, "", "Where was pressed.", row => row.Record.Point),
        new("side", ColumnType.Text, "", "On which side.", row => TextIds.Kebab(row.Record.Side)),
        new("low_N", ColumnType.Number, "N", "Lower end of the band.", row => Rounded(row.Record.LowNewtons)),
        new("high_N", ColumnType.Number, "N", "Upper end of the band.", row => Rounded(row.Record.HighNewtons)),
        new("limit_N", ColumnType.Number, "N", "The limit.", row => Rounded(row.Record.LimitNewtons)),
        new("end", ColumnType.Text, "", "How the session ended.", row => TextIds.Kebab(row.Record.End)),
        new("movement_before_nrs", ColumnType.Whole, "", "Pain of the movement before, 0 to 10.", row => HomeHistory.Movement(row.Record).Before),
        new("movement_after_nrs", ColumnType.Whole, "", "Pain of the movement after, 0 to 10.", row => HomeHistory.Movement(row.Record).After),
        new("hold", ColumnType.Whole, "", "Number of the hold.", row => row.Hold?.Number),
        new("in_band_s", ColumnType.Number, "s", "Time in the band.", row => Rounded(row.Hold?.InBandSeconds)),
        new("outcome", ColumnType.Text, "", "How the hold ended.", row => row.Hold?.Outcome),
        new("peak_N", ColumnType.Number, "N", "Its peak.", row => Rounded(row.Hold?.PeakNewtons)),
        new("mean_N", ColumnType.Number, "N", "Its mean in the band.", row => Rounded(row.Hold?.MeanNewtons)),
        new("pain_nrs", ColumnType.Text, "", "Ratings in the hold, 0 to 10, in order.", row => row.Hold is { } hold ? string.Join(' ', hold.Pains) : null),
        new("easing", ColumnType.Text, "", "What the force's own judgement said.", row => row.Hold?.Easing),
        new("stop_reason", ColumnType.Text, "", "Why it was stopped.", row => row.Last(SessionEntryKind.StopReason)),
        new("feeling", ColumnType.Text, "", "How it felt at the end.", row => row.Last(SessionEntryKind.Feeling)),
        new("worse_rest_of_day", ColumnType.Text, "", "The evening's answer, yes or no.", row => row.Record.Evening is { } evening ? (evening.WorseRestOfDay ? "yes" : "no") : null),
        new("relief_h", ColumnType.Number, "h", "For how long it felt easier.", row => Rounded(row.Record.Evening?.ReliefHours)),
        new("simulated", ColumnType.Text, "", "Whether the sensor was simulated, yes or no.", row => row.Session.Simulated ? "yes" : "no"),
    ]);

    private SessionRecord Record => Session.Record;

    /// <summary>A line a hold, in order.</summary>
    /// <param name="sessions">The sessions.</param>
    public static IEnumerable<HomeHoldRow> Of(IEnumerable<HomeSessionDocument> sessions) => sessions.SelectMany(session =>
        HomeHistory.Holds(session.Record) is { Count: > 0 } holds ? holds.Select(hold => new HomeHoldRow(session, hold)) : [new HomeHoldRow(session, null)]);

    private string? Last(SessionEntryKind kind) => Record.Entries.LastOrDefault(entry => entry.Kind == kind)?.Text;

    private static object? Rounded(double? value) => value is { } number ? Math.Round(number, 2) : null;
}
