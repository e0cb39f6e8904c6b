namespace Algometer.Link;

/// <summary>What the link has seen since the session began.</summary>
/// <param name="Bytes">Bytes received.</param>
/// <param name="Frames">Valid frames.</param>
/// <param name="CrcErrors">Frames with a wrong CRC.</param>
/// <param name="Malformed">Runs of bytes that could not be a frame.</param>
/// <param name="Resyncs">Times a valid frame followed such bytes.</param>
/// <param name="Samples">Samples handed on in order.</param>
/// <param name="Duplicates">Samples that came twice.</param>
/// <param name="Refilled">Samples that came from the back-log.</param>
/// <param name="Lost">Samples lost for good.</param>
/// <param name="Gaps">Gaps reported.</param>
/// <param name="Late">Live samples that arrived more than 100 ms after their time.</param>
/// <param name="Disagreements">Samples whose counts and force did not agree.</param>
/// <param name="Reconnections">Times the link was lost and found again.</param>
/// <param name="Implausible">Valid frames that could not be true and were not used.</param>
/// <param name="Glitches">Values alone among neighbours that the device did not flag itself.</param>
public readonly record struct LinkStatistics(
    long Bytes,
    long Frames,
    long CrcErrors,
    long Malformed,
    long Resyncs,
    long Samples,
    long Duplicates,
    long Refilled,
    long Lost,
    long Gaps,
    long Late,
    long Disagreements,
    long Reconnections,
    long Implausible,
    long Glitches);
