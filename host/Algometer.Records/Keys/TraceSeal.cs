using System.Globalization;

namespace Algometer.Records.Keys;

/// <summary>Seals and opens one session's blocks, each bound to its session and extent.</summary>
internal sealed class TraceSeal(SealKey? key, bool takesPlain, string sessionId)
{
    public const string Payload = "payload";
    public const string Outline = "outline";

    public byte[] Seal(byte[] plain, string column, long firstSequence, long lastSequence, int count) =>
        key is null ? plain : key.Seal(plain, Place(column, firstSequence, lastSequence, count));

    /// <summary>The plain bytes, or null when they are not what was written for this place.</summary>
    public byte[]? TryOpen(byte[] stored, string column, long firstSequence, long lastSequence, int count)
    {
        if (SealKey.IsSealed(stored) && key is not null)
        {
            return key.TryOpen(stored, Place(column, firstSequence, lastSequence, count));
        }

        return takesPlain && !SealKey.IsSealed(stored) ? stored : null;
    }

    private string Place(string column, long first, long last, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"blocks\u001f{sessionId}\u001f{first}\u001f{last}\u001f{count}\u001f{column}");
}
