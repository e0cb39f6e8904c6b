using Algometer.Records.Documents;

namespace Algometer.Clinic.FollowUp;

/// <summary>Sessions of a period as they travel from the patient's host to the clinic's.</summary>
/// <param name="Kind">Says what the file is.</param>
/// <param name="Patient">Code of the patient.</param>
/// <param name="ExportedUtc">When.</param>
/// <param name="Sessions">The sessions, oldest first.</param>
public sealed record PeriodExport(string Kind, string Patient, DateTimeOffset ExportedUtc, IReadOnlyList<HomeSessionDocument> Sessions)
{
    /// <summary>What <see cref="Kind"/> must say.</summary>
    public const string Format = "algometer-home-sessions-1";
}
