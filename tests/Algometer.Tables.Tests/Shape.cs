using System.Text;

namespace Algometer.Tables.Tests;

/// <summary>A file as some program or person writes it, and what must become of it.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Question">The options it is read with.</param>
/// <param name="Seconds">The times it must give; empty where it is refused.</param>
/// <param name="Newtons">The forces it must give.</param>
/// <param name="Words">What must be said: in the refusal where it is refused, else among what was taken.</param>
internal sealed record Shape(string Name, byte[] Bytes, SignalQuestion Question, double[] Seconds, double[] Newtons, string[] Words)
{
    /// <summary>A file that is read.</summary>
    public static Shape Read(string name, string text, double[] seconds, double[] newtons, SignalQuestion? question = null, Encoding? encoding = null, params string[] words) =>
        new(name, Encoded(text, encoding), question ?? new SignalQuestion(), seconds, newtons, words);

    /// <summary>A file that is refused.</summary>
    public static Shape Refused(string name, string text, string[] words, SignalQuestion? question = null) =>
        new(name, Encoded(text, null), question ?? new SignalQuestion(), [], [], words);

    /// <summary>Whether it must be refused.</summary>
    public bool IsRefused => Seconds.Length == 0;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static byte[] Encoded(string text, Encoding? encoding) => encoding is null ? Encoding.UTF8.GetBytes(text) : [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
}
