using System.Globalization;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records.Engine;
using Algometer.Records.People;
using static Algometer.Reports.Exchange.Tables.SessionTables;

namespace Algometer.Reports.Exchange.Tables;

/// <summary>One entry of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Person">Whom it is about; null for nobody.</param>
/// <param name="Entry">The entry.</param>
public sealed record TrialRow(ExportedRun Run, Person? Person, RunEntry Entry);

/// <summary>A visit and whom it is about.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Person">Whom it is about; null for nobody.</param>
/// <param name="Visit">The visit.</param>
public sealed record VisitRow(string Id, Person? Person, Visit Visit);

/// <summary>The tables about people, tests and visits.</summary>
public static class ClinicTables
{
    /// <summary>A row a person; the name never leaves the program.</summary>
    public static ExportTable<Person> People { get; } = new("people", "One person. Names are never exported.",
    [
        Text<Person>("person_code", "What the clinic calls the person in data.", person => person.Code),
        Whole<Person>("birth_decade", "a", "First year of the decade of birth.", person => person.BirthDecade is { } decade ? (long)decade : null),
        Text<Person>("sex", "Sex as norm tables use it: not-told, female, male or other.", person => person.Sex == Sex.NotTold ? "not-told" : person.Sex.ToString().ToLowerInvariant()),
        new("consent_date", ColumnType.Day, "", "When the person agreed to the measurements being kept.", person => person.ConsentDate),
        Text<Person>("notes", "Free text.", person => person.Notes),
    ]);

    /// <summary>A row an entry of a test run.</summary>
    public static ExportTable<TrialRow> Trials { get; } = new("trials", "One entry of a pressure-pain test: a ramp, a train of pulses, a level or a rating. Discarded and invalid ones stand here too.",
    [
        Text<TrialRow>("run_id", "The test run.", row => row.Run.Id),
        Text<TrialRow>("person_code", "Code of the person.", row => row.Person?.Code),
        Text<TrialRow>("session_id", "The session with the trace.", row => row.Run.SessionId),
        Text<TrialRow>("visit_id", "The visit it belongs to.", row => row.Run.VisitId),
        Text<TrialRow>("visit_phase", "Before or after treatment.", row => row.Run.VisitPhase),
        new("run_started_utc", ColumnType.Moment, "", "When the run began.", row => row.Run.StartedUtc),
        Text<TrialRow>("protocol", "Protocol by its name in data.", row => row.Run.Protocol.Id),
        Text<TrialRow>("protocol_version", "Its version.", row => row.Run.Protocol.Version),
        Text<TrialRow>("instruction_version", "Version of the words the patient heard.", row => row.Run.Protocol.Instruction.Version),
        Number<TrialRow>("target_rate_kPa_per_s", "kPa/s", "Ramp asked for.", row => row.Run.Protocol.RateKpaPerSecond),
        Text<TrialRow>("device_id", "The device.", row => row.Run.DeviceId),
        Whole<TrialRow>("calibration_id", "", "Calibration in force; 0 for the nominal one.", row => row.Run.CalibrationId),
        new("simulated", ColumnType.Flag, "", "Whether the sensor was simulated.", row => row.Run.Simulated),
        Whole<TrialRow>("ordinal", "", "Number in the run, from 0.", row => (long)row.Entry.Ordinal),
        Text<TrialRow>("kind", "What was done: familiarisation, ramp, pulses, level, after-sensation or conditioning.", row => Kebab(row.Entry.Kind.ToString())),
        Text<TrialRow>("site", "The site's name in data.", row => row.Entry.Place.SiteId),
        Text<TrialRow>("side", "left, right or midline.", row => row.Entry.Place.Side.ToString().ToLowerInvariant()),
        Whole<TrialRow>("round", "", "Which repeat, from 1; 0 for the familiarisation.", row => (long)row.Entry.Round),
        Whole<TrialRow>("attempt", "", "Which try of that repeat, from 1.", row => (long)row.Entry.Attempt),
        new("conditioned", ColumnType.Flag, "", "Whether the conditioning stimulus was on.", row => row.Entry.Conditioned),
        new("counts", ColumnType.Flag, "", "Whether it enters the results.", row => row.Entry.Counts),
        Text<TrialRow>("flaws", "Why it does not count, by name.", row => Flaws(row.Entry)),
        Text<TrialRow>("discard_reason", "The therapist's reason for discarding it.", row => row.Entry.DiscardReason),
        Number<TrialRow>("threshold_kPa", "kPa", "Pressure at the answer; empty without one.", row => row.Entry.Trial?.ThresholdKpa),
        new("censored", ColumnType.Flag, "", "Whether the cut-off came before an answer: the threshold is then above the cut-off.", row => row.Entry.Trial?.Censored),
        Number<TrialRow>("cut_off_kPa", "kPa", "The cut-off in force.", row => row.Entry.Trial?.CutOffKpa),
        Number<TrialRow>("peak_kPa", "kPa", "Highest pressure.", row => row.Entry.Trial?.PeakKpa),
        Number<TrialRow>("achieved_rate_kPa_per_s", "kPa/s", "Rate over the judged stretch.", row => row.Entry.Trial?.RateKpaPerSecond),
        Number<TrialRow>("r_squared", "", "Straightness of that stretch, 0 to 1.", row => row.Entry.Trial?.RSquared),
        Number<TrialRow>("tip_area_cm2", "cm2", "Area of the tip.", row => row.Entry.Trial?.TipAreaCm2),
        Text<TrialRow>("answered_by", "button (on the device) or key (of the computer).", row => row.Entry.Trial is null ? null : row.Entry.AnsweredBy.ToString().ToLowerInvariant()),
        Whole<TrialRow>("contact_us", "us", "Device time of first contact.", row => row.Entry.Trial?.ContactMicroseconds),
        Whole<TrialRow>("answer_us", "us", "Device time of the answer or of the cut-off; 0 for neither.", row => row.Entry.Trial?.AnswerMicroseconds),
        Whole<TrialRow>("end_us", "us", "Device time of its end.", row => row.Entry.EndMicroseconds),
        Whole<TrialRow>("first_sequence", "", "First sample of its trace.", row => row.Entry.Trial?.FirstSequence),
        Whole<TrialRow>("last_sequence", "", "Last sample of its trace.", row => row.Entry.Trial?.LastSequence),
        Number<TrialRow>("level_kPa", "kPa", "Pressure asked for; empty for ramps.", row => row.Entry.LevelKpa),
        Text<TrialRow>("means_kPa", "Mean pressure of each pulse or of the level in kPa, parted by spaces.", row => Joined(row.Entry.MeansKpa)),
        Text<TrialRow>("ratings", "Ratings 0 to 10, parted by spaces.", row => Joined(row.Entry.Ratings.Select(rating => (double)rating))),
        Number<TrialRow>("after_s", "s", "When an after-sensation was rated, after the pressure.", row => row.Entry.AfterSeconds),
    ]);

