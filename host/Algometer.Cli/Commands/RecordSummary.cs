using System.Globalization;
using System.Text;
using System.Text.Json;
using Algometer.Link;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Station.Pipeline;

namespace Algometer.Cli.Commands;

/// <summary>What was recorded, in words or as JSON: every session of the recording, and what the link has seen over all of them.</summary>
/// <param name="sessions">In the order they began; at least one.</param>
/// <param name="gaps">What is missing in the record of all of them: the rows that the list of sessions counts and an export writes.</param>
/// <param name="link">Over all of them.</param>
internal sealed class RecordSummary(IReadOnlyList<RecordedSession> sessions, IReadOnlyList<RecordedGap> gaps, LinkStatistics link)
{
    /// <summary>Of recorded sessions that have been completed.</summary>
    /// <param name="store">Where they are recorded.</param>
    /// <param name="sessions">In the order they began; at least one.</param>
    /// <param name="link">Over all of them.</param>
    public static RecordSummary Of(RecordStore store, IReadOnlyList<RecordedSession> sessions, LinkStatistics link) =>
        new(sessions, [.. sessions.SelectMany(session => Gaps(store, session))], link);

    /// <summary>Whether all of it is in the record.</summary>
    public bool IsWhole => sessions.All(session => !session.Failed);

    // What was counted in memory is told also where the record itself can no longer be asked.
    private static IReadOnlyList<RecordedGap> Gaps(RecordStore store, RecordedSession session)
    {
        try
        {
            return store.ReadGaps(session.Id);
        }
        catch (RecordStoreException) when (session.Failed)
        {
            return [];
        }
    }

    private long NotStored => sessions.Sum(session => session.NotStored);

    private long Lost => gaps.Sum(gap => gap.Count);

    /// <summary>For another program; <c>session</c> is the one that began last, the counts are those of all.</summary>
    public string Json() => JsonSerializer.Serialize(new
    {
        session = sessions[^1].Id,
        sessions = sessions.Select(session => new { session = session.Id, device = session.Device, samples = session.Samples }),
        samples = sessions.Sum(session => session.Samples),
        gaps = gaps.Count,
        lost = Lost,
        not_stored = NotStored,
        duplicates = link.Duplicates,
        refilled = link.Refilled,
        crc_errors = link.CrcErrors,
        resyncs = link.Resyncs,
        late = link.Late,
        reconnections = link.Reconnections,
    });

    /// <summary>For people.</summary>
    public string Text()
    {
        string seen = string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(gaps.Count, "gap")} ({Lost} lost), {link.Refilled} refilled, {Counted.Of(link.CrcErrors + link.Malformed, "broken frame")}.{(NotStored > 0 ? $" {NotStored} NOT STORED." : "")}");
        if (sessions is [var only])
        {
            return string.Create(CultureInfo.InvariantCulture, $"Session {only.Id}: {Counted.Of(only.Samples, "sample")}, {seen}\nExport it with: algometer export {only.Id} --format csv");
        }

        var text = new StringBuilder();
        foreach (RecordedSession session in sessions)
        {
            text.Append(CultureInfo.InvariantCulture, $"Session {session.Id}: {Counted.Of(session.Samples, "sample")} of device {session.Device}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"In all: {seen}\nExport one with: algometer export SESSION --format csv").ToString();
    }
}
