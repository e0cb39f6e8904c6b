using System.Text;

namespace Algometer.Tables.Tests;

/// <summary>Files by shape: what spreadsheets, dynamometers, scales and people write. All made here.</summary>
internal static class Shapes
{
    private const double Kilogram = 9.80665;
    private const double Pound = 4.4482216152605;
    private static readonly double[] _three = [1, 2.5, -3];

    public static IReadOnlyList<Shape> All { get; } = [.. Dialects(), .. Units(), .. Preambles(), .. Times(), .. Values(), .. Choices(), .. Refusals(), .. DoubtfulShapes.All, .. DeviceShapes.All, .. StrangerShapes.All, .. SilentShapes.All, .. HabitShapes.All];

    private static IEnumerable<Shape> Dialects()
    {
        double[] at = [0, 0.5, 1];
        yield return Shape.Read("comma, point", "time_s,force_N\n0,1\n0.5,2.5\n1,-3\n", at, _three, words: "columns parted by comma");
        yield return Shape.Read("semicolon, decimal comma", "time_s;force_N\n0;1\n0,5;2,5\n1;-3\n", at, _three, words: "columns parted by semicolon");
        yield return Shape.Read("semicolon, decimal point", "time_s;force_N\n0;1\n0.5;2.5\n1;-3\n", at, _three);
        yield return Shape.Read("tab, decimal comma", "time_s\tforce_N\n0\t1\n0,5\t2,5\n1\t-3\n", at, _three, words: "columns parted by tab");
        yield return Shape.Read("bars", "time_s|force_N\n0|1\n0.5|2.5\n1|-3\n", at, _three);
        yield return Shape.Read("CR LF", "time_s,force_N\r\n0,1\r\n0.5,2.5\r\n1,-3\r\n", at, _three);
        yield return Shape.Read("CR alone", "time_s,force_N\r0,1\r0.5,2.5\r1,-3\r", at, _three);
        yield return Shape.Read("no line end at the end", "time_s,force_N\n0,1\n0.5,2.5\n1,-3", at, _three);
        yield return Shape.Read("empty lines between", "\n\ntime_s,force_N\n\n0,1\n0.5,2.5\n\n1,-3\n\n\n", at, _three);
        yield return Shape.Read("UTF-8 with its mark", "time_s,force_N\n0,1\n0.5,2.5\n1,-3\n", at, _three, encoding: new UTF8Encoding(true));
        yield return Shape.Read("UTF-16, little end first", "time_s\tforce_N\n0\t1\n0.5\t2.5\n1\t-3\n", at, _three, encoding: new UnicodeEncoding(false, true), words: "UTF-16");
        yield return Shape.Read("UTF-16, big end first", "time_s\tforce_N\n0\t1\n0.5\t2.5\n1\t-3\n", at, _three, encoding: new UnicodeEncoding(true, true));
        yield return Shape.Read("UTF-16 without its mark", "time_s\tforce_N\n0\t1\n0.5\t2.5\n1\t-3\n", at, _three, encoding: new UnicodeEncoding(false, false));
        yield return Shape.Read("Windows-1252 letters", "Zeit (s);Kraft (N);Körper\n0;1;Rücken\n0,5;2,5;\n1;-3;\n", at, _three, encoding: Encoding.Latin1, words: "Windows-1252");
        yield return Shape.Read("quotes around everything", "\"time_s\",\"force_N\"\n\"0\",\"1\"\n\"0.5\",\"2.5\"\n\"1\",\"-3\"\n", at, _three);
        yield return Shape.Read("quoted decimal commas in commas", "time_s,force_N\n\"0\",\"1\"\n\"0,5\",\"2,5\"\n\"1\",\"-3\"\n", at, _three);
        yield return Shape.Read("delimiter, quote and line end within quotes", "note,time_s,force_N\n\"a, \"\"b\"\"\nc\",0,1\n,0.5,2.5\nx,1,-3\n", at, _three);
        yield return Shape.Read("blanks around cells", "time_s , force_N \n 0 , 1 \n 0.5 ,2.5\n1, -3\n", at, _three);
        yield return Shape.Read("a delimiter at each line's end", "time_s;force_N;\n0;1;\n0,5;2,5;\n1;-3;\n", at, _three);
        yield return Shape.Read("a delimiter at each value line's end only", "time_s,force_N\n0,1,\n0.5,2.5,\n1,-3,\n", at, _three);
        yield return Shape.Read("exponents", "time_s,force_N\n0,1e0\n5E-1,2.5e+0\n1,-3.0E0\n", at, _three);
        yield return Shape.Read("a typographic minus", "time_s,force_N\n0,1\n0.5,2.5\n1,−3\n", at, _three);
    }

