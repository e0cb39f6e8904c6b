namespace Algometer.Records.Schema;

/// <summary>Step 4: figures that make lists quick, outlines that make long traces quick, deletion with undo, links, the audit log.</summary>
internal static class ClinicMigration
{
    public const string Sql = """
        CREATE TABLE store_info (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;
        ALTER TABLE sessions ADD COLUMN station TEXT NOT NULL DEFAULT '';
        ALTER TABLE sessions ADD COLUMN sample_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN first_device_us INTEGER;
        ALTER TABLE sessions ADD COLUMN last_device_us INTEGER;
        ALTER TABLE sessions ADD COLUMN gap_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN deleted_utc_us INTEGER;
        ALTER TABLE sessions ADD COLUMN deleted_by TEXT;
        UPDATE sessions SET
            sample_count = (SELECT CAST(COALESCE(SUM(b.sample_count), 0) AS INTEGER) FROM blocks b WHERE b.session_id = sessions.id),
            first_device_us = (SELECT MIN(b.first_device_us) FROM blocks b WHERE b.session_id = sessions.id),
            last_device_us = (SELECT MAX(b.last_device_us) FROM blocks b WHERE b.session_id = sessions.id),
            gap_count = (SELECT COUNT(*) FROM gaps g WHERE g.session_id = sessions.id);
        ALTER TABLE blocks ADD COLUMN outline BLOB;
        ALTER TABLE people ADD COLUMN deleted_utc_us INTEGER;
        ALTER TABLE people ADD COLUMN deleted_by TEXT;
        ALTER TABLE documents ADD COLUMN session_id TEXT REFERENCES sessions(id) ON DELETE CASCADE;
        ALTER TABLE documents ADD COLUMN deleted_utc_us INTEGER;
        ALTER TABLE documents ADD COLUMN deleted_by TEXT;
        CREATE INDEX documents_by_session ON documents (session_id, kind);
        CREATE TABLE session_links (
            session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
            person_id TEXT NOT NULL,
            document_id TEXT NOT NULL,
            from_us INTEGER NOT NULL,
            to_us INTEGER NOT NULL,
            PRIMARY KEY (session_id, person_id, document_id, from_us)
        ) WITHOUT ROWID;
        CREATE INDEX session_links_by_person ON session_links (person_id);
        CREATE TABLE audit (
            ordinal INTEGER NOT NULL PRIMARY KEY,
            at_utc_us INTEGER NOT NULL,
            actor TEXT NOT NULL,
            station TEXT NOT NULL,
            action TEXT NOT NULL,
            object_kind TEXT NOT NULL,
            object_id TEXT NOT NULL,
            before_hash TEXT NOT NULL,
            after_hash TEXT NOT NULL,
            detail TEXT NOT NULL,
            previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        );
        CREATE TABLE audit_head (
            id INTEGER NOT NULL PRIMARY KEY,
            entries INTEGER NOT NULL,
            hash TEXT NOT NULL,
            seal TEXT NOT NULL
        );
        INSERT INTO audit_head VALUES (1, 0, '', '');
        APPEND ONLY audit
        """;
}
