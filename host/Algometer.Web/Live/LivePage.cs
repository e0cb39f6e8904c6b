using System.Text.Json;
using Algometer.Link;
using Algometer.Measurement;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Station.Activities;
using Algometer.Station.Activities.Hold;
using Algometer.Station.Pipeline;
using Algometer.Web.Access;
using Algometer.Wire;

namespace Algometer.Web.Live;

/// <summary>What the page shows and what it may ask for. It passes wishes on; device and guard decide.</summary>
public sealed class LivePage(SamplePipeline pipeline, DeviceSession session, HoldActivity deviceHold, params ILivePart[] parts) : ILiveStateSource, ILiveCommands
{
    /// <inheritdoc/>
    public LiveState Snapshot()
    {
        (double limit, LiveHold hold, LiveEasing easing, LiveStrip? strip, double rate, double jitter) = pipeline.With(measurement => (
            measurement.Guard.Options.LimitNewtons,
            LiveHold.Of(measurement),
            LiveEasing.Of(measurement),
            LiveStrip.Of(measurement),
            measurement.Rate.SamplesPerSecond,
            measurement.Rate.JitterMicroseconds / 1000));
        LinkStatistics link = session.Statistics;
        DeviceDescription? device = pipeline.Device;
        return new LiveState(
            pipeline.State.ToString().ToLowerInvariant(),
            pipeline.StateReason,
            device is null ? null : new LiveDevice(device.Name, device.Firmware, device.Simulated, CalibrationWords(pipeline.Calibration), device.RateHertz, device.CapacityNewtons, CalibrationMasses.Of(device.CapNewtons).Tool, device.PaceWords, device.IsTooSlow),
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
            session.IsStreamWanted,
            hold,
            easing,
            strip,
            pipeline.Recorder is { } recorder ? new LiveRecording(recorder.SessionId, pipeline.Record.Recorded, recorder.Failure?.Message) : null,
            Parts());
    }

