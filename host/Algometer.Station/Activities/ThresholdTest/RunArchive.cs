using System.Text.Json;
using System.Threading.Channels;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.People;
using Algometer.Records.Problems;

namespace Algometer.Station.Activities.ThresholdTest;

/// <summary>
/// Writes a run and its entries beside the ingest thread. What cannot be written now is kept and tried again with the next one; the page
/// says so meanwhile.
/// </summary>
internal sealed class RunArchive : IAsyncDisposable
{
    private static readonly TimeSpan _retryEvery = TimeSpan.FromSeconds(2);
    private readonly RecordStore _store;
    private readonly TimeProvider _time;
    private readonly string? _personId;
    private readonly Channel<(RunEntry? Entry, RunPhase? Phase)> _queue = Channel.CreateUnbounded<(RunEntry? Entry, RunPhase? Phase)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<int, StoredDocument> _stored = [];
    private readonly Task _writing;
    private long _lastMicroseconds;
    private StoredDocument _run;
    private long? _from;

    /// <summary>Writes the run and waits for its entries.</summary>
    /// <exception cref="RecordStoreException">The run cannot be stored.</exception>
    public RunArchive(RecordStore store, TimeProvider time, string? personId, RunDocument run)
    {
        (_store, _time, _personId) = (store, time, personId);
        Document = run;
        _run = store.Documents.Create(RunDocument.Kind, personId, JsonSerializer.Serialize(run, DocumentJson.Options));
        Link(null);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The device's clock now, in µs: which stretch of the session is this person's.</summary>
    public required Func<long> DeviceMicroseconds { get; init; }

    /// <summary>The run's identity.</summary>
    public string RunId => _run.Id;

    /// <summary>What was written of the run.</summary>
    public RunDocument Document { get; private set; }

    /// <summary>Why something is not written yet; null when all is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether everything up to an end of the run is written.</summary>
    public bool Finished { get; private set; }

    /// <summary>Says in the record whose stretch of the session this is: whoever is exported or erased later is found by it.</summary>
    /// <param name="ended">Whether the stretch ends now.</param>
    /// <exception cref="RecordStoreException">It cannot be stored.</exception>
    public void Link(bool ended)
    {
        if (Document.SessionId is { } session)
        {
            _from ??= DeviceMicroseconds();
            _store.LinkSession(new SessionLink(session, _personId, RunId, _from, ended ? DeviceMicroseconds() : null));
        }
    }

    /// <summary>Hands an entry over, new or changed; never waits.</summary>
    public void Keep(RunEntry entry) => _queue.Writer.TryWrite((entry, null));

    /// <summary>Writes where the run stands, after all entries so far; a run that goes on may be finished again.</summary>
    public void Finish(RunPhase phase) => _queue.Writer.TryWrite((null, phase));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        await foreach ((RunEntry? entry, RunPhase? phase) in _queue.Reader.ReadAllAsync())
        {
            for (int tries = 0; !TryWrite(entry, phase) && tries < 30; tries++)
            {
                await Task.Delay(_retryEvery, _time);
            }
        }
    }

    // Whom that stretch of the session is about: without it the person's data could not be found, exported or erased.
    private void Link(long? to)
    {
        if (Document.SessionId is { } session)
        {
            _store.LinkSession(new SessionLink(session, _personId, _run.Id, Document.StartedDeviceMicroseconds, to));
        }
    }

    private bool TryWrite(RunEntry? entry, RunPhase? phase)
    {
        try
        {
            if (entry is not null)
            {
                _lastMicroseconds = Math.Max(_lastMicroseconds, entry.EndMicroseconds);
                Write(entry);
            }

            if (phase is { } now)
            {
                Document = Document with { Phase = now };
                Link(ended: true);
                _run = _store.Documents.Update(_run.Id, _run.Revision, JsonSerializer.Serialize(Document, DocumentJson.Options));
                Link(_lastMicroseconds > 0 ? _lastMicroseconds : null);
                Finished = true;
            }

            Problem = null;
            return true;
        }
        catch (RecordStoreException failure)
        {
            Problem = $"The trial is not stored yet: {failure.Message}";
            return false;
        }
    }

    private void Write(RunEntry entry)
    {
        string body = JsonSerializer.Serialize(new EntryDocument(RunId, entry), DocumentJson.Options);
        _stored[entry.Ordinal] = _stored.TryGetValue(entry.Ordinal, out StoredDocument? before)
            ? _store.Documents.Update(before.Id, before.Revision, body)
            : _store.Documents.Create(EntryDocument.Kind, _personId, body);
    }
}
