using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Reporting;

/// <summary>Keeps that a report left the record. It says what and as which type, never whose.</summary>
public static class ReportAudit
{
    /// <summary>Appends the entry; a record that may only be read keeps none, and a report must not fail for that.</summary>
    /// <param name="store">The record.</param>
    /// <param name="kind">run, visit or person.</param>
    /// <param name="id">Its identity.</param>
    /// <param name="type">Type of the file.</param>
    /// <param name="actor">Who took it; null for whoever opened the record.</param>
    /// <returns>Whether it was kept.</returns>
    public static bool Left(RecordStore store, string kind, string id, string type, string? actor)
    {
        try
        {
            store.Audit.Append(new AuditEvent(AuditActions.Export, kind, id, $"report, {type}"), actor);
            return true;
        }
        catch (RecordStoreException refused) when (refused.Problem is RecordStoreProblem.ReadOnly or RecordStoreProblem.DiskFull)
        {
            return false;
        }
    }
}
