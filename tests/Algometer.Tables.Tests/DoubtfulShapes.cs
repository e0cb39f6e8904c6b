namespace Algometer.Tables.Tests;

/// <summary>Files that contradict themselves or can be read in two ways, and what settles them.</summary>
internal static class DoubtfulShapes
{
    private static readonly double[] _three = [1, 2.5, -3];
    private static readonly double[] _at = [0, 0.5, 1];

    public static IEnumerable<Shape> All => [.. Names(), .. Units(), .. Clocks(), .. Counters(), .. Values()];

    private static IEnumerable<Shape> Names()
    {
        yield return Shape.Refused("a standard deviation in newtons", "time_s,SD_N\n0,1\n0.5,2\n1,3\n", ["line 1", "'SD_N' says 'sd'", "--force \"SD_N:N\""]);
        yield return Shape.Refused("a mean of forces", "time_s,mean force (N)\n0,1\n0.5,2\n1,3\n", ["says 'mean'", "--force \"mean force (N):N\""]);
        yield return Shape.Refused("a peak", "time_s,peak_N\n0,1\n0.5,2\n1,3\n", ["says 'peak'"]);
        yield return Shape.Refused("a target", "time_s,target_N\n0,1\n0.5,2\n1,3\n", ["says 'target'"]);
        yield return Shape.Refused("a weight in kilograms", "time_s,weight_kg\n0,1\n0.5,2\n1,3\n", ["says 'weight'"]);
        yield return Shape.Refused("an acceleration in g", "time_s,acc_g\n0,1\n0.5,2\n1,3\n", ["says 'acc'"]);
        yield return Shape.Refused("kilograms of nobody knows what", "time_s,x_kg\n0,1\n0.5,2\n1,3\n", ["'x_kg' says 'kg'"]);
        yield return Shape.Refused("counts of events", "time_s,event_count\n0,1\n0.5,2\n1,3\n", ["says 'event'"], new() { NewtonsPerCount = 0.1, ZeroCounts = 0 });
        yield return Shape.Refused("two forces of one name", "time_s,force_N,force_N\n0,1,2\n0.5,2,3\n1,3,4\n", ["--force \"2\" or another number"]);
        yield return Shape.Refused("delays", "delay_s,force_N\n0,1\n0.5,2\n1,3\n", ["'delay_s' says 'delay'", "--time \"delay_s:s\"", "--row-rate"]);
        yield return Shape.Read("a force beside its target and its mean", "time_s,target_N,force_N,mean_N\n0,9,1,9\n0.5,9,2.5,9\n1,9,-3,9\n", _at, _three, words: "Force: column 'force_N'");
        yield return Shape.Read("a weight that is said to be the force", "time_s,weight_g\n0,1000\n0.5,500\n1,0\n", _at, [9.80665, 9.80665 / 2, 0], new() { Force = "weight_g" });
    }

    private static IEnumerable<Shape> Units()
    {
        yield return Shape.Refused("a row of units against the heading", "time_s,force_N\ns,kgf\n0,1\n0.5,2\n1,3\n", ["line 1", "'force_N' says N, and line 2 below it says kgf", "--force \"force_N:kgf\""]);
        yield return Shape.Refused("a row of units against the time's heading", "time_s,force_N\nms,N\n0,1\n0.5,2\n1,3\n", ["'time_s' says s, and line 2 below it says ms"]);
        yield return Shape.Read("a row of units against the heading, settled", "time_s,force_N\ns,kgf\n0,1\n0.5,2\n1,0\n", _at, [9.80665, 19.6133, 0], new() { Force = "force_N:kgf" });
        yield return Shape.Read("a row of units that agrees", "time_s,force_N\nsec,Newton\n0,1\n0.5,2.5\n1,-3\n", _at, _three);
        yield return Shape.Read("hundredths of a second", "time (1/100 s),force_N\n0,1\n50,2.5\n100,-3\n", _at, _three, words: "in 1/100 s");
        yield return Shape.Read("centiseconds", "time_cs,force_N\n0,1\n50,2.5\n100,-3\n", _at, _three);
        yield return Shape.Refused("a multiple beside the unit", "time_s,Force x10 (N)\n0,10\n0.5,25\n1,-30\n", ["the 'x10' may be in the numbers or in the unit", "--force \"Force x10 (N):0.1N\""]);
        yield return Shape.Read("a multiple, settled", "time_s,Force x10 (N)\n0,10\n0.5,25\n1,-30\n", _at, _three, new() { Force = "Force x10 (N):0.1N" });
        yield return Shape.Refused("a range in the unit's place", "time_s,Force (10 N)\n0,10\n0.5,25\n1,-30\n", ["says '10 N', which is no unit that is known"]);
        yield return Shape.Refused("a time in ticks", "Time (ticks),force_N\n0,1\n0.5,2\n1,3\n", ["line 1", "says 'ticks', which is no unit that is known", "such as 0.01s"]);
        yield return Shape.Refused("a row of units that are none", "Time,Force\n[ticks],[N]\n0,1\n0.5,2\n1,3\n", ["says 'ticks'"]);
        yield return Shape.Refused("a rate in newtons per second", "time_s,Rate_N_per_s\n0,1\n0.5,2\n1,3\n", ["for --force no column fits"]);
    }

