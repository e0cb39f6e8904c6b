using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Reports.Documents.Certificates;
using Algometer.Reports.Exchange;
using Algometer.Station.Activities.Calibration;
using Algometer.Station.Limits;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer calibrate</c>: the calibration wizard in a terminal.</summary>
internal static class CalibrateCommand
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    public static Command Create()
    {
        Option<string?> device = CommonOptions.Device();
        Option<string?> deviceId = CommonOptions.DeviceId();
        var simulate = new Option<bool>("--simulate") { Description = "Use a simulated cell that someone lays the masses on." };
        Option<double> speed = CommonOptions.Speed();
        Option<string> data = CommonOptions.Data();
        var tool = new Option<string?>("--tool") { Description = "probe or ball: whose masses are laid on. Default: what the device is, by its highest limit." };
        var masses = new Option<double[]?>("--masses") { Description = $"Masses in kg, rising. Default: {string.Join("; ", CalibrationMasses.All.Select(set => $"{set.Tool} {set.Text}"))}.", AllowMultipleArgumentsPerToken = true };
        var tolerance = new Option<double>("--tolerance") { Description = "Tolerance of the masses in %.", DefaultValueFactory = _ => 0.05 };
        var runs = new Option<int>("--runs") { Description = "Times up and down.", DefaultValueFactory = _ => 3 };
        var latitude = new Option<double?>("--latitude") { Description = "Latitude in degrees, for the local gravity. Without it and --gravity, 0.45 % is added to the uncertainty." };
        var height = new Option<double>("--height") { Description = "Height above the sea in m." };
        var gravity = new Option<double?>("--gravity") { Description = "Local gravity in m/s², if known better." };
        var who = new Option<string>("--operator") { Description = "Who calibrates.", DefaultValueFactory = _ => "" };
        var warmUp = new Option<double>("--warm-up") { Description = "Least warm-up in s.", DefaultValueFactory = _ => 60 };
        var tilt = new Option<double>("--tilt") { Description = "Largest tilt of the probe in use that the budget covers, with the guide's friction, degrees; the drawn probe is made for 15.", DefaultValueFactory = _ => 5 };
        var months = new Option<int>("--months") { Description = "Months until the calibration is due again.", DefaultValueFactory = _ => CalibrationDue.Months };
        var notes = new Option<string>("--notes") { Description = "Masses, cell and room in words, for the certificate.", DefaultValueFactory = _ => "" };
        var tip = new Option<string>("--tip") { Description = "The tip by its number, for the certificate; a renewed rubber face is another tip.", DefaultValueFactory = _ => "" };
        var points = new Option<string?>("--points") { Description = "Readings taken elsewhere: a CSV with run,direction,mass_kg,counts. Without --device, --simulate or --yes they are only fitted and judged." };
        Option<bool> json = CommonOptions.Json();
        var certificate = new Option<string?>("--certificate") { Description = "Write the certificate (PDF) here." };
        var yes = new Option<bool>("--yes") { Description = "Write the calibration to the device without asking." };
        var command = new Command("calibrate", "Calibrate the cell with known masses, write the result to the device, and make its certificate.\nExample: algometer calibrate --tool probe --tip T1 --latitude 52 --certificate calibration.pdf")
        {
            device, deviceId, simulate, speed, data, tool, masses, tolerance, runs, latitude, height, gravity, who, warmUp, tilt, months, notes, tip, points, json, certificate, yes,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Neither masses nor a tool told: the device says which tool it is.
            IReadOnlyList<double>? chosen = parsed.GetValue(masses) is { Length: > 0 } typed ? typed : parsed.GetValue(tool) is { } named ? CalibrationMasses.Named(named).MassesKg : null;
            var setup = new CalibrationSetup
            {
                MassesKg = chosen ?? CalibrationMasses.Probe.MassesKg,
                MassTolerancePercent = parsed.GetValue(tolerance),
                Runs = parsed.GetValue(runs),
                Gravity = parsed.GetValue(gravity) ?? (parsed.GetValue(latitude) is { } degrees ? Gravity.At(degrees, parsed.GetValue(height)) : Gravity.Standard),
                GravityTolerancePercent = parsed.GetValue(gravity) is null && parsed.GetValue(latitude) is null ? Gravity.UnknownTolerancePercent : Gravity.KnownTolerancePercent,
                Operator = parsed.GetValue(who)!,
                WarmUpSeconds = parsed.GetValue(warmUp),
                TiltDegrees = parsed.GetValue(tilt),
                Months = parsed.GetValue(months),
                Notes = parsed.GetValue(notes)!,
                Tip = parsed.GetValue(tip)!,
            };
            CalibrationMade? given = parsed.GetValue(points) is { } file ? CalibrationPointsFile.Read(file, setup) : null;
            setup = given?.Setup ?? setup;
            setup.Check(double.PositiveInfinity);
            if (given is not null && !parsed.GetValue(simulate) && !parsed.GetValue(yes) && parsed.GetValue(device) is null && parsed.GetValue(deviceId) is null)
            {
                return Tell(given, parsed.GetValue(json)) ? 0 : 1;
            }

            var hand = new SimulatedMasses();
            CommonOptions.RefuseBoth(parsed.GetValue(simulate), parsed, device, deviceId);
            DeviceSource source = parsed.GetValue(simulate)
                ? DeviceSource.Simulate(new VirtualDeviceOptions { Hand = hand, Speed = parsed.GetValue(speed), CellError = new CellError(1.012, 0, 0.4) })
                : DeviceSource.Connect(PortPicker.Resolve(parsed.GetValue(device)), TimeProvider.System, CommonOptions.ParseDeviceId(parsed.GetValue(deviceId)));
            await using var recording = Recording.Create(parsed.GetValue(data), source, SessionSource.Live, "calibration");
            var limit = new DeviceLimit(recording.Pipeline, recording.Session, TimeProvider.System);
            recording.Pipeline.Attach(limit);
            var part = new CalibrationActivity(recording.Pipeline, recording.Session, limit, recording.Store, TimeProvider.System) { Masses = parsed.GetValue(simulate) ? hand.LayOn : null };
            recording.Pipeline.Attach(part);
            var changed = new SemaphoreSlim(0);
            recording.Pipeline.SubscribeToSamples(new SampleWatch(_ => changed.Release()));
            recording.Pipeline.SubscribeToState(new ConnectionLine(Console.Error, withoutReason: false));
            recording.Start();
            try
            {
                return await RunAsync(part, recording, setup, chosen is null, given, changed, parsed.GetValue(certificate), parsed.GetValue(yes), parsed.GetValue(json), cancellationToken);
            }
            finally
            {
                // Also after Ctrl+C: the device must not keep the limit that the masses needed.
                await part.EndAsync();
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(CalibrationActivity part, Recording recording, CalibrationSetup setup, bool byDevice, CalibrationMade? given, SemaphoreSlim changed, string? certificate, bool yes, bool json, CancellationToken cancellationToken)
    {
        // The first sample shows that the device is known.
        await Next(recording, changed, cancellationToken);
        setup = byDevice ? setup with { MassesKg = CalibrationMasses.Named(recording.Pipeline.Device!.Tool).MassesKg } : setup;
        if (given is null && await part.StartAsync(setup, cancellationToken) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return AlgometerCommand.BadInput;
        }

        string told = "";
        while (given is null && part.Look(session => session.Stage) != CalibrationStage.Fitted)
        {
            await Next(recording, changed, cancellationToken);
            string now = part.Look(Describe)!;
            if (!string.Equals(now, told, StringComparison.Ordinal))
            {
                told = now;
                await (json ? Console.Error : Console.Out).WriteLineAsync(now);
            }
        }

        CalibrationMade made = given ?? part.Look(session => new CalibrationMade(session.Setup, [.. session.Readings], session.WarmUpSkipped))!;
        if (!Tell(made, json))
        {
            await Console.Error.WriteLineAsync("The device keeps its old calibration.");
            return 1;
        }

        if (!yes)
        {
            await Console.Error.WriteAsync("Write it to the device? [y/N] ");
            if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
            {
                await Console.Error.WriteLineAsync("The device keeps its old calibration.");
                return 1;
            }
        }

        if (await part.WriteAsync(made, cancellationToken) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        await Console.Error.WriteLineAsync($"Written as calibration {part.Written!.Id}; due again {part.Written.DueUtc:yyyy-MM-dd}.");
        if (certificate is not null)
        {
            await AtomicFile.WriteAsync(certificate, CalibrationCertificate.ToPdf(part.Written));
            await Console.Error.WriteLineAsync($"Certificate: {certificate}");
        }

        return 0;
    }

    // Says the result; whether it is good enough to be written.
    private static bool Tell(CalibrationMade made, bool json)
    {
        CalibrationFit fit = made.Fit();
        var budget = UncertaintyBudget.Of(made.Setup, fit, made.ZeroDriftNewtons(fit), 30);
        CalibrationVerdict verdict = made.Verdict(fit);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    accepted = verdict.IsAccepted,
                    reasons = verdict.Reasons,
                    quadratic = fit.IsQuadratic,
                    gain_newtons_per_count = Pair(fit.Gain),
                    quadratic_newtons_per_mebicount2 = Pair(fit.Quadratic),
                    zero_counts = Pair(fit.Zero),
                    residual_newtons = fit.ResidualNewtons,
                    largest_residual_newtons = fit.LargestResidualNewtons,
                    hysteresis_newtons = fit.HysteresisNewtons,
                    repeatability_newtons = JsonNumber.Finite(fit.RepeatabilityNewtons, 9),
                    lower_limit_newtons = fit.LowerLimitNewtons,
                    expanded_uncertainty_at_30_newtons = budget.ExpandedNewtons,
                },
                _json));
            return verdict.IsAccepted;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Gain {fit.Gain.Value * 1e6:0.00000} µN/count (± {100 * fit.Gain.Expanded / Math.Abs(fit.Gain.Value):0.000} %), zero {fit.Zero.Value:0.0} counts, {(fit.IsQuadratic ? "parabola" : "line")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Residual {fit.ResidualNewtons:0.0000} N, hysteresis {fit.HysteresisNewtons:0.0000} N, repeatability {fit.RepeatabilityNewtons:0.0000} N; U at 30 N: {budget.ExpandedNewtons:0.000} N = {budget.ExpandedPercent:0.00} % (k = 2)"));
        foreach (string reason in verdict.Reasons)
        {
            Console.WriteLine("Not good enough: " + reason);
        }

        return verdict.IsAccepted;
    }

    private static double[] Pair(Parameter parameter) => [parameter.Value, parameter.Expanded];

    private static async Task Next(Recording recording, SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        Task sample = changed.WaitAsync(cancellationToken);
        if (await Task.WhenAny(sample, recording.Session.Completion) != sample)
        {
            throw new IOException($"The connection ended: {recording.Pipeline.StateReason}");
        }

        await sample;
    }

    private static string Describe(CalibrationSession session) => session switch
    {
        { Stage: CalibrationStage.WarmUp } => "Warming up: leave the cell unloaded.",
        { Step: { MassKg: 0 } step } => string.Create(CultureInfo.InvariantCulture, $"{session.Readings.Count + 1}/{session.Steps.Count}  Take everything off. {session.Waiting}"),
        { Step: { } step } => string.Create(CultureInfo.InvariantCulture, $"{session.Readings.Count + 1}/{session.Steps.Count}  {(step.Up ? "Lay on" : "Leave on")} {step.MassKg:0.###} kg ({session.Setup.Newtons(step.MassKg):0.00} N). {session.Waiting}"),
        _ => "All masses read.",
    };
}
