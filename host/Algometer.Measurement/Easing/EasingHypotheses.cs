namespace Algometer.Measurement.Easing;

/// <summary>
/// Weighs "the tissue eases from then on, by so much, over so long" against "nothing but passive relaxation, drift and a hand's slow noise".
/// </summary>
/// <remarks>
/// ln(force) is modelled as level + slope·t + three exponentials (2.5, 8 and 30 s) + a first-order hand noise + white noise, with normal
/// priors: a linear model, so a Kalman filter gives its exact likelihood. Every easing shape (onset × duration) is run through the same
/// filter; the likelihood ratio for any size of drop then follows in closed form from sums of innovations (generalised likelihood ratio of
/// Willsky and Jones, IEEE TAC 21, 1976), and the size is integrated over its prior. Hand noise is not known beforehand: several are run at
/// once and weighed by how well each explains the hold. Bounded memory, nothing is allocated after construction.
/// </remarks>
internal sealed class EasingHypotheses
{
    private const int States = 6;
    private const int Level = 0;
    private const int Hand = 5;
    private const double SlopeCentreSeconds = 12;
    private const double SpareSeconds = 10;
    private static readonly double[] _taus = [2.5, 8, 30];
    private readonly EasingModel _model;
    private readonly double _onsetsPlanned;
    private readonly double[] _onsets;
    private readonly double[] _durations;
    private readonly bool[] _isStep;
    private readonly HandNoise[] _hands;
    private readonly double[] _regressors = new double[States];
    private readonly double[] _shapes;
    private int _active;
    private int _best = -1;
    private int _left;

    /// <summary>Makes the hypotheses.</summary>
    /// <param name="model">Priors.</param>
    /// <param name="longestSeconds">Onsets are considered up to here, s.</param>
    /// <param name="plannedSeconds">Planned length of the hold, s: easing may begin anywhere in it, so each onset's share is that much smaller.</param>
    public EasingHypotheses(EasingModel model, double longestSeconds, double plannedSeconds)
    {
        _model = model;
        _onsetsPlanned = Math.Max(1, (plannedSeconds + SpareSeconds - model.FirstOnsetSeconds) / model.OnsetStepSeconds) * (model.DurationsSeconds.Length + 1);
        int kinds = model.DurationsSeconds.Length + 1;
        int onsets = Math.Max(1, (int)((longestSeconds - model.FirstOnsetSeconds) / model.OnsetStepSeconds));
        int count = onsets * kinds;
        _onsets = new double[count];
        _durations = new double[count];
        _isStep = new bool[count];
        for (int i = 0; i < count; i++)
        {
            int kind = i % kinds;
            _onsets[i] = model.FirstOnsetSeconds + (i / kinds * model.OnsetStepSeconds);
            _isStep[i] = kind == kinds - 1;
            _durations[i] = _isStep[i] ? model.StepDurationSeconds : model.DurationsSeconds[kind];
        }

        _shapes = new double[count];
        _hands = new HandNoise[model.Hands.Length];
        for (int i = 0; i < _hands.Length; i++)
        {
            _hands[i] = new HandNoise(model.Hands[i], model, count);
        }
    }

    /// <summary>ln of the odds that easing has begun, prior left out (Bayes factor).</summary>
    public double LogBayesFactor { get; private set; }

    /// <summary>Expected drop of the best hypothesis, as a part of the force.</summary>
    public double Drop { get; private set; }

    /// <summary>Standard deviation of the drop.</summary>
    public double DropDeviation { get; private set; }

    /// <summary>Onset of the best hypothesis, s after the plateau began.</summary>
    public double OnsetSeconds { get; private set; }

    /// <summary>Duration of the best hypothesis, s.</summary>
    public double DurationSeconds { get; private set; }

    public void Reset()
    {
        _active = 0;
        _best = -1;
        LogBayesFactor = 0;
        Drop = DropDeviation = OnsetSeconds = DurationSeconds = 0;
        foreach (HandNoise hand in _hands)
        {
            hand.Reset(_model);
        }
    }

    /// <summary>The operator changed the force: the level is not known any more.</summary>
    /// <param name="deviation">By how much, ln(force).</param>
    public void Disturb(double deviation)
    {
        foreach (HandNoise hand in _hands)
        {
            hand.Disturb(deviation * deviation);
        }
    }

    /// <summary>Remembers what is known now, for <see cref="Return"/>.</summary>
    public void Leave()
    {
        _left = _active;
        foreach (HandNoise hand in _hands)
        {
            hand.Leave();
        }
    }

