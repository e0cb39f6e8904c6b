using Algometer.Measurement.Agreement;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Reports.Documents;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Seeds;

namespace Algometer.Reports.Tests;

/// <summary>Content of reports made by hand, with values that a reader can check.</summary>
internal static class Sample
{
    public static SiteCatalogue Sites { get; } = SeedFile.Read<SiteCatalogue>("sites.json").Checked();

    public static VisitLists Lists { get; } = SeedFile.Read<VisitLists>("visit.json");

    public static TestProtocol Protocol { get; } = SeedFile.Read<ProtocolCatalogue>("protocols.json").Named("ppt-50");

    public static DateTimeOffset Day(int day) => new(2026, 11, day, 9, 30, 0, TimeSpan.Zero);

    public static ReportContent Content(ReportRun? run = null) => new()
    {
        Subject = new ReportSubject("P-017", null, 1980, "female", ""),
        Run = run,
        Mdc = new DetectableChange(44, "Geri 2022"),
        Sites = Sites,
        Lists = Lists,
        Software = "Algometer 0.1.0",
        MadeUtc = Day(24),
    };

    /// <summary>A run of three trials a place; NaN is an unanswered one.</summary>
    public static ReportRun Run(int day, IReadOnlyList<(string Site, BodySide Side, double[] Kpa)> places, bool simulated = false, int invalid = 0, bool calibrated = true)
    {
        var entries = new List<RunEntry>();
        var traces = new Dictionary<int, IReadOnlyList<TraceDot>>();
        void Add(StepKind kind, TestPlace place, int round, double kpa, TrialFlaws flaws)
        {
            double end = double.IsNaN(kpa) ? place.CapKilopascals : kpa;
            int ordinal = entries.Count;
            entries.Add(new RunEntry
            {
                Ordinal = ordinal,
                Step = ordinal,
                Kind = kind,
                Place = place,
                Round = round,
                Trial = new TrialOutcome
                {
                    ContactMicroseconds = 1_000_000,
                    AnswerMicroseconds = 1_000_000 + (long)(end / 50 * 1e6),
                    EndMicroseconds = 2_000_000 + (long)(end / 50 * 1e6),
                    TipAreaCm2 = 1,
                    ThresholdKpa = double.IsNaN(kpa) ? null : kpa,
                    Censored = double.IsNaN(kpa),
                    CutOffKpa = place.CapKilopascals,
                    PeakKpa = end + 14,
                    RateKpaPerSecond = 48.6,
                    RSquared = 0.9978,
                    ReactionBiasLowKpa = 9.7,
                    ReactionBiasHighKpa = 17,
                    Flaws = flaws,
                },
            });
            traces[ordinal] = [.. Enumerable.Range(0, 240).Select(i => new TraceDot(i * (end / 50 + 0.6) / 239, Curve(i * (end / 50 + 0.6) / 239, end, ordinal)))];
        }

        Add(StepKind.Familiarisation, Sites.Place("thenar", BodySide.Right), 0, 300, TrialFlaws.None);
        for (int round = 0; round < 3; round++)
        {
            foreach ((string site, BodySide side, double[] kpa) in places)
            {
                if (entries.Count < invalid * 2)
                {
                    Add(StepKind.Ramp, Sites.Place(site, side), round + 1, kpa[round] * 0.8, TrialFlaws.TooFast);
                }

                Add(StepKind.Ramp, Sites.Place(site, side), round + 1, kpa[round], TrialFlaws.None);
            }
        }

        return new ReportRun
        {
            Id = $"RUN{day:00}",
            StartedUtc = Day(day),
            Protocol = Protocol,
            Entries = entries,
            Traces = traces,
            Simulated = simulated,
            Seed = 417,
            DeviceId = "ALG-0C21",
            Firmware = "1.2.0",
            RecordedBy = "0.1.0",
            SessionId = "S",
            CalibrationId = calibrated ? 7 : 0,
            Calibration = calibrated ? Calibration() : null,
        };
    }

    public static IReadOnlyList<(string Site, BodySide Side, double[] Kpa)> FewPlaces { get; } =
    [
        ("upper-trapezius", BodySide.Left, [262, 241, 250]),
        ("upper-trapezius", BodySide.Right, [312, 305, 318]),
        ("infraspinatus", BodySide.Right, [402, 377, 391]),
        ("gluteus-medius", BodySide.Right, [610, 655, 640]),
        ("tibialis-anterior", BodySide.Left, [523, 498, double.NaN]),
        ("thenar", BodySide.Right, [455, 470, 449]),
    ];

    public static ReportVisit Visit(int day, int pain, ReportRun? before = null, ReportRun? after = null, string notes = "Sleeps better; desk raised.") => new(
        $"VISIT{day:00}",
        new Visit
        {
            Date = new DateOnly(2026, 11, day),
            Preset = "active-adult",
            Intake = new Intake { Pain = pain, Marks = [new BodyMark(BodyView.Back, 61, 44, 5, "ache"), new BodyMark(BodyView.Back, 56, 24, 4, "spreading")], Travels = "into the temple", BringsOn = "long days at the desk", TimesOfDay = ["evening"] },
            Before = [new MovementRating("neck-rotation-left", pain, 55), new MovementRating("trunk-flexion", 2, 12)],
            After = [new MovementRating("neck-rotation-left", Math.Max(0, pain - 2), 62), new MovementRating("trunk-flexion", 2, 12)],
            Points = [new TriggerPoint { Id = "1", Site = "upper-trapezius", Side = BodySide.Right, Active = true, Notes = "reproduces the ache in the temple" }, new TriggerPoint { Id = "2", Site = "levator-scapulae", Side = BodySide.Right }],
            Treatments = [new Treatment { Technique = "compression", Point = "1", Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["holds"] = "3", ["seconds"] = "60" } }],
            Expectations = ["soreness", "call"],
            Plan = ["Ball at the wall, upper shoulder, 2 × a day, 60 s", "Walk 20 minutes at noon"],
            NextReview = new DateOnly(2026, 11, 30),
            Notes = notes,
            Closed = true,
        },
        before,
        after);

    public static CalibrationReport Calibration()
    {
        var setup = new CalibrationSetup { MassesKg = [0.5, 1, 2, 3, 4, 5], Operator = "R. Lind" };
        CalibrationReading[] readings =
        [
            .. Enumerable.Range(1, 3).SelectMany(run => new[] { 0, 0.5, 1, 2, 3, 4, 5 }.Select(kg => (kg, up: true)).Concat(new[] { 4, 3, 2, 1, 0.5, 0 }.Select(kg => (kg, up: false)))
                .Select((point, i) => new CalibrationReading(run, point.kg, setup.Newtons(point.kg), point.up, (setup.Newtons(point.kg) * 21898) + (((run * 7) + (i * 13)) % 11 * 9) - 45, 20))),
        ];
        return new CalibrationReport { Id = 7, MadeUtc = Day(2), DueUtc = Day(2).AddMonths(12), DeviceId = "ALG-0C21", Firmware = "1.2.0", Software = "0.1.0", CapacityNewtons = 196, Setup = setup, Readings = readings };
    }

    private static double Curve(double seconds, double end, int seed)
    {
        double rise = Math.Min(seconds * 50, end + 9) + (6 * Math.Sin((seconds * 2.3) + seed)) + (2.5 * Math.Sin((seconds * 7.1) + (seed * 3)));
        return seconds * 50 > end + 9 ? Math.Max(0, (end + 9) * (1 - ((seconds - ((end + 9) / 50)) * 2.6))) : Math.Max(0, rise);
    }
}
