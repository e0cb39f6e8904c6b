using Algometer.Measurement.Signal;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Journal;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using Algometer.Records.Store;

namespace Algometer.Records.Tests;

/// <summary>Several stations on one server, and a server that goes away.</summary>
public sealed class StationTests
{
    [Fact]
    public async Task Two_stations_that_write_at_once_lose_nothing()
    {
        using var record = new TestRecord(EngineKind.Postgres);
        using RecordStore one = record.Open(options: record.Station("one"));
        using RecordStore two = record.Open(options: record.Station("two"));
        RecordStore[] stations = [one, two];
        const int sessions = 6;
        string[][] ids = await Task.WhenAll(stations.Select((store, station) => Task.Run(() => Enumerable.Range(0, sessions).Select(i =>
        {
            string id = Traces.Record(store, Traces.Walk(3000, (station * 100) + i), $"{station}/{i}", recorder => recorder.Mark(i, i, $"mark of {station}"));
            Person person = store.People.Add(new Person { Code = $"P-{station}-{i}" }, $"Name {station} {i}");
            store.LinkSession(new SessionLink(id, person.Id));
            store.Audit.Append(new AuditEvent(AuditActions.Export, "session", id));
            return id;
        }).ToArray())));
        Assert.Equal(2 * sessions, one.ListSessions().Count);
        Assert.Equal(2 * sessions, two.People.List().Count);
        for (int station = 0; station < 2; station++)
        {
            for (int i = 0; i < sessions; i++)
            {
                Assert.Equal(Traces.Walk(3000, (station * 100) + i).Select(Traces.Facts), stations[1 - station].ReadSamples(ids[station][i]).Select(Traces.Facts));
                Assert.Equal($"mark of {station}", Assert.Single(one.ReadEvents(ids[station][i])).Text);
            }
        }

        // The log of both is one chain.
        Assert.Equal(2 * sessions, one.Audit.List().Count(entry => entry.Event.Action == AuditActions.Export));
        Assert.Equal(2, one.Audit.List().Select(entry => entry.Station).Distinct(StringComparer.Ordinal).Count());
        Assert.True(two.Audit.Verify().IsSound);
        Assert.True(one.VerifyIntegrity().IsClean);
    }

    [Fact]
    public async Task Of_two_stations_that_change_one_document_at_once_one_is_told_every_time()
    {
        using var record = new TestRecord(EngineKind.Postgres);
        using RecordStore one = record.Open(options: record.Station("one"));
        using RecordStore two = record.Open(options: record.Station("two"));
        StoredDocument document = one.Documents.Create("visit", null, "{}");
        for (int round = 1; round <= 40; round++)
        {
            int revision = round;
            Exception?[] outcomes = await Task.WhenAll(((RecordStore[])[one, two]).Select((store, station) => Task.Run(() =>
                Record.Exception(() => store.Documents.Update(document.Id, revision, $$"""{"by":{{station}}}""")))));
            RecordStoreException told = Assert.IsType<RecordStoreException>(Assert.Single(outcomes, outcome => outcome is not null));
            Assert.Equal(RecordStoreProblem.Changed, told.Problem);
        }

        Assert.Equal(41, two.Documents.Read(document.Id).Revision);
        Assert.Equal(Enumerable.Range(1, 40), two.Documents.History(document.Id).Select(d => d.Revision));
    }

    [Fact]
    public void A_station_leaves_another_stations_running_session_alone()
    {
        using var record = new TestRecord(EngineKind.Postgres);
        using RecordStore one = record.Open(options: record.Station("one"));
        using SessionRecorder recorder = one.StartSession(Traces.Description());
        using (RecordStore two = record.Open(options: record.Station("two")))
        {
            Assert.Empty(two.Recovered);
            Assert.True(two.ReadSession(recorder.SessionId).IsOpen);
        }

        recorder.Append(Traces.Make(0, 1));
        recorder.Complete();
        Assert.Equal(SessionEnd.Closed, one.ReadSession(recorder.SessionId).End);
    }

    [Fact]
    public void What_changes_the_whole_record_waits_until_no_other_station_is_at_work()
    {
        using var record = new TestRecord(EngineKind.Postgres);
        using RecordStore one = record.Open(options: record.Station("one"));
        using (RecordStore two = record.Open(options: record.Station("two")))
        {
            RecordStoreException refusal = Assert.Throws<RecordStoreException>(() => one.Encrypt(TestRecord.Passphrase, true, null, KeyCost.ForTests, null));
            Assert.Equal(RecordStoreProblem.InUse, refusal.Problem);
            Assert.False(one.IsEncrypted);
        }

        one.Encrypt(TestRecord.Passphrase, true, null, KeyCost.ForTests, null);
        using RecordStore three = record.Open(options: record.Station("two"));
        Assert.True(three.IsEncrypted);
    }