    /// <summary>A row a visit.</summary>
    public static ExportTable<VisitRow> Visits { get; } = new("visits", "One visit.",
    [
        Text<VisitRow>("visit_id", "Identity.", row => row.Id),
        Text<VisitRow>("person_code", "Code of the person.", row => row.Person?.Code),
        new("date", ColumnType.Day, "", "Day of the visit.", row => row.Visit.Date),
        Text<VisitRow>("preset", "Kind of patient.", row => row.Visit.Preset),
        Whole<VisitRow>("pain_intake", "{score}", "Pain at intake, 0 to 10.", row => row.Visit.Intake.Pain is { } pain ? (long)pain : null),
        Text<VisitRow>("movements_before", "Pain of each movement before treatment as name=score, parted by spaces.", row => Movements(row.Visit.Before)),
        Text<VisitRow>("movements_after", "The same right after.", row => Movements(row.Visit.After)),
        Text<VisitRow>("techniques", "What was done, by name, parted by spaces.", row => string.Join(' ', row.Visit.Treatments.Select(treatment => treatment.Technique))),
        Text<VisitRow>("run_before", "Threshold run before treatment.", row => row.Visit.PptBefore),
        Text<VisitRow>("run_after", "Threshold run after treatment.", row => row.Visit.PptAfter),
        new("next_review", ColumnType.Day, "", "Next review.", row => row.Visit.NextReview),
        Text<VisitRow>("notes", "Free text.", row => row.Visit.Notes),
    ]);

    internal static string Kebab(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static string? Flaws(RunEntry entry)
    {
        TrialFlaws flaws = entry.Flaws | (entry.Trial?.Flaws ?? TrialFlaws.None);
        return flaws == TrialFlaws.None ? null : flaws.ToString();
    }

    private static string? Joined(IEnumerable<double> values)
    {
        string text = string.Join(' ', values.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture)));
        return text.Length == 0 ? null : text;
    }

    private static string? Movements(IEnumerable<MovementRating> ratings)
    {
        string text = string.Join(' ', ratings.Where(rating => rating.Pain is not null).Select(rating => $"{rating.Movement}={rating.Pain}"));
        return text.Length == 0 ? null : text;
    }
}
