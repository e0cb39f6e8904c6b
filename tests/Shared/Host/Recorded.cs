using System.Text.Json;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Recording;
using Algometer.Seeds;

namespace Algometer.Tests.Shared;

/// <summary>A wall clock that a test sets.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Puts finished sessions, runs and visits into a record, as they would stand there after measuring.</summary>
internal static class Recorded
{
    /// <summary>1 count is 1 mN.</summary>
    public static CellCalibration Calibration { get; } = new(7, 1_700_000_000, 1_000_000_000, 0, 0, 0, 200_000);

    /// <summary>A session whose force is a function of time, at 80 samples a second.</summary>
    public static string Session(RecordStore store, string title, double seconds, Func<double, double>? newtons = null, DateTimeOffset? at = null, bool simulated = false, Func<long, SampleFlags?>? flags = null, IReadOnlyList<SessionEvent>? events = null, SessionEnd end = SessionEnd.Closed)
    {
        DateTimeOffset start = at ?? new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        string id = store.NewSessionId();
        Func<double, double> force = newtons ?? (t => 20 + (6 * Math.Sin(t / 3)));
        // A flag of null leaves the sample out: a gap.
        Sample[] samples = [.. Enumerable.Range(0, (int)(seconds * 80)).Select(i => (i, flag: flags is null ? SampleFlags.None : flags(i))).Where(one => one.flag is not null).Select(one => new Sample(one.i, 1_000_000 + (one.i * 12_500L), (int)(force(one.i / 80.0) * 1000), 0, one.flag!.Value, AlarmState.None))];
        var gaps = new List<RecordedGap>();
        for (int i = 1; i < samples.Length; i++)
        {
            if (samples[i].Sequence != samples[i - 1].Sequence + 1)
            {
                gaps.Add(new RecordedGap(samples[i - 1].Sequence + 1, samples[i].Sequence - samples[i - 1].Sequence - 1, GapReasons.Lost));
            }
        }

        store.ImportSession(new CompleteSession
        {
            Summary = new SessionSummary(
                id,
                new SessionDescription { DeviceId = "ALG-0C21", FirmwareVersion = "1.2.0", SoftwareVersion = "0.1.0", Simulated = simulated, NominalRateHz = 80, TipAreaCm2 = 1, LimitMillinewtons = 60_000, Title = title, Calibration = Calibration },
                start,
                start.AddSeconds(seconds),
                end,
                samples.Length,
                null,
                null),
            Calibrations = [new CalibrationInForce(0, Calibration)],
            Events = events ?? [],
            Gaps = gaps,
            Samples = samples,
        });
        return id;
    }

    /// <summary>A session with a gap, faults, a mark, an over-pressure and one clear hold.</summary>
    public static string Eventful(RecordStore store, string title = "Eventful") => Session(
        store,
        title,
        90,
        t => t < 3 ? 0 : t < 4 ? (t - 3) * 30 : t < 70 ? 30 * (1 - (0.05 * (1 - Math.Exp(-(t - 4) / 6)))) + (0.05 * Math.Sin(t * 31)) : 0.1,
        flags: i => i is >= 2000 and < 2090 ? null : i is >= 5900 and < 6100 ? SampleFlags.Saturated : SampleFlags.None,
        events: [new SessionEvent(1_000_000 + 20_000_000, 1600, EventKinds.Mark, null, "here <b>it</b> hurt"), new SessionEvent(1_000_000 + 44_000_000, 3520, EventKinds.OverPressure, 61.5)]);

    /// <summary>A finished threshold run with three trials a place, its traces in a session of its own.</summary>
    public static string Run(RecordStore store, string? personId, DateTimeOffset at, IReadOnlyList<(string Site, BodySide Side, double[] Kpa)> places, bool simulated = false, string? name = null)
    {
        SiteCatalogue sites = SeedFile.Read<SiteCatalogue>("sites.json").Checked();
        TestProtocol protocol = SeedFile.Read<ProtocolCatalogue>("protocols.json").Named("ppt-50");
        var trials = new List<(TestPlace Place, int Round, double Kpa, double From)>();
        double clock = 2;
        for (int round = 0; round < 3; round++)
        {
            foreach ((string site, BodySide side, double[] kpa) in places)
            {
                TestPlace place = sites.Place(site, side);
                trials.Add((name is null ? place : place with { Name = name }, round + 1, kpa[round], clock));
                clock += (kpa[round] / 50) + 4;
            }
        }

        string session = Session(store, "PPT", clock + 2, t => trials.LastOrDefault(trial => trial.From <= t) is { Kpa: > 0 } trial && t - trial.From <= (trial.Kpa / 50) + 0.2 ? (t - trial.From) * 5 : 0, at, simulated);
        string run = store.Documents.Create(RunDocument.Kind, personId, JsonSerializer.Serialize(
            new RunDocument { Protocol = protocol, Places = [.. trials.Select(trial => trial.Place).Distinct()], Steps = [], Seed = 417, SessionId = session, DeviceId = "ALG-0C21", CalibrationId = 7, Simulated = simulated, Phase = RunPhase.Finished },
            DocumentJson.Options)).Id;
        for (int i = 0; i < trials.Count; i++)
        {
            (TestPlace place, int round, double kpa, double from) = trials[i];
            long contact = 1_000_000 + (long)(from * 1e6);
            store.Documents.Create(EntryDocument.Kind, personId, JsonSerializer.Serialize(
                new EntryDocument(run, new RunEntry
                {
                    Ordinal = i,
                    Step = i,
                    Kind = StepKind.Ramp,
                    Place = place,
                    Round = round,
                    Trial = new TrialOutcome
                    {
                        ContactMicroseconds = contact,
                        AnswerMicroseconds = contact + (long)(kpa / 50 * 1e6),
                        EndMicroseconds = contact + (long)(kpa / 50 * 1e6) + 600_000,
                        FirstSequence = Math.Max(1, (long)((from - 0.5) * 80)),
                        LastSequence = (long)((from + (kpa / 50) + 0.6) * 80),
                        TipAreaCm2 = 1,
                        ThresholdKpa = kpa,
                        CutOffKpa = place.CapKilopascals,
                        PeakKpa = kpa + 10,
                        RateKpaPerSecond = 50,
                        RSquared = 0.999,
                    },
                }),
                DocumentJson.Options));
        }

        store.LinkSession(new SessionLink(session, personId, run));
        return run;
    }

    /// <summary>A closed visit.</summary>
    public static string Visit(RecordStore store, string personId, DateOnly day, int pain, string notes = "", IReadOnlyList<string>? plan = null) => store.Documents.Create(DocumentKinds.Visit, personId, JsonSerializer.Serialize(
        new Visit { Date = day, Intake = new Intake { Pain = pain }, Before = [new MovementRating("neck-rotation-left", pain, 50)], After = [new MovementRating("neck-rotation-left", Math.Max(0, pain - 2), 58)], Notes = notes, Plan = plan ?? [], Closed = true },
        DocumentJson.Options)).Id;
}
