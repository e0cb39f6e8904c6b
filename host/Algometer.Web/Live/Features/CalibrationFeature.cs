using System.Text.Json;
using Algometer.Measurement.Calibration;
using Algometer.Station.Activities.Calibration;

namespace Algometer.Web.Live.Features;

/// <summary>The calibration with masses on its page.</summary>
/// <param name="calibration">The activity.</param>
public sealed class CalibrationFeature(CalibrationActivity calibration) : ILiveFeature
{
    /// <inheritdoc/>
    public string Name => "calibration";

    /// <inheritdoc/>
    public JsonElement? View() => CommandReader.View(calibration.View());

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) => command switch
    {
        "start" => StartAsync(CommandReader.Read<Request>(arguments), cancellationToken),
        "skip" => Task.FromResult(calibration.SkipWarmUp()),
        "back" => Task.FromResult(calibration.Back()),
        "abort" => calibration.EndAsync(),
        "write" => calibration.WriteAsync(cancellationToken),
        _ => CommandReader.Unknown(Name, command),
    };

    private Task<string?> StartAsync(Request request, CancellationToken cancellationToken)
    {
        double gravity;
        try
        {
            gravity = request.Gravity ?? (request.LatitudeDegrees is { } latitude ? Gravity.At(latitude, request.HeightMetres ?? 0) : Gravity.Standard);
        }
        catch (ArgumentOutOfRangeException failure)
        {
            return Task.FromResult<string?>(failure.Message.Split(" (Parameter", 2)[0]);
        }

        return calibration.StartAsync(
            new CalibrationSetup
            {
                MassesKg = request.MassesKg,
                Runs = request.Runs,
                MassTolerancePercent = request.MassTolerancePercent,
                Gravity = gravity,
                TiltDegrees = request.TiltDegrees,
                Operator = request.Operator,
                Notes = request.Notes,
                Tip = request.Tip,
                WarmUpSeconds = request.WarmUpSeconds ?? 60,
                Months = request.Months ?? CalibrationDue.Months,
                Limits = request.Limits ?? new CalibrationLimits(),
            },
            cancellationToken);
    }

    private sealed record Request(double[] MassesKg, int Runs = 3, double MassTolerancePercent = 0.05, double? Gravity = null, double? LatitudeDegrees = null, double? HeightMetres = null, double TiltDegrees = 5, string Operator = "", string Notes = "", string Tip = "", double? WarmUpSeconds = null, int? Months = null, CalibrationLimits? Limits = null);
}
