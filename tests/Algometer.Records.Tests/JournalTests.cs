using Algometer.Measurement.Signal;
using Algometer.Records.Journal;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Records.Tests;

/// <summary>What the journal keeps when a bit of it is damaged, and when it is on the disk.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly string _session = SessionId.New(DateTimeOffset.UnixEpoch);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_flipped_bit_loses_its_own_record_alone_wherever_it_is()
    {
        long[] ends = new long[4];
        string path;
        using (JournalSegment segment = JournalSegment.Create(_folder.Path, _session, 1, null))
        {
            (path, ends[0]) = (segment.Path, segment.Length);
            for (int record = 1; record <= 3; record++)
            {
                segment.Append([Traces.Make(record * 10, record), Traces.Make((record * 10) + 1, record)]);
                ends[record] = segment.Length;
            }
        }

        byte[] whole = File.ReadAllBytes(path);
        Assert.Equal([10, 11, 20, 21, 30, 31], Read(path, whole).Samples.Select(sample => sample.Sequence));
        for (int record = 1; record <= 3; record++)
        {
            long[] others = [.. Enumerable.Range(1, 3).Where(other => other != record).SelectMany(other => new long[] { other * 10, (other * 10) + 1 })];
            for (long bit = ends[record - 1] * 8; bit < ends[record] * 8; bit++)
            {
                byte[] damaged = [.. whole];
                damaged[bit / 8] ^= (byte)(1 << (int)(bit % 8));
                JournalContent content = Read(path, damaged);
                Assert.True(others.SequenceEqual(content.Samples.Select(sample => sample.Sequence)), $"bit {bit - (ends[record - 1] * 8)} of record {record}");
            }
        }
    }

    [Fact]
    public void A_torn_tail_is_no_damage_and_a_damaged_record_is_counted()
    {
        string path;
        using (JournalSegment segment = JournalSegment.Create(_folder.Path, _session, 1, null))
        {
            path = segment.Path;
            segment.Append([Traces.Make(1, 1)]);
            segment.Append([Traces.Make(2, 1)]);
        }

        byte[] whole = File.ReadAllBytes(path);
        Assert.Equal(0, Read(path, whole[..^1]).DamagedRecords);
        whole[JournalFormat.HeaderLength] ^= 0x40;
        JournalContent content = Read(path, whole);
        Assert.Equal((1, 2L), (content.DamagedRecords, Assert.Single(content.Samples).Sequence));
    }

    [Fact]
    public void Damage_or_a_cut_before_an_orderly_end_is_no_torn_tail()
    {
        string path;
        int last;
        using (JournalSegment segment = JournalSegment.Create(_folder.Path, _session, 1, null))
        {
            path = segment.Path;
            segment.Append([Traces.Make(1, 1)]);
            last = (int)segment.Length;
            segment.Append([Traces.Make(2, 1)]);
            segment.Close();
        }

        byte[] whole = File.ReadAllBytes(path);
        Assert.Equal((0, 2), (Read(path, whole).DamagedRecords, Read(path, whole).Samples.Count));

        // A length beyond the file's end is a torn record only when nothing follows it.
        byte[] damaged = [.. whole];
        damaged[last + 2] ^= 0x40;
        Assert.Equal((1, 1), (Read(path, damaged).DamagedRecords, Read(path, damaged).Samples.Count));
        int mark = whole.Length - JournalFormat.RecordHead - 9;
        Assert.Equal(1, Read(path, [.. whole[..last], .. whole[mark..]]).DamagedRecords);
    }

    [Theory]
    [InlineData(EngineKind.Sqlite)]
    [InlineData(EngineKind.SqliteEncrypted)]
    public void A_segment_that_another_follows_is_as_long_as_that_one_says(EngineKind kind)
    {
        using var record = new TestRecord(kind);
        RecordStore store = record.Open();
        Vault vault = store.Core.Vault;
        store.Dispose();
        var journal = new SessionJournal(new RecordFolder(_folder.Path, () => true), _session, vault.Journal(_session), failure => Assert.Fail(failure.Message), flush: null);
        var closed = new List<JournalSegment>();
        for (int segment = 0; segment < 3; segment++)
        {
            journal.Append([Traces.Make(segment * 2, 1)]);
            journal.Append([Traces.Make((segment * 2) + 1, 1)]);
            if (segment < 2)
            {
                closed.Add(journal.Close()!);
            }
        }

        // The last one is as a crash leaves it.
        closed.ForEach(segment => segment.Dispose());
        journal.Dispose();
        string[] segments = [.. JournalFormat.Find(_folder.Path)[_session]];
        byte[] first = File.ReadAllBytes(segments[0]);
        JournalContent Content() => JournalContent.Read(segments, _session, vault);
        Assert.Equal((0, 6), (Content().DamagedRecords, Content().Samples.Count));
        for (int length = JournalFormat.HeaderLength; length < first.Length; length++)
        {
            File.WriteAllBytes(segments[0], first[..length]);
            Assert.True(Content().DamagedRecords > 0, $"cut at {length} of {first.Length}");
        }

        // Stored and deleted, it is missed by nobody.
        File.Delete(segments[0]);
        segments = segments[1..];
        Assert.Equal((0, 4), (Content().DamagedRecords, Content().Samples.Count));
    }

    [Fact]
    public async Task What_was_appended_is_on_the_disk_a_second_later()
    {
        var time = new FakeTimeProvider();
        var flushed = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var recorder = new SessionRecorder(_session, _folder.Path, Vault.None, time, (_, _) => { }, _ => { }, file => flushed.TrySetResult(RandomAccess.GetLength(file)));
        Sample[] samples = Traces.Walk(100);
        foreach (Sample sample in samples)
        {
            Assert.True(recorder.Append(sample));
        }

        // The recorder's own timer has the pump look; a second after the last sync it is due.
        time.Advance(TimeSpan.FromSeconds(1.2));
        long length = await flushed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        string path = Assert.Single(Directory.EnumerateFiles(_folder.Path, "journal-*"));
        Assert.Equal(length, new FileInfo(path).Length);
        Assert.NotEmpty(Read(path, File.ReadAllBytes(path)).Samples);
        recorder.Stop();
    }

    private JournalContent Read(string path, byte[] file)
    {
        var content = new JournalContent();
        content.Parse(file, _session, path, null);
        return content;
    }
}
