using Algometer.Electronics.Nets;
using Algometer.Electronics.SExpressions;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The netlist that KiCad itself exported from a schematic (File, Export, Netlist), kept beside it.</summary>
internal sealed class KiCadNetlist
{
    private readonly HashSet<string> _nets;

    private KiCadNetlist(IEnumerable<string> nets) => _nets = nets.ToHashSet(StringComparer.Ordinal);

    public static KiCadNetlist Of(int number)
    {
        string path = Directory.EnumerateFiles(SchematicFiles.FolderOf(number), "*.net").Single();
        SExpression file = SExpressionReader.Read(File.ReadAllText(path));
        return new(file.Need("nets").All("net").Select(net => Line(net.All("node").Select(node => $"{node.Need("ref").TextAt(1)}.{node.Need("pin").TextAt(1)}"))));
    }

    /// <summary>Nets that only one of the two has, as lists of pins.</summary>
    public IReadOnlyList<string> Differences(Netlist nets)
    {
        HashSet<string> ours = nets.Nets.Select(net => Line(net.Pins.Select(pin => $"{pin.Reference}.{pin.Number}"))).ToHashSet(StringComparer.Ordinal);
        return [.. _nets.Except(ours, StringComparer.Ordinal).Select(net => "only KiCad: " + net), .. ours.Except(_nets, StringComparer.Ordinal).Select(net => "only here: " + net)];
    }

    private static string Line(IEnumerable<string> pins) => string.Join(' ', pins.Order(StringComparer.Ordinal));
}
