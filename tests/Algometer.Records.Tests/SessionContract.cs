using Algometer.Measurement.Signal;
using Algometer.Records.Audit;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Recording;
using CsCheck;

namespace Algometer.Records.Tests;

/// <summary>What a record promises of sessions, whatever it is kept in.</summary>
public abstract class SessionContract(EngineKind kind) : IDisposable
{
    private readonly TestRecord _record = new(kind);

    public void Dispose()
    {
        _record.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Whatever_is_appended_is_read_once_in_order_and_the_rest_is_a_gap()
    {
        using RecordStore store = _record.Open();
        Gen.Select(Gen.Int[0, 400], Gen.Int[-8388608, 8388607], Gen.Int[0, 0x0FFF]).Array[1, 300].Sample(items =>
        {
            var expected = new SortedDictionary<long, Sample>();
            using SessionRecorder recorder = store.StartSession(Traces.Description());
            foreach ((int sequence, int raw, int flags) in items)
            {
                var sample = new Sample(sequence, sequence * 12500L, raw, 0, (SampleFlags)flags, (AlarmState)(flags & 0x7F));
                expected.TryAdd(sequence, sample);
                recorder.Append(sample);
            }

            recorder.Complete();
            SessionSummary summary = store.ReadSession(recorder.SessionId);
            Assert.Equal(expected.Values.Select(Traces.Facts), store.ReadSamples(recorder.SessionId).Select(Traces.Facts));
            IReadOnlyList<RecordedGap> gaps = store.ReadGaps(recorder.SessionId);
            Assert.Equal(expected.Keys.Last() - expected.Keys.First() + 1 - expected.Count, gaps.Sum(gap => gap.Count));
            Assert.Equal((expected.Count, gaps.Count), (summary.SampleCount, summary.GapCount));
            Assert.Equal((expected.Values.First().DeviceMicroseconds, expected.Values.Last().DeviceMicroseconds), (summary.FirstDeviceMicroseconds, summary.LastDeviceMicroseconds));
        }, iter: 12, threads: 1);
    }

    // Over the limit by the device's word, with a force that is blank: the alarm's event must not end the record.
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void An_event_whose_value_is_no_number_is_kept_without_it(double value)
    {
        using RecordStore store = _record.Open();
        string id = Traces.Record(store, Traces.Walk(5), "blank", recorder => recorder.AppendEvent(new SessionEvent(7, 3, EventKinds.OverPressure, value)));
        SessionEvent read = Assert.Single(store.ReadEvents(id));
        Assert.Equal((EventKinds.OverPressure, null), (read.Kind, read.Value));
        Assert.Equal(5, store.ReadSamples(id).Count());
    }

    [Fact]
    public void Events_clock_points_and_calibrations_come_back_and_hostile_texts_are_only_texts()
    {
        using RecordStore store = _record.Open();
        Gen.Select(Hostile.Text, Hostile.Text, Hostile.Text).Sample((title, kind, text) =>
        {
            string id = Traces.Record(store, Traces.Walk(5), title, recorder =>
            {
                recorder.AppendEvent(new SessionEvent(7, 3, kind, 1.5, text));
                recorder.AppendClockPoint(new ClockPoint(1, 2));
                recorder.SetCalibration(3, Traces.Calibration with { TareCounts = 7 });
            });
            SessionEvent read = Assert.Single(store.ReadEvents(id));
            Assert.Equal((7, 3, StorableText.Of(kind), 1.5, StorableText.Of(text)), (read.DeviceMicroseconds, read.Sequence, read.Kind, read.Value!.Value, read.Text!));
            Assert.Equal(StorableText.Of(title), store.ReadSession(id).Description.Title);
            Assert.Equal(new ClockPoint(1, 2), Assert.Single(store.ReadClockPoints(id)));
            Assert.Equal([0, 7], store.ReadCalibrations(id).Select(c => c.Calibration.TareCounts));
        }, iter: 60, threads: 1);
        Assert.Equal(60, store.ListSessions().Count);
    }

    [Fact]
    public void A_running_session_is_read_with_what_is_only_in_its_journal()
    {
        using RecordStore store = _record.Open();
        using SessionRecorder recorder = store.StartSession(Traces.Description());
        Sample[] samples = Traces.Walk(1000);
        foreach (Sample sample in samples)
        {
            recorder.Append(sample);
        }

        while (store.ReadSamples(recorder.SessionId).Count() < samples.Length)
        {
            recorder.FlushIfDue();
        }

        Assert.Equal(samples.Select(Traces.Facts), store.ReadSamples(recorder.SessionId).Select(Traces.Facts));
        Assert.Equal(samples.Length, store.ReadEnvelope(recorder.SessionId, 4).Sum(point => point.SampleCount));
    }

    [Fact]
    public void What_a_kill_leaves_is_recovered_at_the_next_opening()
    {
        string id;
        using (RecordStore store = _record.Open())
        {
            SessionRecorder recorder = store.StartSession(Traces.Description());
            id = recorder.SessionId;
            foreach (Sample sample in Traces.Walk(700))
            {
                recorder.Append(sample);
            }

            recorder.AppendEvent(new SessionEvent(1, 1, "note", Text: "kept"));
            while (store.ReadSamples(id).Count() < 700)
            {
                recorder.FlushIfDue();
            }

            recorder.Stop();
        }

        using RecordStore again = _record.Open();
        Assert.Contains(again.Recovered, session => session.SessionId == id && session.DamagedRecords == 0);
        Assert.Equal(Traces.Walk(700).Select(Traces.Facts), again.ReadSamples(id).Select(Traces.Facts));
        Assert.Equal("kept", Assert.Single(again.ReadEvents(id)).Text);
        Assert.Equal(SessionEnd.CutOff, again.ReadSession(id).End);
        Assert.Empty(Directory.EnumerateFiles(_record.Folder, "journal-*"));
    }

    [Fact]
    public void A_drawing_from_outlines_shows_what_the_samples_show() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Int[0, 1000], Gen.Int[1, 12], Gen.Bool, Gen.Bool).Sample((count, seed, points, gaps, faults) =>
        {
            using RecordStore store = _record.Open();
            var random = new Random(seed);
            Sample[] samples = [.. Traces.Walk(count, seed)
                .Where(_ => !gaps || random.Next(300) > 0)
                .Select(s => faults && random.Next(200) == 0 ? Traces.Make(s.Sequence, s.RawCounts, SampleFlags.Saturated) : s)];
            Assert.SkipWhen(samples.Length == 0, "nothing to draw");
            string id = Traces.Record(store, samples, also: recorder => recorder.SetCalibration(count / 2, Traces.Calibration with { TareCounts = 5000 }));
            Sample[] read = [.. store.ReadSamples(id)];
            IReadOnlyList<EnvelopePoint> drawn = store.ReadEnvelope(id, points);
            Assert.True(drawn.Count <= points);
            Assert.Equal(read.Length, drawn.Sum(point => point.SampleCount));
            int at = 0;
            foreach (EnvelopePoint point in drawn)
            {
                Sample[] within = read[at..(at + point.SampleCount)];
                double[] forces = [.. within.Select(s => s.ForceNewtons).Where(f => !double.IsNaN(f))];
                Assert.Equal((within[0].DeviceMicroseconds, within[^1].DeviceMicroseconds), (point.FirstDeviceMicroseconds, point.LastDeviceMicroseconds));
                Assert.Equal(forces.Length == 0 ? double.NaN : forces.Min(), point.LowestNewtons, 9);
                Assert.Equal(forces.Length == 0 ? double.NaN : forces.Max(), point.HighestNewtons, 9);
                Assert.Equal(forces.Length < within.Length, point.HasFault);
                bool gap = within.Where((s, i) => (i > 0 ? within[i - 1].Sequence : at > 0 ? read[at - 1].Sequence : s.Sequence - 1) + 1 != s.Sequence).Any();
                Assert.Equal(gap, point.FollowsGap);
                at += point.SampleCount;
            }
        }, iter: 15, threads: 1);

