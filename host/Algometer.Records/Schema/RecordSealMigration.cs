namespace Algometer.Records.Schema;

/// <summary>Step 6: a seal for each person, document, earlier revision and link in an encrypted record.</summary>
internal static class RecordSealMigration
{
    public const string Sql = """
        ALTER TABLE people ADD COLUMN seal TEXT;
        ALTER TABLE documents ADD COLUMN seal TEXT;
        ALTER TABLE document_history ADD COLUMN seal TEXT;
        ALTER TABLE session_links ADD COLUMN seal TEXT
        """;
}
