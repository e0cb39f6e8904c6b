using Algometer.Link;

namespace Algometer.Cli.Commands;

/// <summary>
/// A length is a promise to end: says when a command that was given one has waited long enough for a device that sends nothing more, that
/// answers again and again and never streams, or whose clock stands still. Told by the host's clock, which a silent device cannot stop.
/// </summary>
/// <param name="time">The host's clock.</param>
/// <param name="longestAbsence">How long the device may be away; longer for one that lives slower.</param>
/// <param name="speed">Device time for host time; a simulated device may live slower.</param>
internal sealed class AbsenceWatch(TimeProvider time, TimeSpan longestAbsence, double speed = 1)
{
    /// <summary>Absence after which a command with a length ends, unless it was told another.</summary>
    public const double DefaultSeconds = 60;

    // Less in a whole absence is no running clock: one that stands is carried on by a microsecond a sample.
    private const long StandingMicroseconds = 100_000;
    private static readonly TimeSpan _longestSilence = TimeSpan.FromSeconds(10);
    private readonly double _slowness = Math.Max(1, 1 / speed);
    private long _samples;
    private long _device;
    private long _connectedQuietSince = time.GetTimestamp();
    private long _sampledAt = time.GetTimestamp();
    private long _movedAt = time.GetTimestamp();

    /// <summary>Looks at what has come so far; called several times a second.</summary>
    /// <param name="state">The connection now.</param>
    /// <param name="samples">Samples handed on so far.</param>
    /// <param name="deviceMicroseconds">Device time of the newest, µs.</param>
    /// <returns>Why to end, as sentences for people; null to go on.</returns>
    public string? Look(LinkState state, long samples, long deviceMicroseconds)
    {
        long now = time.GetTimestamp();
        bool came = samples != _samples;
        _samples = samples;
        _sampledAt = came ? now : _sampledAt;
        _connectedQuietSince = came || state != LinkState.Connected ? now : _connectedQuietSince;
        if (Math.Abs(deviceMicroseconds - _device) >= StandingMicroseconds)
        {
            _device = deviceMicroseconds;
            _movedAt = now;
        }

        // Connected all along, the alarm has long been told; away, a person may be plugging it in again.
        TimeSpan silence = _longestSilence * _slowness;
        TimeSpan absence = longestAbsence * _slowness;
        return time.GetElapsedTime(_connectedQuietSince, now) > silence ? Words("The device has sent no sample", silence)
            : time.GetElapsedTime(_movedAt, now) <= absence ? null
            : time.GetElapsedTime(_sampledAt, now) > absence ? Words("No sample has come", absence)
            : Words("The device's clock has not gone on", absence);
    }

    private static string Words(string what, TimeSpan howLong) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what} for {howLong.TotalSeconds:0.#} s: it ends early. What came before is kept.");
}
