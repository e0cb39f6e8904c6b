using Algometer.Records.Model;

namespace Algometer.Records.Recording;

/// <summary>Gap rows to replace: those that begin within the range go, the listed ones stand.</summary>
internal sealed record GapChange(long DeleteFrom, long DeleteTo, IReadOnlyList<RecordedGap> Gaps);
