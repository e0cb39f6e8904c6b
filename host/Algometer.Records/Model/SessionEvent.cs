namespace Algometer.Records.Model;

/// <summary>Something that happened in a session, at a moment of the device's clock.</summary>
/// <param name="DeviceMicroseconds">Device time in µs.</param>
/// <param name="Sequence">The sample at which it happened.</param>
/// <param name="Kind">What happened, see <see cref="EventKinds"/>; engines add their own.</param>
/// <param name="Value">A number that belongs to it, in the kind's own unit; null when none.</param>
/// <param name="Text">Details as JSON, or plain text of a mark; null when none.</param>
public sealed record SessionEvent(long DeviceMicroseconds, long Sequence, string Kind, double? Value = null, string? Text = null);
