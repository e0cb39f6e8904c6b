namespace Algometer.Records.Model;

/// <summary>Samples that the device numbered and the record does not have.</summary>
/// <param name="FirstMissingSequence">First missing sequence.</param>
/// <param name="Count">How many are missing, at least 1.</param>
/// <param name="Reason">Why, see <see cref="GapReasons"/>.</param>
public sealed record RecordedGap(long FirstMissingSequence, long Count, string Reason)
{
    /// <summary>Last missing sequence.</summary>
    public long LastMissingSequence => FirstMissingSequence + Count - 1;
}
