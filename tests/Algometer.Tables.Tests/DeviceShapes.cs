using System.Text;

namespace Algometer.Tables.Tests;

/// <summary>Files as recorders, amplifiers, gauges and apps write them: their layout alone, with three values made here.</summary>
internal static class DeviceShapes
{
    private const double Kilogram = 9.80665;
    private const double Pound = 4.4482216152605;
    private static readonly double[] _three = [1, 2.5, -3];
    private static readonly double[] _at = [0, 0.01, 0.02];

    public static IEnumerable<Shape> All => [.. Recorders(), .. Gauges(), .. Spreadsheets(), .. Apps(), .. Habits(), .. Refusals()];

    private static IEnumerable<Shape> Recorders()
    {
        yield return Shape.Read("settings around headings and units (LabChart shape)", "Interval=\t0.01 s\r\nExcelDateTime=\t4.6e+004\t2026-03-01 09:30:00\r\nTimeFormat=\tStartOfBlock\r\nChannelTitle=\tForce\tGonio\r\nRange=\t200 N\t10 V\r\nUnitName=\tN\t*\r\nTopValue=\t100\t*\r\nBottomValue=\t-100\t*\r\n0\t1\t0.1\r\n0.01\t2.5\t0.1\r\n0.02\t-3\t0.1\r\n", _at, _three, words: ["Lines 1 to 8 around the headings", "Headings in line 4, units in line 6: 'Time', 'Force', 'Gonio'"]);
        yield return Shape.Read("numbers of samples below the headings (Biopac shape)", "hold.acq\r\n10 msec/sample\r\n2 channels\r\nForce\r\nN\r\nsec\tCH1\tCH2\r\n\t3000\t3000\r\n0\t1\t0\t\r\n0.01\t2.5\t0\t\r\n0.02\t-3\t0\t\r\n", _at, _three, new() { Force = "CH1:N" }, words: "Headings in line 6: 'sec', 'CH1', 'CH2'");
        yield return Shape.Read("numbers of samples as wide as the values", "msec,CH1,CH40\n,3000,3000\n0,1,0\n10,2.5,0\n20,-3,0\n", _at, _three, new() { Force = "CH1:N" }, words: "Line 2 around the headings");
        yield return Shape.Read("headings and columns in JSON above (OpenSignals shape)", "# OpenSignals Text File Format. Version 1\n# {\"00:07:80:00:00:00\": {\"sensor\": [\"RAW\"], \"column\": [\"nSeq\", \"DI\", \"CH1\"], \"sampling rate\": 100, \"resolution\": [4, 1, 16]}}\n# EndOfHeader\n0\t0\t1100\t\n1\t0\t1250\t\n2\t0\t700\t\n", _at, _three, new() { RateHertz = 100, Force = "3:counts", NewtonsPerCount = 0.01, ZeroCounts = 1000 }, words: "Lines 1 to 3 above");
        yield return Shape.Read("rate and start between units and values (catman shape)", "DATAFILE_IDENTIFIER\tV1.0\n\nSample rate: 100 Hz\nZeit  1 - Standardmessrate\tKraft\n[s]\t[N]\nSR=100 Hz\t\nT0=01.03.2026 09:30:00\t\n0,00\t1\n0,01\t2,5\n0,02\t-3\n", _at, _three, words: "Headings in line 4, units in line 5");
        yield return Shape.Read("two headers and a comment column (LVM shape)", "LabVIEW Measurement\t\nSeparator\tTab\nDecimal_Separator\t.\nX_Columns\tOne\n***End_of_Header***\t\n\t\nChannels\t1\t\nSamples\t3\t\nY_Unit_Label\tNewton\t\nX0\t0.0\t\nDelta_X\t0.01\t\n***End_of_Header***\t\t\nX_Value\tForce\tComment\n0.000000\t1\n0.010000\t2.5\n0.020000\t-3\n", _at, _three, new() { Force = "Force:newton" }, words: "column 'X_Value' names no unit");
        yield return Shape.Read("a worksheet's head (DASYLab shape)", "DASYLab - V 11.00.00\nWorksheet name: kraft\nRecording date: 01.03.2026, 09:30:00\nBlock length: 16\nDelta: 0.01 sec.\nNumber of channels: 1\nMeasurement time[s];Kraft [N]\n0,00;1;\n0,01;2,5;\n0,02;-3;\n", _at, _three, words: "Lines 1 to 6 above");
        yield return Shape.Read("force, position and speed (MuscleLab shape)", "MuscleLab export\tv10.2\nTime [s]\tForce [N]\tPosition [m]\tVelocity [m/s]\n0.00\t1\t0\t0\n0.01\t2.5\t0\t0\n0.02\t-3\t0\t0\n", _at, _three);
        yield return Shape.Read("one of two runs side by side (Capstone shape)", "\"Time (s) Run #1\",\"Force (N) Run #1\",\"Time (s) Run #2\",\"Force (N) Run #2\"\n0,1,0,9\n0.01,2.5,0.01,9\n0.02,-3,0.02,9\n", _at, _three, new() { Time = "Time (s) Run #1", Force = "Force (N) Run #1" });
        yield return Shape.Read("the run before the name (Vernier shape)", "Latest: Time (s),Latest: Force (N)\n0,1\n0.01,2.5\n0.02,-3\n", _at, _three);
    }

