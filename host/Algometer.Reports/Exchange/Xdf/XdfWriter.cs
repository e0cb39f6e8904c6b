using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;

namespace Algometer.Reports.Exchange.Xdf;

/// <summary>
/// Writes chunks of the Extensible Data Format 1.0 (sccn/xdf, Specifications): a length that says its own width, a tag, the content; all
/// little-endian.
/// </summary>
internal sealed class XdfWriter(Stream stream)
{
    private const ushort FileHeaderTag = 1;
    private const ushort StreamHeaderTag = 2;
    private const ushort SamplesTag = 3;
    private const ushort ClockOffsetTag = 4;
    private const ushort BoundaryTag = 5;
    private const ushort StreamFooterTag = 6;
    private static readonly byte[] _boundary = [0x43, 0xA5, 0x46, 0xDC, 0xCB, 0xF5, 0x41, 0x0F, 0xB3, 0x0E, 0xD5, 0x46, 0x73, 0x83, 0xCB, 0xE4];
    private readonly MemoryStream _content = new();
    private readonly byte[] _eight = new byte[8];

    public void Begin(XElement header)
    {
        stream.Write("XDF:"u8);
        Text(header);
        Flush(FileHeaderTag);
    }

    public void StreamHeader(uint id, XElement info)
    {
        Id(id);
        Text(info);
        Flush(StreamHeaderTag);
    }

    public void StreamFooter(uint id, XElement info)
    {
        Id(id);
        Text(info);
        Flush(StreamFooterTag);
    }

    /// <summary>How far a stream's clock is behind the other one at a moment of its own.</summary>
    public void ClockOffset(uint id, double streamSeconds, double offsetSeconds)
    {
        Id(id);
        Number(streamSeconds);
        Number(offsetSeconds);
        Flush(ClockOffsetTag);
    }

    public void Boundary()
    {
        _content.Write(_boundary);
        Flush(BoundaryTag);
    }

    /// <summary>Begins a chunk of samples; each follows with its stamp and its values.</summary>
    public void BeginSamples(uint id, int count)
    {
        Id(id);
        _content.WriteByte(4);
        BinaryPrimitives.WriteUInt32LittleEndian(_eight, (uint)count);
        _content.Write(_eight, 0, 4);
    }

    public void Stamp(double seconds)
    {
        _content.WriteByte(8);
        Number(seconds);
    }

    public void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_eight, value);
        _content.Write(_eight);
    }

    public void String(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        _content.WriteByte(4);
        BinaryPrimitives.WriteUInt32LittleEndian(_eight, (uint)bytes.Length);
        _content.Write(_eight, 0, 4);
        _content.Write(bytes);
    }

    public void EndSamples() => Flush(SamplesTag);

    private void Id(uint id)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_eight, id);
        _content.Write(_eight, 0, 4);
    }

    private void Text(XElement element) => _content.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>" + element.ToString(SaveOptions.DisableFormatting)));

    private void Flush(ushort tag)
    {
        // Eight bytes of length always: files of any size have one form.
        stream.WriteByte(8);
        BinaryPrimitives.WriteUInt64LittleEndian(_eight, (ulong)_content.Length + 2);
        stream.Write(_eight);
        BinaryPrimitives.WriteUInt16LittleEndian(_eight, tag);
        stream.Write(_eight, 0, 2);
        _content.WriteTo(stream);
        _content.SetLength(0);
    }
}
