using Algometer.Link;
using Algometer.Measurement;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;
using Algometer.Wire;

namespace Algometer.Station.Activities.Hold;

/// <summary>
/// Keeps the device's hold and the host's one and the same: it begins on the device first, it is ended there for whatever reason the host's
/// ended, and a hold that the device ended by itself ends here too. Orders go out one after another, so an end never overtakes a begin.
/// </summary>
/// <param name="pipeline">The pipeline; it still has to be attached to it.</param>
/// <param name="session">The connection.</param>
public sealed partial class HoldActivity(SamplePipeline pipeline, DeviceSession session) : ISampleHandler, IArrivalHandler, IButtonHandler, IConnectionHandler, IDeviceEventHandler, IAsyncDisposable
{
    private readonly SemaphoreSlim _order = new(1, 1);
    private readonly GuardMark _mark = new();
    private Task _ending = Task.CompletedTask;

    // These belong to the pipeline's lock. Owed: the device guards a hold that this host asked for, or may do so.
    private bool _owed;
    private bool _tried;
    private string? _personId;

    /// <summary>Whom the hold that runs presses; null without one, or for nobody.</summary>
    public string? PersonId => pipeline.With(measurement => measurement.Hold.IsRunning ? _personId : null);

    // Begins a hold on the device and, once the device has it, on the host.
    private async Task<string?> BeginAsync(Func<MeasurementPipeline, string?> begin, CancellationToken cancellationToken)
    {
        await _order.WaitAsync(cancellationToken);
        try
        {
            if (pipeline.With(_ => _owed))
            {
                await session.SendAsync(new Command { Type = MessageType.EndHold }, cancellationToken);
            }

            CommandOutcome outcome = await session.SendAsync(new Command { Type = MessageType.BeginHold }, cancellationToken);
            return pipeline.With(measurement =>
            {
                // What was not accepted may have been taken all the same, with the answer lost: it is ended before the next.
                _owed = true;
                _tried = false;
                _mark.Await(pipeline.Last.DeviceMicroseconds);
                return outcome.Accepted ? begin(measurement) : outcome.Reason;
            });
        }
        finally
        {
            _order.Release();
        }
    }

    // Ends the device's hold when the host's is over; tells why it could not be ended, or null.
    private async Task<string?> EndAsync(CancellationToken cancellationToken)
    {
        await _order.WaitAsync(cancellationToken);
        try
        {
            if (!pipeline.With(measurement => _owed && !measurement.Hold.IsRunning))
            {
                return null;
            }

            CommandOutcome outcome = await session.SendAsync(new Command { Type = MessageType.EndHold }, cancellationToken);
            pipeline.With(_ => _owed &= !outcome.Accepted);
            return outcome.Accepted ? null : outcome.Reason;
        }
        finally
        {
            _order.Release();
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// An event may be lost: that the device guards the hold no more stands in each sample. Why, only the event says, which comes with the first
    /// of them where it comes.
    /// </remarks>
    public void OnArrival(in Sample sample, SafeRangeGuard guard)
    {
        if (_mark.IsMissing(sample) && _owed && pipeline.Measurement.Hold.IsRunning)
        {
            _owed = false;
            pipeline.Measurement.EndHold(
                (sample.Alarm & AlarmState.LinkLost) != AlarmState.None ? HoldEnd.LinkLost
                : (sample.Alarm & (AlarmState.SensorFault | AlarmState.SelfTestDue)) != AlarmState.None ? HoldEnd.SensorFault
                : HoldEnd.Person);
        }

        EndWhenOver();
    }

    /// <inheritdoc/>
    /// <remarks>A hold whose record fails waits for a person's choice; the guard goes on.</remarks>
    public void OnSample(in Sample sample)
    {
        if (pipeline.Measurement.Hold is { IsRunning: true } hold && pipeline.Record.WaitsForChoice)
        {
            hold.Pause();
        }

        EndWhenOver();
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press) => EndWhenOver();

    /// <inheritdoc/>
    public void OnConnection(LinkState state)
    {
        // What could not be said while the link was gone is said when it is back: the device may have outlasted the silence.
        _tried &= state != LinkState.Connected;
        if (state == LinkState.Connected)
        {
            EndWhenOver();
        }
    }

    /// <inheritdoc/>
    public void OnDeviceEvent(in DeviceEvent deviceEvent)
    {
        if (deviceEvent.Code != EventCode.HoldEnded || deviceEvent.DeviceMicroseconds <= _mark.SinceMicroseconds || deviceEvent.Value == HoldEndReason.Host)
        {
            return;
        }

        HoldEnd end = deviceEvent.Value switch
        {
            HoldEndReason.Button => HoldEnd.Button,
            HoldEndReason.LinkSilent => HoldEnd.LinkLost,
            HoldEndReason.Fault => HoldEnd.SensorFault,
            _ => HoldEnd.Person,
        };
        if (_owed)
        {
            _owed = false;
            pipeline.Measurement.EndHold(end);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending;
        _order.Dispose();
    }

    // On the ingest thread: never waits.
    private void EndWhenOver()
    {
        if (_owed && !_tried && _ending.IsCompleted && !pipeline.Measurement.Hold.IsRunning)
        {
            _tried = true;
            _ending = Task.Run(() => EndAsync(CancellationToken.None));
        }
    }
}