    [Fact]
    public void A_session_is_imported_whole_once_and_never_over_another()
    {
        string id;
        CompleteSession there;
        using var other = new TestRecord(EngineKind.Sqlite);
        using RecordStore from = other.Open();
        id = Traces.Record(from, [.. Traces.Walk(1300), .. Traces.Walk(20, 2, from: 1400)], "'quoted'", recorder => recorder.AppendEvent(new SessionEvent(1, 1, "mark", Text: "x")));
        there = from.ReadCompleteSession(id);

        using RecordStore store = _record.Open();
        int reads = 0;
        IEnumerable<Sample> Counted()
        {
            reads++;
            foreach (Sample sample in there.Samples)
            {
                yield return sample;
            }
        }

        Assert.Equal(ImportOutcome.Imported, store.ImportSession(there with { Samples = Counted() }));
        Assert.Equal(1, reads);
        Assert.Equal(ImportOutcome.AlreadyThere, store.ImportSession(there));
        Assert.Equal(from.HashSession(id), store.HashSession(id));
        Assert.Equal(from.HashSession(id), Assert.Single(store.Audit.List(), e => e.Event.ObjectId == id).Event.AfterHash);
        Assert.Equal(there.Samples, store.ReadSamples(id));
        SessionSummary summary = store.ReadSession(id);
        Assert.Equal((1320, 1, from.ReadSession(id).EndedUtc), (summary.SampleCount, summary.GapCount, summary.EndedUtc));
        Assert.Equal(RecordStoreProblem.Conflict, Assert.Throws<RecordStoreException>(() => store.ImportSession(there with { Events = [] })).Problem);
        Assert.Single(store.ReadEvents(id));
        Assert.Equal(AuditActions.Import, Assert.Single(store.Audit.List(), e => e.Event.ObjectId == id).Event.Action);
    }

