using System.CommandLine;
using System.Text.Json;
using Algometer.Link;
using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer devices</c>: what is plugged in, and what it answers.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        var device = new Option<string[]>("--device") { Description = "Also ask here: pty:PATH or tcp:HOST:PORT.", Arity = ArgumentArity.ZeroOrMore };
        var every = new Option<bool>("--probe-all") { Description = "Also open and ask ports that are no known USB-serial bridge; what is connected there gets bytes that it may not expect." };
        var command = new Command("devices", "List the serial ports, ask known USB-serial bridges that nobody holds, and say what was asked.\nExample: algometer devices --device tcp:127.0.0.1:7000") { device, every, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TimeProvider time = TimeProvider.System;
            Task<DiscoveredPort[]> listed = DeviceDiscovery.ListAsync(parsed.GetValue(every), time, cancellationToken);
            DiscoveredPort[] named = await Task.WhenAll((parsed.GetValue(device) ?? []).Select(address => DeviceDiscovery.ProbeAsync(DeviceAddress.Parse(address), time, cancellationToken)));
            DiscoveredPort[] ports = [.. await listed, .. named];
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(ports.Select(port => new { port = port.Port, kind = port.Kind, asked = port.Asked, algometer = port.Device is not null, answer = port.Answer })));
            }
            else if (ports.Length == 0)
            {
                Console.WriteLine("No serial port was found: plug the device in, or try the simulated sensor with: algometer run --simulate");
            }
            else
            {
                var table = new Table().Border(TableBorder.Rounded).AddColumns("Port", "Kind", "Answer");
                foreach (DiscoveredPort port in ports)
                {
                    table.AddRow(Markup.Escape(port.Port), Markup.Escape(port.Kind), (port.Device is null ? "" : "[green]✓[/] ") + Markup.Escape(port.Answer));
                }

                AnsiConsole.Write(table);
                if (ports.Any(port => !port.Asked) && !parsed.GetValue(every))
                {
                    Console.WriteLine("Only known USB-serial bridges that nobody holds are asked; --probe-all asks the others too.");
                }
            }

            return ports.Any(port => port.Device is not null) ? 0 : 1;
        });
        return command;
    }
}