    private static IEnumerable<Shape> Gauges()
    {
        yield return Shape.Read("readings with a unit that is short for more", "Reading,Load [N],Travel [mm],Time [sec.]\n1,1,0.0,0\n2,2.5,0.0,0.01\n3,-3,0.0,0.02\n", _at, _three, words: "in sec.");
        yield return Shape.Read("a value under its own name, the unit above", "Wagner Instruments FPX 25\nSerial,12345\nUnits,lbf\nMax,6.74\n\nReading,Time,Value\n1,0,1\n2,0.01,2\n3,0.02,0\n", _at, [Pound, 2 * Pound, 0], new() { Force = "Value:lbf" });
        yield return Shape.Read("forces alone below the scale's settings", "LineScale 3\nDate: 01.03.26\nUnit: kN\nMode: REL\nSpeed: 100Hz\nREL-Zero: 0.01\nForce\n0.001\n0.0025\n-0.003\n", _at, _three, new() { RateHertz = 100, Force = "Force:kN" });
        yield return Shape.Read("results of the test above the samples", "Test,Shoulder Flexion\nSide,Left\nPeak Force (lb),6.7\nAvg Force (lb),6.1\nSample,Time (ms),Force (lb)\n1,0,1\n2,10,2\n3,20,0\n", _at, [Pound, 2 * Pound, 0]);
    }

    private static IEnumerable<Shape> Spreadsheets()
    {
        yield return Shape.Read("thousands parted by a narrow blank (French)", "Temps (ms);Force (mN)\r\n0,0;1\u202F000\r\n10,0;2\u202F500,0\r\n20,0;-3\u202F000,0\r\n", _at, _three);
        yield return Shape.Read("thousands parted by a blank of Windows-1252", "Temps (ms);Force (mN)\r\n0,0;1\u00A0000\r\n10,0;2\u00A0500,0\r\n20,0;-3\u00A0000,0\r\n", _at, _three, encoding: Encoding.Latin1, words: "Windows-1252");
        yield return Shape.Read("thousands parted by apostrophes (Swiss)", "Zeit [ms];Kraft [mN]\n0;1'000.0\n10;2'500.0\n20;-3’000.0\n", _at, _three);
        yield return Shape.Read("a delimiter named in the first line", "sep=;\r\ntime_s;force_N\r\n0;1\r\n0.01;2.5\r\n0.02;-3\r\n", _at, _three);
        yield return Shape.Read("a clock under a French heading", "Heure;Force (daN)\r\n09:30:00,00;0,1\r\n09:30:00,01;0,25\r\n09:30:00,02;-0,3\r\n", _at, _three, words: "a time of day");
        yield return Shape.Read("seconds in Spanish", "Tiempo (seg);Fuerza (Kgf)\n0;1\n0,01;2\n0,02;0\n", _at, [Kilogram, 2 * Kilogram, 0]);
        yield return Shape.Read("dates with slashes, the day first by the option", "Horodatage;Pression (kPa)\r\n01/03/2026 09:30:00,00;10\r\n01/03/2026 09:30:00,01;25\r\n01/03/2026 09:30:00,02;-30\r\n", _at, _three, new() { Time = "Horodatage:d/m/y", TipAreaCm2 = 1 }, words: "date and time, the day first, without a zone");
        yield return Shape.Read("dates with slashes that can only have the day first", "Timestamp,force_N\n13/03/2026 09:30:00.00,1\n13/03/2026 09:30:00.01,2.5\n13/03/2026 09:30:00.02,-3\n", _at, _three, words: "the day first");
        yield return Shape.Read("American dates with slashes and noon", "Timestamp,force_N\n3/13/2026 11:59:59.99 AM,1\n3/13/2026 12:00:00.00 PM,2.5\n3/13/2026 12:00:00.01 PM,-3\n", _at, _three, words: "the month first");
        yield return Shape.Read("dates with slashes over midnight", "Timestamp,force_N\n31/03/2026 23:59:59.99,1\n01/04/2026 00:00:00.00,2.5\n01/04/2026 00:00:00.01,-3\n", _at, _three);
    }

    private static IEnumerable<Shape> Apps()
    {
        yield return Shape.Read("exponents in quotes and a magnitude beside (phyphox shape)", "\"Time (s)\",\"Force (N)\",\"Absolute (N)\"\n0.000000000E0,1.000000000E0,1.000000000E0\n1.000000000E-2,2.500000000E0,2.500000000E0\n2.000000000E-2,-3.000000000E0,3.000000000E0\n", _at, _three, new() { Force = "Force (N)" });
        yield return Shape.Read("nanoseconds since 1970 beside seconds", "time,seconds_elapsed,force\n1772357400000000000,0,1\n1772357400010000000,0.01,2.5\n1772357400020000000,0.02,-3\n", _at, _three, new() { Force = "force:N" }, words: "Unix time in ns");
        yield return Shape.Read("a terminal's log", "=~=~=~=~= PuTTY log 2026.03.01 09:30:00 =~=~=~=~=\r\n0\t1\r\n10\t2.5\r\n20\t-3\r\n", _at, _three, new() { Time = "1:ms", Force = "2:N" });
    }

