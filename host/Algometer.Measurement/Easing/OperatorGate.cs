namespace Algometer.Measurement.Easing;

/// <summary>What a hand does to the force.</summary>
internal enum HandMove
{
    /// <summary>Nothing quick.</summary>
    None,

    /// <summary>It lets go.</summary>
    BackOff,

    /// <summary>It presses again or more.</summary>
    RePress,
}

/// <summary>A tenth of a second as the gate hands it on, <see cref="OperatorGate.DelayBins"/> later.</summary>
/// <param name="Value">Mean ln(force); NaN when missing or when the hand moved.</param>
/// <param name="Disturbance">By how much the hand changed the level just before, ln(force); 0 mostly.</param>
/// <param name="Move">What the hand did then.</param>
/// <param name="Ended">What a stretch of moving that ended just before came to: letting go, pressing again, or neither.</param>
internal readonly record struct GatedBin(double Value, double Disturbance, HandMove Move, HandMove Ended);

/// <summary>
/// Finds what the operator does: changes of force that are too quick for tissue. Works on ten values of ln(force) a second and looks
/// <see cref="DelayBins"/> ahead, so that what led up to a change is left out of the judgement as well.
/// </summary>
internal sealed class OperatorGate
{
    /// <summary>A bin is handed on this many bins later.</summary>
    public const int DelayBins = 36;

    private const int Kept = 256;
    private const int Mask = Kept - 1;
    private const int LearnFrom = 20;
    private const int LearnTo = 100;
    private const int EarlyBins = 120;
    private const int NowBins = 5;
    private const int LevelBins = 8;
    private readonly EasingGateOptions _options;
    private readonly double[] _values = new double[Kept];
    private readonly bool[] _moving = new bool[Kept];
    private readonly double[] _jumps = new double[Kept];
    private readonly double[] _learnJump = new double[LearnTo - LearnFrom];
    private readonly double[] _learnSpeed = new double[LearnTo - LearnFrom];
    private int _learned;
    private double _jumpDeviation;
    private double _speedDeviation;
    private int _bins;
    private int _lastMoving;
    private HandMove _now;
    private bool _inMove;
    private double _levelBefore;
    private double _lowest;
    private double _highest;
    private HandMove _direction;

    public OperatorGate(EasingGateOptions options)
    {
        _options = options;
        Reset();
    }

    /// <summary>The move that goes on now, as far as it can be told already.</summary>
    public HandMove Now => _bins - _lastMoving <= NowBins ? _now : HandMove.None;

    /// <summary>Whether the hand moved within the look-ahead: what is known of the level is then of before.</summary>
    public bool MovedLately => _bins - _lastMoving < DelayBins;

    /// <summary>How often the operator let go.</summary>
    public int BackOffs { get; private set; }

    /// <summary>How often the operator pressed again.</summary>
    public int RePresses { get; private set; }

    /// <summary>Stretches in which the hand moved, small corrections included.</summary>
    public int Moves { get; private set; }

    public void Reset()
    {
        Array.Fill(_values, double.NaN);
        Array.Clear(_moving);
        Array.Clear(_jumps);
        _learned = 0;
        _jumpDeviation = _options.ExpectedJumpDeviation;
        _speedDeviation = _options.ExpectedSpeedDeviation;
        _bins = 0;
        _lastMoving = -1000;
        _now = HandMove.None;
        _inMove = false;
        BackOffs = RePresses = Moves = 0;
    }

    /// <summary>Takes the next bin and hands on an older one; one that is NaN before there is any.</summary>
    /// <param name="value">Mean ln(force), NaN without a sample.</param>
    public GatedBin Accept(double value)
    {
        int i = _bins++;
        _values[i & Mask] = value;
        _moving[i & Mask] = false;
        Judge(i);
        int at = i - DelayBins;
        return at < 0 ? new GatedBin(double.NaN, 0, HandMove.None, HandMove.None) : HandOn(at);
    }

    private GatedBin HandOn(int at)
    {
        if (_moving[at & Mask])
        {
            if (!_inMove)
            {
                _inMove = true;
                Moves++;
                _levelBefore = Mean(at - LevelBins, at - 1);
                _direction = Mean(at + 4, at + 8) < _levelBefore ? HandMove.BackOff : HandMove.RePress;
                _lowest = double.PositiveInfinity;
                _highest = double.NegativeInfinity;
            }

            double around = Mean(at - 1, at + 1);
            if (!double.IsNaN(around))
            {
                _lowest = Math.Min(_lowest, around);
                _highest = Math.Max(_highest, around);
            }

            double slope = Mean(at + 1, at + 4) - Mean(at - 4, at - 1);
            if (Math.Abs(slope) > 0.01)
            {
                _direction = slope < 0 ? HandMove.BackOff : HandMove.RePress;
            }

            return new GatedBin(double.NaN, 0, _direction, HandMove.None);
        }

        double disturbance = 0;
        HandMove ended = HandMove.None;
        if (_inMove)
        {
            _inMove = false;
            double after = Mean(at, at + LevelBins - 1);
            Count(after);
            double change = after - _levelBefore;
            disturbance = Math.Max(0.03, double.IsNaN(change) ? 0.1 : Math.Abs(change));
            ended = change < -_options.BackOff ? HandMove.BackOff : change > _options.RePress ? HandMove.RePress : HandMove.None;
        }

        return new GatedBin(_values[at & Mask], disturbance, HandMove.None, ended);
    }

