namespace Algometer.Measurement.Easing;

/// <summary>
/// One assumed hand: a Kalman filter over the linear model of a hold, through which the values and every easing shape are run alike.
/// </summary>
internal sealed class HandNoise
{
    /// <summary>Level, slope, three exponentials, hand.</summary>
    public const int States = 6;

    /// <summary>Index of the hand's slow noise.</summary>
    public const int Hand = 5;

    private const int Level = 0;
    private static readonly double[] _taus = [2.5, 8, 30];
    private readonly HandModel _hand;
    private readonly double[] _covariance = new double[States * States];
    private readonly double[] _state = new double[States];
    private readonly double[] _gain = new double[States];
    private readonly double[] _templates;
    private readonly double[] _cross;
    private readonly double[] _power;
    private readonly double[] _leftCovariance = new double[States * States];
    private readonly double[] _leftState = new double[States];
    private readonly double[] _leftTemplates;
    private readonly double[] _leftCross;
    private readonly double[] _leftPower;
    private double _leftLikelihood;
    private readonly double _dropPriorMass;

    public HandNoise(HandModel hand, EasingModel model, int count)
    {
        _hand = hand;
        _dropPriorMass = Normal.Cumulative(model.DropMean * Math.Sqrt(1 / (model.DropDeviation * model.DropDeviation)));
        _templates = new double[count * States];
        _cross = new double[count];
        _power = new double[count];
        _leftTemplates = new double[_templates.Length];
        _leftCross = new double[count];
        _leftPower = new double[count];
        Reset(model);
    }

    /// <summary>Time constants of the passive exponentials, s.</summary>
    public static ReadOnlySpan<double> TausSeconds => _taus;

    /// <summary>ln of the likelihood of all values so far, without easing.</summary>
    public double LogLikelihood { get; private set; }

    public void Leave()
    {
        _covariance.CopyTo(_leftCovariance, 0);
        _state.CopyTo(_leftState, 0);
        _templates.CopyTo(_leftTemplates, 0);
        _cross.CopyTo(_leftCross, 0);
        _power.CopyTo(_leftPower, 0);
        _leftLikelihood = LogLikelihood;
    }

    public void Return()
    {
        _leftCovariance.CopyTo(_covariance, 0);
        _leftState.CopyTo(_state, 0);
        _leftTemplates.CopyTo(_templates, 0);
        _leftCross.CopyTo(_cross, 0);
        _leftPower.CopyTo(_power, 0);
        LogLikelihood = _leftLikelihood;
    }

    public void Reset(EasingModel model)
    {
        Array.Clear(_covariance);
        Array.Clear(_state);
        Array.Clear(_templates);
        Array.Clear(_cross);
        Array.Clear(_power);
        LogLikelihood = 0;
        _covariance[0] = 100;
        _state[0] = 3;
        _covariance[(1 * States) + 1] = model.SlopeDeviation * model.SlopeDeviation;
        for (int i = 0; i < _taus.Length; i++)
        {
            _state[2 + i] = model.RelaxationMeans[i];
            for (int k = 0; k < _taus.Length; k++)
            {
                double common = model.RelaxationCommon[i] * model.RelaxationCommon[k];
                _covariance[((2 + i) * States) + 2 + k] = common + (i == k ? model.RelaxationOwn[i] * model.RelaxationOwn[i] : 0);
            }
        }

        _covariance[(Hand * States) + Hand] = _hand.Deviation * _hand.Deviation;
    }

    public void Disturb(double variance) => _covariance[Level] += variance;

    public void Predict(double length, int active)
    {
        double keep = Math.Exp(-length / _hand.CorrelationSeconds);
        for (int i = 0; i < Hand; i++)
        {
            _covariance[(i * States) + Hand] *= keep;
            _covariance[(Hand * States) + i] *= keep;
        }

        int own = (Hand * States) + Hand;
        _covariance[own] = (_covariance[own] * keep * keep) + (_hand.Deviation * _hand.Deviation * (1 - (keep * keep)));
        _state[Hand] *= keep;
        for (int i = 0; i < active; i++)
        {
            _templates[(i * States) + Hand] *= keep;
        }
    }

    public void Accept(double[] h, double value, double weight, double[] shapes, int active)
    {
        double innovation = value;
        double variance = _hand.White * _hand.White / weight;
        for (int i = 0; i < States; i++)
        {
            double sum = 0;
            for (int k = 0; k < States; k++)
            {
                sum += _covariance[(i * States) + k] * h[k];
            }

            _gain[i] = sum;
            variance += sum * h[i];
            innovation -= h[i] * _state[i];
        }

        double inverse = 1 / variance;
        for (int i = 0; i < States; i++)
        {
            for (int k = 0; k < States; k++)
            {
                _covariance[(i * States) + k] -= _gain[i] * _gain[k] * inverse;
            }
        }

        for (int i = 0; i < States; i++)
        {
            _gain[i] *= inverse;
            _state[i] += _gain[i] * innovation;
        }

        LogLikelihood -= 0.5 * ((innovation * innovation * inverse) + Math.Log(variance));
        for (int i = 0; i < active; i++)
        {
            int at = i * States;
            double own = -shapes[i];
            for (int k = 0; k < States; k++)
            {
                own -= h[k] * _templates[at + k];
            }

            for (int k = 0; k < States; k++)
            {
                _templates[at + k] += _gain[k] * own;
            }

            _cross[i] += own * innovation * inverse;
            _power[i] += own * own * inverse;
        }
    }

    // The size's prior is a normal cut at zero; its integral against the likelihood is closed.
    public double BayesFactor(int index, EasingModel model, out double drop, out double deviation)
    {
        double priorPrecision = 1 / (model.DropDeviation * model.DropDeviation);
        double precision = _power[index] + priorPrecision;
        double mean = (_cross[index] + (model.DropMean * priorPrecision)) / precision;
        double root = Math.Sqrt(precision);
        drop = mean;
        deviation = 1 / root;
        double exponent = 0.5 * ((mean * mean * precision) - (model.DropMean * model.DropMean * priorPrecision));
        return Math.Exp(Math.Min(exponent, 600)) * Math.Sqrt(priorPrecision) / root
            * Normal.Cumulative(mean * root) / _dropPriorMass;
    }

    // A step goes either way: a whole normal prior around zero.
    public double StepFactor(int index, EasingModel model)
    {
        double priorPrecision = 1 / (model.StepDeviation * model.StepDeviation);
        double precision = _power[index] + priorPrecision;
        return Math.Exp(Math.Min(0.5 * _cross[index] * _cross[index] / precision, 600)) * Math.Sqrt(priorPrecision / precision);
    }

    // The state as it would be without the drop: the filter is linear.
    public double Passive(double[] h, double drop, int index)
    {
        double size = index < 0 ? 0 : -Math.Log(1 - drop);
        double sum = 0;
        for (int k = 0; k < Hand; k++)
        {
            sum += h[k] * (_state[k] - (index < 0 ? 0 : size * _templates[(index * States) + k]));
        }

        return sum;
    }
}
