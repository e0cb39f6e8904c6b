using Algometer.Measurement.Agreement;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;

namespace Algometer.Reports.Documents;

/// <summary>Whom a report is about.</summary>
/// <param name="Code">What the clinic calls the person; null for a run without a person.</param>
/// <param name="Name">The name, when the report is to carry it; null otherwise.</param>
/// <param name="BornDecade">First year of the decade of birth; null when not told.</param>
/// <param name="Sex">As norm tables use it, in words; empty when not told.</param>
/// <param name="Notes">Free text about the person.</param>
public sealed record ReportSubject(string? Code, string? Name, int? BornDecade, string Sex, string Notes)
{
    /// <summary>Identity in the record; empty for nobody.</summary>
    public string Id { get; init; } = "";

    /// <summary>Code, and name where there is one.</summary>
    public string Words => (Code, Name) switch
    {
        (null, _) => "no person named",
        (_, null) => Code,
        _ => $"{Code} · {Name}",
    };
}

/// <summary>A stretch of a trial's trace.</summary>
/// <param name="Seconds">Time since contact, s.</param>
/// <param name="Kpa">Pressure, kPa; not a number where a sample is missing or cannot be trusted.</param>
public readonly record struct TraceDot(double Seconds, double Kpa);

/// <summary>A threshold run with everything that its report needs.</summary>
public sealed record ReportRun
{
    /// <summary>Its identity.</summary>
    public required string Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>The protocol as it was.</summary>
    public required TestProtocol Protocol { get; init; }

    /// <summary>Everything it recorded, in order.</summary>
    public required IReadOnlyList<RunEntry> Entries { get; init; }

    /// <summary>Traces of trials by the entry's ordinal; a trial without one was not recorded.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<TraceDot>> Traces { get; init; } = new Dictionary<int, IReadOnlyList<TraceDot>>();

    /// <summary>Whether all steps were done.</summary>
    public bool Finished { get; init; } = true;

    /// <summary>Whether the sensor was simulated.</summary>
    public bool Simulated { get; init; }

    /// <summary>What the order was drawn from.</summary>
    public ulong Seed { get; init; }

    /// <summary>The device.</summary>
    public string DeviceId { get; init; } = "";

    /// <summary>Its firmware; empty when not known.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>The program that recorded it; empty when not known.</summary>
    public string RecordedBy { get; init; } = "";

    /// <summary>The recorded session; null when nothing was recorded.</summary>
    public string? SessionId { get; init; }

    /// <summary>Number of the calibration in force; 0 for the nominal one.</summary>
    public long CalibrationId { get; init; }

    /// <summary>That calibration; null when it was not made here or is nominal.</summary>
    public CalibrationReport? Calibration { get; init; }

    /// <summary>The comparable run before it: same person, same protocol, same kind of sensor; null for none.</summary>
    public ReportRun? Previous { get; init; }

    /// <summary>Places in the order in which they were chosen; those that are not among them come last.</summary>
    public IReadOnlyList<TestPlace> Places { get; init; } = [];

    /// <summary>What it found, place by place.</summary>
    public IReadOnlyList<PlaceResult> Results =>
        [.. RunResults.Of(Entries).OrderBy(result => Places.TakeWhile(place => !string.Equals(place.Key, result.Place.Key, StringComparison.Ordinal)).Count())];

    /// <summary>Expanded uncertainty (k = 2) of one reading at a pressure, kPa; null without a calibration of its own.</summary>
    /// <param name="kpa">The pressure, kPa.</param>
    public double? UncertaintyKpa(double kpa) => kpa > 0 ? Calibration?.Budget(kpa * Protocol.TipAreaCm2 / 10, Protocol.TipAreaCm2).ExpandedNewtons * 10 / Protocol.TipAreaCm2 : null;

    /// <summary>Change of a place since the run before, judged; null where there is nothing to compare.</summary>
    /// <param name="result">The place now.</param>
    /// <param name="mdc">What it is judged against.</param>
    public ChangeVerdict? Change(PlaceResult result, DetectableChange? mdc) =>
        result.Kpa is { } now && Previous?.Results.FirstOrDefault(other => string.Equals(other.Place.Key, result.Place.Key, StringComparison.Ordinal))?.Kpa is { } then
            ? new ChangeVerdict(now - then, mdc)
            : null;
}

/// <summary>A visit with its runs.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Visit">What was written.</param>
/// <param name="Before">Thresholds before treatment; null for none.</param>
/// <param name="After">Thresholds after; null for none.</param>
public sealed record ReportVisit(string Id, Visit Visit, ReportRun? Before, ReportRun? After);

/// <summary>Everything a report is made of.</summary>
public sealed record ReportContent
{
    /// <summary>Whom it is about.</summary>
    public required ReportSubject Subject { get; init; }

    /// <summary>The run, for the report of a run; null otherwise.</summary>
    public ReportRun? Run { get; init; }

    /// <summary>The visit, for the report of a visit; null otherwise.</summary>
    public ReportVisit? Visit { get; init; }

    /// <summary>All runs of the person, oldest first, for the report of a person.</summary>
    public IReadOnlyList<ReportRun> Runs { get; init; } = [];

    /// <summary>All visits of the person, oldest first, likewise.</summary>
    public IReadOnlyList<ReportVisit> Visits { get; init; } = [];

    /// <summary>Smallest detectable change with its source; null when not entered.</summary>
    public DetectableChange? Mdc { get; init; }

    /// <summary>The clinic's name, address and telephone, a line each; empty where none is set.</summary>
    public IReadOnlyList<string> Letterhead { get; init; } = [];

    /// <summary>Where sites lie.</summary>
    public required SiteCatalogue Sites { get; init; }

    /// <summary>The words of visits.</summary>
    public required VisitLists Lists { get; init; }

    /// <summary>This program with its version.</summary>
    public required string Software { get; init; }

    /// <summary>When the report is made.</summary>
    public required DateTimeOffset MadeUtc { get; init; }

    /// <summary>Times are written in this zone.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether anything in it comes from a simulated sensor.</summary>
    public bool Simulated => Shown.Any(run => run.Simulated);

    /// <summary>Every run in it.</summary>
    public IEnumerable<ReportRun> Shown => Runs.Concat(new[] { Run, Visit?.Before, Visit?.After }.OfType<ReportRun>());

    /// <summary>A moment for people, in the report's zone.</summary>
    public string Moment(DateTimeOffset at)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(at, Zone);
        return FormattableString.Invariant($"{local:yyyy-MM-dd HH:mm} (UTC{local.Offset.TotalHours:+0.##;−0.##;+0})");
    }

    /// <summary>A day for people, in the report's zone.</summary>
    public string Day(DateTimeOffset at) => FormattableString.Invariant($"{TimeZoneInfo.ConvertTime(at, Zone):yyyy-MM-dd}");
}