    private static IEnumerable<Shape> Clocks()
    {
        yield return Shape.Read("a clock with days before it", "time,force_N\n23:59:59.5,1\n1.00:00:00.0,2.5\n1.00:00:00.5,-3\n", _at, _three);
        yield return Shape.Read("dates beside the clock", "Date,Time,force_N\n2026-03-01,23:59:59,1\n2026-03-03,00:00:00,2.5\n2026-03-03,00:00:01,-3\n", [0, 86_401, 86_402], _three, words: "a time of day of the date in column 'Date'");
        yield return Shape.Refused("changing dates of two readings beside the clock", "Date,Time,force_N\n01/02/2026,23:59:59,1\n02/02/2026,00:00:00,2\n02/02/2026,00:00:01,3\n", ["line 2, column 'Date'", "can be read as two dates", "--row-rate"]);
        yield return Shape.Read("one date of two readings beside the clock", "Date,Time,force_N\n01/02/2026,09:30:00.0,1\n01/02/2026,09:30:00.5,2.5\n01/02/2026,09:30:01.0,-3\n", _at, _three);
        yield return Shape.Refused("two parts of a clock", "time,force_N\n09:30,1\n10:30,2\n11:30,3\n", ["line 2", "hours and minutes, or minutes and seconds", "--time \"time:h:mm\" or --time \"time:mm:ss\""]);
        yield return Shape.Read("hours and minutes, told, over midnight", "time,force_N\n23:58,1\n23:59,2.5\n00:00,-3\n", [0, 60, 120], _three, new() { Time = "time:h:mm" });
        yield return Shape.Read("minutes and seconds by the heading", "Time (mm:ss),force_N\n09:30,1\n09:31,2.5\n09:32,-3\n", [0, 1, 2], _three, words: "minutes and seconds");
        yield return Shape.Read("minutes and seconds over a full hour", "time,force_N\n59:59.0,1\n59:59.5,2.5\n00:00.0,-3\n", _at, _three);
        yield return Shape.Refused("plain numbers under minutes and seconds", "Time (mm:ss),force_N\n0,1\n0.5,2\n1,3\n", ["should be written as mm:ss, and holds plain numbers"]);
        yield return Shape.Read("a clock of 12 hours without AM and PM", "time,force_N\n12:59:59.0,1\n12:59:59.5,2.5\n01:00:00.0,-3\n", _at, _three, words: "a clock of 12 hours");
        yield return Shape.Refused("a clock that is put back", "timestamp,force_N\n2026-10-25 02:59:59.0,0\n2026-10-25 02:59:59.5,1\n2026-10-25 02:00:00.0,2\n", ["line 4", "the clock was put back by an hour", "with their zone", "--row-rate HERTZ"]);
        yield return Shape.Refused("a clock that is put back, where repeats are joined", "timestamp,force_N\n2026-10-25 02:59:59.0,0\n2026-10-25 02:59:59.5,1\n2026-10-25 02:00:00.0,2\n", ["put back by an hour"], new() { JoinsRepeats = true });
        yield return Shape.Refused("a clock that is put forward", "timestamp,force_N\n2026-03-29 01:59:59.0,0\n2026-03-29 01:59:59.5,1\n2026-03-29 03:00:00.0,2\n", ["line 4", "a pause, or a clock that was put forward", "--row-rate HERTZ"]);
        yield return Shape.Read("a clock that is put back, with its zone", "timestamp,force_N\n2026-10-25T02:59:59.5+02:00,1\n2026-10-25T02:00:00.0+01:00,2.5\n2026-10-25T02:00:00.5+01:00,-3\n", _at, _three);
    }

