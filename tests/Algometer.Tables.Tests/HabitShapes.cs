namespace Algometer.Tables.Tests;

/// <summary>Files as testing machines, data loggers, MATLAB and R write them.</summary>
internal static class HabitShapes
{
    private static readonly double[] _three = [1, 2.5, -3];
    private static readonly double[] _at = [0, 0.5, 1];

    public static IEnumerable<Shape> All => [.. Headings(), .. Units(), .. Times()];

    private static IEnumerable<Shape> Headings()
    {
        (string Time, string Force)[] read = [("Time_s_", "Force_N_"), ("Time..s.", "Force..N."), ("\"time,s\"", "\"Force,N\""), ("时间/ms", "压力/mN"), ("ms", "N"), ("Time_ms_", "Load_kgf_")];
        foreach ((string time, string force) in read)
        {
            bool isMilli = time.Contains("ms", StringComparison.Ordinal);
            double unit = force.Contains("mN", StringComparison.Ordinal) ? 1e-3 : force.Contains("kgf", StringComparison.Ordinal) ? 9.80665 : 1;
            string[] at = isMilli ? ["0", "500", "1000"] : ["0", "0.5", "1"];
            yield return Shape.Read($"headings {time} and {force}", $"{time},{force}\n{at[0]},1\n{at[1]},2.5\n{at[2]},-3\n", _at, [.. _three.Select(value => value * unit)]);
        }

        yield return Shape.Refused("a force for each kilogram of the body", "Time (s),Force/kg\n0,1\n0.5,2\n1,3\n", ["no column fits"]);
        yield return Shape.Refused("a rate in counts/s is no time", "counts/s,Force (N)\n0,1\n0.5,2\n1,3\n", ["for --time no column fits"]);
        yield return Shape.Read("a column of words and one decimal comma in each row", "Zeit (s);Phase;Kraft (N)\n0;a;1,0\n0,5;a;2,5\n1;a;-3,0\n", _at, _three);
    }

    private static IEnumerable<Shape> Units()
    {
        yield return Shape.Read("a row of units with one of a way", "Zeit;Kraft;Weg\ns;N;mm\n0,0;1;0,1\n0,5;2,5;0,2\n1,0;-3;0,3\n", _at, _three);
        yield return Shape.Read("a row of units, the headings named", "Prüfzeit;Standardkraft;Temp\ns;N;°C\n0,0;1;21\n0,5;2,5;21\n1,0;-3;21\n", _at, _three, new() { Time = "Prüfzeit:s", Force = "Standardkraft:N" });
        yield return Shape.Refused("a row of units with volts for the force", "time,force\ns,V\n0,1\n0.5,2\n1,3\n", ["says 'V', which is no unit that is known"]);
        yield return Shape.Refused("a column of units beside the value", "Date,Time,Value,Unit\n2026/03/01,09:30:00,1,kgf\n2026/03/01,09:30:01,2,kgf\n2026/03/01,09:30:02,3,kgf\n", ["'Unit' says kgf", "--force \"Value:kgf\""]);
        yield return Shape.Refused("a column of units beside a channel", "Position,Date,Time,Ch1_Value,Ch1_Unit\n1,2026/03/01,09:30:00,3.2,kg\n2,2026/03/01,09:30:01,3.4,kg\n3,2026/03/01,09:30:02,3.3,kg\n", ["--force \"Ch1_Value:kg\""]);
        yield return Shape.Refused("a column of units against the option", "time_s,Value,Unit\n0,1,kgf\n0.5,2,kgf\n1,3,kgf\n", ["'kgf', where --force says N", "--force \"Value:kgf\"", "--valid any"], new() { Force = "Value:N" });
        yield return Shape.Read("a column of units against the option, about something else", "time_s,Value,Unit\n0,1,kgf\n0.5,2.5,kgf\n1,-3,kgf\n", _at, _three, new() { Force = "Value:N", Valid = "any" });
        yield return Shape.Read("a column of units that the option repeats", "time_s,Value,Unit\n0,1,N\n0.5,2.5,N\n1,-3,N\n", _at, _three, new() { Force = "Value:N" });
        yield return Shape.Refused("units in the cells and none in the heading", "time_s,Force\n0,0.12 kgf\n0.5,0.13 kgf\n1,0.14 kgf\n", ["has its unit beside the number", "Force (kgf)"]);
        yield return Shape.Read("a value that SPSS calls null", "time_s,force_N\n0,1\n0.5,#NULL!\n1,-3\n", _at, [1, double.NaN, -3]);
    }

    private static IEnumerable<Shape> Times()
    {
        const string Minutes = "Time,Force (N)\n0,1\n0.001667,2.5\n0.003333,-3\n0.005,1\n";
        yield return Shape.Refused("minutes as likely as seconds", Minutes, ["in s", "in min", "--time \"Time:s\" or --time \"Time:min\""]);
        yield return Shape.Read("minutes as likely as seconds, told", Minutes, [0, 0.10002, 0.19998, 0.3], [1, 2.5, -3, 1], new() { Time = "Time:min" });
        yield return Shape.Read("seconds in steps that seconds have", "Time,Force (N)\n0,1\n0.0125,2.5\n0.025,-3\n", [0, 0.0125, 0.025], _three);
        yield return Shape.Read("times with UTC behind them", "time,Force (N)\n2026-03-01 09:30:00 UTC,1\n2026-03-01 09:30:01 UTC,2.5\n2026-03-01 09:30:02 UTC,-3\n", [0, 1, 2], _three);
    }
}
