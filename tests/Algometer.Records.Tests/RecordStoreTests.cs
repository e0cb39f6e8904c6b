using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Recording;
using CsCheck;

namespace Algometer.Records.Tests;

public sealed class RecordStoreTests(ITestOutputHelper output) : IDisposable
{
    private static readonly CellCalibration _calibration = new(0, 0, 45665773, 0, 0, 0, 196133);
    private readonly string _folder = Directory.CreateTempSubdirectory("algometer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(80)]
    [InlineData(92.3)]
    public async Task An_hour_is_kept_whole_in_about_a_mebibyte_and_opens_quickly(double rate)
    {
        int count = (int)Math.Ceiling(3600 * rate);
        var random = new Random(1);
        Sample[] written = new Sample[count];
        double walk = 0;
        for (int i = 0; i < count; i++)
        {
            walk += (random.NextDouble() - 0.5) * 8;
            double noise = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2 * 60;
            written[i] = Make(i, (long)Math.Round(i * 1e6 / rate), 650_000 + (int)(walk + noise));
        }

        string id;
        using (RecordStore store = RecordStore.Open(_folder, TimeProvider.System))
        {
            using SessionRecorder recorder = store.StartSession(Description());
            id = recorder.SessionId;
            for (int i = 0; i < count; i++)
            {
                Assert.True(recorder.Append(written[i]));
                if (i % 50_000 == 49_999)
                {
                    await recorder.FlushAsync();
                }
            }

            recorder.Complete();
        }

        double mebibytes = Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length) / 1048576.0;
        using RecordStore reader = RecordStore.OpenReadOnly(_folder, TimeProvider.System);
        long began = TimeProvider.System.GetTimestamp();
        IReadOnlyList<EnvelopePoint> envelope = reader.ReadEnvelope(id, 1200);
        output.WriteLine($"{count} samples, {mebibytes:0.000} MiB, envelope of {envelope.Count} in {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");
        Assert.Equal(written.Select(sample => (sample.Sequence, sample.DeviceMicroseconds, sample.RawCounts)), reader.ReadSamples(id).Select(sample => (sample.Sequence, sample.DeviceMicroseconds, sample.RawCounts)));
        Assert.Empty(reader.ReadGaps(id));
        Assert.True(mebibytes <= 1.1, $"{mebibytes:0.000} MiB");
        Assert.True(reader.VerifyIntegrity().IsClean);
    }

