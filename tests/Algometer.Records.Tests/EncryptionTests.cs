using System.Text;
using Algometer.Measurement.Signal;
using Algometer.Records.Audit;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Maintenance;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using Algometer.Records.Store;
using CsCheck;

namespace Algometer.Records.Tests;

/// <summary>Encryption at rest, over both engines: what is sealed, what a swapped cell gives, and every way it can be interrupted.</summary>
public abstract class EncryptionContract(EngineKind plain, EngineKind encrypted)
{
    private const string Name = "Wilhelmina Unforgettable";

    [Fact]
    public void Names_free_text_and_traces_are_nowhere_in_the_files_and_the_journal_is_sealed()
    {
        using var record = new TestRecord(encrypted);
        using RecordStore store = record.Open();
        Person person = store.People.Add(new Person { Code = "P1", Notes = Name, ConsentText = Name }, Name);
        store.Documents.Update(store.Documents.Create("visit", person.Id, Name).Id, 1, Name + " again");
        using SessionRecorder recorder = store.StartSession(Traces.Description(Name));
        Sample[] samples = Traces.Walk(40);
        foreach (Sample sample in samples)
        {
            recorder.Append(sample);
        }

        recorder.AppendEvent(new SessionEvent(1, 1, "note", Text: Name));
        while (store.ReadSamples(recorder.SessionId).Count() < samples.Length || !Directory.EnumerateFiles(record.Folder, "journal-*").Any())
        {
            recorder.FlushIfDue();
        }

        byte[] packed = new byte[SampleCodec.MaxLength(samples.Length)];
        byte[] payload = packed[..SampleCodec.Encode(samples, packed)];
        Assert.False(record.Holds(Encoding.UTF8.GetBytes(Name)));
        recorder.Complete();
        store.Notes.Add(recorder.SessionId, Name);
        Assert.False(record.Holds(Encoding.UTF8.GetBytes(Name)));
        Assert.False(record.Holds(payload.AsSpan(8)));
        foreach (StoreTable table in StoreTables.All)
        {
            Assert.DoesNotContain(record.Look($"SELECT {string.Join(", ", table.All)} FROM {table.Name}", r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(i => r.GetValue(i).ToString()))), row => row.Contains(Name, StringComparison.Ordinal));
        }

