using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>Both buzzers, their drivers, and what the program sees of them.</summary>
internal sealed class BuzzerRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        string[] buzzers = [.. Nets.Parts.Values.Where(part => part.Symbol is "Buzzer").Select(part => part.Reference)];
        Hold(buzzers.Length == 2, "There are two buzzers");
        string main = buzzers.Single(buzzer => Nets.Of(buzzer, "1").Name is "+3V3");
        string reserve = buzzers.Single(buzzer => Nets.Between("R", Nets.Of(buzzer, "1"), Nets["VALARM"]).Any(part => part.Value is "10R"));
        Sounder(Nets.Of(main, "2"), "+3V3", "MAIN_SOUNDS", ("BUZZER", "GND", "The main buzzer stays silent until the program runs"), ("NO_PULSE", "+3V3", "An open NO_PULSE sounds"));
        Sounder(Nets.Of(reserve, "2"), "VALARM", "RESERVE_SOUNDS", ("NO_PULSE_R", "VALARM", "An open NO_PULSE_R sounds"));
    }

    private void Sounder(Net low, string supply, string sense, params (string Net, string Idle, string Why)[] drivers)
    {
        Diode(cathode: Nets[supply], anode: low, "The flyback diode");
        string[] fets = [.. Nets.Parts.Values.Where(part => part.Symbol is "Q_NMOS" && Nets.Of(part.Reference, "3") == low).Select(part => part.Reference)];
        Hold(fets.Length == drivers.Length, "Each driver has a transistor of its own");
        foreach ((string net, string rest, string why) in drivers)
        {
            Driver(fets, net, rest, why);
        }

        Hold(Nets.Parts.Values.Any(part => part.Symbol is "Q_NMOS" && Nets.Of(part.Reference, "1") == low && Nets.Of(part.Reference, "2").Name is "GND" && string.Equals(Nets.Of(part.Reference, "3").Name, sense, StringComparison.Ordinal)), $"{sense} looks at the buzzer");
        Part("R", "10k", sense, "+3V3", $"{sense}'s pull-up");
        Part("R", "1M", low, Nets["GND"], $"{sense} sees an open buzzer");
    }

    private void Driver(string[] drivers, string net, string rest, string why)
    {
        string[] own = [.. drivers.Where(driver => Nets.Between("R", Nets[net], Nets.Of(driver, "1")).Count == 1)];
        Hold(own.Length == 1 && Nets.Between("R", Nets.Of(own[0], "1"), Nets[rest]).Count == 1, $"{why}: {net} drives one gate over a resistor, which another pulls to {rest}");
        Hold(own.Length == 1 && Nets.Of(own[0], "2").Name is "GND", $"The transistor of {net} has its source on ground");
    }

    private void Diode(Net cathode, Net anode, string what) =>
        Hold(Nets.Parts.Values.Any(part => part.Symbol is "D" && Nets.Of(part.Reference, "1") == cathode && Nets.Of(part.Reference, "2") == anode), $"{what} is missing or the wrong way round");
}
