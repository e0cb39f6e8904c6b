using Algometer.Records.Problems;

namespace Algometer.Records.Recording;

/// <summary>Tells that recording fails, or works again.</summary>
/// <param name="failure">What is wrong and what to do; null when recording works again.</param>
public sealed class RecordingFailedEventArgs(RecordStoreException? failure) : EventArgs
{
    /// <summary>What is wrong and what to do; null when recording works again.</summary>
    public RecordStoreException? Failure { get; } = failure;
}