    private static IEnumerable<Shape> Units()
    {
        double[] at = [0, 0.01, 0.02];
        yield return Shape.Read("milliseconds and kgf in brackets", "Time (ms);Load [kgf]\n0;0,5\n10;1,25\n20;0\n", at, [0.5 * Kilogram, 1.25 * Kilogram, 0]);
        yield return Shape.Read("microseconds and mN by underscore", "t_us\tforce_mN\n0\t1000\n10000\t2500\n20000\t-3000\n", at, _three);
        yield return Shape.Read("pounds", "Time (s),Force (lbf)\n0,1\n0.01,2\n0.02,0\n", at, [Pound, 2 * Pound, 0]);
        yield return Shape.Read("grams", "time_s,load_g\n0,1000\n0.01,500\n0.02,0\n", at, [Kilogram, Kilogram / 2, 0]);
        yield return Shape.Read("a row of units below the headings", "Time,Force\ns,N\n0,1\n0.01,2.5\n0.02,-3\n", at, _three, words: "units in line 2");
        yield return Shape.Read("a row of bracketed units", "Time;Force;Angle\n[ms];[N];[°]\n0;1;0\n10;2,5;0\n20;-3;0\n", at, _three);
        yield return Shape.Read("pressure with the tip's area", "time_s,pressure_kPa\n0,10\n0.01,25\n0.02,-30\n", at, _three, new SignalQuestion { TipAreaCm2 = 1 }, words: "times 1 cm²");
        yield return Shape.Read("codes with slope and zero", "time_s,counts\n0,1100\n0.01,1250\n0.02,700\n", at, _three, new SignalQuestion { NewtonsPerCount = 0.01, ZeroCounts = 1000 }, words: "less 1000");
        yield return Shape.Read("codes with a time of rest", "time_s,counts\n0,999\n0.01,1001\n0.02,1100\n0.03,1250\n0.04,700\n", [0, 0.01, 0.02, 0.03, 0.04], [-0.01, 0.01, 1, 2.5, -3], new SignalQuestion { NewtonsPerCount = 0.01, Rest = (0, 0.015) }, words: "less 1000 (the mean of 2 samples from 0 to 0.015 s, which lie within 0.02 N)");
        yield return Shape.Read("the unit by the option", "t,a,b\n0,1,9\n10,2.5,9\n20,-3,9\n", at, _three, new SignalQuestion { Time = "t:ms", Force = "a:N" });
        yield return Shape.Read("columns by number in a table without headings", "0,9,1\n10,9,2.5\n20,9,-3\n", at, _three, new SignalQuestion { Time = "1:ms", Force = "3:N" }, words: "No headings");
    }

