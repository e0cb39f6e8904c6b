using Algometer.VirtualDevice;

namespace Algometer.Evaluation.Families;

/// <summary>
/// Draws holds with known truth, each thing from a family of its own, independently of all others. Knows nothing of how a detector works.
/// </summary>
internal static class FamilyGenerator
{
    private const double FirstOnset = 0.15;
    private const double LastOnset = 0.6;
    private const double ObserverEverySeconds = 0.5;
    private const double CorrectingPerSecond = 0.08;

    /// <summary>Draws a hold.</summary>
    /// <param name="plan">What is fixed.</param>
    /// <param name="seed">Any number; neighbours are independent.</param>
    /// <param name="ceiling">Whether the ideal observer is asked too.</param>
    public static DrawnHold Draw(HoldPlan plan, ulong seed, bool ceiling = false)
    {
        var random = new SeededNoise(Scatter(seed));
        double Between(double low, double high) => low + ((high - low) * random.Uniform());
        T Any<T>(T? chosen, int count)
            where T : struct, Enum
        {
            int drawn = (int)(count * random.Uniform());
            return chosen ?? Enum.GetValues<T>()[drawn];
        }

        EasingFamily easing = Any(plan.Easing, 7);
        RelaxationFamily relaxation = Any(plan.Relaxation, 4);
        HandFamily hand = Any(plan.Hand, 5);
        MoveFamily move = Any(plan.Move, 6);
        double step = 1 / plan.RateHertz;
        double approach = Between(0.8, 2.0);
        double plateau = 1 + approach;
        double end = plateau + plan.Seconds;
        double target = Between(15, 45);
        double onset = plan.Seconds * (plan.OnsetPart ?? Between(FirstOnset, LastOnset));
        var curve = new RelaxationCurve(relaxation, random);
        var shape = new EasingShape(easing, random);
        var wander = new HandWander(hand, random, step);
        List<HandChange> changes = MovePlan.Draw(move, random, plan.Seconds);
        double drift = hand is HandFamily.TwoSpeeds or HandFamily.SlowServo ? 0.0006 * random.Normal() : 0;
        double lag = hand switch
        {
            HandFamily.SlowServo => Between(8, 20),
            HandFamily.QuickServo => Between(0.8, 3),
            _ => double.PositiveInfinity,
        };
        double shows = hand == HandFamily.BodyWeight ? 0 : 1;
        double tremor = Between(0.002, 0.006) * Math.Sqrt(2);
        double tremorHertz = Between(8, 12);
        double breathHertz = Between(0.14, 0.45);
        double breath = plan.Ball ? Between(0.01, 0.10) : Between(0, 0.006);
        double tremorPhase = 0;
        double breathPhase = Between(0, 2 * Math.PI);
        int count = (int)((end + 1) * plan.RateHertz);
        double[] times = new double[count];
        double[] forces = new double[count];
        int binSize = Math.Max(1, (int)(ObserverEverySeconds * plan.RateHertz));
        var seenTimes = new List<double>();
        var seen = new List<double>();
        double served = 0;
        double corrected = 0;
        double correcting = 0;
        double sum = 0;
        double shown = 0;
        int inBin = 0;
        for (int i = 0; i < count; i++)
        {
            double t = i * step;
            double since = t - plateau;
            double logForce = double.NegativeInfinity;
            if (since >= 0)
            {
                double noise = wander.Next();

                // The walk has its correction at once; the hand takes a while for it.
                corrected += wander.Correction;
                correcting += wander.Correction;
                correcting -= Math.Clamp(correcting, -step * CorrectingPerSecond, step * CorrectingPerSecond);
                double eased = plan.Eases ? Math.Log(1 - (plan.Drop * shape.Part(since - onset))) + shape.Twitch(since - onset) : 0;
                double free = (shows * (curve.At(since) + eased)) + (drift * since) + noise - correcting;
                served -= (free + served) * step / lag;
                logForce = free + served;
                foreach (HandChange change in changes)
                {
                    logForce += change.Change * MovePlan.Done(change, since);
                }

                if (since < plan.Seconds)
                {
                    shown = plan.Eases ? -shows * Math.Log(1 - (plan.Drop * shape.Part(since - onset))) : 0;
                    sum += noise + (shows * eased) - corrected;
                    if (++inBin == binSize)
                    {
                        seenTimes.Add(since);
                        seen.Add(sum / inBin);
                        sum = 0;
                        inBin = 0;
                    }
                }
            }

            double level = since >= 0 ? Math.Exp(logForce) : t < 1 ? 0 : 0.5 - (0.5 * Math.Cos(Math.PI * (t - 1) / approach));
            level *= t > end ? Math.Max(0, 1 - ((t - end) / 0.5)) : 1;
            tremorPhase += (2 * Math.PI * tremorHertz * step) + (0.15 * random.Normal());
            breathPhase += (2 * Math.PI * breathHertz * step) + (0.02 * random.Normal());
            double quick = 1 + (tremor * Math.Sin(tremorPhase)) + (breath * Math.Sin(breathPhase));
            times[i] = t + (0.0004 * random.Normal());
            forces[i] = (target * level * quick) + (0.012 * random.Normal());
        }

        return new DrawnHold(plan, easing, relaxation, hand, move, target, plateau, end, plateau + onset, [.. changes.Select(c => new HandChange(c.FromSeconds + plateau, c.ToSeconds + plateau, c.Change))])
        {
            TimesSeconds = times,
            ForcesNewtons = forces,
            ShownDrop = shown,
            CeilingScore = ceiling
                ? IdealObserver.Score([.. seenTimes], [.. seen], wander, s => (Math.Log(1 - (plan.Drop * shape.Part(s)))) + shape.Twitch(s), plan.Seconds * FirstOnset, plan.Seconds * LastOnset)
                : double.NaN,
        };
    }

    // Neighbouring seeds of the generator would give the same noise, shifted. A mix tears them apart.
    private static ulong Scatter(ulong seed)
    {
        ulong x = seed + 0x632BE59BD9B4E019;
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        return x ^ (x >> 32);
    }
}