    [Theory]
    [InlineData("../../../etc/cron")]
    [InlineData("01ARZ3NDEKTSV4R/")]
    [InlineData("")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("'; DROP TABLE a;")]
    public void An_identity_that_could_be_a_path_or_a_statement_is_refused(string id)
    {
        using RecordStore store = _record.Open();
        var session = new CompleteSession { Summary = new SessionSummary(id, Traces.Description(), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, SessionEnd.Closed, 0, null, null) };
        Assert.Throws<ArgumentException>(() => store.ImportSession(session));
        Assert.Empty(store.ListSessions());
    }

    [Fact]
    public void An_import_that_breaks_off_leaves_nothing()
    {
        using RecordStore store = _record.Open();
        static IEnumerable<Sample> Breaking()
        {
            foreach (Sample sample in Traces.Walk(1200))
            {
                yield return sample;
            }

            throw new InvalidDataException("the file ends here");
        }

        var session = new CompleteSession
        {
            Summary = new SessionSummary(store.NewSessionId(), Traces.Description(), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(9), SessionEnd.Closed, 0, null, null),
            Samples = Breaking(),
        };
        Assert.Throws<InvalidDataException>(() => store.ImportSession(session));
        Assert.Empty(store.ListSessions());
        Assert.Throws<ArgumentException>(() => store.ImportSession(session with { Samples = [Traces.Make(2, 1), Traces.Make(1, 1)] }));
        Assert.Empty(store.ListSessions());
        Assert.True(store.Audit.Verify().IsSound);
    }

    [Fact]
    public void A_session_that_starts_after_another_sorts_after_it_though_the_clock_was_set_back()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
        using RecordStore store = _record.Open(time);
        string first = Traces.Record(store, Traces.Walk(3));
        time.AdjustTime(new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero));
        string second = Traces.Record(store, Traces.Walk(3));
        Assert.Equal((string[])[first, second], store.ListSessions().Select(session => session.Id), StringComparer.Ordinal);
        Assert.Equal(2019, store.ReadSession(second).StartedUtc.Year);
    }
}

public sealed class SqliteSessions() : SessionContract(EngineKind.Sqlite);

public sealed class EncryptedSqliteSessions() : SessionContract(EngineKind.SqliteEncrypted);

public sealed class PostgresSessions() : SessionContract(EngineKind.Postgres);

public sealed class EncryptedPostgresSessions() : SessionContract(EngineKind.PostgresEncrypted);
