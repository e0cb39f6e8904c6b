using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Records.Store;
using BenchmarkDotNet.Attributes;

namespace Algometer.Benchmarks;

/// <summary>What an hour of samples costs to store, plain and encrypted, embedded and on the server that ALGOMETER_TEST_POSTGRES names.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class StoreBenchmarks
{
    private const int Samples = 288_000;
    private readonly Sample[] _hour = new Sample[Samples];
    private string _folder = "";
    private RecordStore _store = null!;

    /// <summary>What the record is kept in.</summary>
    [Params("embedded", "embedded, encrypted", "server", "server, encrypted")]
    public string Kept { get; set; } = "";

    /// <summary>Makes an hour and a record.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        int raw = 650_000;
        for (int i = 0; i < Samples; i++)
        {
            raw += random.Next(-60, 61);
            _hour[i] = new Sample(i, i * 12500L, raw, 0, SampleFlags.None, AlarmState.None);
        }

        _folder = Directory.CreateTempSubdirectory("algometer-bench-").FullName;
        string? server = Kept.StartsWith("server", StringComparison.Ordinal)
            ? Environment.GetEnvironmentVariable("ALGOMETER_TEST_POSTGRES") ?? throw new InvalidOperationException("Set ALGOMETER_TEST_POSTGRES=$(tests/postgres.sh start FOLDER) to an empty cluster.")
            : null;
        const string passphrase = "four words of no use";
        _store = RecordStore.Open(new StoreOptions { DataDirectory = _folder, Server = server, Passphrase = () => passphrase }, TimeProvider.System);
        if (Kept.EndsWith("encrypted", StringComparison.Ordinal) && !_store.IsEncrypted)
        {
            _store.Encrypt(passphrase, traces: true);
        }
    }

    /// <summary>Lets go of it.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Records the hour, journal and blocks, until it is stored.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public string Record()
    {
        using SessionRecorder recorder = _store.StartSession(new SessionDescription { DeviceId = "bench", NominalRateHz = 80 });
        for (int i = 0; i < Samples; i++)
        {
            recorder.Append(_hour[i]);
            if (i % 30_000 == 29_999)
            {
                recorder.FlushAsync().GetAwaiter().GetResult();
            }
        }

        recorder.Complete();
        return recorder.SessionId;
    }
}

/// <summary>What the lists and drawings of a big record cost: ten thousand sessions, and an hour of samples.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class StoreReadBenchmarks
{
    private const int Sessions = 10_000;
    private string _folder = "";
    private string _hour = "";
    private RecordStore _store = null!;

    /// <summary>Whether names, texts and traces are sealed.</summary>
    [Params(false, true)]
    public bool Encrypted { get; set; }

    /// <summary>Makes the record.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("algometer-bench-").FullName;
        const string passphrase = "four words of no use";
        _store = RecordStore.Open(new StoreOptions { DataDirectory = _folder, Passphrase = () => passphrase }, TimeProvider.System);
        if (Encrypted)
        {
            _store.Encrypt(passphrase, traces: true);
        }

        for (int i = 0; i < Sessions; i++)
        {
            _store.ImportSession(Make(40, i));
        }

        CompleteSession hour = Make(288_000, Sessions);
        _hour = hour.Summary.Id;
        _store.ImportSession(hour);
    }

    /// <summary>Lets go of it.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Lists ten thousand sessions.</summary>
    [Benchmark]
    public int List() => _store.ListSessions().Count;

    /// <summary>Opens an hour for drawing: the session and 1,200 points.</summary>
    [Benchmark]
    public int OpenHour() => _store.ReadSession(_hour).GapCount + _store.ReadEnvelope(_hour, 1200).Count;

    /// <summary>Zooms into ten minutes of it.</summary>
    [Benchmark]
    public int ZoomToTenMinutes() => _store.ReadEnvelope(_hour, 1200, 1_200_000_000, 1_800_000_000).Count;

    /// <summary>Reads every sample of it.</summary>
    [Benchmark]
    public long ReadHour() => _store.ReadSamples(_hour).LongCount();

    private CompleteSession Make(int samples, int seed)
    {
        var random = new Random(seed);
        int raw = 650_000;
        var calibration = new CellCalibration(0, 0, 45665773, 0, 0, 0, 196133);
        DateTimeOffset start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(seed);
        return new CompleteSession
        {
            Summary = new SessionSummary(_store.NewSessionId(), new SessionDescription { DeviceId = "bench", NominalRateHz = 80, Title = $"session {seed}" }, start, start.AddMinutes(1), SessionEnd.Closed, 0, null, null),
            Calibrations = [new CalibrationInForce(long.MinValue, calibration)],
            Samples = [.. Enumerable.Range(0, samples).Select(i => new Sample(i, i * 12500L, raw += random.Next(-60, 61), 0, SampleFlags.None, AlarmState.None))],
        };
    }
}
