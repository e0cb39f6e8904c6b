using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Recording;

namespace Algometer.Records.Tests;

/// <summary>What goes wrong with disks and files: a clear message, and nothing lost.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TestRecord _record = new(EngineKind.Sqlite);

    public void Dispose() => _record.Dispose();

    [Fact]
    public async Task A_database_that_may_grow_no_more_loses_nothing_and_goes_on_when_it_may()
    {
        using RecordStore store = _record.Open();
        using SessionRecorder recorder = store.StartSession(Traces.Description());
        store.Execute("PRAGMA max_page_count = 60");
        await FillAndFree(store, recorder, () => store.Execute("PRAGMA max_page_count = 0x7ffffffe"));
    }

    [Fact]
    public async Task A_disk_that_is_full_loses_nothing_and_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk("size=1m");
        using RecordStore store = RecordStore.Open(Path.Combine(disk.Folder, "data"), TimeProvider.System);
        using SessionRecorder recorder = store.StartSession(Traces.Description());
        disk.Fill();
        await FillAndFree(store, recorder, disk.Free);
    }

    [Fact]
    public async Task A_folder_that_is_moved_away_is_told_and_nothing_is_lost_once_it_is_back()
    {
        using RecordStore store = _record.Open();
        using SessionRecorder recorder = store.StartSession(Traces.Description());
        var told = new TaskCompletionSource<RecordStoreException>(TaskCreationOptions.RunContinuationsAsynchronously);
        recorder.RecordingFailed += (_, e) => told.TrySetResult(e.Failure!);
        Append(0, 1000);
        await recorder.FlushAsync();
        Append(1000, 100);

        string elsewhere = _record.Folder + "-moved";
        Directory.Move(_record.Folder, elsewhere);
        RecordStoreException gone = await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(RecordStoreProblem.NotFound, gone.Problem);
        Assert.Contains("is gone", gone.Message, StringComparison.Ordinal);
        Append(1100, 100);
        RecordStoreException kept = Assert.Throws<RecordStoreException>(() => recorder.Complete());
        Assert.Equal(RecordStoreProblem.NotFound, kept.Problem);
        Assert.Equal(200, recorder.SamplesInMemoryOnly);

        Directory.Move(elsewhere, _record.Folder);
        recorder.Complete();
        Assert.Equal((null, 0), (recorder.Failure, recorder.SamplesInMemoryOnly));
        Assert.Equal(1200, store.ReadSamples(recorder.SessionId).Count());
        Assert.Empty(store.ReadGaps(recorder.SessionId));

        void Append(int from, int count)
        {
            for (int i = from; i < from + count; i++)
            {
                Assert.True(recorder.Append(Traces.Make(i, i)));
            }
        }
    }

    [Fact]
    public async Task A_folder_that_was_deleted_and_made_anew_is_not_the_record()
    {
        using RecordStore store = _record.Open();
        using SessionRecorder recorder = store.StartSession(Traces.Description());
        recorder.Append(Traces.Make(0, 1));
        await recorder.FlushAsync();
        Directory.Delete(_record.Folder, recursive: true);
        Directory.CreateDirectory(_record.Folder);
        recorder.Append(Traces.Make(1, 1));
        Assert.Equal(RecordStoreProblem.NotFound, Assert.Throws<RecordStoreException>(() => recorder.Complete()).Problem);
    }

    [Fact]
    public void A_disk_that_may_only_be_read_is_said_to_be_and_can_be_read()
    {
        using var disk = new SmallDisk("size=4m");
        string data = Path.Combine(disk.Folder, "data");
        string id;
        using (RecordStore store = RecordStore.Open(data, TimeProvider.System))
        {
            id = Traces.Record(store, Traces.Walk(600));
        }

        disk.Remount("ro");
        RecordStoreException refusal = Assert.Throws<RecordStoreException>(() => RecordStore.Open(data, TimeProvider.System));
        Assert.Equal(RecordStoreProblem.ReadOnly, refusal.Problem);
        Assert.Contains("writable", refusal.Message, StringComparison.Ordinal);
        using (RecordStore reader = RecordStore.OpenReadOnly(data, TimeProvider.System))
        {
            Assert.Equal(600, reader.ReadSamples(id).Count());
        }

        disk.Remount("rw");
        using RecordStore again = RecordStore.Open(data, TimeProvider.System);
        Assert.Equal(600, again.ReadSamples(id).Count());
    }

    [Fact]
    public void A_damaged_page_is_told_and_the_rest_of_the_record_is_read()
    {
        string[] ids;
        using (RecordStore store = _record.Open())
        {
            ids = [.. Enumerable.Range(1, 6).Select(seed => Traces.Record(store, Traces.Walk(5120, seed)))];
        }

        string path = Path.Combine(_record.Folder, "algometer.db");

        // Where blocks are cut depends on how fast they are packed: the largest is long enough to be damaged in its middle alone.
        (byte[] payload, int count) = _record.Look($"SELECT payload, sample_count FROM blocks WHERE session_id = '{ids[2]}'", r => (r.GetFieldValue<byte[]>(0), r.GetInt32(1))).MaxBy(block => block.Item1.Length);
        byte[] file = File.ReadAllBytes(path);
        int at = file.AsSpan().IndexOf(payload);
        Assert.True(at > 0);
        file.AsSpan(at + 10, 200).Fill(0x55);
        File.WriteAllBytes(path, file);
        using RecordStore damaged = _record.Open();
        IntegrityReport report = damaged.VerifyIntegrity();
        Assert.Equal(ids[2], Assert.Single(report.DamagedBlocks).SessionId);
        Assert.Equal(5120 - count, damaged.ReadSamples(ids[2]).Count());
        Assert.Equal((GapReasons.Damaged, count), (Assert.Single(damaged.ReadGaps(ids[2])).Reason, (int)damaged.ReadGaps(ids[2])[0].Count));
        Assert.All(ids.Where(id => id != ids[2]), id => Assert.Equal(5120, damaged.ReadSamples(id).Count()));
    }

    [Fact]
    public void A_database_cut_short_or_overwritten_anywhere_is_a_clear_message_and_never_a_crash()
    {
        using (RecordStore store = _record.Open())
        {
            store.People.Add(new Person { Code = "P1" }, "Ada");
            Traces.Record(store, Traces.Walk(5120));
        }

        string path = Path.Combine(_record.Folder, "algometer.db");
        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(11);
        var seen = new HashSet<RecordStoreProblem>();
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = i % 2 == 0 ? whole[..random.Next(1, whole.Length)] : [.. whole];
            if (i % 2 == 1)
            {
                damaged.AsSpan(8192 * random.Next(whole.Length / 8192), 8192).Fill((byte)random.Next(256));
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                using RecordStore store = _record.Open();
                foreach (SessionSummary session in store.ListSessions())
                {
                    _ = store.ReadSamples(session.Id).Count();
                    _ = store.ReadEnvelope(session.Id, 3);
                }

                _ = store.People.List();
                _ = store.VerifyIntegrity();
            }
            catch (RecordStoreException e)
            {
                seen.Add(e.Problem);
                Assert.Contains(_record.Folder, e.Message, StringComparison.Ordinal);
            }

            // Refused or opened, the journal of a recovery and the bytes of the record are never thrown away.
            Assert.True(new FileInfo(path).Length > 0);
        }

        Assert.Contains(RecordStoreProblem.Damaged, seen);
    }

    [Fact]
    public void Two_programs_on_one_folder_are_told_and_the_first_goes_on()
    {
        using RecordStore first = _record.Open();
        using SessionRecorder recorder = first.StartSession(Traces.Description());
        RecordStoreException refusal = Assert.Throws<RecordStoreException>(() => _record.Open());
        Assert.Equal(RecordStoreProblem.InUse, refusal.Problem);
        Assert.Contains("choose another data directory", refusal.Message, StringComparison.Ordinal);
        recorder.Append(Traces.Make(0, 1));
        recorder.Complete();
        Assert.Single(first.ReadSamples(recorder.SessionId));
    }

    private static async Task FillAndFree(RecordStore store, SessionRecorder recorder, Action free)
    {
        var told = new List<RecordStoreException?>();
        recorder.RecordingFailed += (_, e) =>
        {
            lock (told)
            {
                told.Add(e.Failure);
            }
        };

        // Noise that packs badly, until the disk has no more room.
        var random = new Random(4);
        long sequence = 0;
        while (recorder.Failure is null)
        {
            Assert.True(sequence < 2_000_000, "the disk never was full");
            for (int i = 0; i < 2000; i++)
            {
                Assert.True(recorder.Append(Traces.Make(sequence++, random.Next(-8_000_000, 8_000_000))));
            }

            try
            {
                await recorder.FlushAsync();
            }
            catch (RecordStoreException e)
            {
                Assert.Equal(RecordStoreProblem.DiskFull, e.Problem);
            }
        }

        Assert.Contains("full", recorder.Failure!.Message, StringComparison.Ordinal);
        for (int i = 0; i < 5000; i++)
        {
            Assert.True(recorder.Append(Traces.Make(sequence++, random.Next(-8_000_000, 8_000_000))));
        }

        free();
        recorder.FlushIfDue();
        recorder.Complete();
        Assert.Null(recorder.Failure);
        Assert.Equal(sequence, store.ReadSamples(recorder.SessionId).LongCount());
        Assert.Empty(store.ReadGaps(recorder.SessionId));
        Assert.True(store.VerifyIntegrity().IsClean);
        Assert.Contains(told, failure => failure is { Problem: RecordStoreProblem.DiskFull });
        Assert.Null(told[^1]);
    }
}
