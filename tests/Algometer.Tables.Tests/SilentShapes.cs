namespace Algometer.Tables.Tests;

/// <summary>Files that a stranger found to be read wrongly, or refused without need or remedy.</summary>
internal static class SilentShapes
{
    private static readonly double[] _three = [1, 2.5, -3];
    private static readonly double[] _at = [0, 0.5, 1];

    public static IEnumerable<Shape> All => [.. Turns(), .. Parted(), .. States(), .. Codes(), .. Above(), .. Names(), .. Times(), .. Remedies()];

    private static IEnumerable<Shape> Turns()
    {
        (string Heading, string One, string Two)[] columns = [("sensor", "A", "B"), ("channel", "1", "2"), ("side", "left", "right"), ("type", "target", "measured"), ("Größe", "Soll", "Ist"), ("n", "7", "9")];
        foreach ((string heading, string one, string two) in columns)
        {
            string text = $"time_s,{heading},force_N\n0,{one},1\n0.25,{two},20\n0.5,{one},2.5\n0.75,{two},21\n1,{one},-3\n1.25,{two},20\n";
            yield return Shape.Refused($"signals by turns: {heading}", text, [$"column '{heading}': '{one}' and '{two}' one after the other", $"--curve \"{heading}={one}\"", "--curve any"]);
            yield return Shape.Read($"signals by turns, one told: {heading}", text, _at, _three, new() { Curve = $"{heading}={one}" });
            yield return Shape.Read($"signals by turns, of one force: {heading}", text, [0, 0.25, 0.5, 0.75, 1, 1.25], [1, 20, 2.5, 21, -3, 20], new() { Curve = "any" });
        }

        yield return Shape.Refused("subjects one below the other", "time_s,trial,subject,force_N\n0,1,A,1\n0.1,1,A,20\n0.2,2,A,1.1\n0.3,1,B,21\n0.4,2,B,2\n", ["several signals in one column?"]);
        yield return Shape.Read("phases one after the other", "time_s,phase,force_N\n0,rest,1\n0.5,press,2.5\n1,press,-3\n", _at, _three);
        yield return Shape.Read("events here and there", "time_s,event,force_N\n0,start,1\n0.5,,2.5\n1,stop,-3\n", _at, _three);
    }

    private static IEnumerable<Shape> Parted()
    {
        yield return Shape.Refused("English thousands between semicolons", "Time (ms);Force (mN)\n0;996\n10;998\n20;1,002\n30;1,105\n", ["'1,002' may have a thousand parted by its comma", "write 1002, or 1,0020"]);
        yield return Shape.Read("three decimals beside whole times", "Time (ms);Force (N)\n980;1,000\n990;2,500\n995;-3,000\n", [0, 0.01, 0.015], _three);
        yield return Shape.Refused("English thousands in the times", "Time (ms),Force (N)\n990,1.5\n\"1,000\",2.5\n\"1,010\",3.5\n", ["'1,000' has thousands parted by its comma"]);
        yield return Shape.Refused("decimal commas before one empty heading", "Time (ms),Force (N),\n0,1,5\n10,2,3\n20,3,7\n30,4,0\n", ["the numbers may have decimal commas", "--decimal point"]);
        yield return Shape.Refused("decimal commas before one empty heading, where whole numbers have none", "Time (ms),Force (N),\n0,1,5\n10,2,3\n20,3,7\n30,4,\n", ["the numbers may have decimal commas"]);
        yield return Shape.Read("an empty heading above nothing", "Time (ms),Force (N),\n0,1,\n10,2.5,\n20,-3,\n", [0, 0.01, 0.02], _three);
    }

    private static IEnumerable<Shape> States()
    {
        string[] headings = ["Clipped", "OVL", "Artefact", "artifact", "exclude", "excluded", "reject", "bad", "Connected", "usable", "Sensor OK", "plausibel"];
        foreach (string heading in headings)
        {
            yield return Shape.Refused($"a state: {heading}", $"time_s,force_N,{heading}\n0,1,0\n0.1,2,0\n0.2,300,1\n0.3,3,0\n0.4,2,0\n", [$"column '{heading}': '1', where most rows say '0'", $"--valid \"{heading}=0\"", "--valid any"]);
        }

        string[] marks = ["Marker", "Trigger", "button_pressed", "TTL out", "Ereignis"];
        foreach (string heading in marks)
        {
            yield return Shape.Read($"no state: {heading}", $"time_s,force_N,{heading}\n0,1,0\n0.5,2.5,1\n1,-3,0\n", _at, _three);
        }
    }

