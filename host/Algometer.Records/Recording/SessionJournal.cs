using Algometer.Measurement.Signal;
using Algometer.Records.Journal;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Microsoft.Win32.SafeHandles;

namespace Algometer.Records.Recording;

/// <summary>
/// The session's chain of journal segments, written by the pump. A segment is closed when a block is cut and the storage thread keeps up;
/// it is deleted when that block is stored. A failing disk is reported once per block and does not stop the recording.
/// </summary>
internal sealed class SessionJournal(RecordFolder folder, string sessionId, SealKey? seal, Action<RecordStoreException> failed, Action<SafeFileHandle>? flush) : IDisposable
{
    private JournalSegment? _current;
    private int _number;
    private long? _before;
    private bool _broken;

    /// <summary>The segment being written; null before the first record and after a failure.</summary>
    public JournalSegment? Current => _current;

    /// <summary>Whether something was written since the last <see cref="TakeUnsynced"/>.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Hands samples to the operating system.</summary>
    /// <returns>Whether it took them: if not, they are in this program's memory alone.</returns>
    public bool Append(ReadOnlySpan<Sample> samples)
    {
        if (samples.IsEmpty)
        {
            return true;
        }

        if (Open() is not { } segment)
        {
            return false;
        }

        try
        {
            segment.Append(samples);
            IsDirty = true;
            return true;
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            Break(e);
            return false;
        }
    }

    public void Append(SessionNote note)
    {
        if (Open() is { } segment)
        {
            try
            {
                segment.Append(note);
                IsDirty = true;
            }
            catch (Exception e) when (RecordStoreException.IsExpected(e))
            {
                Break(e);
            }
        }
    }

    /// <summary>Looks whether what is written can still be found; if not, it is told, and no more is written until the next block.</summary>
    /// <returns>Whether it is there.</returns>
    public bool Look()
    {
        try
        {
            folder.Find();
            return true;
        }
        catch (RecordStoreException gone)
        {
            Break(gone);
            return false;
        }
    }

    /// <summary>The segment to sync, if anything is unsynced.</summary>
    public JournalSegment? TakeUnsynced()
    {
        JournalSegment? segment = IsDirty ? _current : null;
        IsDirty = false;
        return segment;
    }

    /// <summary>Ends the current segment and hands it over; a broken journal gets a new try.</summary>
    public JournalSegment? Close()
    {
        _broken = false;
        IsDirty = false;
        JournalSegment? closed = _current;
        _current = null;
        try
        {
            closed?.Close();
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            // The segment reads as one that a crash left; the next one still tells its length.
        }

        _before = closed?.Length ?? _before;
        return closed;
    }

    public void Dispose() => _current?.Dispose();

    private JournalSegment? Open()
    {
        if (_current is null && !_broken)
        {
            try
            {
                // Counted only when it is there, so that a hole in the numbers is a segment that somebody took out.
                _current = JournalSegment.Create(folder.Path, sessionId, _number + 1, seal, flush);
                _number++;
                if (_before is { } length)
                {
                    _current.Follow(length);
                }
            }
            catch (Exception e) when (RecordStoreException.IsExpected(e))
            {
                Break(e);
            }
        }

        return _broken ? null : _current;
    }

    private void Break(Exception e)
    {
        _broken = true;
        failed(folder.Explain(e));
    }
}
