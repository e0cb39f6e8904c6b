using System.Runtime.CompilerServices;
using Algometer.Measurement.Signal;
using Algometer.Records.Recording;

namespace Algometer.Records.Tests;

/// <summary>What sessions leave behind in memory while the record stays open; alone, because the whole program's memory is looked at.</summary>
[Collection(Alone)]
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class RecorderMemoryTests
{
    private const string Alone = "Memory";
    private const int Sessions = 40;

    [Fact]
    public void Ended_sessions_leave_nothing_behind()
    {
        using var record = new TestRecord(EngineKind.Sqlite);
        using RecordStore store = record.Open();
        Record(store, 5);
        long before = Kept();
        Record(store, Sessions);
        long each = (Kept() - before) / Sessions;
        Assert.True(each < 20_000, $"{each} bytes stay for each session");
    }

    [Fact]
    public void A_stalled_pump_loses_nothing_and_the_memory_it_took_is_given_back()
    {
        var intake = new Intake();
        FillAndTake(intake);
        long before = Kept();
        _ = intake.Take(out _);
        _ = intake.Take(out _);
        Assert.True(before - Kept() > Intake.Capacity * 30, "the large buffer is kept");
        Assert.True(intake.TryAdd(new Sample(1, 0, 0, 0, SampleFlags.None, AlarmState.None), out _));
    }

    // A method of its own, so that nothing of it is still reachable when the memory is looked at.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FillAndTake(Intake intake)
    {
        for (int i = 0; i < Intake.Capacity; i++)
        {
            Assert.True(intake.TryAdd(new Sample(i, i * 12_500L, i, 0, SampleFlags.None, AlarmState.None), out _));
        }

        Assert.False(intake.TryAdd(new Sample(Intake.Capacity, 0, 0, 0, SampleFlags.None, AlarmState.None), out _));
        ReadOnlySpan<Sample> taken = intake.Take(out _);
        Assert.Equal(Intake.Capacity, taken.Length);
        Assert.Equal(Intake.Capacity - 1, taken[^1].RawCounts);
    }

    private static void Record(RecordStore store, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using SessionRecorder recorder = store.StartSession(Traces.Description());
            recorder.Append(new Sample(1, 12_500, 100, 1, SampleFlags.None, AlarmState.None));
            recorder.Complete();
        }
    }

    private static long Kept() => GC.GetTotalMemory(forceFullCollection: true);
}
