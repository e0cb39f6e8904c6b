using System.IO.Compression;
using Algometer.Measurement.Signal;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using Algometer.Records.Store;
using Algometer.Records.Transfer;

namespace Algometer.Records.Tests;

/// <summary>What a record promises of copies and backups, whatever it is kept in.</summary>
public abstract class TransferContract(EngineKind kind) : IDisposable
{
    private readonly TestRecord _record = new(kind);

    public void Dispose()
    {
        _record.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void The_tables_that_travel_are_the_tables_there_are()
    {
        _record.Open().Dispose();
        string columns = _record.Options.Server is null
            ? "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
            : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'algometer_schema'";
        IEnumerable<string> there = _record.Look(columns, r => r.GetString(0) + "." + r.GetString(1)).Order(StringComparer.Ordinal);
        Assert.Equal(StoreTables.All.SelectMany(t => t.All.Select(c => t.Name + "." + c)).Order(StringComparer.Ordinal), there, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(EngineKind.Sqlite)]
    [InlineData(EngineKind.Postgres)]
    public void A_copy_broken_off_at_any_batch_goes_on_and_ends_the_same(EngineKind target)
    {
        string id = Fill();
        using var there = new TestRecord(target);
        int batches = 0;
        for (int breakAt = 1; ; breakAt++)
        {
            int at = 0;
            try
            {
                IReadOnlyList<TableSum> sums = StoreTransfer.Copy(_record.Options, there.Options, TimeProvider.System, null, _ => Break(++at == breakAt));
                Assert.Equal(StoreTables.All.Count, sums.Count);
                Assert.True(sums.Single(s => s.Table == "blocks").Rows >= 5);
                break;
            }
            catch (BreakOffException)
            {
                batches++;
            }
        }

        Assert.True(batches > StoreTables.All.Count, $"{batches} breaks");
        using RecordStore from = _record.Open();
        using RecordStore store = RecordStore.Open(there.Options, TimeProvider.System);
        Assert.Equal(from.HashSession(id), store.HashSession(id));
        Assert.Equal(from.People.List(), store.People.List());
        Assert.Equal("Ada Ö", store.People.ReadName(store.People.List()[0].Id));
        Assert.Equal(from.Documents.List("visit"), store.Documents.List("visit"));
        Assert.Equal(from.IsEncrypted, store.IsEncrypted);
        Assert.Equal(AuditActions.Copy, store.Audit.List()[^1].Event.Action);
        Assert.True(store.Audit.Verify().IsSound);
        string next = Traces.Record(store, Traces.Walk(600));
        Assert.Equal(600, store.ReadSamples(next).Count());
    }

    [Fact]
    public void A_copy_never_goes_over_another_record()
    {
        Fill();
        using var there = new TestRecord(EngineKind.Sqlite);
        using (RecordStore other = there.Open())
        {
            Traces.Record(other, Traces.Walk(3));
        }

        Assert.Equal(RecordStoreProblem.Conflict, Assert.Throws<RecordStoreException>(() => StoreTransfer.Copy(_record.Options, there.Options, TimeProvider.System)).Problem);
        using RecordStore unchanged = there.Open();
        Assert.Single(unchanged.ListSessions());
    }

    [Fact]
    public void A_backup_made_while_recording_restores_every_sample_of_that_moment()
    {
        string backup = _record.Beside("monday.algobak");
        string ended = Fill();
        string running;
        using (RecordStore store = _record.Open())
        {
            using SessionRecorder recorder = store.StartSession(Traces.Description());
            running = recorder.SessionId;
            Sample[] samples = Traces.Walk(1500, 3);
            foreach (Sample sample in samples)
            {
                recorder.Append(sample);
            }

            while (store.ReadSamples(running).Count() < samples.Length)
            {
                recorder.FlushIfDue();
            }

            BackupManifest manifest = RecordBackup.Write(store, backup);
            Assert.Equal((2, store.IsEncrypted), (manifest.Sessions, manifest.Encrypted));
            Assert.Equal(AuditActions.Backup, store.Audit.List()[^1].Event.Action);
            recorder.Complete();
        }

        StoreOptions target = new() { DataDirectory = _record.Beside("restored"), Passphrase = () => TestRecord.Passphrase, KeyFolder = _record.Beside("keys") };
        RestoreReport report = RecordBackup.Restore(backup, target, TimeProvider.System);
        Assert.True(report.Integrity.IsClean && report.Audit.IsSound, report.Audit.Finding);
        using (RecordStore restored = RecordStore.Open(target, TimeProvider.System))
        {
            Assert.Equal(Traces.Walk(1500, 3).Select(Traces.Facts), restored.ReadSamples(running).Select(Traces.Facts));
            Assert.Equal(SessionEnd.CutOff, restored.ReadSession(running).End);
            Assert.Equal(2100, restored.ReadSamples(ended).Count());
            Assert.Equal(AuditActions.Restore, restored.Audit.List()[^1].Event.Action);
        }

        Assert.Equal(RecordStoreProblem.Conflict, Assert.Throws<RecordStoreException>(() => RecordBackup.Restore(backup, target, TimeProvider.System)).Problem);
    }

    [Fact]
    public void A_damaged_backup_is_refused_and_the_target_left_as_it_was()
    {
        string id = Fill();
        string backup = _record.Beside("b.algobak");
        string hash;
        using (RecordStore store = _record.Open())
        {
            RecordBackup.Write(store, backup);
            hash = store.HashSession(id);
        }

        byte[] bytes = File.ReadAllBytes(backup);
        var random = new Random(5);
        StoreOptions target = new() { DataDirectory = _record.Beside("restored"), Passphrase = () => TestRecord.Passphrase };
        int refused = 0;
        for (int i = 0; i < 12; i++)
        {
            byte[] damaged = i % 3 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            if (i % 3 != 0)
            {
                damaged[random.Next(bytes.Length / 8, bytes.Length * 7 / 8)] ^= (byte)random.Next(1, 256);
            }

            File.WriteAllBytes(backup, damaged);
            RecordStoreException? refusal = (RecordStoreException?)Record.Exception(() => RecordBackup.Restore(backup, target, TimeProvider.System));
            if (refusal is null)
            {
                // A changed date in the archive's own directory harms nobody.
                using RecordStore restored = RecordStore.Open(target, TimeProvider.System);
                Assert.Equal(hash, restored.HashSession(id));
                restored.Dispose();
                Directory.Delete(target.DataDirectory, recursive: true);
                continue;
            }

            refused++;
            Assert.Equal(RecordStoreProblem.Damaged, refusal.Problem);
            Assert.False(Directory.Exists(target.DataDirectory));
        }

        Assert.True(refused >= 10, $"{refused} of 12");
    }

    [Theory]
    [InlineData("../../outside.db")]
    [InlineData("/etc/outside")]
    [InlineData("journal-../../x-000001.alj")]
    [InlineData("algometer.db\\..\\x")]
    public void A_backup_that_would_write_outside_its_folder_is_refused(string name)
    {
        string backup = _record.Beside("evil.algobak");
        using (ZipArchive archive = ZipFile.Open(backup, ZipArchiveMode.Create))
        {
            using (var manifest = new StreamWriter(archive.CreateEntry("manifest.json").Open()))
            {
                manifest.Write(System.Text.Json.JsonSerializer.Serialize(
                    new BackupManifest(1, DateTimeOffset.UnixEpoch, 4, "", "", false, 0, [new BackupFile("algometer.db", 1, ""), new BackupFile(name, 1, "")]),
                    BackupManifest.Json));
            }

            archive.CreateEntry("algometer.db");
            archive.CreateEntry(name);
        }

        StoreOptions target = new() { DataDirectory = _record.Beside("restored") };
        Assert.Equal(RecordStoreProblem.Damaged, Assert.Throws<RecordStoreException>(() => RecordBackup.Restore(backup, target, TimeProvider.System)).Problem);
        Assert.False(Directory.Exists(target.DataDirectory));
        Assert.False(File.Exists(_record.Beside("../outside.db")));
    }

    private static void Break(bool now)
    {
        if (now)
        {
            throw new BreakOffException();
        }
    }

    private string Fill()
    {
        using RecordStore store = _record.Open();
        Person person = store.People.Add(new Person { Code = "P1", Notes = "it's" }, "Ada Ö");
        string id = Traces.Record(store, Traces.Walk(2100), "first", recorder => recorder.Mark(5, 5, "here"));
        store.LinkSession(new SessionLink(id, person.Id));
        StoredDocument document = store.Documents.Create("visit", person.Id, "{}", id);
        store.Documents.Update(document.Id, 1, """{"a":1}""");
        store.Audit.Append(new AuditEvent(AuditActions.Export, "session", id));
        return id;
    }

    private sealed class BreakOffException : Exception;
}

public sealed class SqliteTransfer() : TransferContract(EngineKind.Sqlite);

public sealed class EncryptedSqliteTransfer() : TransferContract(EngineKind.SqliteEncrypted);

public sealed class PostgresTransfer() : TransferContract(EngineKind.Postgres);

public sealed class EncryptedPostgresTransfer() : TransferContract(EngineKind.PostgresEncrypted);
