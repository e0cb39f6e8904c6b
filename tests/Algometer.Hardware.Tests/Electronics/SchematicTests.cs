using Algometer.Electronics.Nets;
using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The committed schematics against the firmware's Board, and proof that neither can move without the other.</summary>
public sealed class SchematicTests
{
    public static TheoryData<int> Boards { get; } = [1, 2];

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_schematic_is_what_the_firmware_needs(int number) =>
        Assert.Empty(SchematicRules.Broken(SchematicFiles.Of(number).Read(), SchematicFiles.BoardOf(number)));

    [Theory]
    [MemberData(nameof(Boards))]
    public void Any_pin_that_the_board_moves_is_found(int number)
    {
        Netlist nets = SchematicFiles.Of(number).Read();
        (string Name, Action<Board> Move)[] moves =
        [
            ("clock", board => board.ConverterClock = 2), ("data", board => board.ConverterData = 2), ("ready", board => board.DataReady = 2), ("rate", board => board.Rate = 2),
            ("buzzer", board => board.Buzzer = 2), ("light", board => board.Light = 2), ("button", board => board.StopButton = 2), ("heartbeat", board => board.Heartbeat = 2),
            ("main buzzer's line", board => board.MainSounds = 2), ("reserve buzzer's line", board => board.ReserveSounds = 2), ("cable's line", board => board.ButtonCable = 2),
            ("jumper", board => board.SimulateJumper = 2), ("transmit", board => board.Transmit = 2), ("receive", board => board.Receive = 2),
            ("bus clock", board => board.UnusedBusClock = board.Light), ("chip select", board => board.UnusedChipSelect = board.Heartbeat),
        ];
        foreach ((string name, Action<Board> move) in moves)
        {
            Board board = SchematicFiles.BoardOf(number);
            move(board);
            Assert.True(SchematicRules.Broken(nets, board).Count > 0, $"Nobody saw that the {name} moved.");
        }
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Two_labels_swapped_are_found(int number)
    {
        SchematicFiles files = SchematicFiles.Of(number);
        string sck = files.Lines("(global_label \"HX_SCK\"").Last();
        string rate = files.Lines("(global_label \"HX_RATE\"").Last();
        SchematicFiles swapped = files.With((sck, sck.Replace("HX_SCK", "HX_RATE", StringComparison.Ordinal)), (rate, rate.Replace("HX_RATE", "HX_SCK", StringComparison.Ordinal)));
        IReadOnlyList<string> broken = SchematicRules.Broken(swapped.Read(), SchematicFiles.BoardOf(number));
        Assert.Contains(broken, rule => rule.Contains("HX_SCK", StringComparison.Ordinal));
        Assert.Contains(broken, rule => rule.Contains("HX_RATE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "37", "36")]
    [InlineData(2, "19", "18")]
    public void Two_pins_of_the_module_swapped_in_its_symbol_are_found(int number, string one, string other)
    {
        SchematicFiles files = SchematicFiles.Of(number);
        string gpio = number == 1 ? "IO23" : "IO11";
        string neighbour = number == 1 ? "IO22" : "IO10";
        string first = files.Lines("(pin ").First(line => line.Contains($"\"{gpio}\"", StringComparison.Ordinal));
        string second = files.Lines("(pin ").First(line => line.Contains($"\"{neighbour}\"", StringComparison.Ordinal));
        SchematicFiles swapped = files.With(
            (first, first.Replace($"(number \"{one}\"", $"(number \"{other}\"", StringComparison.Ordinal)),
            (second, second.Replace($"(number \"{other}\"", $"(number \"{one}\"", StringComparison.Ordinal)));
        Assert.NotEmpty(SchematicRules.Broken(swapped.Read(), SchematicFiles.BoardOf(number)));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_pull_down_of_PD_SCK_is_missed(int number)
    {
        SchematicFiles files = SchematicFiles.Of(number);
        Netlist nets = files.Read();
        string pull = Assert.Single(nets.Between("R", nets["HX_SCK"], nets["GND"])).Reference;
        Assert.Contains("The pull-down of PD_SCK is missing: 10k between HX_SCK and GND", SchematicRules.Broken(files.Without(pull).Read(), SchematicFiles.BoardOf(number)), StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Any_wire_that_is_cut_is_found(int number)
    {
        SchematicFiles files = SchematicFiles.Of(number);
        Board board = SchematicFiles.BoardOf(number);
        KiCadNetlist expected = KiCadNetlist.Of(number);
        int wires = 0;
        foreach ((string wire, Netlist cut) in files.Cuts())
        {
            wires++;


            // KiCad's nets first: they are compared in a fraction of the time that the rules take.
            Assert.True(expected.Differences(cut).Count > 0 || SchematicRules.Broken(cut, board).Count > 0, $"Nobody missed {wire}");
        }

        Assert.InRange(wires, 300, 700);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_reader_sees_the_nets_that_KiCad_sees(int number) => Assert.Empty(KiCadNetlist.Of(number).Differences(SchematicFiles.Of(number).Read()));

    [Theory]
    [MemberData(nameof(Boards))]
    public void Any_part_that_is_taken_out_is_found(int number)
    {
        SchematicFiles files = SchematicFiles.Of(number);
        KiCadNetlist expected = KiCadNetlist.Of(number);
        foreach (string reference in files.Read().Parts.Keys)
        {
            Assert.True(expected.Differences(files.Without(reference).Read()).Count > 0, $"Nobody missed {reference}");
        }
    }
}
