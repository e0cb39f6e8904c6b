using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using CsCheck;

namespace Algometer.Home.Tests;

public sealed class SafeRangeTests
{
    private readonly SafeRangeTest _test = new(Given.Rules, "upper-trapezius", "ball");
    private long _sequence;

    [Fact]
    public void Two_slow_ramps_that_agree_give_band_and_limit()
    {
        Ramp(24, 36);
        Assert.Equal(SafeRangeProblem.TooFewRamps, _test.Problem);
        Ramp(26, 38);
        Assert.Equal(RangePhase.Done, _test.Phase);
        SafeRange range = _test.Range(Given.Noon);
        Assert.Equal(25, range.LowerNewtons, 0.2);
        Assert.Equal(37, range.UpperNewtons, 0.2);
        Assert.Equal(1.1 * range.UpperNewtons, range.LimitNewtons, 1e-9);
        Assert.Equal(SafeRangeProblem.None, range.Band(Given.Rules.Preset("normal")!, out double low, out double high, out double limit));
        Assert.Equal((25.0, 37.0), (low, high), Near());
        Assert.InRange(limit, high, range.LimitNewtons);
        Assert.Equal(SafeRangeProblem.None, range.Band(Given.Rules.Preset("gentle")!, out low, out high, out limit));
        Assert.Equal((15.0, 25.0), (low, high), Near());
        Assert.InRange(limit, high, 1.1 * 25.3);
    }

    [Fact]
    public void Ramps_that_differ_by_more_than_fifteen_percent_need_another()
    {
        Ramp(24, 36);
        Ramp(24, 42.5);
        Assert.Equal(SafeRangeProblem.RampsDiffer, _test.Problem);
        Ramp(24, 41);
        Assert.Equal(RangePhase.Done, _test.Phase);
        Assert.Equal(41.75, _test.Range(Given.Noon).UpperNewtons, 0.3);
    }

    [Fact]
    public void A_ramp_faster_than_ten_newtons_a_second_is_refused_at_once()
    {
        Rest();
        for (double force = 0; _test.Phase == RangePhase.ToLower && force < 30; force += 15.0 / 80)
        {
            Feed(force);
        }

        Assert.Equal(RampFlaw.TooFast, _test.LastFlaw);
        Assert.Equal(RangePhase.Release, _test.Phase);
        Assert.Empty(_test.Ramps);
        Assert.InRange(_test.Newtons, 0, 8);
    }

    [Fact]
    public void The_limit_is_never_above_the_cap_and_a_ramp_ends_there()
    {
        Rest();
        for (double force = 0; _test.Phase != RangePhase.Release && force < 80; force += 5.0 / 80)
        {
            Feed(force);
            if (force > 40)
            {
                _test.Say(5);
            }
        }

        Assert.Equal(RampFlaw.Cap, _test.LastFlaw);
        Assert.InRange(_test.Newtons, 60, 60.2);
        Assert.Equal(SafeRangeProblem.None, SafeRange.TryMake(Given.Rules, "upper-trapezius", "ball", [new(40, 58), new(40, 58)], Given.Noon, out SafeRange? range));
        Assert.Equal(60, range!.LimitNewtons);
    }

    [Fact]
    public void Ratings_below_the_marks_are_not_the_marks()
    {
        Rest();
        Up(0, 20);
        _test.Say(4);
        Assert.Equal(RangePhase.ToLower, _test.Phase);
        _test.Say(5);
        Assert.Equal(RangePhase.ToUpper, _test.Phase);
        _test.Say(6);
        Assert.Equal(RangePhase.ToUpper, _test.Phase);
        Up(20, 30);
        _test.Say(7);
        Assert.Single(_test.Ramps);
    }