    [Fact]
    public void Whatever_is_appended_is_read_once_in_order_and_the_rest_is_a_gap() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[-8388608, 8388607], Gen.Int[0, 0x0FFF]).Array[1, 300].Sample(items =>
        {
            string folder = Directory.CreateTempSubdirectory("algometer-").FullName;
            try
            {
                using RecordStore store = RecordStore.Open(folder, TimeProvider.System);
                using SessionRecorder recorder = store.StartSession(Description());
                var expected = new SortedDictionary<long, Sample>();
                foreach ((int sequence, int raw, int flags) in items)
                {
                    var sample = new Sample(sequence, sequence * 12500L, raw, 0, (SampleFlags)flags, (AlarmState)(flags & 0x7F));
                    expected.TryAdd(sequence, sample);
                    recorder.Append(sample);
                }

                recorder.Complete();
                Sample[] read = [.. store.ReadSamples(recorder.SessionId)];
                long missing = expected.Keys.Last() - expected.Keys.First() + 1 - expected.Count;
                return read.Select(sample => (sample.Sequence, sample.DeviceMicroseconds, sample.RawCounts, sample.Flags, sample.Alarm))
                    .SequenceEqual(expected.Values.Select(sample => (sample.Sequence, sample.DeviceMicroseconds, sample.RawCounts, sample.Flags, sample.Alarm)))
                    && store.ReadGaps(recorder.SessionId).Sum(gap => gap.Count) == missing;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }, iter: 60, threads: 1);

    [Fact]
    public void A_journal_cut_at_any_byte_opens_and_keeps_every_whole_record()
    {
        string id;
        string journal;
        byte[] bytes;
        using (RecordStore store = RecordStore.Open(_folder, TimeProvider.System))
        {
            SessionRecorder recorder = store.StartSession(Description());
            id = recorder.SessionId;
            for (int i = 0; i < 60; i++)
            {
                recorder.Append(Make(i, i * 12500L, 1000 + (i * 7)));
            }

            // As a killed host leaves it: the journal as it stands, no block yet.
            while (store.ReadSamples(id).Count() < 60)
            {
                recorder.FlushIfDue();
            }

            journal = Directory.GetFiles(_folder, "journal-*").Single();
            bytes = ReadShared(journal);
            recorder.Dispose();
        }

        int most = 0;
        foreach (int length in Enumerable.Range(0, bytes.Length + 1).Where(length => length % 7 == 0 || length == bytes.Length))
        {
            string folder = Directory.CreateTempSubdirectory("algometer-").FullName;
            string session;
            using (RecordStore store = RecordStore.Open(folder, TimeProvider.System))
            {
                using SessionRecorder recorder = store.StartSession(Description());
                session = recorder.SessionId;
            }

            // The same session, open, with a journal that ends in the middle of a record.
            string target = Path.Combine(folder, Path.GetFileName(journal).Replace(id, session, StringComparison.Ordinal));
            byte[] cut = bytes[..length];
            System.Text.Encoding.ASCII.GetBytes(session).CopyTo(cut.AsSpan(Math.Min(4, length)).Length >= session.Length ? cut.AsSpan(4) : new byte[session.Length]);
            File.WriteAllBytes(target, cut);
            using (RecordStore store = RecordStore.Open(folder, TimeProvider.System))
            {
                Sample[] samples = [.. store.ReadSamples(session)];
                Assert.Equal(Enumerable.Range(0, samples.Length).Select(i => (long)i), samples.Select(sample => sample.Sequence));
                Assert.True(store.VerifyIntegrity().IsClean);
                Assert.True(samples.Length >= most);
                most = samples.Length;
            }

            Directory.Delete(folder, recursive: true);
        }

        Assert.True(most == 60, $"{most} samples from the whole journal");
    }

    [Fact]
    public async Task Samples_missing_at_the_end_are_a_gap_too_until_they_come()
    {
        using RecordStore store = RecordStore.Open(_folder, TimeProvider.System);
        using SessionRecorder recorder = store.StartSession(Description());
        recorder.Append(Make(0, 0, 1));
        recorder.ExplainGap(new RecordedGap(1, 3, GapReasons.NotStored));
        await recorder.FlushAsync();
        Assert.Equal(new RecordedGap(1, 3, GapReasons.NotStored), Assert.Single(store.ReadGaps(recorder.SessionId)));
        recorder.Append(Make(2, 25000, 1));
        recorder.Append(Make(5, 62500, 1));
        recorder.Complete();
        Assert.Equal(
            [new RecordedGap(1, 1, GapReasons.NotStored), new RecordedGap(3, 1, GapReasons.NotStored), new RecordedGap(4, 1, GapReasons.Lost)],
            store.ReadGaps(recorder.SessionId));
    }

    [Fact]
    public async Task What_is_missing_side_by_side_for_two_reasons_keeps_both()
    {
        using RecordStore store = RecordStore.Open(_folder, TimeProvider.System);
        using SessionRecorder recorder = store.StartSession(Description());
        recorder.Append(Make(0, 0, 1));
        recorder.ExplainGap(new RecordedGap(1, 3, "not held"));
        recorder.ExplainGap(new RecordedGap(4, 2, "restarted"));
        await recorder.FlushAsync();
        RecordedGap[] both = [new RecordedGap(1, 3, "not held"), new RecordedGap(4, 2, "restarted")];
        Assert.Equal(both, store.ReadGaps(recorder.SessionId));
        recorder.Append(Make(6, 75000, 1));
        await recorder.FlushAsync();
        Assert.Equal(both, store.ReadGaps(recorder.SessionId));

        // The one told last holds for what both tell of, and no row of before is left over.
        recorder.ExplainGap(new RecordedGap(2, 4, "not held"));
        await recorder.FlushAsync();
        Assert.Equal([new RecordedGap(1, 5, "not held")], store.ReadGaps(recorder.SessionId));
        recorder.ExplainGap(new RecordedGap(3, 1, "restarted"));
        recorder.Append(Make(5, 62500, 1));
        recorder.Complete();
        Assert.Equal(
            [new RecordedGap(1, 2, "not held"), new RecordedGap(3, 1, "restarted"), new RecordedGap(4, 1, "not held")],
            store.ReadGaps(recorder.SessionId));
    }

    [Fact]
    public void A_second_host_on_the_same_record_is_refused_and_may_still_read()
    {
        using RecordStore first = RecordStore.Open(_folder, TimeProvider.System);
        Assert.Throws<RecordStoreException>(() => RecordStore.Open(_folder, TimeProvider.System));
        using RecordStore reader = RecordStore.OpenReadOnly(_folder, TimeProvider.System);
        Assert.Empty(reader.ListSessions());
    }

    [Fact]
    public void A_file_that_is_no_record_is_refused_and_left_as_it_is()
    {
        string path = Path.Combine(_folder, "algometer.db");
        File.WriteAllText(path, new string('x', 8192));
        RecordStoreException refusal = Assert.Throws<RecordStoreException>(() => RecordStore.Open(_folder, TimeProvider.System));
        Assert.Contains("algometer.db", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 8192), File.ReadAllText(path));
    }

    private static Sample Make(long sequence, long microseconds, int raw) =>
        new(sequence, microseconds, raw, _calibration.ToNewtons(raw), SampleFlags.Simulated, AlarmState.None);

    private static SessionDescription Description() => new() { DeviceId = "A1", Calibration = _calibration };

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
