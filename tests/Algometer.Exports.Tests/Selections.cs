using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Recording;
using Algometer.Reports.Exchange;

namespace Algometer.Exports.Tests;

/// <summary>Selections to export.</summary>
internal static class Selections
{
    public static Person Anna { get; } = new() { Id = "01JPERSON0000001", Code = "P-017", BirthDecade = 1980, Sex = Sex.Female, Notes = "Likes tea", ConsentDate = new DateOnly(2026, 1, 2), ConsentText = "All of it" };

    public static ExportSelection Of(params ExportedSession[] sessions) => new()
    {
        Name = sessions.Length == 1 ? sessions[0].Summary.Id : "all",
        Sessions = [.. sessions.Select(session => session.Summary)],
        Open = summary => sessions.First(session => session.Summary.Id == summary.Id),
    };

    /// <summary>A person with a session, a test at three places, and a visit.</summary>
    public static ExportSelection Clinic()
    {
        ExportedSession session = AnySession.Of(AnySession.Ramp(800), "01JSESSION000001", person: Anna) with
        {
            Events =
            [
                new(2_000_000, 80, "mark", null, "Anna said: secret words"),
                new(3_000_000, 160, "pain", 6),
                new(4_000_000, 240, "over-pressure", 61.5),
            ],
        };
        var left = new TestPlace("upper-trapezius", "Upper trapezius, left", BodySide.Left, 600);
        var right = new TestPlace("upper-trapezius", "Upper trapezius, right", BodySide.Right, 600);
        var own = new TestPlace("own-1", "Anna's sore spot, left", BodySide.Left, 600) { Own = new OwnPlace("neck-trapezius", true, 30, 40) };
        var protocol = new TestProtocol { Id = "ppt-50", Version = "1", Name = "Pressure-pain threshold, 50 kPa/s", Kind = TestKind.Threshold, Source = "test", Certainty = Certainty.Verified, Instruction = new Instruction("en-1", "Press when it hurts.") };
        RunEntry[] entries =
        [
            Ramp(0, left, 1, 312.5), Ramp(1, right, 1, 280), Ramp(2, left, 2, 330.25), Ramp(3, right, 2, 300), Ramp(4, left, 3, 321), Ramp(5, right, 3, null), Ramp(6, own, 1, null),
            Ramp(7, left, 3, 900) with { DiscardReason = "Anna moved" },
            new RunEntry { Ordinal = 8, Step = 8, Kind = StepKind.Level, Place = left, LevelKpa = 400, MeansKpa = [398.5], Ratings = [5], EndMicroseconds = 9_000_000 },
            new RunEntry { Ordinal = 9, Step = 9, Kind = StepKind.AfterSensation, Place = left, AfterSeconds = 15, Ratings = [2], EndMicroseconds = 9_500_000 },
        ];
        return Of(session) with
        {
            Name = Anna.Code,
            People = [Anna],
            PersonOfSession = new Dictionary<string, string>(StringComparer.Ordinal) { [session.Summary.Id] = Anna.Id },
            Runs = [new ExportedRun { Id = "01JRUN0000000001", PersonId = Anna.Id, SessionId = session.Summary.Id, StartedUtc = new DateTimeOffset(2026, 5, 28, 20, 26, 40, TimeSpan.Zero), Protocol = protocol, Entries = entries, DeviceId = "0A1B2C3D", CalibrationId = 7 }],
            Visits = [new ExportedVisit("01JVISIT00000001", Anna.Id, new Visit { Date = new DateOnly(2026, 5, 28), Intake = new Intake { Pain = 7, BringsOn = "Gardening" }, Before = [new MovementRating("neck-turn-left", 6, 50)], After = [new MovementRating("neck-turn-left", 3, 60)], Notes = "Anna is a gardener" })],
            Documents = [new StoredDocument("01JVISIT00000001", "visit", Anna.Id, 2, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "{\"a\":1}")],
        };
    }

    public static async Task<byte[]> BytesAsync(ExportFile part)
    {
        using var stream = new MemoryStream();
        await part.Write(stream, new ExportTicket());
        return stream.ToArray();
    }

    private static RunEntry Ramp(int ordinal, TestPlace place, int round, double? threshold) => new()
    {
        Ordinal = ordinal,
        Step = ordinal,
        Kind = StepKind.Ramp,
        Place = place,
        Round = round,
        EndMicroseconds = 2_000_000 + (ordinal * 500_000),
        Trial = new TrialOutcome
        {
            ContactMicroseconds = 1_600_000 + (ordinal * 500_000),
            AnswerMicroseconds = 1_900_000 + (ordinal * 500_000),
            EndMicroseconds = 2_000_000 + (ordinal * 500_000),
            FirstSequence = ordinal * 40,
            LastSequence = (ordinal * 40) + 39,
            TipAreaCm2 = 1,
            ThresholdKpa = threshold,
            Censored = threshold is null,
            CutOffKpa = 600,
            PeakKpa = threshold ?? 600,
            RateKpaPerSecond = 49.5,
            RSquared = 0.99,
        },
    };
}