    private static IEnumerable<Shape> Habits()
    {
        yield return Shape.Read("headings that are units written out", "Sekunden;Newton\n0;1\n0,01;2,5\n0,02;-3\n", _at, _three);
        yield return Shape.Read("milliseconds behind a last colon", "Time,Force (N)\n09:30:00:000,1\n09:30:00:010,2.5\n09:30:00:020,-3\n", _at, _three, words: "a time of day");
        yield return Shape.Read("months by their English names", "Timestamp,Force (N)\n1-Mar-2026 09:30:00.000,1\n1-Mar-2026 09:30:00.010,2.5\n1-Mar-2026 09:30:00.020,-3\n", _at, _three, words: "date and time");
        yield return Shape.Read("a word of the device's own for no value", "Time (s),Force (N)\n0,1\n0.01,OL\n0.02,-3\n", _at, [1, double.NaN, -3], new() { Missing = ["OL"] }, words: "1 cell stands for a missing value");
        yield return Shape.Read("strokes for no value", "Time (s),Force (N)\n0,1\n0.01,----\n0.02,-3\n", _at, [1, double.NaN, -3]);
        yield return Shape.Read("an end that is written out below a wider table", "Time [s]\tForce [N]\t\n0\t1\t\n0.01\t2.5\t\n0.02\t-3\t\n\nEnd of file\n", _at, _three, words: "End of file");
        yield return Shape.Read("a table of results above the samples", "Rep;Max (kg);Avg (kg)\n1;10,1;9,2\n2;11,0;9,9\n\nTime (s);Force (N)\n0;1\n0,01;2,5\n0,02;-3\n", _at, _three, words: "Lines 1 to 3 above");
        yield return Shape.Read("pressing counted below nought", "Time (s),Force (N)\n0,-10\n0.01,-25\n0.02,3\n", _at, [-10, -25, 3], words: "if those are presses, say --force \"Force (N):-1N\"");
        yield return Shape.Read("pressing counted below nought, turned", "Time (s),Force (N)\n0,-1\n0.01,-2.5\n0.02,3\n", _at, _three, new() { Force = "Force (N):-1N" });
    }

    private static IEnumerable<Shape> Refusals()
    {
        yield return Shape.Refused("a word among the forces", "Time (s),Force (N)\n0,1\n0.01,OL\n0.02,-3\n", ["line 3, column 'Force (N)': 'OL' is no number", "say --missing OL"]);
        yield return Shape.Refused("pictures behind a last colon", "Time,Force (N)\n09:30:00:00,1\n09:30:00:12,2\n09:30:01:00,3\n", ["no time that can be read without doubt"]);
        yield return Shape.Refused("headings that come again", "time_s,force_N\n0,1\n0.5,2\n1,3\ntime_s,force_N\n1.5,1\n2,2\n", ["line 5, column 'time_s': the headings come again", "cut the table"]);
        yield return Shape.Refused("dates as spreadsheets count them", "Time,Force (N)\n46082.395833333,1\n46082.395833449,2\n46082.395833565,3\n", ["in days, as spreadsheets count dates", "--time \"Time:UNIT\""]);
        yield return Shape.Refused("one of two sides in kilograms", "time,Left (kg),Right (kg)\n0,1,2\n0.01,2,3\n0.02,0,1\n", ["'Left (kg)' says 'kg'", "--force \"Left (kg):kg\""]);
        yield return Shape.Refused("two forces that fit are both named", "time_s,Force (N),Absolute (N)\n0,1,1\n0.01,2,2\n0.02,0,1\n", ["Say --force \"Force (N)\" or --force \"Absolute (N)\"."]);
        yield return Shape.Refused("the rate above a table without times", "Unit: N\nSpeed: 40Hz\nForce\n1\n2\n3\n", ["or for a table without times --row-rate 40"], new() { Force = "Force:N" });
        yield return Shape.Refused("units in the cells", "Time,Load\n0.00 s,1.00 lbf\n0.01 s,2.00 lbf\n", ["line 2: '0.00 s' has its unit beside the number", "Force (N)"]);
        yield return Shape.Refused("columns parted by blanks, the first row named", "time_s force_N\n0.00 1.5\n0.01 2.5\n", ["line 2: '0.00 1.5'", "save the table with commas"]);
        yield return Shape.Refused("thousands of milliseconds parted by points", "Zeit [ms];Kraft [N]\n975;1\n988;2\n1.000;3,5\n1.013;4\n", ["'1.000' has thousands parted by its point", "write it without"]);
        yield return Shape.Refused("a second block of settings", "Interval=\t0.01 s\nChannelTitle=\tForce\nUnitName=\tN\n0\t1\n0.01\t2\n0.02\t3\nInterval=\t0.01 s\nChannelTitle=\tForce\nUnitName=\tN\n0\t1\n0.01\t2\n", ["line 7, column 'Time': 'Interval=' is no number"]);
    }
}
