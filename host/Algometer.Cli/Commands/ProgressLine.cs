using System.Globalization;

namespace Algometer.Cli.Commands;

/// <summary>One line of a terminal that is written over while work goes on.</summary>
internal sealed class ProgressLine(bool enabled) : IDisposable
{
    private const int BarCells = 24;
    private bool _shown;

    /// <summary>Shows how far it is.</summary>
    public void Show(long samples, TimeSpan elapsed, double part)
    {
        if (!enabled)
        {
            return;
        }

        int done = (int)(part * BarCells);
        string bar = part > 0 ? $"{new string('█', done)}{new string('░', BarCells - done)} {part,4:P0} " : "";
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{bar}{samples} samples · {elapsed:mm\\:ss} · Ctrl-C ends   "));
        _shown = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_shown)
        {
            Console.Error.Write("\r" + new string(' ', 78) + "\r");
            _shown = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
