namespace Algometer.Records.Schema;

/// <summary>One step of the schema: the version it leads to and the statements that lead there, as SQLite reads them.</summary>
internal sealed record Migration(int Version, IReadOnlyList<string> Statements)
{
    /// <summary>Every step, in order. A released step is never changed; a new one is added.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(1, Split(Sessions)), new(2, Split(EventsAndGaps)), new(3, Split(PeopleAndDocuments)), new(4, Split(ClinicMigration.Sql)),
        new(5, Split(SealMigration.Sql)), new(6, Split(RecordSealMigration.Sql)),
    ];

    private const string Sessions = """
        CREATE TABLE sessions (
            id TEXT PRIMARY KEY,
            started_utc_us INTEGER NOT NULL,
            ended_utc_us INTEGER,
            end_reason TEXT CHECK (end_reason IN ('closed', 'cut-off')),
            device_id TEXT NOT NULL,
            boot_id INTEGER NOT NULL,
            firmware_version TEXT NOT NULL,
            software_version TEXT NOT NULL,
            simulated INTEGER NOT NULL,
            nominal_rate_hz REAL NOT NULL,
            tip_area_cm2 REAL NOT NULL,
            limit_mn INTEGER NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('live', 'replay', 'csv')),
            title TEXT NOT NULL,
            CHECK ((ended_utc_us IS NULL) = (end_reason IS NULL))
        ) WITHOUT ROWID;
        CREATE TABLE calibrations (
            session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
            effective_from_sequence INTEGER NOT NULL,
            calibration_id INTEGER NOT NULL,
            date_unix_s INTEGER NOT NULL,
            gain_pn_per_count INTEGER NOT NULL,
            quadratic_pn INTEGER NOT NULL,
            zero_counts INTEGER NOT NULL,
            tare_counts INTEGER NOT NULL,
            capacity_mn INTEGER NOT NULL,
            PRIMARY KEY (session_id, effective_from_sequence)
        ) WITHOUT ROWID;
        CREATE TABLE clock_points (
            session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
            device_us INTEGER NOT NULL,
            utc_unix_us INTEGER NOT NULL,
            PRIMARY KEY (session_id, device_us)
        ) WITHOUT ROWID;
        CREATE TABLE blocks (
            id INTEGER PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
            first_sequence INTEGER NOT NULL,
            last_sequence INTEGER NOT NULL,
            sample_count INTEGER NOT NULL CHECK (sample_count > 0),
            first_device_us INTEGER NOT NULL,
            last_device_us INTEGER NOT NULL,
            crc32 INTEGER NOT NULL,
            payload BLOB NOT NULL
        );
        CREATE INDEX blocks_by_sequence ON blocks (session_id, first_sequence);
        """;

    private const string EventsAndGaps = """
        CREATE TABLE events (
            session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            device_us INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            kind TEXT NOT NULL,
            value REAL,
            text TEXT,
            PRIMARY KEY (session_id, ordinal)
        ) WITHOUT ROWID;
        CREATE TABLE gaps (
            session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
            first_missing_sequence INTEGER NOT NULL,
            sample_count INTEGER NOT NULL CHECK (sample_count > 0),
            reason TEXT NOT NULL,
            PRIMARY KEY (session_id, first_missing_sequence)
        ) WITHOUT ROWID;
        """;

    private const string PeopleAndDocuments = """
        CREATE TABLE people (
            id TEXT PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            birth_decade INTEGER,
            sex TEXT NOT NULL,
            notes TEXT NOT NULL,
            consent_date TEXT,
            consent_text TEXT NOT NULL,
            created_utc_us INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE people_names (
            person_id TEXT PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
            name TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE documents (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            person_id TEXT REFERENCES people(id) ON DELETE CASCADE,
            revision INTEGER NOT NULL,
            created_utc_us INTEGER NOT NULL,
            updated_utc_us INTEGER NOT NULL,
            body TEXT NOT NULL
        );
        CREATE INDEX documents_by_person ON documents (kind, person_id, created_utc_us);
        CREATE TABLE document_history (
            id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            revision INTEGER NOT NULL,
            updated_utc_us INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (id, revision)
        );
        """;

    private static string[] Split(string sql) => sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
