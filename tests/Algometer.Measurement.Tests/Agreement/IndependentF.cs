namespace Algometer.Measurement.Tests.Agreement;

/// <summary>The F distribution once more, by Lentz's continued fraction and Stirling's series: what the product's library is held against.</summary>
internal static class IndependentF
{
    private const double Tiny = 1e-300;

    public static double Cumulative(double f, double first, double second)
    {
        return double.IsPositiveInfinity(f) ? 1 : f <= 0 ? 0 : IncompleteBeta(0.5 * first, 0.5 * second, first * f, second);
    }

    public static double Quantile(double first, double second, double probability) =>
        Math.Exp(Root(log => probability - Cumulative(Math.Exp(log), first, second), -300, 300));

    // A falling function's root by bisection.
    public static double Root(Func<double, double> function, double low, double high)
    {
        for (int i = 0; i < 200; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = function(middle) > 0 ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    // Regularised incomplete beta at x = u/(u+v), by Lentz's continued fraction; both u and v given so that 1 − x keeps its digits.
    private static double IncompleteBeta(double a, double b, double u, double v)
    {
        double x = u / (u + v);
        double y = v / (u + v);
        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Log(x, y)) + (b * Log(y, x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - (front * Fraction(b, a, y) / b);
    }

    private static double Log(double x, double complement) => complement < 0.1 ? LogOnePlus(-complement) : Math.Log(Math.Max(x, Tiny));

    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    private static double Fraction(double a, double b, double x)
    {
        double c = 1;
        double d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        double result = d;
        for (int m = 1; m <= 2000; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            double step = d * c;
            result *= step;
            if (Math.Abs(step - 1) < 1e-15)
            {
                break;
            }
        }

        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    // Stirling's series above 10, reached by the recurrence: Γ(x) = Γ(x+1)/x.
    private static double LogGamma(double x)
    {
        double product = 1;
        while (x < 10)
        {
            product *= x++;
        }

        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square / 1188))))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(product);
    }
}
