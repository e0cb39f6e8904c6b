using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Runs;

/// <summary>A run's results as the page shows them.</summary>
public sealed record RunResultView(RunLine Line, string? PersonCode, string ProtocolVersion, string InstructionVersion, double TipAreaCm2, double TargetRate, ulong Seed, long CalibrationId, string DeviceId, IReadOnlyList<PlaceView> Places, IReadOnlyList<SideView> Sides, IReadOnlyList<TrialView> Trials, DateTimeOffset? ComparedWith)
{
    /// <summary>Reads a run's results beside those of the run before.</summary>
    /// <param name="store">The record.</param>
    /// <param name="id">The run.</param>
    /// <exception cref="RecordStoreException">There is none of that identity.</exception>
    public static RunResultView Read(RecordStore store, string id)
    {
        ArgumentNullException.ThrowIfNull(store);
        var reader = new RunReader(store);
        StoredRun run = reader.Read(id);
        Person? person = run.Line.PersonId is { } personId ? store.People.Read(personId) : null;
        double start = run.Run.SessionId is { } session ? store.ListSessions().FirstOrDefault(known => string.Equals(known.Id, session, StringComparison.Ordinal))?.FirstDeviceMicroseconds ?? 0 : 0;
        return Of(run, start, reader.Before(run), reader.Settings().Value, person);
    }

    /// <summary>Describes the results of a run beside those of the run before.</summary>
    public static RunResultView Of(StoredRun stored, double sessionStart, StoredRun? before, PptSettings settings, Person? person)
    {
        (RunLine line, RunDocument run, IReadOnlyList<RunEntry> entries) = stored;
        IReadOnlyList<PlaceResult> results = stored.Results();
        IReadOnlyList<PlaceResult>? earlier = before?.Results();
        double? reference = results.FirstOrDefault(result => string.Equals(result.Place.SiteId, settings.ReferenceSite, StringComparison.Ordinal))?.Kpa;
        IReadOnlyList<Norm> norms = settings.Norms();
        return new RunResultView(
            line,
            person?.Code,
            run.Protocol.Version,
            run.Protocol.Instruction.Version,
            run.Protocol.TipAreaCm2,
            run.Protocol.RateKpaPerSecond,
            run.Seed,
            run.CalibrationId,
            run.DeviceId,
            [.. results.Select(result => PlaceView.Of(result, earlier?.FirstOrDefault(other => string.Equals(other.Place.Key, result.Place.Key, StringComparison.Ordinal)), settings.Mdc(), reference, Find(norms, result.Place.SiteId, person, line.StartedUtc)))],
            [.. RunResults.Sides(results).Select(side => new SideView(results.First(result => string.Equals(result.Place.SiteId, side.Site, StringComparison.Ordinal)).Place.Name.Split(',')[0], Math.Round(side.DifferenceKpa, 1), Math.Round(side.PercentOfMean, 1)))],
            [.. entries.Select(entry => TrialView.Of(entry, sessionStart))],
            before?.Line.StartedUtc);
    }

    private static Norm? Find(IReadOnlyList<Norm> norms, string site, Person? person, DateTimeOffset at)
    {
        if (person is not { BirthDecade: { } born } || person.Sex is Sex.NotTold or Sex.Other)
        {
            return null;
        }

        // The middle of the decade of birth stands for the person.
        int decade = (at.Year - born - 5) / 10 * 10;
        return norms.FirstOrDefault(norm => string.Equals(norm.Site, site, StringComparison.Ordinal) && norm.AgeDecade == decade && string.Equals(norm.Sex, person.Sex.ToString(), StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>One place.</summary>
public sealed record PlaceView(
    string Key,
    string Name,
    IReadOnlyList<double> ValuesKpa,
    int Censored,
    double CutOffKpa,
    double? MeanKpa,
    double? MeanWithoutFirstKpa,
    double? CvPercent,
    int? Outlier,
    double? BeforeKpa,
    string? Change,
    bool? RealChange,
    double? AgainstReferenceKpa,
    double? Z,
    bool? Unusual,
    string? NormSource,
    double? SummationLastFirst,
    double? SummationThree,
    double? ModulationPercent,
    double? ConditionedKpa,
    double? P40Kpa,
    double? SlopePerKpa,
    double? AreaKpa,
    IReadOnlyList<double>? LevelsKpa,
    IReadOnlyList<double>? LevelRatings,
    IReadOnlyList<AfterRating> AfterSensations)
{
    /// <summary>Describes the results of a place beside those of before.</summary>
    public static PlaceView Of(PlaceResult result, PlaceResult? before, DetectableChange? mdc, double? reference, Norm? norm)
    {
        ChangeVerdict? change = result.Kpa is { } now && before?.Kpa is { } then ? new ChangeVerdict(now - then, mdc) : null;
        double? z = norm is not null && result.Kpa is > 0 ? norm.Z(result.Kpa.Value) : null;
        return new PlaceView(
            result.Place.Key,
            result.Place.Name,
            [.. result.Thresholds.ValuesKpa.Select(value => Math.Round(value, 1))],
            result.Thresholds.Censored,
            Math.Round(result.CutOffKpa, 1),
            Kpa(result.Thresholds.MeanKpa),
            Kpa(result.Thresholds.MeanWithoutFirstKpa),
            Rounded(result.Thresholds.CvPercent),
            result.Thresholds.OutlierIndex,
            Kpa(before?.Kpa),
            change?.Words(),
            change?.IsReal,
            reference is { } other && result.Kpa is { } own ? Math.Round(own - other, 1) : null,
            z is { } score ? Math.Round(score, 2) : null,
            z is { } far ? Math.Abs(far) > Norm.Unusual : null,
            norm?.Source,
            result.Summation?.LastMinusFirst,
            Rounded(result.Summation?.LastThreeMinusFirstThree),
            Rounded(result.Modulation?.Percent),
            Kpa(result.Modulation?.ConditionedKpa),
            Kpa(result.Response?.P40Kpa),
            result.Response is { } response ? Math.Round(response.SlopePerKpa, 4) : null,
            Kpa(result.Response?.AreaKpa),
            result.Response?.PressuresKpa,
            result.Response?.Ratings,
            result.AfterSensations);
    }

    // The page rounds to whole kPa: rounded twice, 311.46 would read 312.
    private static double? Kpa(double? value) => value is { } number ? JsonNumber.Finite(number) : null;

    private static double? Rounded(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 1) : null;
}

/// <summary>Left against right.</summary>
public sealed record SideView(string Site, double DifferenceKpa, double PercentOfMean);

/// <summary>A trial with the place of its trace in the session, s.</summary>
/// <param name="Entry">The trial.</param>
/// <param name="FromSeconds">Contact.</param>
/// <param name="AnswerSeconds">The press or the cut-off; null for neither.</param>
/// <param name="ToSeconds">Its end.</param>
public sealed record TrialView(EntryView Entry, double? FromSeconds, double? AnswerSeconds, double? ToSeconds)
{
    /// <summary>Describes a trial.</summary>
    public static TrialView Of(RunEntry entry, double sessionStart) => new(
        EntryView.Of(entry),
        At(entry.Trial?.ContactMicroseconds, sessionStart),
        entry.Trial is { AnswerMicroseconds: > 0 } answered ? At(answered.AnswerMicroseconds, sessionStart) : null,
        At(entry.Trial?.EndMicroseconds, sessionStart));

    private static double? At(long? deviceMicroseconds, double sessionStart) => deviceMicroseconds is { } at ? (at - sessionStart) * 1e-6 : null;
}
