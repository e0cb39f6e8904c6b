using System.Security.Cryptography;
using System.Text;
using Algometer.Electronics.Spice;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The test at each start against every single open and short of the alarm. ALGOMETER_CORNERS=1 runs all of them.</summary>
public sealed class AlarmFaultTests
{
    private const string Begin = "<!-- faults -->";
    private const string End = "<!-- /faults -->";

    // A few that the whole run has too: the drivers of both tones, what empties the capacitors, and the line that the program reads.
    private static readonly string[] _few = ["Q9 drain or source open", "R49 open", "Q7 drain or source open", "R38 open", "Q5 drain to source", "C30 shorted", "Q10 drain or source open", "R31 open", "BZ1 open"];

    // Of the reservoir: what the program cannot see and the ear hears when the plug is pulled.
    private static readonly string[] _reservoir = ["R56 open", "D11 open", "C37 open", "C37 shorted", "D12 open", "D13 shorted", "BZ2 shorted"];

    [Fact]
    public void A_circuit_in_order_passes() => Assert.True(new AlarmFault("none", AlarmFault.StartTest).PassesStartTest());

    [Fact]
    public void Open_drivers_and_dead_timers_are_found()
    {
        AlarmFault[] faults = [.. AlarmFault.All(AlarmFault.StartTest).Where(fault => _few.Contains(fault.Name, StringComparer.Ordinal))];
        Assert.Equal(_few.Length, faults.Length);
        Assert.All(faults, fault => Assert.False(fault.PassesStartTest(), fault.Name));
    }

    [Fact]
    public void A_reservoir_that_holds_nothing_is_heard_when_the_plug_is_pulled()
    {
        string[] drawn = [.. AlarmFault.All(AlarmFault.StartTest).Select(fault => fault.Name)];
        Assert.All(_reservoir, name => Assert.Contains(name, drawn, StringComparer.Ordinal));
        Assert.All(_reservoir, name => Assert.True(AlarmFault.IsHeardAtPowerOff(name), name));
        Assert.False(AlarmFault.IsHeardAtPowerOff("D11 shorted"));
    }

    [Fact]
    public void What_shortens_the_reserve_tone_unseen_stands_in_the_paper()
    {
        // D11 bridged: the reservoir runs back into the supply that is gone.
        string ngspice = Checkout.Need(Checkout.Program("ngspice"), "ngspice");
        Deck deck = Deck.Load(Path.Combine(Checkout.Root, "hardware", "electronics", "spice", "reservoir.cir")).Plus("Rfault n1 res 0.1");
        double fresh = deck.With("tend", 60).Run(ngspice).Measures["loud"] - 30.42;
        double worst = deck.With("vsys", 3.3).With("sc", 0.7).With("esr", 1.2).With("tcharge", 120).With("tend", 150).Run(ngspice).Measures["loud"] - 120.42;
        Assert.Contains(FormattableString.Invariant($"lasts {Math.Floor(10 * fresh) / 10:0.0} s instead of 11, and {Math.Floor(10 * worst) / 10:0.0} s, too short"), Paper(), StringComparison.Ordinal);

        // D12 bridged: 0.47 F to 3.3 V with the regulator's 0.6 A.
        Assert.Contains(FormattableString.Invariant($"{0.47 * 3.3 / 0.6:0.0} s late"), Paper(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_jigs_voltage_tells_a_full_reservoir_from_an_empty_one()
    {
        string ngspice = Checkout.Need(Checkout.Program("ngspice"), "ngspice");
        Deck deck = Deck.Load(Path.Combine(Checkout.Root, "hardware", "electronics", "spice", "reservoir.cir")).With("tcharge", 60).With("tend", 61)
            .Without(".meas tran loud").Without(".meas tran ending").Plus(".meas tran minute FIND V(valarm) AT=59.9");
        double full = deck.Run(ngspice).Measures["minute"];
        double empty = deck.Without("R56").Run(ngspice).Measures["minute"];
        const double Asked = 3.6;
        Assert.True(full > Asked + 0.15 && empty < Asked - 0.25, $"{full} and {empty} V");
        Assert.Contains(FormattableString.Invariant($"VALARM (TP4) {Asked} V and more after a minute ({empty:0.0} V:"), File.ReadAllText(Path.Combine(Papers.MadeText.Folder, "jig.md")), StringComparison.Ordinal);
    }

    private static string Paper() => File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "electronics", "README.md"));

    [Fact]
    public void Each_single_open_and_short_is_found_or_named()
    {
        string path = Path.Combine(Checkout.Root, "hardware", "electronics", "README.md");
        string text = File.ReadAllText(path);
        int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(to > from, "The README has no place for the faults.");

        // Which circuit the table was made of: another deck, or another test at the start, asks for a new run.
        string source = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', AlarmFault.All(AlarmFault.StartTest).Select(fault => fault.Name + fault.Deck)))))[..12];
        if (!string.Equals(Environment.GetEnvironmentVariable("ALGOMETER_CORNERS"), "1", StringComparison.Ordinal))
        {
            Assert.Contains($"(circuit {source})", text[from..to], StringComparison.Ordinal);
            return;
        }

        AlarmFault[] all = [.. AlarmFault.All(AlarmFault.StartTest)];
        string[] passed = [.. all.Where(fault => fault.PassesStartTest()).Select(fault => fault.Name)];
        string[] heard = [.. passed.Where(AlarmFault.IsHeardAtPowerOff)];
        string[] missed = [.. passed.Except(heard, StringComparer.Ordinal)];
        string made = $"\n{all.Length} single faults, {all.Length - passed.Length} found by the program (circuit {source}). {heard.Length} more heard by the plug that is pulled after a minute: {string.Join("; ", heard)}. Not found: {string.Join("; ", missed)}.\n";
        if (string.Equals(Environment.GetEnvironmentVariable("ALGOMETER_UPDATE"), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(path, text[..from] + made + text[to..]);
            return;
        }

        Assert.Equal(made, text[from..to]);
    }
}
