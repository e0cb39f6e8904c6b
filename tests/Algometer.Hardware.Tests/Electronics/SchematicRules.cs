using Algometer.Electronics.Nets;
using Algometer.Esp32;
using Algometer.Hardware.Tests.Electronics.Rules;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>What a schematic must be for the firmware to work on it. Each broken rule is a sentence.</summary>
internal static class SchematicRules
{
    public static IReadOnlyList<string> Broken(Netlist nets, Board board)
    {
        try
        {
            var book = new RuleBook(nets, board);
            RuleSet[] all =
            [
                new FirmwareRules(book), new ConverterRules(book), new AlarmRules(book), new BuzzerRules(book), new PersonRules(book),
                new LinkRules(book), new SupplyRules(book), new BatteryRules(book), new DrawingRules(book),
            ];
            Array.ForEach(all, rules => rules.Check());
            return book.Broken;
        }
        catch (Exception missing) when (missing is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return [missing.Message];
        }
    }
}
