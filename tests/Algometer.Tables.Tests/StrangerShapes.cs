namespace Algometer.Tables.Tests;

/// <summary>Files that were once read wrongly without a word: each is asked about now, or read rightly.</summary>
internal static class StrangerShapes
{
    private static readonly double[] _three = [1, 2.5, -3];
    private static readonly double[] _at = [0, 0.5, 1];

    public static IEnumerable<Shape> All => [.. Names(), .. Missing(), .. Commas(), .. Contradictions(), .. Flags(), .. Clocks(), .. Devices()];

    private static IEnumerable<Shape> Names()
    {
        string[] forces = ["Sollkraft (N)", "Zielkraft [N]", "Consigne (N)", "Spitzenkraft (N)", "Fmax (N)", "Fuerza máxima (N)", "Mittlere Kraft (N)", "Streuung (N)", "Toleranz (N)", "Gewichtskraft (N)", "Bodyweight_N", "BW (N)", "MVC (N)", "desired_N", "command_N", "required_N", "nominal force (N)", "cutoff_N", "trigger_N", "upper_N", "lower_N", "uncertainty_N", "RMS (N)", "percent_N", "Force^2 (N)", "Force % (N)", "F1-F2 (N)", "TargetForce (N)", "目标力 (N)"];
        foreach (string name in forces)
        {
            yield return Shape.Refused($"no force: {name}", $"time_s,{name}\n0,1\n0.5,2\n1,3\n", ["no column is surely what --force needs", $"--force \"{name}:N\""]);
        }

        string[] times = ["time_to_peak_s", "ramp time (s)", "rise time (s)", "remaining (s)", "Restzeit (s)", "countdown_s", "response_s", "timeout_s"];
        foreach (string name in times)
        {
            yield return Shape.Refused($"no time: {name}", $"{name},force_N\n0,1\n0.5,2\n1,3\n", ["no column is surely what --time needs", $"--time \"{name}:s\""]);
        }

        string[] plain = ["Force (N)", "F [N]", "Fz (N)", "Force 1 (N)", "CH1 (N)", "Kraft links [N]", "Sensor 2 force (N)", "GripForce (N)", "raw force (N)", "Filtered Force [N]", "Carga (N)", "Pulling Force (N)", "力 (N)", "Druckkraft / N", "Load-Cell (N)"];
        foreach (string name in plain)
        {
            yield return Shape.Read($"a force: {name}", $"time_s,{name}\n0,1\n0.5,2.5\n1,-3\n", _at, _three);
        }

        yield return Shape.Read("a force beside what nobody knows", "time_s,Sollkraft (N),Kraft (N),Fmax (N)\n0,9,1,9\n0.5,9,2.5,9\n1,9,-3,9\n", _at, _three, words: "Force: column 'Kraft (N)'");
        yield return Shape.Read("a word that nobody knows, told", "time_s,Istkraft (N)\n0,1\n0.5,2.5\n1,-3\n", _at, _three, new() { Force = "Istkraft (N)" });
    }