    /// <summary>
    /// Goes back to what was known at <see cref="Leave"/>: what came between was the hand's. The level is that of then, within the
    /// uncertainty of a hand that comes back.
    /// </summary>
    /// <param name="elapsedSeconds">Time since then, s.</param>
    /// <param name="deviation">How exactly a hand comes back, ln(force).</param>
    public void Return(double elapsedSeconds, double deviation)
    {
        _active = _left;
        foreach (HandNoise hand in _hands)
        {
            hand.Return();
            hand.Predict(elapsedSeconds, _active);
        }

        Disturb(deviation);
    }

    /// <summary>Takes the mean ln(force) of one step of the model; NaN when it was not to be judged.</summary>
    /// <param name="seconds">Middle of the step, s after the plateau began.</param>
    /// <param name="length">Length of the step, s.</param>
    /// <param name="value">Mean of ln(force).</param>
    /// <param name="weight">How much of the step was usable, 0 … 1.</param>
    public void Accept(double seconds, double length, double value, double weight)
    {
        if (double.IsNaN(value))
        {
            foreach (HandNoise hand in _hands)
            {
                hand.Predict(length, _active);
            }

            return;
        }

        Regress(seconds);
        while (_active < _onsets.Length && _onsets[_active] < seconds)
        {
            _active++;
        }

        for (int i = 0; i < _active; i++)
        {
            _shapes[i] = Shape((seconds - _onsets[i]) / _durations[i]);
        }

        foreach (HandNoise hand in _hands)
        {
            hand.Predict(length, _active);
            hand.Accept(_regressors, value, weight, _shapes, _active);
        }

        Weigh();
    }

    /// <summary>What passive relaxation alone would show now, ln(force).</summary>
    /// <param name="seconds">Now, s after the plateau began.</param>
    /// <param name="eased">Whether the best hypothesis is believed; its drop is then added back.</param>
    public double Passive(double seconds, bool eased)
    {
        Regress(seconds);
        HandNoise best = _hands[0];
        foreach (HandNoise hand in _hands)
        {
            best = hand.LogLikelihood > best.LogLikelihood ? hand : best;
        }

        return best.Passive(_regressors, eased ? Drop : 0, _best);
    }

    private static double Shape(double part)
    {
        part = Math.Clamp(part, 0, 1);
        return part * part * (3 - (2 * part));
    }

    private void Regress(double seconds)
    {
        _regressors[0] = 1;
        _regressors[1] = seconds - SlopeCentreSeconds;
        for (int i = 0; i < _taus.Length; i++)
        {
            _regressors[2 + i] = Math.Exp(-seconds / _taus[i]);
        }

        _regressors[Hand] = 1;
    }

    private void Weigh()
    {
        double most = double.NegativeInfinity;
        foreach (HandNoise hand in _hands)
        {
            most = Math.Max(most, hand.LogLikelihood);
        }

        double nothing = 0;
        double something = 0;
        double best = double.NegativeInfinity;
        for (int h = 0; h < _hands.Length; h++)
        {
            HandNoise hand = _hands[h];
            double weight = Math.Exp(hand.LogLikelihood - most);
            nothing += weight;
            double sum = 0;
            double steps = 0;
            for (int i = 0; i < _active; i++)
            {
                if (_isStep[i])
                {
                    steps += hand.StepFactor(i, _model);
                    continue;
                }

                double factor = hand.BayesFactor(i, _model, out double drop, out double deviation);
                sum += factor;
                if (factor * weight > best)
                {
                    best = factor * weight;
                    _best = i;
                    Drop = 1 - Math.Exp(-drop);
                    DropDeviation = deviation;
                    OnsetSeconds = _onsets[i];
                    DurationSeconds = _durations[i];
                }
            }

            something += weight * sum;
            nothing += weight * steps * _model.StepProbability / _onsetsPlanned;
        }

        // Every onset up to now is as likely as any other over the whole hold.
        LogBayesFactor = _active == 0 ? 0 : Math.Log(something / _onsetsPlanned / nothing);
    }

    private sealed class HandNoise
    {
        private readonly HandModel _hand;
        private readonly double[] _covariance = new double[States * States];
        private readonly double[] _state = new double[States];
        private readonly double[] _gain = new double[States];
        private readonly double[] _templates;
        private readonly double[] _cross;
        private readonly double[] _power;

        public HandNoise(HandModel hand, EasingModel model, int count)
        {
            _hand = hand;
            _templates = new double[count * States];
            _cross = new double[count];
            _power = new double[count];
            _leftTemplates = new double[_templates.Length];
            _leftCross = new double[count];
            _leftPower = new double[count];
            Reset(model);
        }

        private readonly double[] _leftCovariance = new double[States * States];
        private readonly double[] _leftState = new double[States];
        private readonly double[] _leftTemplates;
        private readonly double[] _leftCross;
        private readonly double[] _leftPower;
        private double _leftLikelihood;

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
                * Normal.Cumulative(mean * root) / Normal.Cumulative(model.DropMean * Math.Sqrt(priorPrecision));
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
}
