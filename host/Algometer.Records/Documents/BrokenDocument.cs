namespace Algometer.Records.Documents;

/// <summary>A document that cannot be read: set aside, so that it stops nothing else.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Kind">What it says it is.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record BrokenDocument(string Id, string Kind, string Why);
