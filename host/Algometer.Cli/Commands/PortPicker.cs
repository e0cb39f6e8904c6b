using Algometer.Link;
using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary><c>--device ?</c>: a person chooses the port; nothing is opened before.</summary>
internal static class PortPicker
{
    private const string Asked = "?";

    /// <summary>The address that a person wrote, or the one chosen in the terminal where it is <c>?</c>.</summary>
    /// <exception cref="ArgumentException">There is nobody to ask, or nothing to choose from.</exception>
    public static string? Resolve(string? address) => string.Equals(address, Asked, StringComparison.Ordinal) ? Choose() : address;

    private static string Choose()
    {
        IReadOnlyList<SerialPortInfo> ports = SerialPortList.OfThisMachine();
        if (ports.Count == 0)
        {
            throw new ArgumentException("There is no serial port to choose from: plug the device in, or try the simulated sensor with --simulate.");
        }

        if (Console.IsInputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            throw new ArgumentException("Nobody can be asked here: name the port, one of " + string.Join(", ", ports.Select(port => port.Port)) + ".");
        }

        return AnsiConsole.Prompt(new SelectionPrompt<SerialPortInfo>()
            .Title("Which port is the algometer on?")
            .UseConverter(port => Markup.Escape($"{port.Port} ({port.Kind})"))
            .AddChoices(ports)).Port;
    }
}