    private static IEnumerable<Shape> Preambles()
    {
        double[] at = [0, 0.0125, 0.025];
        const string Values = "0,1\n0.0125,2.5\n0.025,-3\n";
        yield return Shape.Read("device, firmware and date above (Tindeq shape)", "Device,Progressor_1234\nFirmware,1.2.3\nDate,2026-03-01\nTag,left\n\ntime_s,weight_kg\n0,1\n0.0125,2\n0.025,0\n", at, [Kilogram, 2 * Kilogram, 0], new() { Force = "weight_kg" }, words: "left out");
        yield return Shape.Read("title and key = value above (LineScale shape)", "LineScale 3 log\nUnit = N\nRate = 80 Hz\nMode = ABS\nTime [s],Force [N]\n" + Values, at, _three, words: "Lines 1 to 4 above the headings");
        yield return Shape.Read("report head and statistics below (Wagner shape)", "Force Test Report\nModel;FDX 10\nOperator;AB\n\nTime (s);Force (N)\n0;1\n0,0125;2,5\n0,025;-3\n\nMean;0,17\nSD;2,9\nn;3\n", at, _three, words: ["below the values", "Mean, SD, n"]);
        yield return Shape.Read("many columns, the force one of them (Kinvent shape)", "Exercise;Grip\nSide;Right\nDate;01.03.2026 09:30\nTime (s);Force (N);Target (%)\n0;1;50\n0,0125;2,5;50\n0,025;-3;50\n", at, _three);
        yield return Shape.Read("comments above", "# exported by somebody\n# 80 samples per second\ntime_s,force_N\n" + Values, at, _three);
        yield return Shape.Read("the maximum below, time empty", "time_s,force_N,label\n0,1,\n0.0125,2.5,\n0.025,-3,\n,2.5,Max\n", at, _three, words: "Max");
        yield return Shape.Read("units after a slash", "Zeit / s;Kraft / N\n0;1\n0,0125;2,5\n0,025;-3\n", at, _three);
        yield return Shape.Read("units after a word", "Time in s,Force in N\n0,1\n0.0125,2.5\n0.025,-3\n", at, _three);
        yield return Shape.Read("units after a comma", "\"Time, s\",\"Force, N\"\n0,1\n0.0125,2.5\n0.025,-3\n", at, _three);
        yield return Shape.Read("full-width brackets", "时间（s）,力（N）\n0,1\n0.0125,2.5\n0.025,-3\n", at, _three);
        yield return Shape.Read("a microcontroller's counter and codes", "millis,Raw Counts\n0,1100\n12.5,1250\n25,700\n", at, _three, new() { NewtonsPerCount = 0.01, ZeroCounts = 1000 });
        yield return Shape.Read("mean and standard deviation in words below", "time_s;force_N\n0;1\n0,0125;2,5\n0,025;-3\nMean ± SD;0,2\nStandardabweichung;2,8\nDesviación estándar;2,8\n", at, _three, words: "Mean ± SD");
        yield return Shape.Read("peak and average below with colons", "time_s\tforce_N\n0\t1\n0.0125\t2.5\n0.025\t-3\nPeak:\t2.5\nAverage:\t0.17\n", at, _three);
        yield return Shape.Read("a long preamble with numbers in it", "Rate,80\nGain,128\nOffset,-12\nScale,0.5\nSerial,4711\ntime_s,force_N\n" + Values + "0.0375,1\n0.05,1\n0.0625,1\n", [0, 0.0125, 0.025, 0.0375, 0.05, 0.0625], [1, 2.5, -3, 1, 1, 1]);
    }

