namespace Algometer.Records;

/// <summary>Gap rows to replace: those that begin within the range go, the listed ones stand.</summary>
internal sealed record GapChange(long DeleteFrom, long DeleteTo, IReadOnlyList<RecordedGap> Gaps);
