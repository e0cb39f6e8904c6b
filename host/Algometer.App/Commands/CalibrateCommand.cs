using System.CommandLine;
using System.Globalization;
using Algometer.App.Calibration;
using Algometer.App.Live;
using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Records;
using Algometer.Reports;
using Algometer.VirtualDevice;

namespace Algometer.App.Commands;

/// <summary><c>algometer calibrate</c>: the calibration wizard in a terminal.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        Option<string?> device = Shared.Device();
        var simulate = new Option<bool>("--simulate") { Description = "Use a simulated cell that someone lays the masses on." };
        Option<double> speed = Shared.Speed();
        Option<string> data = Shared.Data();
        var masses = new Option<double[]>("--masses") { Description = "Masses in kg, rising.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0.5, 1, 2, 3, 4, 5] };
        var tolerance = new Option<double>("--tolerance") { Description = "Tolerance of the masses in %.", DefaultValueFactory = _ => 0.05 };
        var runs = new Option<int>("--runs") { Description = "Times up and down.", DefaultValueFactory = _ => 3 };
        var latitude = new Option<double?>("--latitude") { Description = "Latitude in degrees, for the local gravity." };
        var height = new Option<double>("--height") { Description = "Height above the sea in m." };
        var gravity = new Option<double?>("--gravity") { Description = "Local gravity in m/s², if known better." };
        var who = new Option<string>("--operator") { Description = "Who calibrates.", DefaultValueFactory = _ => "" };
        var warmUp = new Option<double>("--warm-up") { Description = "Least warm-up in s.", DefaultValueFactory = _ => 60 };
        var certificate = new Option<string?>("--certificate") { Description = "Write the certificate (PDF) here." };
        var yes = new Option<bool>("--yes") { Description = "Write the calibration to the device without asking." };
        var command = new Command("calibrate", "Calibrate the cell with known masses, write the result to the device, and make its certificate.\nExample: algometer calibrate --masses 0.5 1 2 3 4 5 --latitude 52 --certificate calibration.pdf")
        {
            device, simulate, speed, data, masses, tolerance, runs, latitude, height, gravity, who, warmUp, certificate, yes,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var setup = new CalibrationSetup
            {
                MassesKg = parsed.GetValue(masses)!,
                MassTolerancePercent = parsed.GetValue(tolerance),
                Runs = parsed.GetValue(runs),
                Gravity = parsed.GetValue(gravity) ?? (parsed.GetValue(latitude) is { } degrees ? Gravity.At(degrees, parsed.GetValue(height)) : Gravity.Standard),
                Operator = parsed.GetValue(who)!,
                WarmUpSeconds = parsed.GetValue(warmUp),
            };
            setup.Check(double.PositiveInfinity);
            var hand = new SimulatedMasses();
            DeviceSource source = parsed.GetValue(simulate)
                ? DeviceSource.Simulate(new VirtualDeviceOptions { Hand = hand, Speed = parsed.GetValue(speed), CellError = new CellError(1.012, 0, 0.4) })
                : DeviceSource.Connect(parsed.GetValue(device), TimeProvider.System);
            await using var recording = Recording.Create(parsed.GetValue(data), source, SessionSource.Live, "calibration");
            var part = new CalibrationPart(recording.Ingest, recording.Session, recording.Store, TimeProvider.System) { Masses = parsed.GetValue(simulate) ? hand.LayOn : null };
            recording.Ingest.Attach(part);
            var changed = new SemaphoreSlim(0);
            recording.Ingest.Ordered = _ => changed.Release();
            recording.Start();
            return await RunAsync(part, recording, setup, changed, parsed.GetValue(certificate), parsed.GetValue(yes), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CalibrationPart part, Recording recording, CalibrationSetup setup, SemaphoreSlim changed, string? certificate, bool yes, CancellationToken cancellationToken)
    {
        // The first sample shows that the device is known.
        await Next(recording, changed, cancellationToken);
        if (part.Start(setup) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return AlgometerCommand.BadInput;
        }

        string told = "";
        while (part.Look(session => session.Stage) != CalibrationStage.Fitted)
        {
            await Next(recording, changed, cancellationToken);
            string now = part.Look(Describe)!;
            if (!string.Equals(now, told, StringComparison.Ordinal))
            {
                told = now;
                Console.WriteLine(now);
            }
        }

        CalibrationFit fit = part.Look(session => session.Fit)!;
        UncertaintyBudget budget = part.Look(session => UncertaintyBudget.Of(session.Setup, session.Fit!, session.ZeroDriftNewtons, 30))!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Gain {fit.Gain.Value * 1e6:0.00000} µN/count (± {100 * fit.Gain.Expanded / Math.Abs(fit.Gain.Value):0.000} %), zero {fit.Zero.Value:0.0} counts, {(fit.IsQuadratic ? "parabola" : "line")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Residual {fit.ResidualNewtons:0.0000} N, hysteresis {fit.HysteresisNewtons:0.0000} N, repeatability {fit.RepeatabilityNewtons:0.0000} N; U at 30 N: {budget.ExpandedNewtons:0.000} N = {budget.ExpandedPercent:0.00} % (k = 2)"));
        if (!yes)
        {
            Console.Write("Write it to the device? [y/N] ");
            if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
            {
                Console.WriteLine("The device keeps its old calibration.");
                return 1;
            }
        }

        if (await part.WriteAsync(cancellationToken) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        Console.WriteLine($"Written as calibration {part.Written!.Id}; due again {part.Written.DueUtc:yyyy-MM-dd}.");
        if (certificate is not null)
        {
            await File.WriteAllBytesAsync(certificate, CalibrationCertificate.ToPdf(part.Written), cancellationToken);
            Console.WriteLine($"Certificate: {certificate}");
        }

        return 0;
    }

    private static async Task Next(Recording recording, SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        Task sample = changed.WaitAsync(cancellationToken);
        if (await Task.WhenAny(sample, recording.Session.Completion) != sample)
        {
            throw new IOException($"The connection ended: {recording.Ingest.StateReason}");
        }

        await sample;
    }

    private static string Describe(CalibrationSession session) => session switch
    {
        { Stage: CalibrationStage.WarmUp } => "Warming up: leave the cell unloaded.",
        { Step: { MassKg: 0 } step } => string.Create(CultureInfo.InvariantCulture, $"{session.Readings.Count + 1}/{session.Steps.Count}  Take everything off. {session.Waiting}"),
        { Step: { } step } => string.Create(CultureInfo.InvariantCulture, $"{session.Readings.Count + 1}/{session.Steps.Count}  Lay on {step.MassKg:0.###} kg ({session.Setup.Newtons(step.MassKg):0.00} N). {session.Waiting}"),
        _ => "All masses read.",
    };
}
