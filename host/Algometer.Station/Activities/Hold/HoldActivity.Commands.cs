using Algometer.Measurement;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;
using Algometer.Records.Model;

namespace Algometer.Station.Activities.Hold;

/// <content>What a person may ask of a hold. Each answer is null, or an error that says what to do.</content>
public sealed partial class HoldActivity
{
    /// <summary>Begins a hold. The device agrees first: it ends the hold by itself when this host falls silent.</summary>
    /// <param name="options">Band and lengths.</param>
    /// <param name="cancellationToken">Ends the wait for the device.</param>
    public Task<string?> StartAsync(HoldOptions options, CancellationToken cancellationToken) => StartAsync(options, null, cancellationToken);

    /// <summary>Begins a hold on a person.</summary>
    /// <param name="options">Band and lengths.</param>
    /// <param name="personId">Who is pressed; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait for the device.</param>
    public async Task<string?> StartAsync(HoldOptions options, string? personId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (pipeline.With(measurement => Problem(measurement, options)) is { } problem)
        {
            return problem;
        }

        PressingTool tool = PressingTool.Probe;
        string? refused = await BeginAsync(
            measurement =>
            {
                // While the device was asked the guard may have spoken.
                if (Problem(measurement, options) is { } late)
                {
                    return late;
                }

                tool = pipeline.TipAreaCm2 > 0 ? PressingTool.Probe : PressingTool.Ball;
                measurement.BeginHold(options, tool);
                _personId = personId;
                return null;
            },
            cancellationToken);
        if (refused is null)
        {
            pipeline.Note(HoldPlan.Kind, null, HoldPlan.Of(options, tool).Write());
        }

        return refused;
    }

    /// <summary>Ends the hold, here and on the device.</summary>
    /// <param name="cancellationToken">Ends the wait for the device.</param>
    public async Task<string?> StopAsync(CancellationToken cancellationToken)
    {
        pipeline.With(measurement =>
        {
            measurement.EndHold(HoldEnd.Person);
            return true;
        });
        return await EndAsync(cancellationToken);
    }

    /// <summary>Stops the hold's clock; the guard goes on.</summary>
    public string? Pause() => Running(hold => hold.Pause());

    /// <summary>Lets the hold's clock go on.</summary>
    public string? Resume() => pipeline.Record.Unrecorded ?? Running(hold => hold.Resume());

    /// <summary>Rates the pain of the hold.</summary>
    /// <param name="rating">Pain, 0 to 10.</param>
    public string? RatePain(int rating)
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

    /// <summary>Answers who let off, where the force cannot tell.</summary>
    /// <param name="mine">Whether whoever presses let off.</param>
    public string? AnswerLetOff(bool mine)
    {
        if (!pipeline.With(measurement => measurement.LetOff.TryAnswer(mine)))
        {
            return "Nothing is asked now.";
        }

        pipeline.Note(LetOffEvent.Kind, mine ? LetOffEvent.Mine : LetOffEvent.NotMine);
        return null;
    }

    private string? Running(Action<HoldTimer> act) => pipeline.With(measurement =>
    {
        if (!measurement.Hold.IsRunning)
        {
            return "No hold is running.";
        }

        act(measurement.Hold);
        return null;
    });

    private string? Problem(MeasurementPipeline measurement, HoldOptions options) => pipeline.Slot.Busy is { } busy ? busy
        : measurement.Guard.IsLatched ? "The alarm is not acknowledged yet." : pipeline.Uncalibrated ?? pipeline.Record.Unrecorded ?? options.Problem(measurement.Guard.Options.LimitNewtons);
}
