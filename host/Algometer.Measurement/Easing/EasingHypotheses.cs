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
    private const double SlopeCentreSeconds = 12;
    private const double SpareSeconds = 10;
    private readonly EasingModel _model;
    private readonly double _onsetsPlanned;
    private readonly double[] _onsets;
    private readonly double[] _durations;
    private readonly bool[] _isStep;
    private readonly HandNoise[] _hands;
    private readonly double[] _regressors = new double[HandNoise.States];
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
        for (int i = 0; i < HandNoise.TausSeconds.Length; i++)
        {
            _regressors[2 + i] = Math.Exp(-seconds / HandNoise.TausSeconds[i]);
        }

        _regressors[HandNoise.Hand] = 1;
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
}
