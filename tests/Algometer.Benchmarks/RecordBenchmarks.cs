using Algometer.Clinic.Review;
using Algometer.Records;
using BenchmarkDotNet.Attributes;

namespace Algometer.Benchmarks;

/// <summary>What opening and listing records costs on the program's side: the list of ten thousand sessions, an hour's outline, a tile close in.</summary>
[MemoryDiagnoser]
public class RecordBenchmarks
{
    private string _folder = "";
    private RecordStore _store = null!;
    private string _hour = "";

    /// <summary>Makes the record.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("algometer-").FullName;
        _store = RecordStore.Open(_folder, TimeProvider.System);
        _hour = LargeRecord.Hour(_store);
        LargeRecord.Many(_store, 10_000);
    }

    /// <summary>Takes it away.</summary>
    [GlobalCleanup]
    public void Clean()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The first hundred of ten thousand, by the page's own query.</summary>
    [Benchmark]
    public int List() => Page(new SessionQuery());

    /// <summary>The same with words to find.</summary>
    [Benchmark]
    public int Find() => Page(new SessionQuery { Words = ["hold", "77"] });

    /// <summary>An hour in 1400 points, as the page opens it.</summary>
    [Benchmark]
    public int Open() => _store.ReadEnvelope(_hour, 1400).Count;

    /// <summary>A tile of 5 s in single samples.</summary>
    [Benchmark]
    public int CloseTile() => _store.ReadEnvelope(_hour, 512, 1_800_000_000, 1_805_000_000).Count;

    /// <summary>Gaps, faults and contact of the hour: one pass over its samples.</summary>
    [Benchmark]
    public int Marks() => SessionMarks.Of(_store, _hour).Gaps.Count;

    private int Page(SessionQuery query) => query.Apply(_store.ListSessions(), _store.ListLinks().ToLookup(link => link.SessionId, StringComparer.Ordinal), _store.People.List().ToDictionary(person => person.Id, person => person.Code, StringComparer.Ordinal)).Total;
}