    [Fact]
    public void A_server_that_is_not_there_is_said_to_be_and_an_address_that_is_none_too()
    {
        using var folder = new ScratchFolder();
        var options = new StoreOptions { DataDirectory = folder.Path, Server = $"postgres://nobody@/x?host={folder.Path}" };
        RecordStoreException refusal = Assert.Throws<RecordStoreException>(() => RecordStore.Open(options, TimeProvider.System));
        Assert.Equal(RecordStoreProblem.Unreachable, refusal.Problem);
        foreach (string address in (string[])["postgres://host", "mysql://host/db", "postgres://host/a/b", "postgres://host/db?colour=red", ""])
        {
            Assert.Throws<ArgumentException>(() => RecordStore.Open(options with { Server = address }, TimeProvider.System));
        }

        Assert.DoesNotContain("secret", PostgresAddress.WithoutPassword(PostgresAddress.Parse("postgres://user@host:99/db?sslmode=verify-full")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_restarted_in_the_middle_of_a_session_loses_nothing()
    {
        Checkout.Need(Environment.GetEnvironmentVariable("ALGOMETER_TEST_POSTGRES"), "A PostgreSQL server (ALGOMETER_TEST_POSTGRES)");
        string cluster = Directory.CreateTempSubdirectory("algometer-pg-").FullName;
        using var folder = new ScratchFolder();
        string address = await TestServer.ScriptAsync("start", cluster);
        try
        {
            var options = new StoreOptions { DataDirectory = folder.Path, Server = address };
            Sample[] samples = Traces.Walk(6000);
            string first;
            string second;
            using (RecordStore store = RecordStore.Open(options, TimeProvider.System))
            {
                using SessionRecorder recorder = store.StartSession(Traces.Description("first"));
                first = recorder.SessionId;
                Append(recorder, samples[..2000]);
                await recorder.FlushAsync();

                // As a crash takes it, in the middle of the session: samples go on, into the journal.
                await TestServer.ScriptAsync("kill", cluster);
                Append(recorder, samples[2000..4000]);
                await Assert.ThrowsAsync<RecordStoreException>(recorder.FlushAsync);
                Assert.Equal(RecordStoreProblem.Unreachable, recorder.Failure!.Problem);
                Assert.NotEmpty(Directory.EnumerateFiles(folder.Path, "journal-*"));

                // A session may even start meanwhile.
                using SessionRecorder late = store.StartSession(Traces.Description("late"));
                second = late.SessionId;
                Append(late, samples[..700]);
                await TestServer.ScriptAsync("start", cluster);
                Append(recorder, samples[4000..]);
                await Stored(recorder);
                await Stored(late);
                recorder.Complete();
                late.Complete();
                Assert.Equal(samples.Select(Traces.Facts), store.ReadSamples(first).Select(Traces.Facts));
                Assert.Equal(samples[..700].Select(Traces.Facts), store.ReadSamples(second).Select(Traces.Facts));
                Assert.Equal(6000, store.ReadSession(first).SampleCount);

                // And once more, with the host killed before the server is back.
                SessionRecorder last = store.StartSession(Traces.Description("last"));
                first = last.SessionId;
                await TestServer.ScriptAsync("kill", cluster);
                SessionRecorder never = store.StartSession(Traces.Description("never told to the server"));
                second = never.SessionId;
                Append(last, samples[..900]);
                Append(never, samples[..900]);
                while (Length(folder.Path, first) < 900 || Length(folder.Path, second) < 900)
                {
                    last.FlushIfDue();
                    never.FlushIfDue();
                }

                last.Stop();
                never.Stop();
            }

            await TestServer.ScriptAsync("start", cluster);
            using RecordStore again = RecordStore.Open(options, TimeProvider.System);
            Assert.Equal(2, again.Recovered.Count);
            Assert.Equal(samples[..900].Select(Traces.Facts), again.ReadSamples(first).Select(Traces.Facts));
            Assert.Equal(samples[..900].Select(Traces.Facts), again.ReadSamples(second).Select(Traces.Facts));
            Assert.Equal("never told to the server", again.ReadSession(second).Description.Title);
            Assert.Equal(3 + 1, again.ListSessions().Count);
        }
        finally
        {
            await TestServer.ScriptAsync("stop", cluster);
            Directory.Delete(cluster, recursive: true);
        }
    }

    private static int Length(string folder, string id) => JournalContent.Read(JournalFormat.Find(folder)[id], id, Vault.None).Samples.Count;

    private static void Append(SessionRecorder recorder, Sample[] samples)
    {
        foreach (Sample sample in samples)
        {
            Assert.True(recorder.Append(sample));
        }
    }

    private static async Task Stored(SessionRecorder recorder)
    {
        while (true)
        {
            try
            {
                await recorder.FlushAsync();
                return;
            }
            catch (RecordStoreException e) when (e.Problem == RecordStoreProblem.Unreachable)
            {
                // The server takes a moment to take work again.
            }
        }
    }
}