    private static IEnumerable<Shape> Codes()
    {
        double[] noise = [20.1, 21.3, 22.2, 24.1, 25, 26.3, 26.9, 0, 26.1, 25.2, 24.4, 23.1, 22.6, 21.9, 20.8, 0, 22.3, 23.7, 24.2, 25.3, 26, 25.1, 24, 23.2];
        foreach (string code in (string[])["-1", "0", "4095", "-0.01", "8388607"])
        {
            yield return Shape.Refused($"a code that stands alone twice: {code}", Table(noise, code), [$"'{code}' stands apart", $"--missing {code}"]);
        }

        double[] ramp = [.. Enumerable.Range(0, 30).Select(i => i is 12 or 17 ? 0 : i * 30.0)];
        yield return Shape.Refused("999 twice within a ramp", Table(ramp[1..], "999"), ["'999' stands apart"]);
        double[] small = [.. Enumerable.Range(0, 30).Select(i => i is 15 or 19 ? 0 : i * 2.7)];
        yield return Shape.Refused("99 twice within a ramp", Table(small[1..], "99"), ["'99' stands apart"]);
        yield return Shape.Refused("-1 twice within a ramp", Table(small[1..], "-1"), ["'-1' stands apart"]);
    }

    private static IEnumerable<Shape> Above()
    {
        yield return Shape.Refused("a rate above against the times", "Sampling rate: 1000 Hz\nTime (s),Force (N)\n0,1\n0.1,2\n0.2,3\n0.3,3\n", ["speak of 1000 samples a second", "--time \"Time (s):s\"", "--row-rate 1000"]);
        yield return Shape.Refused("a rate above against times without a unit", "Sampling rate: 1000 Hz\nTime,Force (N)\n0,1\n0.1,2\n0.2,3\n0.3,3\n", ["1000 samples a second", "--row-rate 1000"]);
        yield return Shape.Refused("a rate above that tells the unit", "Sampling rate: 2 Hz\nTime,Force (N)\n0.5,1\n500.5,2\n1000.5,3\n", ["--time \"Time:"]);
        yield return Shape.Read("a rate above that agrees", "Sampling rate: 2 Hz\nTime,Force (N)\n0,1\n0.5,2.5\n1.0,-3\n", _at, _three);
        yield return Shape.Refused("a gain above", "Gain: 10\nTime (s),Force (N)\n0,6\n0.1,7\n0.2,8\n", ["'Gain: 10': is it in the numbers already?"]);
        yield return Shape.Refused("a tare above", "Tare: 5 N (not applied)\nTime (s),Force (N)\n0,6\n0.1,7\n0.2,8\n", ["is it taken off the numbers already?", "--force \"Force (N):N\""]);
        yield return Shape.Refused("a sign above", "Polarity: inverted\nTime (s),Force (N)\n0,-6\n0.1,-7\n0.2,8\n", ["are the numbers turned round?", "--force \"Force (N):-1N\""]);
    }

    private static IEnumerable<Shape> Names()
    {
        foreach (string name in (string[])["1/F (N)", "-Force (N)", "Set (N)", "Set force (N)", "Last force (N)", "F0 (N)", "F\u0304 (N)"])
        {
            yield return Shape.Refused($"no force: {name}", $"time_s,{name}\n0,1\n0.5,2\n1,3\n", ["no column is surely what --force needs", $"--force \"{name}:N\""]);
        }

        yield return Shape.Refused("no time: t0 (s)", "t0 (s),force_N\n0,1\n0.5,2\n1,3\n", ["no column is surely what --time needs"]);
        foreach (string name in (string[])["Last (N)", "Forc\u0327a (N)", "Data Set 1: Force (N)", "F1 (N)", "CH0 (N)"])
        {
            yield return Shape.Read($"a force: {name}", $"time_s,{name}\n0,1\n0.5,2.5\n1,-3\n", _at, _three);
        }

        foreach ((string unit, string[] cells) in ((string, string[])[])[("kp", ["1", "2"]), ("dN", ["98.0665", "196.133"]), ("uN", ["9806650", "19613300"]), ("N/m2", ["98066.5", "196133"]), ("bar", ["0.980665", "1.96133"])])
        {
            yield return Shape.Read($"a force in {unit}", $"time_s,Force ({unit})\n0,{cells[0]}\n0.5,{cells[1]}\n", [0, 0.5], [9.80665, 19.6133], unit is "N/m2" or "bar" ? new() { TipAreaCm2 = 1 } : null);
        }
    }