    private static IEnumerable<Shape> Missing()
    {
        (string What, string Values, string Code)[] codes =
        [
            ("two codes that hide each other", "20 21 -9999 22 23 -8888 24 20.5", "-9999"),
            ("two codes above the values", "20 21 999 22 23 888 24 20.5", "999"),
            ("99 among small forces", "3 4 99 5 3.5 4.5 4.2 3.1", "99"),
            ("9.99 among small forces", "3 3.2 9.99 3.4 3.5 3.6 3.9 3.1", "9.99"),
            ("-9 among forces", "20 21 -9 22 23 24 20.5 21.5", "-9"),
            ("-1 among forces", "20 21 -1 22 23 24 20.5 21.5", "-1"),
            ("nought where all others are far", "20 21 0 22 23 24 20.5 21.5", "0"),
            ("99 among equal forces", "2.3 2.3 99 2.3 2.3 2.3", "99"),
            ("the code of well logs", "20 21 -999.25 22 23 24 20.5", "-999.25"),
            ("6999 among forces", "20 21 6999 22 23 24 20.5", "6999"),
            ("nothing but a code", "-9999 -9999 -9999", "-9999"),
            ("the end of 16 bits", "20 21 32767 22 23 24", "32767"),
            ("the code of Keithley and HP", "20 21 9.91E+37 22 23 24", "9.91E+37"),
            ("500 again and again", "20 21 500 22 23 500 24 20.5 500", "500"),
        ];
        foreach ((string what, string values, string code) in codes)
        {
            yield return Shape.Refused(what, Table(values), [$"'{code}' stands apart", $"Say --missing {code}"]);
        }

        (string What, string Values)[] signals =
        [
            ("a press from rest", "0 0 0 5 12 20 21 20 22 8 0 0"),
            ("a press without a step between", "0 0 0 20 20 20 0 0"),
            ("rest with a spike of a press", "0 0.1 -0.1 0.05 0 35.2 0.1 0 -0.05"),
            ("a press that peaks at 99", "0 20 45 70 90 97 99 95 60 20 0"),
            ("a load held to the last digit", "0.1 0.2 0.15 0.12 0.18 0.11 638.04 638.04 638.04 638.04"),
            ("whole newtons to 9", "1 2 4 6 9 7 3 1"),
            ("below nought and back", "-3 -2 -1 0 1 2 3 -1 -9"),
        ];
        foreach ((string what, string values) in signals)
        {
            string[] cells = values.Split(' ');
            yield return Shape.Read(what, Table(values), [.. cells.Select((_, i) => i / 10.0)], [.. cells.Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))]);
        }
    }

    private static IEnumerable<Shape> Commas()
    {
        const string Marker = "Time (ms),Force (N),Marker,Note\n";
        yield return Shape.Refused("decimal commas where other columns follow", Marker + "0,0,1,5\n12,5,2,5\n25,0,3,25\n", ["line 2: the numbers may have decimal commas", "--decimal point"]);
        yield return Shape.Refused("decimal commas where empty headings follow", "Time (ms),Force (N),,\n0,0,1,5\n10,0,2,5\n20,0,3,1\n", ["may have decimal commas"]);
        yield return Shape.Refused("decimal commas with a nought behind them", Marker + "0,0,1,05\n10,0,2,5\n20,0,3,1\n", ["may have decimal commas"]);
        yield return Shape.Refused("decimal commas that are left out of whole numbers", Marker + "0,5,1,5\n1,0,2,5\n1,5,3\n", ["may have decimal commas"]);
        yield return Shape.Refused("decimal commas without times", "force_N,,\n1,05,\n2,5,\n3,1,\n", ["may have decimal commas"], new() { RateHertz = 80 });
        yield return Shape.Read("four columns of whole numbers, told", Marker + "0,0,1,5\n12,5,2,5\n25,0,3,25\n", [0, 0.012, 0.025], [0, 5, 0], new() { IsDecimalPoint = true });
        yield return Shape.Read("four columns of whole numbers", "time_ms,force_mN,temperature,battery\n0,1000,21,88\n10,2500,21,88\n20,3000,21,87\n", [0, 0.01, 0.02], [1, 2.5, 3]);
    }

    private static IEnumerable<Shape> Contradictions()
    {
        yield return Shape.Refused("a unit beside that changes", "time_s,Force (N),unit\n0,1,N\n0.5,2,N\n1,3,kgf\n", ["line 4, column 'unit': 'kgf', where the force is in N"]);
        yield return Shape.Refused("a unit beside that is another", "time_s,Force (N),unit\n0,1,kgf\n0.5,2,kgf\n1,3,kgf\n", ["line 2, column 'unit'", "--force \"Force (N):kgf\" if all are in kgf"]);
        yield return Shape.Read("a unit beside that agrees", "time_s,Force (N),unit\n0,1,N\n0.5,2.5,N\n1,-3,N\n", _at, _three);
        yield return Shape.Refused("a status that changes", "time_s,Force (N),status\n0,1,OK\n0.5,2,OVERLOAD\n1,3,OK\n", ["line 3, column 'status': 'OVERLOAD', where most rows say 'OK'", "--valid \"status=OK\"", "--valid any"]);
        yield return Shape.Refused("rows that are not valid", "time_s,Force (N),valid\n0,1,1\n0.5,2,0\n1,3,1\n", ["'0', where most rows say '1'"]);
        yield return Shape.Read("a status that changes, told", "time_s,Force (N),status\n0,1,OK\n0.5,2,OVERLOAD\n1,-3,OK\n", _at, [1, double.NaN, -3], new() { Valid = "status=OK" }, words: "1 row does not say 'OK' in column 'status': no force.");
        yield return Shape.Read("a status of which nothing hangs", "time_s,Force (N),status\n0,1,OK\n0.5,2.5,OVERLOAD\n1,-3,OK\n", _at, _three, new() { Valid = "any" });
        yield return Shape.Read("a status that stays", "time_s,Force (N),status\n0,1,OK\n0.5,2.5,OK\n1,-3,OK\n", _at, _three);
        yield return Shape.Refused("a unit above against the heading", "All forces in lbf\ntime_s,force_N\n0,1\n0.5,2\n1,3\n", ["line 1: 'All forces in lbf' speaks of lbf", "--force \"force_N:lbf\""]);
        yield return Shape.Refused("a scale above", "Scale factor,0.1\ntime_s,force_N\n0,1\n0.5,2\n1,3\n", ["line 1: 'Scale factor 0.1': is it in the numbers already?", "--force \"force_N:0.1N\""]);
        yield return Shape.Read("a unit above that agrees", "Unit: N\ntime_s,force_N\n0,1\n0.5,2.5\n1,-3\n", _at, _three);
    }

    private static IEnumerable<Shape> Flags()
    {
        const string Simulated = "the sensor was simulated";
        yield return Shape.Read("this program's own table with fewer columns", "time_s,force_N,flags\n0,1,0x0001\n0.5,2.5,0x0001\n1,-3,0x0001\n", _at, _three, words: Simulated);
        yield return Shape.Read("this program's own table with its columns renamed", "t (s),Kraft (N),Bits\n0,1,0x0001\n0.5,2.5,0x0001\n1,-3,0x0001\n", _at, _three, words: Simulated);
        yield return Shape.Read("this program's own table with flags as plain numbers", "sequence,time_s,device_us,raw_counts,force_N,flags,alarm\n1,0.0,1000000,21898,1,1,0\n2,0.5,1500000,8388607,,9,0\n3,1.0,2000000,-65695,-3,1,0\n", _at, [1, double.NaN, -3], words: Simulated);
    }

    private static IEnumerable<Shape> Clocks()
    {
        yield return Shape.Refused("a clock that is put forward between the first two rows", "timestamp,force_N\n2026-03-29 01:59:59.5,0\n2026-03-29 03:00:00.0,1\n2026-03-29 03:00:00.5,2\n", ["line 3", "a clock that was put forward"]);
        yield return Shape.Refused("hours, minutes and seconds in one number", "time,force_N\n93059.0,0\n93059.5,1\n93100.0,2\n93100.5,3\n", ["line 4", "hours, minutes and seconds in one number", "--row-rate HERTZ"]);
    }

    private static IEnumerable<Shape> Devices()
    {
        yield return Shape.Refused("Tindeq: a weight and nothing else", "time;weight\n0,0;1,2\n0,0125;1,4\n0,025;1,6\n", ["--force"]);
        yield return Shape.Read("LineScale: the unit in brackets, the rate above", "LineScale 3;S/N 1234\nSpeed;40Hz\nTime [s];Force [kN]\n0;0,001\n0,5;0,0025\n1;-0,003\n", _at, _three);
        yield return Shape.Read("Kinvent: both sides, one told", "Time (s);Left Force (N);Right Force (N)\n0;1;9\n0,5;2,5;9\n1;-3;9\n", _at, _three, new() { Force = "Left Force (N)" });
        yield return Shape.Refused("Kinvent: both sides", "Time (s);Left Force (N);Right Force (N)\n0;1;9\n0,5;2,5;9\n1;-3;9\n", ["2 columns fit"]);
        yield return Shape.Refused("Wagner: peaks in a table of tests", "Test No.,Peak (lbf),Time (s)\n1,1,0\n2,2,0.5\n3,3,1\n", ["'Peak (lbf)' says 'peak'"]);
        yield return Shape.Read("MuscleLab: two digits of seconds in German", "Zeit [s]\tKraft [N]\tGeschw. [m/s]\n0,00\t1\t0\n0,50\t2,5\t0\n1,00\t-3\t0\n", _at, _three);
        yield return Shape.Refused("Biopac: volts", "sec,CH1\n,Volts\n0,1\n0.5,2\n1,3\n", ["no column fits"]);
        yield return Shape.Read("OpenSignals: newtons after conversion", "# OpenSignals Text File Format\n# EndOfHeader\n0\t0\t1\n1\t0\t2.5\n2\t0\t-3\n", _at, _three, new() { RateHertz = 2, Force = "3:N" });
        yield return Shape.Refused("LabChart: a comment among the values", "Interval=\t0.5 s\nChannelTitle=\tForce\nUnitName=\tN\n0\t1\n0.5\t2\n#* start\n1\t3\n", ["line 6: '#* start' is no row of values: remove the line"]);
        yield return Shape.Refused("MicroFET: results of trials", "Muscle,Side,Trial,Peak Force (N)\nQuads,L,1,100\nQuads,L,2,110\nQuads,R,1,120\n", ["for --time no column fits"]);
        yield return Shape.Read("Algomed: kilopascals and the tip", "Time (sec),Pressure (kPa)\n0,10\n0.5,25\n1,-30\n", _at, _three, new() { TipAreaCm2 = 1 });
        yield return Shape.Refused("Algomed: the rate of pressure", "Time (sec),Pressure rate (kPa)\n0,10\n0.5,25\n1,-30\n", ["says 'rate'"], new() { TipAreaCm2 = 1 });
        yield return Shape.Read("Somedic: pressure in German", "Zeit (s);Druck (kPa)\n0;10\n0,5;25\n1;-30\n", _at, _three, new() { TipAreaCm2 = 1 });
        yield return Shape.Refused("Somedic: the slope beside the target", "Zeit (s);Sollanstieg (kPa);Anstieg (kPa)\n0;10;1\n0,5;25;1\n1;30;1\n", ["no column is surely what --force needs"], new() { TipAreaCm2 = 1 });
        yield return Shape.Read("a French spreadsheet", "Temps (s);Force (N)\n0;1\n0,5;2,5\n1;-3\n", _at, _three);
        yield return Shape.Refused("a French set value", "Temps (s);Force de consigne (N)\n0;1\n0,5;2,5\n1;-3\n", ["says 'consigne'"]);
        yield return Shape.Read("a Spanish spreadsheet", "Tiempo (s);Fuerza izquierda (N)\n0;1\n0,5;2,5\n1;-3\n", _at, _three);
        yield return Shape.Refused("a Portuguese maximum", "Tempo (s);Força máxima (N)\n0;1\n0,5;2,5\n1;-3\n", ["says 'máxima'"]);
        yield return Shape.Read("a Chinese spreadsheet", "时间(s),压力(kPa)\n0,10\n0.5,25\n1,-30\n", _at, _three, new() { TipAreaCm2 = 1 });
        yield return Shape.Refused("a Chinese unit above against the heading", "单位：kgf\n时间(s),力(N)\n0,1\n0.5,2\n1,3\n", ["speaks of kgf"]);
        yield return Shape.Refused("a German unit above against the heading", "Einheit: kgf\nZeit (s);Kraft (N)\n0;1\n0,5;2\n1;3\n", ["speaks of kgf"]);
        yield return Shape.Refused("a French factor above", "Facteur d'échelle : 10\nTemps (s);Force (N)\n0;1\n0,5;2\n1;3\n", ["is it in the numbers already?"]);
        yield return Shape.Refused("an overload beside", "Zeit (s);Kraft (N);Überlast\n0;1;0\n0,5;2;1\n1;3;0\n", ["--valid \"Überlast=0\""]);
        yield return Shape.Refused("an error of the force beside its unit", "Time (s),Force error (N)\n0,1\n0.5,2\n1,3\n", ["says 'error'"]);
        yield return Shape.Refused("a difference of sides", "Time (s),Left-Right (N)\n0,1\n0.5,2\n1,3\n", ["no column is surely"]);
        yield return Shape.Refused("time left", "Time left (s),Force (N)\n0,1\n0.5,2\n1,3\n", ["no column is surely what --time needs"]);
        yield return Shape.Refused("the cumulative force", "Time (s),Cumulative force (N)\n0,1\n0.5,2\n1,3\n", ["says 'cumulative'"]);
        yield return Shape.Refused("a code in a converter's column", "time_s,raw_counts\n0,1100\n0.5,1150\n1,-9999\n1.5,1120\n2,1111\n2.5,1105\n", ["'-9999' stands apart"], new() { NewtonsPerCount = 0.01, ZeroCounts = 1000 });
        yield return Shape.Refused("a comment between the rows", "time_s,force_N\n0,1\n0.5,2\n# note\n1,3\n", ["line 4: '# note' is no row of values: remove the line"]);
        yield return Shape.Refused("dates in one number", "time,force_N\n20260301093000,1\n20260301093001,2\n20260301093002,3\n", ["--time"]);
    }

    private static string Table(string values) => "time_s,force_N\n" + string.Concat(values.Split(' ').Select((value, i) => FormattableString.Invariant($"{i / 10.0},{value}\n")));
}
