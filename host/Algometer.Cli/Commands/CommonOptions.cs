using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Algometer.Cli.Composition;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Commands;

/// <summary>Options that several commands have, and what they mean.</summary>
internal static class CommonOptions
{
    public static Option<string?> Device() => new("--device") { Description = "The device: COM3, /dev/ttyUSB0, pty:PATH or tcp:HOST:PORT; PORT,boot=SECONDS for a slow board; ? to choose from a list. Without it, the first known USB-serial bridge with one." };

    /// <summary>Pins one device: any other that answers is refused.</summary>
    public static Option<string?> DeviceId() => new("--device-id") { Description = "Use only the device of this number, as `algometer devices` shows it, such as A1900001; any other that answers is told and not used, and this one is asked for on.", HelpName = "NUMBER" };

    /// <summary>Reads a device's number.</summary>
    /// <exception cref="ArgumentException">It is none; the message says how to write it.</exception>
    public static long? ParseDeviceId(string? text) => text is null ? null
        : long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long id) ? id
        : throw new ArgumentException($"'{text}' is no device number: give it as `algometer devices` shows it, such as A1900001.");

    public static Option<string?> Simulate() => new("--simulate")
    {
        Description = "Use the simulated sensor, with a scenario or a CSV load. Scenarios: patient (follows the guided test), masses (follow the calibration), home:NAME (a patient with the ball who follows the guided session: " + string.Join(", ", HomePatient.All.Select(patient => patient.Name)) + "), " + string.Join(", ", Scenario.All.Select(scenario => scenario.Name)) + ".",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string> Data()
    {
        var data = new Option<string>("--data") { Description = "Folder of the record.", DefaultValueFactory = _ => RecordPlace.Default ?? "" };
        data.Validators.Add(result =>
        {
            // As a folder it would be made in the current one, and what is measured would not be where it was meant.
            if (result.GetValueOrDefault<string>() is { } place && place.Contains("://", StringComparison.Ordinal))
            {
                result.AddError("--data names a folder, and this is a server's address: give it with --store.");
            }
            else if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError("Where the record belongs is not known, since this account has no home folder: name a folder with --data.");
            }
        });
        return data;
    }

    /// <summary>Reaches every command: which database holds the record.</summary>
    public static Option<string?> Server() => new("--store")
    {
        Description = "Keep the record on a server, for several stations: postgres://user@host/database (password in PGPASSWORD or ~/.pgpass). Without it, in the folder of --data.",
        Recursive = true,
        HelpName = "ADDRESS",
    };

    /// <summary>Reaches every command: where the passphrase of an encrypted record stands.</summary>
    public static Option<string?> PassphraseFile() => new("--passphrase-file")
    {
        Description = "Read the passphrase of an encrypted record from a file instead of asking. Or set ALGOMETER_PASSPHRASE.",
        Recursive = true,
        HelpName = "FILE",
    };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON for another program." };

    public static Option<ulong> Seed() => new("--seed") { Description = "Seed of the simulated noise.", DefaultValueFactory = _ => 1 };

    public static Option<double> Speed() => new("--speed")
    {
        Description = "Times real time, or 'max' for as fast as possible.",
        DefaultValueFactory = _ => 1,
        CustomParser = ParseSpeed,
    };

    public static Option<double?> Rate() => new("--rate") { Description = "True conversion rate in samples per second; a recording is resampled to it." };

    public static Option<double?> Noise() => new("--noise") { Description = "Converter noise in counts rms; 0 for none. Without it, the data sheet's, or none for a recording." };

    /// <summary>The source that the options name.</summary>
    public static DeviceSource Source(
        ParseResult parsed,
        Option<string?> device,
        Option<string?> deviceId,
        Option<string?> simulate,
        TableOptions table,
        Option<ulong> seed,
        Option<double>? speed = null)
    {
        bool simulated = parsed.GetResult(simulate) is not null;
        RefuseBoth(simulated, parsed, device, deviceId);
        if (!simulated)
        {
            return DeviceSource.Connect(PortPicker.Resolve(parsed.GetValue(device)), TimeProvider.System, ParseDeviceId(parsed.GetValue(deviceId)));
        }

        VirtualDeviceOptions options = Load(parsed.GetValue(simulate), parsed, table);
        return DeviceSource.Simulate(options with
        {
            Seed = parsed.GetValue(seed),
            Speed = speed is null ? 1 : parsed.GetValue(speed),
        });
    }

    /// <summary>A simulated sensor is neither plugged in nor one of several.</summary>
    /// <exception cref="ArgumentException">Both were asked for.</exception>
    public static void RefuseBoth(bool simulated, ParseResult parsed, Option<string?> device, Option<string?> deviceId)
    {
        foreach (Option<string?> option in (Option<string?>[])[device, deviceId])
        {
            if (simulated && parsed.GetValue(option) is not null)
            {
                throw new ArgumentException($"Give either {option.Name} or --simulate, not both.");
            }
        }
    }

    /// <summary>A scenario by name, or a recorded load from a file.</summary>
    public static VirtualDeviceOptions Load(string? load, ParseResult parsed, TableOptions table) => load switch
    {
        null or "" => new VirtualDeviceOptions(),
        _ when load.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || File.Exists(load) => new VirtualDeviceOptions { Trace = table.Trace(load, parsed) },
        "patient" => new VirtualDeviceOptions { Hand = new SimulatedTest(new SimulatedPatient()) },
        "masses" => new VirtualDeviceOptions { Hand = new SimulatedMasses(), CellError = new CellError(1.012, 0, 0.4) },
        _ when load.StartsWith("home:", StringComparison.OrdinalIgnoreCase) => new VirtualDeviceOptions { Hand = new SimulatedHomeHand(HomePatient.Named(load["home:".Length..])) },
        _ => new VirtualDeviceOptions { Scenario = Scenario.Named(load) },
    };

    /// <summary>Reads a positive number or <c>max</c>.</summary>
    private static double ParseSpeed(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (string.Equals(text, "max", StringComparison.OrdinalIgnoreCase))
        {
            return double.PositiveInfinity;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double speed) && speed is > 0 and <= 100000)
        {
            return speed;
        }

        result.AddError($"'{text}' is no speed: give a number such as 10, or max.");
        return 1;
    }
}
