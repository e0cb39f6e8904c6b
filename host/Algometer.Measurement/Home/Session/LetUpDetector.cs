using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <summary>
/// Hears the answer that the ball itself gives to the question about pain: one to three short let-ups. A let-up is a fall below part of
/// the level before it that comes back within a moment; a longer fall is letting go and no answer. Pressing more is never an answer, so that answering
/// cannot raise the force. Works on means over a tenth of a second, so that tremor and noise do not count.
/// </summary>
/// <param name="rule">The rule.</param>
public sealed class LetUpDetector(LetUpRule rule)
{
    /// <summary>Most let-ups that mean something; more count as this many.</summary>
    public const int Most = 3;

    private const double BinSeconds = 0.1;
    private const int LevelBins = 15;
    private readonly double[] _level = new double[LevelBins];
    private int _bins;
    private double _binBegan = double.NaN;
    private double _binSum;
    private int _binCount;
    private double _asked = double.NaN;
    private double _reference = double.NaN;
    private double _dipBegan = double.NaN;
    private double _lastDipEnded = double.NaN;
    private int _dips;
    private bool _lettingGo;

    /// <summary>Let-ups heard so far of the answer that is being given.</summary>
    public int Heard => _dips;

    /// <summary>A question was asked: listens from now on.</summary>
    public void Begin(double seconds)
    {
        _asked = seconds;
        _dips = 0;
        _dipBegan = _lastDipEnded = double.NaN;
        _lettingGo = false;
        _bins = 0;
        _binBegan = double.NaN;
    }

    /// <summary>Takes a force.</summary>
    /// <param name="seconds">Time, s.</param>
    /// <param name="newtons">Force, N; NaN is passed over.</param>
    /// <returns>How many let-ups the answer has, 1 to 3, once it is complete; null otherwise.</returns>
    public int? Accept(double seconds, double newtons)
    {
        if (double.IsNaN(_asked) || double.IsNaN(newtons))
        {
            return null;
        }

        if (double.IsNaN(_binBegan))
        {
            (_binBegan, _binSum, _binCount) = (seconds, 0, 0);
        }

        if (seconds - _binBegan >= BinSeconds && _binCount > 0)
        {
            int? answer = Judge(seconds, _binSum / _binCount);
            (_binBegan, _binSum, _binCount) = (seconds, newtons, 1);
            return answer;
        }

        _binSum += newtons;
        _binCount++;
        return null;
    }

    private int? Judge(double seconds, double mean)
    {
        if (double.IsNaN(_dipBegan))
        {
            double level = Level();
            bool falls = _bins >= 5 && mean < level * (1 - (rule.DipPercent / 100));
            if (falls && seconds - _asked <= rule.ListenSeconds)
            {
                (_dipBegan, _reference) = (seconds, level);
            }
            else if (!falls)
            {
                _level[_bins++ % LevelBins] = mean;
            }
        }
        else if (mean >= _reference * rule.BackPercent / 100)
        {
            EndDip(seconds);
        }
        else if (seconds - _dipBegan > rule.LongestSeconds)
        {
            _lettingGo = true;
        }

        if (_dips > 0 && double.IsNaN(_dipBegan) && seconds - _lastDipEnded > rule.GapSeconds)
        {
            int answer = Math.Min(_dips, Most);
            _asked = double.NaN;
            _dips = 0;
            return answer;
        }

        return null;
    }

    private void EndDip(double seconds)
    {
        double length = seconds - _dipBegan;
        _dipBegan = double.NaN;
        if (_lettingGo)
        {
            // Letting go and pressing again wipes the answer.
            (_lettingGo, _dips) = (false, 0);
        }
        else if (length >= rule.ShortestSeconds - 1e-9)
        {
            _dips++;
            _lastDipEnded = seconds;
        }
    }

    // The lower quartile: a let-up's own edges do not pull it down, and coming back from a press that was harder for a while is no let-up.
    private double Level()
    {
        int count = Math.Min(_bins, LevelBins);
        if (count == 0)
        {
            return double.NaN;
        }

        Span<double> sorted = stackalloc double[LevelBins];
        _level.AsSpan(0, count).CopyTo(sorted);
        sorted[..count].Sort();
        return sorted[count / 4];
    }
}
