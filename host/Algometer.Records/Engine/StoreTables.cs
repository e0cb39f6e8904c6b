namespace Algometer.Records.Engine;

/// <summary>A table as a copy sees it: what identifies a row, and what else is in it.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">Columns that identify a row, in order; rows are compared and continued by them.</param>
/// <param name="Columns">Every other column.</param>
internal sealed record StoreTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<string> Columns)
{
    /// <summary>Every column, the key first.</summary>
    public IReadOnlyList<string> All { get; } = [.. Key, .. Columns];
}

/// <summary>The tables of the record, each after those it refers to. A test holds them against the schema of both engines.</summary>
internal static class StoreTables
{
    public static IReadOnlyList<StoreTable> All { get; } =
    [
        new("store_info", ["name"], ["value"]),
        new("people", ["id"], ["code", "birth_decade", "sex", "notes", "consent_date", "consent_text", "created_utc_us", "deleted_utc_us", "deleted_by", "seal"]),
        new("people_names", ["person_id"], ["name"]),
        new("sessions", ["id"],
        [
            "started_utc_us", "ended_utc_us", "end_reason", "device_id", "boot_id", "firmware_version", "software_version", "simulated",
            "nominal_rate_hz", "tip_area_cm2", "limit_mn", "source", "title", "station", "sample_count", "first_device_us", "last_device_us",
            "gap_count", "deleted_utc_us", "deleted_by", "event_count", "calibration_count", "clock_count", "seal",
        ]),
        new("calibrations", ["session_id", "effective_from_sequence"],
            ["calibration_id", "date_unix_s", "gain_pn_per_count", "quadratic_pn", "zero_counts", "tare_counts", "capacity_mn", "seal"]),
        new("clock_points", ["session_id", "device_us"], ["utc_unix_us", "seal"]),
        new("blocks", ["id"], ["session_id", "first_sequence", "last_sequence", "sample_count", "first_device_us", "last_device_us", "crc32", "payload", "outline"]),
        new("events", ["session_id", "ordinal"], ["device_us", "sequence", "kind", "value", "text", "seal"]),
        new("gaps", ["session_id", "first_missing_sequence"], ["sample_count", "reason", "seal"]),
        new("session_links", ["session_id", "person_id", "document_id", "from_us"], ["to_us", "seal"]),
        new("documents", ["id"], ["kind", "person_id", "revision", "created_utc_us", "updated_utc_us", "body", "session_id", "deleted_utc_us", "deleted_by", "seal"]),
        new("document_history", ["id", "revision"], ["updated_utc_us", "body", "seal"]),
        new("audit", ["ordinal"], ["at_utc_us", "actor", "station", "action", "object_kind", "object_id", "before_hash", "after_hash", "detail", "previous_hash", "hash"]),
        new("audit_head", ["id"], ["entries", "hash", "seal"]),
    ];
}