    private static IEnumerable<Shape> Times()
    {
        double[] at = [0, 0.5, 1];
        yield return Shape.Read("no unit, steps that can only be seconds", "Time,force_N\n0,1\n0.5,2.5\n1,-3\n", at, _three, words: "names no unit; by its steps of 0.5");
        yield return Shape.Read("not from nought", "time_s,force_N\n100,1\n100.5,2.5\n101,-3\n", at, _three);
        yield return Shape.Read("clock", "Time,force_N\n09:30:00.0,1\n09:30:00.5,2.5\n09:30:01.0,-3\n", at, _three, words: "a time of day");
        yield return Shape.Read("clock over midnight", "Time;force_N\n23:59:59,5;1\n00:00:00,0;2,5\n00:00:00,5;-3\n", at, _three);
        yield return Shape.Read("clock before and after noon", "Time,force_N\n11:59:59.5 AM,1\n12:00:00.0 PM,2.5\n12:00:00.5 PM,-3\n", at, _three);
        yield return Shape.Read("minutes and seconds", "Time,force_N\n1:59.5,1\n2:00.0,2.5\n2:00.5,-3\n", at, _three);
        yield return Shape.Read("date and time with a zone", "Timestamp,force_N\n2026-03-01T09:30:00.0+01:00,1\n2026-03-01T09:30:00.5+01:00,2.5\n2026-03-01T09:30:01.0+01:00,-3\n", at, _three, words: "date and time.");
        yield return Shape.Read("date and time without a zone", "Timestamp;force_N\n01.03.2026 09:30:00,0;1\n01.03.2026 09:30:00,5;2,5\n01.03.2026 09:30:01,0;-3\n", at, _three, words: "without a zone");
        yield return Shape.Read("Unix time in seconds", "timestamp,force_N\n1772357400.0,1\n1772357400.5,2.5\n1772357401.0,-3\n", at, _three, words: "Unix time in s");
        yield return Shape.Read("Unix time in milliseconds", "timestamp,force_N\n1772357400000,1\n1772357400500,2.5\n1772357401000,-3\n", at, _three, words: "Unix time in ms");
        yield return Shape.Read("a microsecond counter that begins anew", "t_us,force_N\n4294717296,1\n250000,2.5\n750000,-3\n", at, _three, words: "began anew once");
        yield return Shape.Read("repeats, joined", "time_s,force_N\n0,1\n0.5,2.5\n0,-3\n0.5,1\n", [0, 0.5, 1, 1.5], [1, 2.5, -3, 1], new SignalQuestion { JoinsRepeats = true }, words: "starts anew once");
        yield return Shape.Read("no times, a rate", "force_N\n1\n2.5\n-3\n", at, _three, new SignalQuestion { RateHertz = 2 }, words: "as --row-rate says");
        yield return Shape.Read("times too coarse, a rate", "time_s,force_N\n0,1\n0,2.5\n1,-3\n", at, _three, new SignalQuestion { RateHertz = 2 });
        yield return Shape.Read("a unit that its option insists on", "time_s,force_N\n0,1\n500,2.5\n1000,-3\n", at, _three, new SignalQuestion { Time = "time_s:ms" });
    }

    private static IEnumerable<Shape> Values()
    {
        double[] at = [0, 0.5, 1];
        yield return Shape.Read("NaN and empty cells", "time_s,force_N\n0,1\n0.5,NaN\n1,\n", at, [1, double.NaN, double.NaN]);
        yield return Shape.Read("n/a and dashes", "time_s;force_N\n0;n/a\n0,5;-\n1;-3\n", at, [double.NaN, double.NaN, -3]);
        yield return Shape.Read("a short last row with a note missing", "time_s,force_N,note\n0,1,a\n0.5,2.5\n1,-3,c\n", at, _three);
        yield return Shape.Read("this program's own table with a blanked sample", "sequence,time_s,device_us,raw_counts,force_N,flags,alarm\n1,0.000000,1000000,21898,1.000000,0x0000,0x00\n2,0.500000,1500000,8388607,,0x0008,0x00\n3,1.000000,2000000,-65695,-3.000000,0x0000,0x00\n", at, [1, double.NaN, -3]);
    }

    private static IEnumerable<Shape> Choices()
    {
        double[] at = [0, 0.5, 1];
        yield return Shape.Read("one curve of two", "curve,time_s,force_N\na,0,9\na,0.5,9\nb,0,1\nb,0.5,2.5\nb,1,-3\n", at, _three, new SignalQuestion { Curve = "b" });
        yield return Shape.Read("one force of two", "time_s,left_N,right_N\n0,9,1\n0.5,9,2.5\n1,9,-3\n", at, _three, new SignalQuestion { Force = "right_N" });
        yield return Shape.Read("other quantities beside", "Time,X_Position,Y_Position,Grip_Force,Vertical_Error\n0,0.1,0.2,1,0\n0.5,0.1,0.2,2.5,0.0013\n1,0.1,0.2,-3,0\n", at, _three);
    }

