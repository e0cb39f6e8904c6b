using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Algometer.Records.Model;

namespace Algometer.Records.Audit;

/// <summary>An entry of the audit log. Its hash covers everything in it and the hash of the entry before, so none can be altered or taken out.</summary>
/// <param name="Ordinal">1 for the first.</param>
/// <param name="AtUtc">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Station">At which station.</param>
/// <param name="Event">What.</param>
/// <param name="PreviousHash">Hash of the entry before; empty for the first.</param>
/// <param name="Hash">SHA-256 (hex) of this one.</param>
public sealed record AuditEntry(long Ordinal, DateTimeOffset AtUtc, string Actor, string Station, AuditEvent Event, string PreviousHash, string Hash)
{
    /// <summary>The hash that the entry's content gives. Each field is preceded by its length, so that no two contents read the same.</summary>
    public string ComputeHash()
    {
        var text = new StringBuilder("algometer-audit-1");
        string[] fields =
        [
            Ordinal.ToString(CultureInfo.InvariantCulture),
            WallTime.ToMicroseconds(AtUtc).ToString(CultureInfo.InvariantCulture),
            Actor,
            Station,
            Event.Action,
            Event.ObjectKind,
            Event.ObjectId,
            Event.BeforeHash,
            Event.AfterHash,
            Event.Detail,
            PreviousHash,
        ];
        foreach (string field in fields)
        {
            text.Append('|').Append(field.Length).Append(':').Append(field);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>What a check of the audit log found.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Head">Hash of the last one.</param>
/// <param name="FirstBroken">Ordinal of the first entry that is not as it was written; null when all are.</param>
/// <param name="Finding">What is wrong, or how far the log is protected.</param>
public sealed record AuditReport(long Entries, string Head, long? FirstBroken, string Finding)
{
    /// <summary>Whether the end was compared with what this station has seen of it; without that a shortened log does not show.</summary>
    public bool IsAnchored { get; init; } = true;

    /// <summary>Whether every entry is there as it was written.</summary>
    public bool IsSound => FirstBroken is null;
}