    /// <inheritdoc/>
    public async Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case "start":
            case "stop":
                return await StreamAsync(string.Equals(command, "start", StringComparison.Ordinal), cancellationToken);
            case "tare":
                return pipeline.With(_ => pipeline.Slot.Busy) ?? Error(await session.SendAsync(new Command { Type = MessageType.Tare }, cancellationToken));
            case "acknowledge":
                pipeline.With(measurement =>
                {
                    measurement.Guard.Acknowledge();
                    return true;
                });
                return Error(await session.SendAsync(new Command { Type = MessageType.AcknowledgeAlarm }, cancellationToken));
            case "mark":
                pipeline.Mark(arguments.TryGetProperty("text", out JsonElement text) ? text.GetString() : null);
                return pipeline.Recorder is null ? "Nothing is being recorded, so nothing was marked." : null;
            case "pain":
                return Rate(arguments.GetProperty("rating").GetInt32());
            case "tip":
                return FitTip(arguments.GetProperty("squareCentimetres").GetDouble());
            case "hold-start":
                return await StartHoldAsync(arguments, cancellationToken);
            case "hold-stop":
                pipeline.With(measurement =>
                {
                    measurement.EndHold(HoldEnd.Person);
                    return true;
                });
                return await deviceHold.EndAsync(cancellationToken);
            case "let-off":
                return AnswerLetOff(arguments.GetProperty("mine").GetBoolean());
            case "hold-pause":
            case "hold-resume":
                return pipeline.With(measurement => PauseOrResume(measurement.Hold, string.Equals(command, "hold-pause", StringComparison.Ordinal)));
            default:
                return PartOf(command, out string rest) is { } part ? await part.ExecuteAsync(rest, arguments, cancellationToken) : $"There is no command '{command}': reload the page.";
        }
    }

    /// <inheritdoc/>
    public string? Refusal(Visitor visitor, string command, JsonElement arguments) => PartOf(command, out string rest)?.Refusal(visitor.PersonId, rest, arguments);

    private ILivePart? PartOf(string command, out string rest)
    {
        string[] words = command.Split('.', 2);
        rest = words[^1];
        return words.Length == 2 ? Array.Find(parts, known => string.Equals(known.Name, words[0], StringComparison.Ordinal)) : null;
    }

    private Dictionary<string, JsonElement> Parts()
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (ILivePart part in parts)
        {
            if (part.Snapshot() is { } now)
            {
                all[part.Name] = now;
            }
        }

        return all;
    }

    private string? Rate(int rating)
    {
        if (rating is < 0 or > 10)
        {
            return "Pain is rated from 0 to 10.";
        }

        string? problem = pipeline.With(measurement =>
        {
            if (!measurement.Hold.IsRunning)
            {
                return "Pain is rated during a hold: start one first.";
            }

            measurement.Easing.RatePain(rating, measurement.Hold);
            return null;
        });
        if (problem is null)
        {
            pipeline.Note("pain", rating);
        }

        return problem;
    }

    private static string? PauseOrResume(HoldTimer hold, bool pause)
    {
        if (!hold.IsRunning)
        {
            return "No hold is running.";
        }

        if (pause)
        {
            hold.Pause();
        }
        else
        {
            hold.Resume();
        }

        return null;
    }

    private static string? Error(CommandOutcome outcome) => outcome.Accepted ? null : outcome.Reason;

    private static string CalibrationWords(in CellCalibration calibration) => calibration.Id == 0
        ? "nominal calibration"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"calibration {calibration.Id}");

    private async Task<string?> StreamAsync(bool start, CancellationToken cancellationToken) =>
        Error(await session.SendAsync(new Command { Type = start ? MessageType.Start : MessageType.Stop }, cancellationToken));

    private async Task<string?> StartHoldAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var options = new HoldOptions(arguments.GetProperty("lowNewtons").GetDouble(), arguments.GetProperty("highNewtons").GetDouble(), arguments.GetProperty("targetSeconds").GetDouble());
        if (arguments.TryGetProperty("followPercent", out JsonElement follow))
        {
            options = options with { FollowMostPercent = follow.GetDouble() };
        }

        if (pipeline.With(measurement => Problem(measurement, options)) is { } problem)
        {
            return problem;
        }

        PressingTool tool = PressingTool.Probe;

        // The device agrees first: it ends the hold by itself when this host falls silent. Meanwhile the guard may have spoken.
        string? refused = await deviceHold.BeginAsync(
            measurement =>
            {
                if (Problem(measurement, options) is { } late)
                {
                    return late;
                }

                tool = pipeline.TipAreaCm2 > 0 ? PressingTool.Probe : PressingTool.Ball;
                measurement.BeginHold(options, tool);
                return null;
            },
            cancellationToken);
        if (refused is null)
        {
            pipeline.Note(HoldPlan.Kind, null, HoldPlan.Of(options, tool).Write());
        }

        return refused;
    }

    private string? FitTip(double squareCentimetres) => pipeline.With(_ =>
    {
        if (pipeline.Slot.Busy is { } busy)
        {
            return busy;
        }

        pipeline.TipAreaCm2 = squareCentimetres is >= 0 and <= 100 ? squareCentimetres : pipeline.TipAreaCm2;
        return null;
    });

    private string? Problem(MeasurementPipeline measurement, HoldOptions options) => pipeline.Slot.Busy is { } busy ? busy
        : measurement.Guard.IsLatched ? "The alarm is not acknowledged yet." : pipeline.Uncalibrated ?? options.Problem(measurement.Guard.Options.LimitNewtons);

    private string? AnswerLetOff(bool mine)
    {
        if (!pipeline.With(measurement => measurement.LetOff.TryAnswer(mine)))
        {
            return "Nothing is asked now.";
        }

        pipeline.Note(LetOffEvent.Kind, mine ? LetOffEvent.Mine : LetOffEvent.NotMine);
        return null;
    }
}
