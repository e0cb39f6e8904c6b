using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Ramp;

/// <summary>Pressure since contact: kept in full, so that a press that comes late can still be placed and the ramp be judged afterwards.</summary>
public sealed class RampTrace
{
    private const int Capacity = 16384;
    private const double LongestSeconds = 120;
    private readonly double[] _seconds = new double[Capacity];
    private readonly double[] _kilopascals = new double[Capacity];

    /// <summary>Samples.</summary>
    public int Count { get; private set; }

    /// <summary>Highest pressure, kPa.</summary>
    public double PeakKpa { get; private set; }

    /// <summary>Time of the newest sample, s; negative before the first.</summary>
    public double LastSeconds => Count > 0 ? _seconds[Count - 1] : -1;

    /// <summary>Forgets everything.</summary>
    public void Clear() => (Count, PeakKpa) = (0, 0);

    /// <summary>Takes a sample.</summary>
    /// <param name="seconds">Since contact, s; never falls.</param>
    /// <param name="kilopascals">Pressure, kPa.</param>
    /// <returns>False when it is full or too long: the sample is not in it.</returns>
    public bool TryAdd(double seconds, double kilopascals)
    {
        if (Count == Capacity || seconds > LongestSeconds)
        {
            return false;
        }

        _seconds[Count] = seconds;
        _kilopascals[Count++] = kilopascals;
        PeakKpa = Math.Max(PeakKpa, kilopascals);
        return true;
    }

    /// <summary>Pressure at a time between two samples, kPa.</summary>
    /// <param name="seconds">Since contact, s; not after the newest sample.</param>
    public double At(double seconds)
    {
        int after = Array.FindIndex(_seconds, 0, Count, time => time >= seconds - 1e-9);
        int before = Math.Max(0, after - 1);
        double span = _seconds[after] - _seconds[before];
        double part = span > 0 ? (seconds - _seconds[before]) / span : 0;
        return _kilopascals[before] + (part * (_kilopascals[after] - _kilopascals[before]));
    }

    /// <summary>
    /// The line from the first time above the lower to the first time above the upper pressure: choosing samples by their value would bias
    /// the slope.
    /// </summary>
    /// <param name="fromKpa">Lower pressure, kPa.</param>
    /// <param name="toKpa">Upper pressure, kPa.</param>
    /// <param name="endSeconds">Nothing after this counts, s.</param>
    public LineFit FitPressures(double fromKpa, double toKpa, double endSeconds)
    {
        int from = Array.FindIndex(_kilopascals, 0, Count, value => value >= fromKpa);
        int to = Array.FindIndex(_kilopascals, 0, Count, value => value >= toKpa);
        return from < 0 || to < 0 ? default : FitTimes(_seconds[from], Math.Min(_seconds[to], endSeconds));
    }

    /// <summary>The line between two times.</summary>
    /// <param name="fromSeconds">From, s.</param>
    /// <param name="toSeconds">To, s.</param>
    public LineFit FitTimes(double fromSeconds, double toSeconds)
    {
        int from = Array.FindIndex(_seconds, 0, Count, value => value >= fromSeconds);
        int end = Array.FindIndex(_seconds, 0, Count, value => value > toSeconds);
        end = end < 0 ? Count : end;
        return from < 0 || end <= from ? default : LineFit.Of(_seconds.AsSpan(from, end - from), _kilopascals.AsSpan(from, end - from));
    }
}
