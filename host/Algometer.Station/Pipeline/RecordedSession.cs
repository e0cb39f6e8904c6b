namespace Algometer.Station.Pipeline;

/// <summary>A session that the pipeline has recorded or still records: another device at the same port begins one of its own.</summary>
/// <param name="Id">The session's identity in the record.</param>
/// <param name="Device">The device's number.</param>
/// <param name="Samples">Samples recorded.</param>
/// <param name="Failed">Whether it could not be written to its end.</param>
/// <param name="NotStored">Samples of these that neither the record nor its journal could take.</param>
public sealed record RecordedSession(string Id, string Device, long Samples, bool Failed, long NotStored = 0);