    private static IEnumerable<Shape> Counters()
    {
        yield return Shape.Read("a 16-bit counter of milliseconds that begins anew", "time_ms,force_N\n64536,1\n65036,2.5\n0,-3\n", _at, _three, words: "began anew once");
        yield return Shape.Refused("a run that starts anew near the end of 16 bits", "time_ms,force_N\n65300,1\n65400,2\n0,3\n100,4\n", ["line 4", "sort the rows if", "where a counter begins anew, say --row-rate HERTZ"]);
        yield return Shape.Refused("seconds of a minute", "time_s,force_N\n59,1\n59.5,2\n0,3\n0.5,4\n", ["cut the table into one for each run", "--row-rate HERTZ"]);
        yield return Shape.Refused("Unix milliseconds under seconds", "time_s,force_N\n1772000000000,1\n1772000001000,2\n1772000002000,3\n", ["looks like a Unix time in ms", "--time \"time_s:ms\""]);
        yield return Shape.Refused("steps that no unit explains", "time_s,force_N\n0,1\n1e15,2\n2e15,3\n", ["if it is no time, name the column that is"]);
        yield return Shape.Refused("steps that two units explain", "time_s,force_N\n0,1\n1000,2\n2000,3\n", ["--time \"time_s:ms\" (1 a second) or --time \"time_s:us\" (1000 a second)"]);
    }

    private static IEnumerable<Shape> Values()
    {
        const string Lost = "time_s,force_N\n0,1\n0.5,-9999\n1,-3\n";
        yield return Shape.Refused("a number that may stand for a missing value", Lost, ["line 3, column 'force_N'", "'-9999' stands apart", "--missing -9999", "--missing none"]);
        yield return Shape.Refused("a short row in the middle", "time_s,force_N\n0,1\n0.5\n1,3\n", ["line 3", "it has 1 cells where the headings are 2"]);
        yield return Shape.Refused("such a number first", "time_s,force_N\n0,999\n0.5,2\n1,3\n", ["line 2, column 'force_N'"]);
        yield return Shape.Read("a number that is said to be missing", Lost, _at, [1, double.NaN, -3], new() { Missing = ["-9999"] }, words: "1 cell stands for a missing value");
        yield return Shape.Read("a number that is said to be measured", Lost, _at, [1, -9999, -3], new() { Missing = ["none"] });
        yield return Shape.Read("such a number among its like", "time_s,force_mN\n0,900000\n0.5,999999\n1,950000\n", _at, [900, 999.999, 950]);
        yield return Shape.Read("such a number in a converter's noise", "time_s,counts\n0,1310\n0.5,-999\n1,-1250\n", _at, [131, -99.9, -125], new() { NewtonsPerCount = 0.1, ZeroCounts = 0 });
        yield return Shape.Read("a code at the converter's end", "time_s,counts\n0,1100\n0.5,8388607\n1,700\n", _at, [1, double.NaN, -3], new() { NewtonsPerCount = 0.01, ZeroCounts = 1000 }, words: "the end of the converter's range");
        yield return Shape.Refused("a zero and a time of rest", "time_s,counts\n0,1100\n0.5,1250\n1,700\n", ["--zero-counts and --rest both say"], new() { NewtonsPerCount = 0.01, ZeroCounts = 1000, Rest = (0, 1) });
        yield return Shape.Read("this program's own table, by its codes", "sequence,time_s,device_us,raw_counts,force_N,flags,alarm\n1,0.0,1000000,1100,1,0x0001,0x00\n2,0.5,1500000,1250,,0x0011,0x00\n3,1.0,2000000,700,-3,0x0001,0x00\n", _at, [1, double.NaN, -3], new() { Force = "raw_counts:counts", NewtonsPerCount = 0.01, ZeroCounts = 1000 }, words: "the sensor was simulated");
    }
}
