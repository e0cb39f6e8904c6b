using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Problems;
using Algometer.Station.Limits;
using Algometer.Station.Pipeline;

namespace Algometer.Station.Activities.SafeRanges;

/// <summary>
/// The supervised measurement of the safe range: slow ramps of the ball with the region's cap as the device's limit, which is
/// taken back whatever happens. What was measured is stored for the person.
/// </summary>
public sealed class SafeRangeActivity(SamplePipeline pipeline, DeviceSession session, DeviceLimit limit, HomeStore store, HomeContent book) : ILoadActivity, IButtonHandler, IConnectionHandler, ISilenceHandler, IAsyncDisposable
{
    private readonly DeviceOrders _orders = new(session);
    private Running? _running;

    /// <summary>Told after each sample where the ramp stands: a simulated patient.</summary>
    public Action<SafeRangeTest>? Watched { get; set; }

    /// <summary>Looks at the measurement under the pipeline's lock.</summary>
    public T? Look<T>(Func<SafeRangeTest, T> look) => pipeline.With(_ => _running is { } running ? look(running.Test) : default);

    /// <inheritdoc/>
    public Activity Kind => Activity.SafeRange;

    /// <inheritdoc/>
    public void OnSample(in Sample sample)
    {
        if (_running is { } running && double.IsFinite(limit.ConfirmedNewtons))
        {
            // While nothing is stored the next ramp waits for a person's choice; one that runs is ended by whoever presses.
            if (running.Test.Phase == RangePhase.Unload && pipeline.Record.WaitsForChoice)
            {
                return;
            }

            running.Test.Accept(sample);
            After(running);
            Watched?.Invoke(running.Test);
        }
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press) => _running?.Test.Stop();

    /// <inheritdoc/>
    public void OnSilence() => OnConnection(LinkState.Lost);

    /// <inheritdoc/>
    public void OnConnection(LinkState state)
    {
        if (state != LinkState.Connected && _running is { } running)
        {
            running.Test.End();
            After(running);
        }
    }

    /// <summary>What the therapist's page shows of the measurement; null when there is none.</summary>
    public SafeRangeView? View() => pipeline.With(_ => _running?.ToView());

    /// <summary>The person says: this is where the pleasant pressure begins. Taken at the force of the latest sample.</summary>
    public string? MarkLower() => With(running => running.Test.MarkLower());

    /// <summary>The person says: more would be too much. Taken at the force of the latest sample.</summary>
    public string? MarkUpper() => With(running => running.Test.MarkUpper());

    /// <summary>Stops the ramp that runs.</summary>
    public string? Stop() => With(running => running.Test.Stop());

    /// <summary>Ends the measurement without a result.</summary>
    public string? End() => With(running => running.Test.End());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _orders.DisposeAsync();

    /// <summary>Begins a measurement.</summary>
    /// <param name="personId">Whose range.</param>
    /// <param name="point">The place, as in the rules.</param>
    /// <param name="side">The side of the body.</param>
    /// <param name="tool">What is pressed with, as in the rules.</param>
    /// <returns>Null, or an error that says what to do.</returns>
    public string? Start(string personId, string point, BodySide side, string tool)
    {
        SafeRangeTest test;
        try
        {
            _ = store.Record.People.Read(personId);
            test = new SafeRangeTest(book.Rules, point, tool);
        }
        catch (Exception failure) when (failure is ArgumentException or RecordStoreException)
        {
            return failure.Words();
        }

        return pipeline.With(measurement =>
        {
            string? against = _running is { IsOver: false } ? "A measurement is running: end it first."
                : pipeline.Device is null || pipeline.State != LinkState.Connected ? "No device is connected."
                : pipeline.Slot.Busy is { } busy ? busy
                : measurement.Guard.IsLatched ? "The alarm is not acknowledged yet."
                : pipeline.Uncalibrated ?? pipeline.Record.Unrecorded ?? (test.CapNewtons > pipeline.Device.CapNewtons ? FormattableString.Invariant($"This device takes at most {pipeline.Device.CapNewtons:0} N, the region needs {test.CapNewtons:0} N: use the ball.") : null);
            if (against is not null)
            {
                return against;
            }

            var running = new Running(test, personId, point, side, tool, book.Rules.SafeRange.RampNewtonsPerSecond, book.Rules.SafeRange.Repeats) { From = pipeline.Last.DeviceMicroseconds };
            _running = running;
            pipeline.Slot.Take(Activity.SafeRange);
            pipeline.TipAreaCm2 = 0;
            limit.Begin(Activity.SafeRange);
            _orders.Then(() => limit.AskAsync(Activity.SafeRange, test.CapNewtons, outcome =>
            {
                if (!outcome.Accepted)
                {
                    running.Problem = $"The device did not take the region's cap: {outcome.Reason}";
                    running.Test.End();
                    After(running);
                }
            }));
            return null;
        });
    }

    private string? With(Action<Running> act) => pipeline.With(_ =>
    {
        if (_running is not { } running)
        {
            return "No measurement is running: start one.";
        }

        act(running);
        After(running);
        return null;
    });

    private void After(Running running)
    {
        if (!running.IsOver || running.GaveBack)
        {
            return;
        }

        running.GaveBack = true;
        Watched?.Invoke(running.Test);
        pipeline.Slot.Leave(Activity.SafeRange);
        Func<Task> giveBack = limit.End(Activity.SafeRange);
        _orders.Then(() =>
        {
            _ = giveBack();
            return Task.CompletedTask;
        });
        if (running.Test.Phase == RangePhase.Done)
        {
            SafeRange range = running.Test.Range(store.NowUtc);
            string? trace = pipeline.Recorder?.SessionId;
            bool simulated = pipeline.Device?.Simulated ?? false;
            long to = pipeline.Last.DeviceMicroseconds;
            _ = Task.Run(() => Keep(running, new RangeDocument(range, running.Side.ToString().ToLowerInvariant(), trace, simulated), to));
        }
    }

    private void Keep(Running running, RangeDocument range, long toMicroseconds)
    {
        try
        {
            string id = store.Create(RangeDocument.Kind, running.PersonId, range).Id;
            store.Link(range.TraceSession, running.PersonId, id, running.From, toMicroseconds);
            running.DocumentId = id;
        }
        catch (RecordStoreException failure)
        {
            running.Problem = $"The range is not stored: {failure.Message}";
        }
    }

    /// <summary>Takes an ended measurement off the page.</summary>
    public string? Close() => pipeline.With(_ =>
    {
        if (_running is { IsOver: false })
        {
            return "The measurement is not over: end it first.";
        }

        _running = null;
        return null;
    });

    private sealed class Running(SafeRangeTest test, string personId, string point, BodySide side, string tool, double fastest, int wanted)
    {
        public SafeRangeTest Test => test;

        public string PersonId => personId;

        public BodySide Side => side;

        public long From { get; init; }

        public bool GaveBack { get; set; }

        public string? DocumentId { get; set; }

        public string? Problem { get; set; }

        public bool IsOver => test.Phase is RangePhase.Done or RangePhase.Ended;

        public SafeRangeView ToView() => new(
            test.Phase, personId, point, side, tool, test.CapNewtons, IsOver ? null : JsonNumber.Finite(test.Newtons, 1), JsonNumber.Finite(test.NewtonsPerSecond, 1), fastest, test.Tried, wanted, test.Tried == 0 ? "" : test.LastFlaw.TextId(), test.Problem.TextId(), test.Ramps, DocumentId, Problem);
    }
}