    [Fact]
    public void A_fault_a_stop_and_letting_go_spoil_the_ramp_and_it_ends_after_five()
    {
        Rest();
        Up(0, 20);
        Feed(20, SampleFlags.Stuck);
        Assert.Equal(RampFlaw.SensorFault, _test.LastFlaw);
        Rest();
        Up(0, 20);
        _test.Stop();
        Assert.Equal(RampFlaw.Stopped, _test.LastFlaw);
        Rest();
        Up(0, 20);
        Feed(3);
        Assert.Equal(RampFlaw.LetGo, _test.LastFlaw);
        Rest();
        Up(0, 20);
        _test.Say(7);
        Assert.Equal(RampFlaw.NoBand, _test.LastFlaw);
        Rest();
        Up(0, 20);
        _test.Stop();
        Assert.Equal(RangePhase.Ended, _test.Phase);
        Assert.Throws<InvalidOperationException>(() => _test.Range(Given.Noon));
    }

    [Fact]
    public void A_range_older_than_thirty_days_is_refused()
    {
        SafeRange.TryMake(Given.Rules, "upper-trapezius", "ball", [new(20, 30), new(21, 31)], Given.Noon, out SafeRange? range);
        Assert.Equal(SafeRangeProblem.None, range!.Age(Given.Rules, Given.Noon.AddDays(30)));
        Assert.Equal(SafeRangeProblem.TooOld, range.Age(Given.Rules, Given.Noon.AddDays(30).AddSeconds(1)));
    }

    [Fact]
    public void No_band_of_any_preset_reaches_above_its_limit_or_the_cap()
    {
        Gen.Select(Gen.Double[1, 300], Gen.Double[0.1, 300], Gen.Int[0, 2].Select(i => new[] { "upper-trapezius", "rhomboids", "gluteus-maximus" }[i]), Gen.Int[0, Given.Rules.Presets.Count - 1]).Sample((lower, more, point, preset) =>
        {
            SafeRangeProblem made = SafeRange.TryMake(Given.Rules, point, "ball", [new(lower, lower + more), new(lower, lower + more)], Given.Noon, out SafeRange? range);
            double cap = Given.Rules.Region(Given.Rules.Point(point)!.Region)!.CapNewtons;
            return made != SafeRangeProblem.None || range!.Band(Given.Rules.Presets[preset], out double low, out double high, out double limit) != SafeRangeProblem.None
                || (low > 0 && low < high && high <= limit && limit <= cap && limit <= (1.1 * (lower + more)) + 1e-9 && high <= lower + more + 1e-9);
        });
    }

    [Fact]
    public void There_is_no_way_from_a_pressure_of_the_probe_to_a_safe_range()
    {
        Type[] made = [typeof(SafeRange), typeof(SafeRangeTest), typeof(BallRamp), typeof(HomePlan), typeof(SessionSetup)];
        IEnumerable<Type> taken = made.SelectMany(type => type.GetConstructors().Cast<System.Reflection.MethodBase>().Concat(type.GetMethods())).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType);
        Assert.DoesNotContain(taken, type => type == typeof(Pressure) || type == typeof(TipArea) || (type.Namespace == "Algometer.Measurement.Ramp" && type != typeof(Measurement.Ramp.BodySide)));
        Assert.DoesNotContain(made.SelectMany(type => type.GetProperties()), property => property.Name.Contains("Kpa", StringComparison.OrdinalIgnoreCase) || property.Name.Contains("Kilopascal", StringComparison.OrdinalIgnoreCase));
    }

    private static EqualityComparer<(double, double)> Near() => EqualityComparer<(double, double)>.Create((a, b) => Math.Abs(a.Item1 - b.Item1) < 0.25 && Math.Abs(a.Item2 - b.Item2) < 0.25, _ => 0);

    private void Ramp(double five, double seven)
    {
        Rest();
        Up(0, five);
        _test.Say(5);
        Up(five, seven);
        _test.Say(7);
    }

    private void Up(double from, double to)
    {
        for (double force = from; force < to; force += 6.0 / 80)
        {
            Feed(force);
        }
    }

    private void Rest()
    {
        for (int i = 0; i < 80; i++)
        {
            Feed(0);
        }

        Assert.Equal(RangePhase.ToLower, _test.Phase);
    }

    private void Feed(double newtons, SampleFlags flags = SampleFlags.None)
    {
        _sequence++;
        _test.Accept(new Sample(_sequence, _sequence * 12_500, 0, flags == SampleFlags.None ? newtons : double.NaN, flags, AlarmState.None));
    }
}
