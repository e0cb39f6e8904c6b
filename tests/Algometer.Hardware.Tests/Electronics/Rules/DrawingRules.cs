using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>What holds for every net and part.</summary>
internal sealed class DrawingRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        Hold(Nets.LooseFlags == 0, "A flag says that a net is fed, and stands on none");
        foreach (Net net in Nets.Nets)
        {
            Hold(net.Names.Count == 1, $"{string.Join(" and ", net.Names)} are joined");
            Hold(net.Pins.Count > 1 || net.SaysOpen, $"{net.Pins[0]} is joined to nothing");
            Hold(net.Pins.Count == 1 || !net.SaysOpen, $"{net.Name} is said to be open and is not");
        }

        foreach (PlacedPart part in Nets.Parts.Values.Where(part => part.Symbol is "TestPoint"))
        {
            Hold(part["MPN"].Length == 0 && part["Footprint"].Length > 0 && string.Equals(Nets.Of(part.Reference, "1").Name, part.Value, StringComparison.Ordinal), $"{part.Reference} is no pad of copper on {part.Value}");
        }

        foreach (PlacedPart part in Nets.Parts.Values.Where(part => part.Symbol is not "TestPoint"))
        {
            Hold(part["MPN"].Length > 0 && part["Manufacturer"].Length > 0 && part["Footprint"].Length > 0 && part["Fit"] is "ball" or "probe, ball", $"{part.Reference} has no maker, maker's number, footprint or fit");
        }
    }
}
