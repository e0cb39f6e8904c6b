using System.Data.Common;
using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Records.Audit;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Recording;
using Algometer.Records.Store;

namespace Algometer.Records.Transfer;

/// <summary>Writes a session from elsewhere in one transaction, or finds that it is there already.</summary>
internal sealed class SessionImport(StoreCore core, AuditLog audit, SessionReader reader)
{
    private const int LongestName = 200;

    /// <summary>The session with everything that belongs to it; its samples are read when they are asked for.</summary>
    public CompleteSession Read(string id) => new()
    {
        Summary = reader.Session(id),
        Calibrations = reader.Calibrations(id),
        ClockPoints = reader.ClockPoints(id),
        Events = reader.Events(id),
        Gaps = reader.RecordedGaps(id),
        Samples = reader.Samples(id, long.MinValue, long.MaxValue),
    };

    public ImportOutcome Import(CompleteSession session, string? actor)
    {
        Check(session);
        string id = session.Summary.Id;
        if (Exists(id))
        {
            return Same(session) ? ImportOutcome.AlreadyThere : throw new RecordStoreException(
                RecordStoreProblem.Conflict,
                $"Session '{id}' is in the record with other content. Nothing was written; compare the two before you delete one.");
        }

        // Its sum is taken while it is written: samples that are read from a large file are read once.
        audit.Record(actor, transaction => new AuditEvent(AuditActions.Import, "session", id, AfterHash: Write(transaction, session)));
        return ImportOutcome.Imported;
    }

    private static void Check(CompleteSession session)
    {
        SessionSummary s = session.Summary;
        if (!SessionId.IsValid(s.Id))
        {
            throw new ArgumentException($"'{Shortened(s.Id)}' is no identity of a session: 16 digits and capital letters without I, L, O and U.", nameof(session));
        }

        if (s.EndedUtc is null || s.End is null)
        {
            throw new ArgumentException($"Session '{s.Id}' had not ended when it was written: end it there, and export it again.", nameof(session));
        }

        SessionDescription d = s.Description;
        foreach (string name in (string[])[d.DeviceId, d.FirmwareVersion, d.SoftwareVersion, d.Title])
        {
            if (name.Length > LongestName)
            {
                throw new ArgumentException($"'{Shortened(name)}' is too long: at most {LongestName} characters.", nameof(session));
            }
        }

        if (!double.IsFinite(d.NominalRateHz) || !double.IsFinite(d.TipAreaCm2) || !Enum.IsDefined(d.Source))
        {
            throw new ArgumentException($"Session '{s.Id}' has a rate, a tip area or a source that cannot be.", nameof(session));
        }

        if (session.Gaps.FirstOrDefault(gap => gap.Count < 1) is { } gap)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Session '{s.Id}' has a gap of {gap.Count} samples: at least 1."), nameof(session));
        }
    }

    private static string Shortened(string text) => text.Length <= 24 ? text : text[..24] + "…";

    private bool Exists(string id) => core.Query(c => c.Scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM sessions WHERE id = @id", ("@id", id))) > 0;

    private bool Same(CompleteSession session) => string.Equals(Read(session.Summary.Id).Hash(), session.Hash(), StringComparison.Ordinal);

    private string Write(DbTransaction transaction, CompleteSession session)
    {
        using var hash = new ContentHash(session);
        SessionSummary s = session.Summary;
        var notes = new List<SessionNote> { new StartNote(s.StartedUtc, core.Station, s.Description with { Calibration = null }) };
        notes.AddRange(session.Calibrations.Select(c => new CalibrationNote(c)));
        notes.AddRange(session.ClockPoints.Select(p => new ClockNote(p)));
        notes.AddRange(session.Events.Select((e, i) => new EventNote(i, e)));
        SessionTables.Apply(transaction, core.Vault, s.Id, new CommitJob { Notes = notes });
        TraceSeal seal = core.Vault.Traces(s.Id);
        var run = new List<Sample>(BlockBuilder.FullSamples);
        long previous = long.MinValue;
        foreach (Sample sample in session.Samples)
        {
            if (sample.Sequence <= previous && previous != long.MinValue)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Session '{s.Id}' has sample {sample.Sequence} after sample {previous}: they must be in order, each once."), nameof(session));
            }

            previous = sample.Sequence;
            hash.Add(sample);
            run.Add(sample);
            if (run.Count == BlockBuilder.FullSamples)
            {
                Store(transaction, s.Id, run, seal);
            }
        }

        Store(transaction, s.Id, run, seal);
        SessionTables.Apply(transaction, core.Vault, s.Id, new CommitJob
        {
            Gaps = new GapChange(long.MinValue, long.MaxValue, session.Gaps),
            Ending = (s.End!.Value, s.EndedUtc!.Value),
        });
        return hash.End();
    }

    private void Store(DbTransaction transaction, string id, List<Sample> run, TraceSeal seal)
    {
        if (run.Count > 0)
        {
            var block = EncodedBlock.From(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(run));
            SessionTables.Apply(transaction, core.Vault, id, new CommitJob { Blocks = [block.Sealed(seal)] });
            run.Clear();
        }
    }
}