    // One stretch may hold both, a let-go and the pressing again.
    private void Count(double after)
    {
        bool letGo = Math.Min(_lowest, after) - _levelBefore < -_options.BackOff;
        BackOffs += letGo ? 1 : 0;
        double from = letGo ? _lowest : _levelBefore;
        RePresses += Math.Max(after, letGo ? after : _highest) - from > _options.RePress ? 1 : 0;
    }

    private void Judge(int i)
    {
        double speed = (Mean(i - 2, i) - Mean(i - 6, i - 4)) / 0.4;
        int centre = i - 16;
        double jump = Mean(i - 9, i) - Mean(centre - 10, centre - 1);
        _jumps[i & Mask] = jump;
        Learn(i, speed, jump);
        bool early = i < EarlyBins;
        double fast = Math.Max(_options.FastPerSecond, 6 * _speedDeviation);
        if (speed > fast || speed < -(early ? Math.Max(fast, _options.EarlyFastPerSecond) : fast))
        {
            Mark(i - 8, i + 2, speed < 0 ? HandMove.BackOff : HandMove.RePress, i);
        }

        if (jump > Math.Max(_options.JumpUp, _options.DeviationsUp * _jumpDeviation))
        {
            Mark(centre - 5, centre + 5, HandMove.RePress, i);
        }
        else if (early && i > 46)
        {
            // Relaxation slows down from the start; a fall that is quicker than the one before it is not relaxation.
            double before = Math.Min(0, _jumps[(i - 20) & Mask]);
            if (jump < (1.6 * before) - Math.Max(_options.EarlyJumpDown, _options.DeviationsDown * _jumpDeviation))
            {
                Mark(centre - 5, centre + 5, HandMove.BackOff, i);
            }
        }

        // A step is told from a slope by how much of the fall around it happens in it.
        int middle = i - 30;
        double step = _jumps[(middle + 16) & Mask];
        double wide = QuietMean(i - 9, i) - QuietMean(middle - 30, middle - 21);
        if (i >= EarlyBins && step < -Math.Max(_options.StepDown, _options.DeviationsDown * _jumpDeviation) && IsStep(step, wide))
        {
            Mark(middle - 6, middle + 6, HandMove.BackOff, i);
        }
    }

    // The larger the step, the less noise blurs its share of the fall around it, and the more can be asked for.
    // Beside another move there is nothing to compare with, and a fall right after pressing again may be the tissue's.
    private bool IsStep(double step, double wide) => double.IsNaN(wide)
        ? step < -_options.LoneStepDown
        : step < (_options.StepShare + (_options.StepShareNoise / step)) * wide;

    private void Learn(int i, double speed, double jump)
    {
        if (i < LearnFrom || i >= LearnTo || double.IsNaN(speed) || double.IsNaN(jump))
        {
            return;
        }

        _learnSpeed[_learned] = speed;
        _learnJump[_learned] = jump;
        _learned++;
        if (i == LearnTo - 1)
        {
            _speedDeviation = Middle.Deviation(_learnSpeed.AsSpan(0, _learned));
            _jumpDeviation = Middle.Deviation(_learnJump.AsSpan(0, _learned));
        }
    }

    private void Mark(int from, int to, HandMove move, int i)
    {
        for (int k = Math.Max(0, Math.Max(from, i - DelayBins)); k <= Math.Min(to, i); k++)
        {
            _moving[k & Mask] = true;
        }

        if (i - to < NowBins + 16)
        {
            _now = move;
            _lastMoving = i;
        }
    }

    private double Mean(int from, int to) => Mean(from, to, quietOnly: false);

    private double QuietMean(int from, int to) => Mean(from, to, quietOnly: true);

    private double Mean(int from, int to, bool quietOnly)
    {
        if (from < 0 || from <= _bins - Kept)
        {
            return double.NaN;
        }

        double sum = 0;
        int count = 0;
        for (int k = from; k <= to; k++)
        {
            double value = _values[k & Mask];
            if (!double.IsNaN(value) && !(quietOnly && _moving[k & Mask]))
            {
                sum += value;
                count++;
            }
        }

        return count * 2 > to - from ? sum / count : double.NaN;
    }
}