    private static IEnumerable<Shape> Times()
    {
        yield return Shape.Refused("a time since 1904", "Time (s),Force (N)\n3855550000.0,1\n3855550000.5,2.5\n3855550001,-3\n", ["would be a Unix time of 2092-03-05, in the future", "--time \"Time (s):s\""]);
        yield return Shape.Read("a time since 1904, told", "Time (s),Force (N)\n3855550000.0,1\n3855550000.5,2.5\n3855550001,-3\n", _at, _three, new() { Time = "Time (s):s" });
        yield return Shape.Refused("a time since 2001", "Timestamp (s),Force (N)\n794000000.0,1\n794000000.5,2.5\n794000001,-3\n", ["would be a Unix time of 1995-02-28"]);
        (string What, string Heading, string[] Times, string? Told)[] clocks =
        [
            ("dates with dashes, the day told", "Timestamp", ["01-03-2026 09:30:00.0", "01-03-2026 09:30:00.5", "01-03-2026 09:30:01.0"], "Timestamp:d/m/y"),
            ("dates with two digits of the year", "Timestamp", ["01.03.26 09:30:00.0", "01.03.26 09:30:00.5", "01.03.26 09:30:01.0"], null),
            ("dates without signs", "Timestamp", ["20260301T093000.0Z", "20260301T093000.5Z", "20260301T093001.0Z"], null),
            ("Chinese dates", "日時", ["2026年3月1日 9:30:00.0", "2026年3月1日 9:30:00.5", "2026年3月1日 9:30:01.0"], null),
            ("Spanish halves of the day", "Hora", ["9:30:00.0 a. m.", "9:30:00.5 a. m.", "9:30:01.0 a. m."], null),
            ("a stopwatch", "Stopwatch", ["0:00:00.0", "0:00:00.5", "0:00:01.0"], null),
            ("seconds by their word alone", "second", ["0", "0.5", "1"], null),
        ];
        foreach ((string what, string heading, string[] times, string? told) in clocks)
        {
            yield return Shape.Read(what, $"{heading},Force (N)\n{times[0]},1\n{times[1]},2.5\n{times[2]},-3\n", _at, _three, told is null ? null : new() { Time = told });
        }

        yield return Shape.Refused("dates with dashes of two readings", "Timestamp,Force (N)\n01-03-2026 09:30:00.0,1\n01-03-2026 09:30:00.5,2\n01-03-2026 09:30:01.0,3\n", ["may have the day or the month first"]);
    }

    private static IEnumerable<Shape> Remedies()
    {
        foreach (string word in (string[])["#DIV/0!", "#WERT!", "1.#QNAN", "-nan(ind)", "inf", "ausgefallen"])
        {
            string named = word.All(char.IsLetterOrDigit) ? word : $"\"{word}\"";
            yield return Shape.Refused($"no number: {word}", $"time_s,force_N\n0,1\n0.5,{word}\n1,-3\n", [$"'{word}' is no number", $"say --missing {named} if it stands for a missing value"]);
            yield return Shape.Read($"no number, told: {word}", $"time_s,force_N\n0,1\n0.5,{word}\n1,-3\n", _at, [1, double.NaN, -3], new() { Missing = [word] });
        }

        yield return Shape.Read("a Spanish spreadsheet's missing values", "time_s,force_N\n0,1\n0.5,#N/D\n1,k.A.\n", _at, [1, double.NaN, double.NaN]);
        yield return Shape.Refused("numbers as formulas", "time_s,force_N\n=\"0\",=\"1.5\"\n=\"0.1\",=\"2\"\n", ["has its numbers as formulas"]);
        yield return Shape.Read("a line drawn below the headings", "| time_s | force_N |\n|---|:--:|\n| 0 | 1 |\n| 0.5 | 2.5 |\n| 1 | -3 |\n", _at, _three);
        yield return Shape.Read("an end sign at the end", "time_s,force_N\n0,1\n0.5,2.5\n1,-3\n\u001A", _at, _three);
        yield return Shape.Read("a blank without width in the heading", "\u200Btime_s,force_N\u200B\n0,1\n0.5,2.5\n1,-3\n", _at, _three);
    }

    private static string Table(double[] values, string code) =>
        "time_s,force_N\n" + string.Concat(values.Select((value, i) => FormattableString.Invariant($"{i / 10.0},{(value == 0 ? code : FormattableString.Invariant($"{value}"))}\n")));
}
