using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Microsoft.Win32.SafeHandles;

namespace Algometer.Records.Journal;

/// <summary>
/// An append-only file that bridges the time between an append and the next block. Every record is handed to the operating system in one
/// write, so a killed process loses nothing that was written; <see cref="Sync"/> makes it survive a power loss as well.
/// Owned by the pump thread for writing; the storage thread syncs it, and deletes it once its samples are in the database.
/// </summary>
internal sealed class JournalSegment : IDisposable
{
    public static readonly JsonSerializerOptions NoteJson = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly SafeFileHandle _file;
    private readonly SealKey? _seal;
    private readonly Action<SafeFileHandle> _flush;
    private byte[] _buffer = new byte[4096];

    private JournalSegment(string path, SafeFileHandle file, long length, SealKey? seal, Action<SafeFileHandle> flush)
    {
        _flush = flush;
        Path = path;
        _file = file;
        _seal = seal;
        Length = length;
    }

    public string Path { get; }

    public long Length { get; private set; }

    /// <summary>Makes the file, or takes the place of one that a kill left empty.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="segment">Which of its segments.</param>
    /// <param name="seal">Seals every record; null for a plain journal.</param>
    /// <param name="flush">Has the operating system write the file to the disk itself; null for its own way.</param>
    public static JournalSegment Create(string directory, string sessionId, int segment, SealKey? seal, Action<SafeFileHandle>? flush = null)
    {
        string path = System.IO.Path.Combine(directory, JournalFormat.FileName(sessionId, segment));
        SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            byte[] header = JournalFormat.Header(sessionId);
            RandomAccess.Write(file, header, 0);
            return new JournalSegment(path, file, header.Length, seal, flush ?? RandomAccess.FlushToDisk);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Append(ReadOnlySpan<Sample> samples)
    {
        int room = JournalFormat.RecordHead + 1 + SampleCodec.MaxLength(samples.Length);
        if (_buffer.Length < room)
        {
            _buffer = new byte[room];
        }

        int length = 1 + SampleCodec.Encode(samples, _buffer.AsSpan(JournalFormat.RecordHead + 1));
        Write(JournalFormat.SamplesKind, length);
    }

    public void Append(SessionNote note)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(note, NoteJson);
        int room = JournalFormat.RecordHead + 1 + json.Length;
        if (_buffer.Length < room)
        {
            _buffer = new byte[room];
        }

        json.CopyTo(_buffer, JournalFormat.RecordHead + 1);
        Write(JournalFormat.NoteKind, 1 + json.Length);
    }

    /// <summary>Says how long the segment before is.</summary>
    /// <param name="length">Its length in bytes.</param>
    public void Follow(long length) => AppendLength(length);

    /// <summary>Says that nothing follows here: what is wrong before this was not torn by a crash.</summary>
    public void Close() => AppendLength(Length);

    /// <summary>Waits until what was appended is on the disk: from then on it survives a power loss.</summary>
    public void Sync() => _flush(_file);

    public void Delete()
    {
        _file.Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _file.Dispose();

    private void AppendLength(long length)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(JournalFormat.RecordHead + 1), length);
        Write(JournalFormat.LengthKind, 1 + sizeof(long));
    }

    private void Write(byte kind, int length)
    {
        Span<byte> record = _buffer.AsSpan(0, JournalFormat.RecordHead + length);
        record[JournalFormat.RecordHead] = kind;
        if (_seal is not null)
        {
            // The place in the file is part of the seal, so records cannot be reordered or taken from another journal.
            byte[] body = _seal.Seal(record[JournalFormat.RecordHead..], JournalFormat.Place(Path, Length));
            length = body.Length;
            record = new byte[JournalFormat.RecordHead + length];
            body.CopyTo(record[JournalFormat.RecordHead..]);
        }

        BinaryPrimitives.WriteInt32LittleEndian(record, length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32.HashToUInt32(record[JournalFormat.RecordHead..]));

        // The length only moves on success: a half-written record of a full disk is overwritten by the next one.
        RandomAccess.Write(_file, record, Length);
        Length += record.Length;
    }
}
