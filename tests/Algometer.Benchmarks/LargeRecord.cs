using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;

namespace Algometer.Benchmarks;

/// <summary>A record as large as a clinic's year.</summary>
internal static class LargeRecord
{
    private static readonly CellCalibration _calibration = new(7, 1_700_000_000, 1_000_000_000, 0, 0, 0, 200_000);

    /// <summary>An hour at 80 samples a second, holds with a hand's noise.</summary>
    public static string Hour(RecordStore store)
    {
        var random = new Random(3);
        return Write(store, "An hour", 288_000, i => (int)(1000 * ((i % 9600) < 7200 ? 30 + (0.2 * Math.Sin(i / 40.0)) + (0.05 * random.NextDouble()) : 0.02 * random.NextDouble())), DateTimeOffset.UnixEpoch.AddDays(20_000));
    }

    /// <summary>Short sessions, one in four of a person.</summary>
    public static void Many(RecordStore store, int count)
    {
        Person[] people = [.. Enumerable.Range(0, 100).Select(i => store.People.Add(new Person { Code = $"P-{i:000}" }))];
        for (int i = 0; i < count; i++)
        {
            string id = Write(store, $"Hold {i}", 16, _ => 20_000, DateTimeOffset.UnixEpoch.AddDays(19_000).AddMinutes(50 * i));
            if (i % 4 == 0)
            {
                store.LinkSession(new SessionLink(id, people[i % people.Length].Id));
            }
        }
    }

    private static string Write(RecordStore store, string title, int samples, Func<int, int> counts, DateTimeOffset at)
    {
        string id = store.NewSessionId();
        store.ImportSession(new CompleteSession
        {
            Summary = new SessionSummary(
                id,
                new SessionDescription { DeviceId = "ALG-0C21", FirmwareVersion = "1.2.0", SoftwareVersion = "0.1.0", NominalRateHz = 80, TipAreaCm2 = 1, LimitMillinewtons = 60_000, Title = title, Calibration = _calibration },
                at,
                at.AddSeconds(samples / 80.0),
                SessionEnd.Closed,
                samples,
                null,
                null),
            Calibrations = [new CalibrationInForce(0, _calibration)],
            Samples = Enumerable.Range(0, samples).Select(i => new Sample(i, 1_000_000 + (i * 12_500L), counts(i), 0, SampleFlags.None, AlarmState.None)),
        });
        return id;
    }
}
