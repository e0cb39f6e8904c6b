using Algometer.Records.Codec;
using Algometer.Records.Journal;
using Algometer.Records.Model;

namespace Algometer.Records.Recording;

/// <summary>What one transaction stores for a session. Immutable once it is handed from the pump to the storage thread.</summary>
internal sealed class CommitJob
{
    public List<EncodedBlock> Blocks { get; init; } = [];

    public List<SessionNote> Notes { get; init; } = [];

    public GapChange? Gaps { get; init; }

    /// <summary>Ends the session when set.</summary>
    public (SessionEnd End, DateTimeOffset Utc)? Ending { get; init; }

    /// <summary>Segments whose content is in the database once this job is; then they are deleted.</summary>
    public List<JournalSegment> Superseded { get; init; } = [];

    /// <summary>Segment to make safe against power loss.</summary>
    public JournalSegment? Sync { get; init; }

    /// <summary>Told when the job is stored, or that it failed for now.</summary>
    public TaskCompletionSource? Done { get; init; }

    /// <summary>Samples among its blocks that no journal took: until they are stored they are in memory alone.</summary>
    public long InMemoryOnly { get; init; }

    /// <summary>Samples in its blocks.</summary>
    public long Samples => Blocks.Sum(b => (long)b.Count);

    public long PayloadBytes => Blocks.Sum(b => (long)b.Payload.Length);

    public bool TouchesDatabase => Blocks.Count > 0 || Notes.Count > 0 || Gaps is not null || Ending is not null;
}
