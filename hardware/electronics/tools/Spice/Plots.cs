using ScottPlot;

namespace Algometer.Electronics.Spice;

/// <summary>The pictures of what the decks give.</summary>
internal static class Plots
{
    private const string Font = "DejaVu Sans";

    public static void Write(string decks, string images, string fontFile, string ngspice)
    {
        Fonts.AddFontFile(Font, fontFile);
        Fonts.Default = Font;
        SpiceRun bridge = Deck.Load(Path.Combine(decks, "bridge.cir")).Run(ngspice);
        double[][] response = bridge.Columns["ac.out"];
        Plot filter = Axes("Input filter: corner at " + (bridge.Measures["corner"] / 1000).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) + " kHz", "Hz", "dB");
        Curve(filter, [.. response.Select(row => Math.Log10(row[0]))], [.. response.Select(row => row[1])], "A+ to A- against the bridge");
        filter.Add.VerticalLine(Math.Log10(80), 1, Colors.Gray).LegendText = "80 samples/s";
        filter.Add.VerticalLine(Math.Log10(bridge.Measures["corner"]), 1, Colors.Red).LegendText = "-3 dB";
        Decades(filter, 0, 6);
        Save(filter, Path.Combine(images, "spice-filter.png"));

        SpiceRun supply = Deck.Load(Path.Combine(decks, "supply.cir")).Run(ngspice);
        Plot rejection = Axes("From VSYS to AVDD", "Hz", "dB");
        Curve(rejection, [.. supply.Columns["supply.out"].Select(row => Math.Log10(row[0]))], [.. supply.Columns["supply.out"].Select(row => row[1])], "AVDD against VSYS");
        Decades(rejection, 1, 7);
        Save(rejection, Path.Combine(images, "spice-supply.png"));

        Deck alarm = Deck.Load(Path.Combine(decks, "alarm.cir"));
        Alarm(alarm.With("beats", 30), "Alarm from power-on, 80 samples/s, then a dead pin", Path.Combine(images, "spice-alarm-80.png"), ngspice);
        Alarm(alarm.With("beats", 4).With("period", 2 / 8.75), "The slowest rate, 8.75 samples/s", Path.Combine(images, "spice-alarm-10.png"), ngspice);
    }

    private static void Alarm(Deck deck, string title, string path, string ngspice)
    {
        double[][] rows = [.. deck.Run(ngspice).Columns["alarm.out"].Where((_, i) => i % 4 == 0)];
        Plot plot = Axes(title, "s", "V");
        double[] time = [.. rows.Select(row => row[0])];
        Curve(plot, time, [.. rows.Select(row => row[7] + 4)], "HEARTBEAT (+4 V)");
        Curve(plot, time, [.. rows.Select(row => row[11])], "main circuit's capacitor");
        Curve(plot, time, [.. rows.Select(row => row[13])], "ALARM_REF");
        Curve(plot, time, [.. rows.Select(row => row[1] - 2)], "main tone");
        Curve(plot, time, [.. rows.Select(row => row[3] - 4)], "reserve tone");
        Save(plot, path);
    }

    private static Plot Axes(string title, string x, string y)
    {
        var plot = new Plot();
        plot.Font.Set(Font);
        plot.Title(title);
        plot.XLabel(x);
        plot.YLabel(y);
        return plot;
    }

    private static void Curve(Plot plot, double[] x, double[] y, string name)
    {
        ScottPlot.Plottables.Scatter curve = plot.Add.ScatterLine(x, y);
        curve.LineWidth = 2;
        curve.LegendText = name;
    }

    private static void Decades(Plot plot, int from, int to)
    {
        double[] places = [.. Enumerable.Range(from, to - from + 1).Select(exponent => (double)exponent)];
        string[] names = ["1", "10", "100", "1 k", "10 k", "100 k", "1 M", "10 M"];
        plot.Axes.Bottom.SetTicks(places, names[from..(to + 1)]);
        plot.Axes.SetLimitsX(from, to);
    }

    private static void Save(Plot plot, string path)
    {
        plot.ShowLegend(Edge.Bottom);
        plot.SavePng(path, 1100, 560);
    }
}
