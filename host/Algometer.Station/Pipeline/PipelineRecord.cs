using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Recording;

namespace Algometer.Station.Pipeline;

/// <summary>
/// The record as a subscriber: begun when it is known whose samples come, and begun anew with another device. Called while nothing else is
/// delivered; the recorder itself never waits for the disk.
/// </summary>
/// <param name="start">Begins a session of the record; gives null for none.</param>
public sealed class PipelineRecord(Func<DeviceDescription, CellCalibration, SessionRecorder?> start) : IStreamSubscriber, IDisposable
{
    private const int FlushEvery = 30_000;
    private readonly List<RecordedSession> _before = [];
    private string _device = "";
    private int _sinceFlush;
    private volatile bool _goesOn;

    /// <summary>Recording fails, or works again. Raised on a thread of the recorder; handlers must return soon.</summary>
    public event EventHandler<RecordingFailedEventArgs>? RecordingFailed;

    /// <summary>Whether samples come faster than any device sends them, so that they may wait for the disk.</summary>
    public bool WaitsForDisk { get; set; }

    /// <summary>
    /// Device time after which nothing belongs to the record any more, µs: the sample that reaches it ends it in its turn, and what came before its turn
    /// and is later is no part of it. Set on the ingest thread.
    /// </summary>
    public long EndsAtMicroseconds { get; set; } = long.MaxValue;

    /// <summary>What is being recorded; null for nothing.</summary>
    public SessionRecorder? Recorder { get; private set; }

    /// <summary>Whether tests and holds wait: what they give would be in memory alone, and no person has said that they go on all the same.</summary>
    /// <remarks>A server that is away keeps nobody waiting: what comes is in the journal, and outlives the program.</remarks>
    public bool WaitsForChoice => !_goesOn && Recorder is { Failure: not null, SamplesInMemoryOnly: > 0 };

    /// <summary>Why no test and no hold begins, for a person; null when there is nothing to choose.</summary>
    public string? Unrecorded => WaitsForChoice && Recorder?.Failure is { } failure ? $"Nothing is stored now. {failure.Message} Or choose to go on without storing." : null;

    /// <summary>Whether a person chose to go on while nothing is stored; over when recording works again.</summary>
    public bool GoesOnUnrecorded => _goesOn;

    /// <summary>A person chooses to go on while nothing is stored.</summary>
    public void GoOnUnrecorded() => _goesOn = Recorder?.Failure is not null;

    /// <summary>Samples recorded of the present session.</summary>
    public long Recorded { get; private set; }

    /// <summary>Every session so far, in the order they began.</summary>
    public IReadOnlyList<RecordedSession> Sessions => Recorder is { } recorder ? [.. _before, Described(recorder)] : [.. _before];

    /// <inheritdoc/>
    /// <remarks>A real device is never waited for: what the recorder cannot take is a gap. A simulated one that runs faster waits.</remarks>
    public void OnSample(in Sample sample)
    {
        if (Recorder is not { } recorder)
        {
            return;
        }

        if (WaitsForDisk && ++_sinceFlush >= FlushEvery)
        {
            _sinceFlush = 0;
            recorder.FlushAsync().GetAwaiter().GetResult();
        }

        if (recorder.Append(sample))
        {
            Recorded++;
        }
    }

    /// <summary>A sample that waits for one before it is kept already: it comes again in its order, and counts then.</summary>
    public void OnEarly(in Sample sample)
    {
        if (sample.DeviceMicroseconds < EndsAtMicroseconds)
        {
            Recorder?.Append(sample);
        }
    }

    /// <inheritdoc/>
    public void OnGap(in SampleGap gap, long deviceMicroseconds) => Recorder?.ExplainGap(new RecordedGap(gap.FirstSequence, gap.Count, gap.Reason));

    /// <inheritdoc/>
    public void OnEvent(SessionEvent happened) => Recorder?.AppendEvent(happened);

    /// <summary>The device's clock against wall time.</summary>
    public void OnClock(in Link.ClockPoint point) => Recorder?.AppendClockPoint(new Records.Model.ClockPoint(point.DeviceMicroseconds, point.WallUnixMicroseconds));

    /// <summary>A calibration holds: it begins the record, or goes into the one that runs.</summary>
    /// <param name="device">The device; null while unknown.</param>
    /// <param name="calibration">Its calibration.</param>
    /// <param name="fromSequence">The first sample it holds for.</param>
    public void OnCalibration(DeviceDescription? device, in CellCalibration calibration, long fromSequence)
    {
        if (Recorder is { } running)
        {
            running.SetCalibration(fromSequence, calibration);
        }
        else if (device is not null)
        {
            _device = device.Name;
            _goesOn = false;
            Recorder = start(device, calibration);
            if (Recorder is { } begun)
            {
                begun.RecordingFailed += (_, e) =>
                {
                    if (e.Failure is null)
                    {
                        // What was chosen holds for this failure alone.
                        _goesOn = false;
                    }

                    RecordingFailed?.Invoke(this, e);
                };
                if (begun.Failure is { } already)
                {
                    RecordingFailed?.Invoke(this, new RecordingFailedEventArgs(already));
                }
            }
        }
    }

    /// <summary>Another device answers: nothing of it may reach this record, and a disk that fails must not keep its limit from being taken.</summary>
    public void EndSession()
    {
        if (Recorder is not { } before)
        {
            return;
        }

        Recorder = null;
        try
        {
            before.Complete();
        }
        catch (RecordStoreException)
        {
            // Told by the recorder itself; its journal keeps what it could take.
        }

        before.Dispose();
        _before.Add(Described(before));
        Recorded = 0;
    }

    /// <summary>Ends the record.</summary>
    public void Dispose()
    {
        Recorder?.Complete();
        Recorder?.Dispose();
    }

    private RecordedSession Described(SessionRecorder recorder) => new(recorder.SessionId, _device, Recorded, recorder.Failure is not null, recorder.SamplesInMemoryOnly);
}