    private static IEnumerable<Shape> Refusals()
    {
        yield return Shape.Refused("nothing", "", ["is empty"]);
        yield return Shape.Refused("headings alone", "time_s,force_N\n", ["no row of numbers"]);
        yield return Shape.Refused("prose", "Dear colleague,\nplease find the results below.\nRegards\n", ["no row of numbers"]);
        yield return Shape.Refused("milliseconds under a heading without a unit", "Time,force_N\n0,1\n12.5,2.5\n25,-3\n", ["line 1", "names no unit", "0.08 samples a second in s, 80 in ms", "--time \"Time:UNIT\""]);
        yield return Shape.Refused("whole steps of 1 under a heading without a unit", "Time,force_N\n0,1\n1,2.5\n2,-3\n", ["1 samples a second in s, 1000 in ms"]);
        yield return Shape.Refused("milliseconds under a heading in seconds", "time_s,force_N\n0,1\n12.5,2.5\n25,-3\n", ["by its heading 'time_s' is in s", "0.08 samples a second", "--time \"time_s:ms\""]);
        yield return Shape.Refused("a force without a unit", "time_s,Force\n0,1\n1,2\n", ["'Force' names no unit", "--force \"Force:UNIT\""]);
        yield return Shape.Refused("a force whose unit stands above the headings", "Unit: kgf\ntime_s,Force\n0,1\n0.5,2\n", ["speak of kgf", "--force \"Force:kgf\" if that is meant", "--force \"Force:UNIT\""]);
        yield return Shape.Refused("two forces", "time_s,force_N,load_N\n0,1,2\n1,2,3\n", ["for --force 2 columns fit ('force_N', 'load_N')"]);
        yield return Shape.Refused("no force", "time_s,speed\n0,1\n1,2\n", ["for --force no column fits", "the headings are 'time_s', 'speed'"]);
        yield return Shape.Refused("no time", "force_N,x\n1,1\n2,1\n", ["--row-rate HERTZ"]);
        yield return Shape.Refused("no headings", "0,1\n0.5,2\n", ["--time \"NUMBER:UNIT\"", "'column 1', 'column 2'"]);
        yield return Shape.Refused("a pressure without an area", "time_s,pressure_kPa\n0,1\n1,2\n", ["--tip-area"]);
        yield return Shape.Refused("codes without a slope", "time_s,counts\n0,1\n1,2\n", ["--newtons-per-count"]);
        yield return Shape.Refused("codes without a zero", "time_s,counts\n0,1\n1,2\n", ["--zero-counts", "--rest FROM TO"], new SignalQuestion { NewtonsPerCount = 0.01 });
        yield return Shape.Refused("a rest outside the table", "time_s,counts\n0,1\n1,2\n", ["--rest 5 6 holds 0 samples"], new SignalQuestion { NewtonsPerCount = 0.01, Rest = (5, 6) });
        yield return Shape.Refused("a rest in which something pressed", "time_s,counts\n0,1000\n0.0125,1001\n0.025,90000\n0.0375,1250\n", ["--rest 0 0.03 is no rest", "differ by 890 N", "--zero-counts"], new() { NewtonsPerCount = 0.01, Rest = (0, 0.03) });
        yield return Shape.Refused("options of codes on a force", "time_s,force_N\n0,1\n1,2\n", ["are for a column of codes", "'force_N' is in N"], new() { Rest = (0, 1) });
        yield return Shape.Refused("a file that ends within a row", "time_s,force_N,note\n0,1,a\n1,2,b\n2,3", ["line 4", "cut off"]);
        yield return Shape.Refused("columns parted by blanks", "time_s force_N\n0 1\n1 2\n", ["parted by blanks"]);
        yield return Shape.Refused("codes with points between semicolons", "time_ms;counts\n0;83.000\n12;83.010\n25;92.120\n", ["'83.000' and every other number", "write 83000 or 83,000"], new() { NewtonsPerCount = 0.01, ZeroCounts = 83 });
        yield return Shape.Refused("a rate by a slash", "time_s,counts/s\n0,1\n1,2\n", ["for --force no column fits"]);
        yield return Shape.Refused("a word among the values", "time_s,force_N\n0,1\n1,x\n2,2\n", ["line 3, column 'force_N'", "'x' is no number"]);
        yield return Shape.Refused("two decimal signs", "time_s;force_N\n0;1.5\n1;2,5\n", ["line 3, column 'force_N'", "another decimal sign"]);
        yield return Shape.Refused("thousands separators", "time_s;force_N\n0;1,5\n1;1.234,5\n", ["line 3", "a comma and a point"]);
        yield return Shape.Refused("decimal commas in commas", "time_s,force_N\n0,1,5\n0,5,2,5\n", ["line 2", "cells where the headings are 2", "part the columns by semicolons"]);
        yield return Shape.Refused("a time that stands", "time_s,force_N\n0,1\n1,2\n1,3\n", ["line 4, column 'time_s'", "does not rise", "--row-rate HERTZ"]);
        yield return Shape.Refused("a time that goes back", "time_s,force_N\n0,1\n1,2\n0.9,3\n", ["line 4", "sort the rows"]);
        yield return Shape.Refused("repeats, not joined", "time_s,force_N\n0,1\n0.5,2.5\n0,-3\n0.5,1\n", ["line 4", "cut the table into one for each run"]);
        yield return Shape.Refused("two tables in one file", "time_s,force_N\n0,1\n0.5,2\n1,3\ntime_s,force_N\n0,1\n0.5,2\n1,3\n1.5,3\n", ["line 5", "the headings come again"]);
        yield return Shape.Refused("values below the statistics", "time_s,force_N\n0,1\n0.5,2\n1,3\nMean,2\n1.5,3\n", ["line 6", "values go on after line 5 (Mean)"]);
        yield return Shape.Refused("a quote that is never closed", "time_s,force_N\n0,1\n1,\"2\n2,3\n", ["line 3", "never closed"]);
        yield return Shape.Refused("a NUL", "time_s,force_N\n0,1\0\n", ["NUL"]);
        yield return Shape.Refused("a workbook", "PK\u0003\u0004 and so on", ["is a workbook", "save the sheet as \"CSV UTF-8\""]);
        yield return Shape.Refused("a PDF", "%PDF-1.7\n", ["is a PDF"]);
        yield return Shape.Refused("a unit that does not exist", "t,a\n0,1\n1,2\n", ["'parsec' is no unit that is known"], new SignalQuestion { Time = "t:parsec" });
        yield return Shape.Refused("a force in seconds", "time_s,dwell_s\n0,1\n1,2\n", ["'s' is no unit for --force"], new SignalQuestion { Time = "time_s", Force = "dwell_s" });
        yield return Shape.Refused("several curves", "curve,time_s,force_N\na,0,1\na,1,1\nb,0,1\nb,1,1\n", ["several curves, 'a' and 'b'", "--curve"]);
        yield return Shape.Refused("a curve that is not there", "curve,time_s,force_N\na,0,1\na,1,1\n", ["no curve 'c'", "'a'"], new SignalQuestion { Curve = "c" });
        yield return Shape.Refused("a date of two readings", "Timestamp,force_N\n01/02/2026 09:30:00,1\n01/02/2026 09:30:01,2\n", ["may have the day or the month first", "--time \"Timestamp:d/m/y\"", "--time \"Timestamp:m/d/y\""]);
        yield return Shape.Refused("an empty time", "time_s,force_N\n0,1\n,2\n2,3\n", ["line 3, column 'time_s'", "the cell is empty"]);
    }
}