        Assert.Equal(Name, store.People.ReadName(person.Id));
        Assert.Equal(Name, store.ReadEvents(recorder.SessionId)[0].Text);
        Assert.Equal(samples.Select(Traces.Facts), store.ReadSamples(recorder.SessionId).Select(Traces.Facts));
    }

    [Theory]
    [InlineData("UPDATE people SET notes = (SELECT consent_text FROM people WHERE code = 'A') WHERE code = 'A'")]
    [InlineData("UPDATE people SET notes = (SELECT notes FROM people WHERE code = 'B') WHERE code = 'A'")]
    [InlineData("UPDATE people SET notes = 'plain as day' WHERE code = 'A'")]
    [InlineData("UPDATE people SET notes = substr(notes, 1, 40) WHERE code = 'A'")]
    [InlineData("UPDATE people SET notes = '' WHERE code = 'A'")]
    [InlineData("UPDATE people_names SET name = (SELECT n.name FROM people_names n JOIN people p ON p.id = n.person_id WHERE p.code = 'B')")]
    [InlineData("UPDATE documents SET body = (SELECT h.body FROM document_history h)")]
    [InlineData("UPDATE documents SET revision = 1")]
    public void A_cell_that_was_moved_or_altered_is_found(string sql)
    {
        using var record = new TestRecord(encrypted);
        string first;
        using (RecordStore store = record.Open())
        {
            Person a = store.People.Add(new Person { Code = "A", Notes = "notes of a", ConsentText = "consent of a" }, "Ada");
            store.People.Add(new Person { Code = "B", Notes = "notes of b" }, "Bob");
            first = store.Documents.Create("visit", a.Id, "first").Id;
            store.Documents.Update(first, 1, "second");
        }

        record.Tamper(sql);
        using RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System);
        RecordStoreException found = Assert.Throws<RecordStoreException>(() =>
        {
            string id = read.People.Find("A")!.Id;
            read.People.ReadName(id);
            read.Documents.Read(first);
        });
        Assert.Equal(RecordStoreProblem.Tampered, found.Problem);
    }

    [Fact]
    public void Blocks_that_change_places_are_found_and_left_out()
    {
        using var record = new TestRecord(encrypted);
        string id;
        using (RecordStore store = record.Open())
        {
            id = Traces.Record(store, Traces.Walk(1536));
        }

        // Payload and CRC together, as somebody would who knows the CRC.
        record.Tamper("UPDATE blocks SET payload = (SELECT b.payload FROM blocks b WHERE b.first_sequence = 512), crc32 = (SELECT b.crc32 FROM blocks b WHERE b.first_sequence = 512) WHERE first_sequence = 0");
        using RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System);
        Assert.Equal(1024, read.ReadSamples(id).Count());
        Assert.Equal(GapReasons.Damaged, Assert.Single(read.ReadGaps(id)).Reason);
        Assert.Contains("seal", Assert.Single(read.VerifyIntegrity().DamagedBlocks).Damage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_passphrase_or_none_opens_nothing_changes_nothing_and_says_so()
    {
        using var record = new TestRecord(encrypted);
        using (RecordStore store = record.Open())
        {
            store.People.Add(new Person { Code = "P1" }, Name);
        }

        string before = record.Look("SELECT value FROM store_info WHERE name = 'key'", r => r.GetString(0))[0];
        foreach ((string? given, RecordStoreProblem problem) in ((string?, RecordStoreProblem)[])[("not that one at all", RecordStoreProblem.WrongPassphrase), (null, RecordStoreProblem.PassphraseNeeded), ("", RecordStoreProblem.PassphraseNeeded)])
        {
            RecordStoreException refusal = Assert.Throws<RecordStoreException>(() => RecordStore.Open(record.Options with { Passphrase = () => given }, TimeProvider.System));
            Assert.Equal(problem, refusal.Problem);
            Assert.Contains("passphrase", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(problem, Assert.Throws<RecordStoreException>(() => RecordStore.OpenReadOnly(record.Options with { Passphrase = () => given }, TimeProvider.System)).Problem);
        }

        Assert.Equal(before, record.Look("SELECT value FROM store_info WHERE name = 'key'", r => r.GetString(0))[0]);
        using RecordStore right = record.Open();
        Assert.Equal(Name, right.People.ReadName(right.People.Find("P1")!.Id));
    }

    [Fact]
    public void A_plain_record_is_encrypted_in_place_and_each_step_can_be_the_last_for_the_day()
    {
        for (int breakAt = 1; ; breakAt += plain == EngineKind.Sqlite ? 1 : 3)
        {
            using var record = new TestRecord(plain);
            string id;
            Person person;
            bool whole = true;
            using (RecordStore store = record.Open())
            {
                (id, person) = Fill(store);
                File.WriteAllText(Path.Combine(record.Folder, $"journal-{id}-000009.alj.damaged"), "somebody may read more of " + Name);
                int at = 0;
                try
                {
                    store.Encrypt(TestRecord.Passphrase, traces: true, null, KeyCost.ForTests, _ =>
                    {
                        if (++at == breakAt)
                        {
                            throw new BreakOffException();
                        }
                    });
                }
                catch (BreakOffException)
                {
                    whole = false;
                }

                // Readable in the middle of it.
                Assert.Equal(Name, store.People.ReadName(person.Id));
                Assert.Equal(1300, store.ReadSamples(id).Count());
            }

            if (breakAt > 1)
            {
                Check(record, id, person);
            }

            if (whole)
            {
                Assert.True(breakAt > SealedColumns.All.Count, $"{breakAt} steps");
                return;
            }
        }
    }

    [Fact]
    public void A_new_passphrase_opens_and_the_old_one_does_not()
    {
        using var record = new TestRecord(encrypted);
        using (RecordStore store = record.Open())
        {
            store.People.Add(new Person { Code = "P1" }, Name);
            Assert.Equal(RecordStoreProblem.WrongPassphrase, Assert.Throws<RecordStoreException>(() => store.ChangePassphrase("not that one at all", "a new passphrase")).Problem);
            Assert.Throws<ArgumentException>(() => store.ChangePassphrase(TestRecord.Passphrase, "short"));
            store.ChangePassphrase(TestRecord.Passphrase, "a new passphrase");
            Assert.Equal(AuditActions.KeyChange, store.Audit.List()[^1].Event.Action);
        }

        Assert.Equal(RecordStoreProblem.WrongPassphrase, Assert.Throws<RecordStoreException>(() => record.Open()).Problem);
        using RecordStore again = RecordStore.Open(record.Options with { Passphrase = () => "a new passphrase" }, TimeProvider.System);
        Assert.Equal(Name, again.People.ReadName(again.People.Find("P1")!.Id));
        Assert.True(again.Audit.Verify().IsSound);
    }

    [Fact]
    public void A_key_kept_on_this_machine_opens_without_a_passphrase_and_only_if_it_is_private()
    {
        using var record = new TestRecord(encrypted);
        string kept;
        using (RecordStore store = record.Open())
        {
            kept = store.RememberKey();
            Assert.DoesNotContain(record.Folder, kept, StringComparison.Ordinal);
        }

        StoreOptions silent = record.Options with { Passphrase = null };
        RecordStore.Open(silent, TimeProvider.System).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
            File.SetUnixFileMode(kept, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Contains("chmod 600", Assert.Throws<RecordStoreException>(() => RecordStore.Open(silent, TimeProvider.System)).Message, StringComparison.Ordinal);
            File.SetUnixFileMode(kept, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using (RecordStore store = RecordStore.Open(silent, TimeProvider.System))
        {
            Assert.True(store.ForgetKey());
            Assert.False(store.ForgetKey());
        }

        Assert.Equal(RecordStoreProblem.PassphraseNeeded, Assert.Throws<RecordStoreException>(() => RecordStore.Open(silent, TimeProvider.System)).Problem);
    }

    [Fact]
    public void The_seal_on_the_logs_end_is_the_keys()
    {
        using var record = new TestRecord(encrypted);
        using (RecordStore store = record.Open())
        {
            store.Audit.Append(new AuditEvent(AuditActions.Export));
        }

        record.Tamper("UPDATE audit_head SET seal = @seal", ("@seal", new string('0', 64)));
        using RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System);
        Assert.Contains("seal", read.Audit.Verify().Finding, StringComparison.Ordinal);
    }

    private static (string Id, Person Person) Fill(RecordStore store)
    {
        Person person = store.People.Add(new Person { Code = "P1", Notes = Name, ConsentText = "\u0001s is no mark" }, Name);
        store.Documents.Update(store.Documents.Create("visit", person.Id, Name).Id, 1, Name + " again");
        return (Traces.Record(store, Traces.Walk(1300), Name, recorder => recorder.AppendEvent(new SessionEvent(1, 1, "note", Text: Name))), person);
    }

    private static void Check(TestRecord record, string id, Person person)
    {
        using (RecordStore store = RecordStore.Open(record.Options, TimeProvider.System))
        {
            Assert.True(store.IsEncrypted && store.EncryptsTraces);
            Assert.Equal(person, store.People.Read(person.Id));
            Assert.Equal(Name, store.People.ReadName(person.Id));
            Assert.Equal((Name, Name), (store.ReadSession(id).Description.Title, store.ReadEvents(id)[0].Text));
            Assert.Equal(Name + " again", store.Documents.List("visit")[0].Body);
            Assert.Equal(Name, store.Documents.History(store.Documents.List("visit")[0].Id)[0].Body);
            Assert.Equal(Traces.Walk(1300).Select(Traces.Facts), store.ReadSamples(id).Select(Traces.Facts));
            Assert.True(store.VerifyIntegrity().IsClean);
            Assert.True(store.Audit.Verify().IsSound);
        }

        Assert.False(record.Holds(Encoding.UTF8.GetBytes(Name)));
    }

    private sealed class BreakOffException : Exception;
}

public sealed class SqliteEncryption() : EncryptionContract(EngineKind.Sqlite, EngineKind.SqliteEncrypted);

public sealed class PostgresEncryption() : EncryptionContract(EngineKind.Postgres, EngineKind.PostgresEncrypted);

/// <summary>What counts the whole process's allocations runs with nothing beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>The cryptography itself.</summary>
[Collection(Alone.Name)]
public sealed class SealTests(ITestOutputHelper output)
{
    [Fact]
    public void Argon2id_gives_the_value_of_the_reference_implementation()
    {
        // echo -n password | argon2 somesalt somesalt -id -t 2 -k 65536 -p 1 -l 32, from the reference implementation's tests (test.c, v=0x13).
        byte[] key = PassphraseKey.Derive("password", "somesalt"u8, new KeyCost(65536, 2, 1));
        Assert.Equal("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7", Convert.ToHexStringLower(key));
    }

    [Fact]
    public void Whatever_is_sealed_opens_at_its_place_alone_and_any_change_is_found()
    {
        var key = SealKey.Derive(new byte[32], "test");
        Gen.Select(Gen.Byte.Array[0, 200], Hostile.Text, Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((plain, place, at, change) =>
        {
            byte[] sealedBytes = key.Seal(plain, StorableText.Of(place));
            Assert.Equal(plain, key.TryOpen(sealedBytes, StorableText.Of(place)));
            Assert.Null(key.TryOpen(sealedBytes, StorableText.Of(place) + "x"));
            Assert.Null(SealKey.Derive(new byte[32], "other").TryOpen(sealedBytes, StorableText.Of(place)));
            sealedBytes[at % sealedBytes.Length] ^= change;
            Assert.Null(key.TryOpen(sealedBytes, StorableText.Of(place)));
            Assert.Null(key.TryOpen(sealedBytes.AsSpan(0, at % sealedBytes.Length), StorableText.Of(place)));
        });
    }

    [Fact]
    public void No_nonce_is_used_twice()
    {
        var key = SealKey.Derive(new byte[32], "test");
        Assert.Equal(5000, Enumerable.Range(0, 5000).Select(_ => Convert.ToHexString(key.Seal([], "p").AsSpan(1, 12))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_wrong_passphrase_costs_as_much_as_the_right_one()
    {
        (KeyRecord record, byte[] _) = KeyRecord.Make("the right passphrase", new KeyCost(8 << 10, 1, 1), traces: false);
        long right = Allocated(() => Assert.NotNull(record.TryUnwrap("the right passphrase")));
        long wrong = Allocated(() => Assert.Null(record.TryUnwrap("the wrong passphrase")));
        output.WriteLine($"right {right} bytes, wrong {wrong} bytes allocated");
        Assert.InRange(wrong, right - (right / 20), right + (right / 20));
        Assert.True(wrong > 8 << 20);
    }

    [Fact]
    public void The_state_of_the_key_cannot_be_turned_back()
    {
        (KeyRecord record, byte[] key) = KeyRecord.Make("a good passphrase", KeyCost.ForTests, traces: true);
        KeyRecord complete = (record with { Complete = true }).Proven(key);
        Assert.NotNull(complete.TryUnwrap("a good passphrase"));
        Assert.Null((complete with { Complete = false }).TryUnwrap("a good passphrase"));
        Assert.Null((complete with { Traces = false }).TryUnwrap("a good passphrase"));
        Assert.Null((complete with { Cost = new KeyCost(64, 2, 1) }).TryUnwrap("a good passphrase"));
        Assert.NotNull(KeyRecord.Parse(complete.ToJson()).TryUnwrap("a good passphrase"));
    }

    // The least of some runs: other tests of this process allocate meanwhile, and never less.
    private static long Allocated(Action act)
    {
        act();
        return Enumerable.Range(0, 8).Min(_ =>
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            act();
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        });
    }
}
