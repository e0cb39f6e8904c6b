using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Maintenance;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Schema;

namespace Algometer.Records.Tests;

/// <summary>Bringing an older record up to date: from every version, broken off at every statement, on both engines.</summary>
public abstract class MigrationContract(EngineKind kind)
{
    [Fact]
    public void A_migration_broken_off_at_any_statement_is_whole_or_not_at_all_and_is_done_at_the_next_opening()
    {
        using var record = new TestRecord(kind);
        int broken = 0;
        for (int breakAt = 1; ; breakAt++)
        {
            int at = 0;
            try
            {
                RecordStore.Open(record.Options, TimeProvider.System, Migration.All, _ => Break(++at == breakAt)).Dispose();
                break;
            }
            catch (BreakOffException)
            {
                broken++;
            }
        }

        Assert.True(broken >= Migration.All.Max(step => step.Statements.Count), $"{broken} breaks");
        using RecordStore store = record.Open();
        string id = Traces.Record(store, Traces.Walk(10));
        Assert.Equal(10, store.ReadSamples(id).Count());
    }

    [Fact]
    public void A_record_of_version_three_keeps_everything_and_gets_figures_and_outlines()
    {
        Sample[] samples = Traces.Walk(2000);
        for (int breakAt = 1; ; breakAt += kind == EngineKind.Sqlite ? 1 : 9)
        {
            using var record = new TestRecord(kind);
            WriteVersionThree(record, samples);
            int at = 0;
            bool broken = false;
            try
            {
                RecordStore.Open(record.Options, TimeProvider.System, Migration.All, _ => Break(++at == breakAt)).Dispose();
            }
            catch (BreakOffException)
            {
                broken = true;
            }

            using RecordStore store = record.Open();
            SessionSummary session = Assert.Single(store.ListSessions());
            Assert.Equal((2000, 1, SessionEnd.Closed), (session.SampleCount, session.GapCount, session.End));
            Assert.Equal((0, 1999 * 12500), (session.FirstDeviceMicroseconds, session.LastDeviceMicroseconds));
            Assert.Equal(samples.Select(Traces.Facts), store.ReadSamples(session.Id).Select(Traces.Facts));
            Assert.Equal(0, record.Look("SELECT CAST(COUNT(*) AS BIGINT) FROM blocks WHERE outline IS NULL", r => r.GetInt64(0))[0]);
            Assert.Equal(2000, store.ReadEnvelope(session.Id, 5).Sum(point => point.SampleCount));
            Assert.Equal("Ada", store.People.ReadName(store.People.Find("P1")!.Id));
            if (!broken)
            {
                return;
            }
        }
    }

    [Fact]
    public void A_record_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        using var record = new TestRecord(kind);
        record.Open().Dispose();
        record.Tamper(record.Options.Server is null ? "PRAGMA user_version = 99" : "UPDATE algometer_schema SET version = 99");
        Assert.Equal(RecordStoreProblem.NewerSchema, Assert.Throws<RecordStoreException>(() => record.Open()).Problem);
        Assert.Equal(RecordStoreProblem.NewerSchema, Assert.Throws<RecordStoreException>(() => RecordStore.OpenReadOnly(record.Options, TimeProvider.System)).Problem);
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        using var record = new TestRecord(kind);
        Directory.CreateDirectory(record.Folder);
        using (IStoreEngine engine = StoreOpening.Engine(record.Options))
        using (System.Data.Common.DbConnection connection = engine.OpenForWriting())
        {
            connection.Execute("CREATE TABLE theirs (x INTEGER)");
        }

        Assert.Equal(RecordStoreProblem.NotADatabase, Assert.Throws<RecordStoreException>(() => record.Open()).Problem);
    }

    private static void WriteVersionThree(TestRecord record, Sample[] samples)
    {
        using (RecordStore.Open(record.Options, TimeProvider.System, [.. Migration.All.Take(3)]))
        {
            // The schema as it was released.
        }

        record.Tamper("INSERT INTO sessions VALUES ('01KB00000000000A', 1, 2, 'closed', 'A1', 1, '', '', 0, 80, 1, 60000, 'live', 'old')");
        record.Tamper("INSERT INTO gaps VALUES ('01KB00000000000A', 5000, 3, 'lost')");
        record.Tamper("INSERT INTO people VALUES ('01KB00000000000B', 'P1', NULL, 'Female', '', NULL, '', 1)");
        record.Tamper("INSERT INTO people_names VALUES ('01KB00000000000B', 'Ada')");
        for (int i = 0; i < samples.Length; i += 512)
        {
            var block = EncodedBlock.From(samples.AsSpan(i, Math.Min(512, samples.Length - i)));
            record.Tamper(
                "INSERT INTO blocks (session_id, first_sequence, last_sequence, sample_count, first_device_us, last_device_us, crc32, payload) VALUES ('01KB00000000000A', @a, @b, @c, @d, @e, @f, @g)",
                ("@a", block.FirstSequence),
                ("@b", block.LastSequence),
                ("@c", block.Count),
                ("@d", block.FirstDeviceMicroseconds),
                ("@e", block.LastDeviceMicroseconds),
                ("@f", block.Crc),
                ("@g", block.Payload));
        }
    }

    private static void Break(bool now)
    {
        if (now)
        {
            throw new BreakOffException();
        }
    }

    private sealed class BreakOffException : Exception;
}

public sealed class SqliteMigration() : MigrationContract(EngineKind.Sqlite);

public sealed class PostgresMigration() : MigrationContract(EngineKind.Postgres);
