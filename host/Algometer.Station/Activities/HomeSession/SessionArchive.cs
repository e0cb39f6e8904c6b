using System.Threading.Channels;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Problems;

namespace Algometer.Station.Activities.HomeSession;

/// <summary>
/// Writes a session beside the ingest thread, again whenever something happened, so that a crash loses nothing that was said before. Only the
/// newest state is written; what cannot be written is tried again and said meanwhile.
/// </summary>
internal sealed class SessionArchive : IAsyncDisposable
{
    private static readonly TimeSpan _retryEvery = TimeSpan.FromSeconds(2);
    private readonly HomeStore _store;
    private readonly TimeProvider _time;
    private readonly string? _personId;
    private readonly Channel<HomeSessionDocument> _newest = Channel.CreateBounded<HomeSessionDocument>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Task _writing;
    private StoredDocument? _document;

    /// <summary>Starts writing.</summary>
    public SessionArchive(HomeStore store, TimeProvider time, string? personId)
    {
        (_store, _time, _personId) = (store, time, personId);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Why the newest state is not written yet; null when it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Identity of the document; null before it is written.</summary>
    public string? DocumentId => _document?.Id;

    /// <summary>Hands the newest state over; never waits.</summary>
    public void Keep(HomeSessionDocument session) => _newest.Writer.TryWrite(session);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _newest.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        await foreach (HomeSessionDocument session in _newest.Reader.ReadAllAsync())
        {
            for (int tries = 0; !TryWrite(session) && tries < 30 && _newest.Reader.Count == 0; tries++)
            {
                await Task.Delay(_retryEvery, _time);
            }
        }
    }

    private bool TryWrite(HomeSessionDocument session)
    {
        try
        {
            // The stretch before the end: whoever sees the session ended finds its samples too.
            StoredDocument document = _document ??= _store.Create(HomeSessionDocument.Kind, _personId, session);
            _store.Link(session.TraceSession, _personId, document.Id, session.FirstDeviceMicroseconds, End(session));
            _document = _store.Update(document, session);
            Problem = null;
            return true;
        }
        catch (RecordStoreException failure)
        {
            Problem = $"This session is not stored yet: {failure.Message}";
            return false;
        }
    }

    private static long? End(HomeSessionDocument session) => session.Record.End == Measurement.Home.Session.SessionEnd.None || session.Record.Entries.Count == 0
        ? null
        : session.FirstDeviceMicroseconds + (long)(session.Record.Entries[^1].Seconds * 1e6);
}
