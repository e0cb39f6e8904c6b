namespace Algometer.Records.Schema;

/// <summary>Step 5: a seal for each row of a session in an encrypted record, and counts in its header, so that a row that went is missed.</summary>
internal static class SealMigration
{
    public const string Sql = """
        ALTER TABLE sessions ADD COLUMN event_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN calibration_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN clock_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN seal TEXT;
        ALTER TABLE events ADD COLUMN seal TEXT;
        ALTER TABLE calibrations ADD COLUMN seal TEXT;
        ALTER TABLE clock_points ADD COLUMN seal TEXT;
        ALTER TABLE gaps ADD COLUMN seal TEXT;
        UPDATE sessions SET
            event_count = (SELECT COUNT(*) FROM events e WHERE e.session_id = sessions.id),
            calibration_count = (SELECT COUNT(*) FROM calibrations c WHERE c.session_id = sessions.id),
            clock_count = (SELECT COUNT(*) FROM clock_points p WHERE p.session_id = sessions.id)
        """;
}
