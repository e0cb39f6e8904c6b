using Algometer.Electronics.Nets;
using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>Rules of one part of the circuit, and the words in which they are said.</summary>
internal abstract class RuleSet(RuleBook book)
{
    protected Netlist Nets => book.Nets;

    protected Board Board => book.Board;

    /// <summary>The reference of the controller's module.</summary>
    protected string Module => book.Module;

    public abstract void Check();

    protected void Joined(string net, string reference, string pin, string what)
    {
        Net found = Nets.Of(reference, pin);
        Hold(string.Equals(found.Name, net, StringComparison.Ordinal), $"{what} ({reference}.{pin}) belongs on {net}, but is on {found.Name}");
    }

    protected void Part(string symbol, string value, string a, string b, string what) => Part(symbol, value, Nets[a], Nets[b], what);

    protected void Part(string symbol, string value, Net a, Net b, string what) =>
        Hold(Nets.Between(symbol, a, b).Any(part => string.Equals(part.Value, value, StringComparison.Ordinal)), $"{what} is missing: {value} between {a.Name} and {b.Name}");

    protected void Hold(bool holds, string rule)
    {
        if (!holds)
        {
            book.Broken.Add(rule);
        }
    }
}
