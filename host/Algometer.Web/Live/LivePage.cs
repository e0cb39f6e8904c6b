using System.Text.Json;
using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Station.Activities;
using Algometer.Station.Activities.Hold;
using Algometer.Station.Activities.Measured;
using Algometer.Station.Pipeline;
using Algometer.Web.Access;

namespace Algometer.Web.Live;

/// <summary>What the page shows and what it may ask for. It passes wishes on; device and guard decide.</summary>
public sealed class LivePage(SamplePipeline pipeline, DeviceControls controls, HoldActivity hold, MeasuredPerson measured, params ILiveFeature[] features) : ILiveStateSource, ILiveCommands
{
    /// <inheritdoc/>
    public LiveState Snapshot()
    {
        (double limit, LiveHold holding, LiveEasing easing, double rate, double jitter) = pipeline.With(measurement => (
            measurement.Guard.Options.LimitNewtons,
            LiveHold.Of(measurement),
            LiveEasing.Of(measurement),
            measurement.Rate.SamplesPerSecond,
            measurement.Rate.JitterMicroseconds / 1000));
        LinkStatistics link = controls.Statistics;
        DeviceDescription? device = pipeline.Device;
        return new LiveState(
            pipeline.State.ToString().ToLowerInvariant(),
            pipeline.StateReason,
            device is null ? null : new LiveDevice(device.Name, device.Firmware, device.Simulated, CalibrationWords(pipeline.Calibration), device.RateHertz, device.CapacityNewtons, device.Tool, device.PaceWords, device.IsTooSlow, device.Notes),
            new LiveHealth(
                double.IsFinite(rate) ? Math.Round(rate, 1) : 0,
                double.IsFinite(jitter) ? Math.Round(jitter, 2) : 0,
                link.Gaps,
                link.Lost,
                link.CrcErrors + link.Malformed,
                link.Resyncs,
                link.Late,
                link.Reconnections),
            LiveAlarm.Of(pipeline.Alarm),
            limit,
            pipeline.TipAreaCm2,
            controls.IsStreamWanted,
            holding,
            easing,
            LiveRecording.Of(pipeline.Record, device?.RateHertz ?? DeviceDescription.UsualRateHertz),
            Parts());
    }

    /// <inheritdoc/>
    public async Task<string?> ExecuteAsync(string command, JsonElement arguments, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        switch (command)
        {
            case "start":
                return await controls.StartAsync(cancellationToken);
            case "stop":
                return await controls.StopAsync(cancellationToken);
            case "tare":
                return await controls.TareAsync(cancellationToken);
            case "acknowledge":
                return await controls.AcknowledgeAsync(cancellationToken);
            case "record-go-on":
                pipeline.Record.GoOnUnrecorded();
                pipeline.Mark("goes on while nothing can be stored");
                return null;
            case "mark":
                return controls.Mark(CommandReader.Text(arguments, "text"));
            case "tip":
                return controls.FitTip(arguments.GetProperty("squareCentimetres").GetDouble());
            case "pain":
                return hold.RatePain(arguments.GetProperty("rating").GetInt32());
            case "hold-start":
                return await hold.StartAsync(Options(arguments), cancellationToken);
            case "hold-stop":
                return await hold.StopAsync(cancellationToken);
            case "hold-pause":
                return hold.Pause();
            case "hold-resume":
                return hold.Resume();
            case "let-off":
                return hold.AnswerLetOff(arguments.GetProperty("mine").GetBoolean());
            default:
                return FeatureOf(command, out string rest) is { } feature ? await feature.ExecuteAsync(rest, arguments, visitor.PersonId, cancellationToken) : $"There is no command '{command}': reload the page.";
        }
    }

    /// <inheritdoc/>
    public string? Refusal(Visitor visitor, string command, JsonElement arguments) => FeatureOf(command, out string rest)?.Refusal(visitor.PersonId, rest, arguments);

    /// <inheritdoc/>
    public bool IsMeasuring(string? personId) => measured.IsMeasuring(personId);

    private ILiveFeature? FeatureOf(string command, out string rest)
    {
        string[] words = command.Split('.', 2);
        rest = words[^1];
        return words.Length == 2 ? Array.Find(features, known => string.Equals(known.Name, words[0], StringComparison.Ordinal)) : null;
    }

    private Dictionary<string, JsonElement> Parts()
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (ILiveFeature feature in features)
        {
            if (feature.View() is { } now)
            {
                all[feature.Name] = now;
            }
        }

        return all;
    }

    private static HoldOptions Options(JsonElement arguments)
    {
        var options = new HoldOptions(arguments.GetProperty("lowNewtons").GetDouble(), arguments.GetProperty("highNewtons").GetDouble(), arguments.GetProperty("targetSeconds").GetDouble());
        return CommandReader.Number(arguments, "followPercent") is { } follow ? options with { FollowMostPercent = follow } : options;
    }

    private static string CalibrationWords(in CellCalibration calibration) => calibration.Id == 0
        ? "nominal calibration"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"calibration {calibration.Id}");
}
