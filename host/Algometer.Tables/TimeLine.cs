using System.Globalization;

namespace Algometer.Tables;

/// <summary>
/// Puts times in a row: from 0, strictly rising. A counter that began anew at its end goes on; a time that starts anew with a repeat follows one
/// step after the last sample where that is wanted; anything else is refused.
/// </summary>
/// <param name="file">The table.</param>
/// <param name="wrapSeconds">After how many seconds the counter may begin anew; 0 for never.</param>
/// <param name="joins">Whether repeats are joined.</param>
/// <param name="column">The column's name, for messages.</param>
internal sealed class TimeLine(TableFile file, double wrapSeconds, bool joins, string column)
{
    private double _offset;
    private double _start;
    private double _previous;
    private double _step;
    private int _wraps;
    private int _repeats;

    /// <summary>Samples so far.</summary>
    public long Count { get; private set; }

    /// <summary>The first sample's time as the table has it, s.</summary>
    public double First { get; private set; }

    /// <summary>What was done to the times.</summary>
    public IReadOnlyList<string> Words =>
    [
        .. _wraps > 0 ? [$"The counter of the times began anew {Times(_wraps)}: they go on."] : (string[])[],
        .. _repeats > 0 ? [$"The time starts anew {Times(_repeats)}: each repeat follows one step after the one before."] : (string[])[],
    ];

    /// <summary>The next time of a table without times.</summary>
    public double Next(double step) => Count++ * step;

    /// <summary>Seconds since the first sample.</summary>
    /// <param name="seconds">As the table has it.</param>
    /// <param name="line">Its line.</param>
    /// <exception cref="TableException">The time does not rise.</exception>
    public double At(double seconds, int line)
    {
        if (Count == 0)
        {
            First = seconds;
            _start = seconds;
            _offset = -seconds;
        }
        else if (seconds + _wrapped > _previous)
        {
            _step = seconds + _wrapped - _previous;
        }
        else if (wrapSeconds > 0 && seconds + wrapSeconds + _wrapped - _previous is > 0 and var step && step < wrapSeconds * 0.01)
        {
            _wrapped += wrapSeconds;
            _wraps++;
        }
        else if (joins && Count > 1 && seconds - _start <= (_previous - _start) / 2)
        {
            _offset = _previous + _offset + _step - seconds - _wrapped;
            _start = seconds + _wrapped;
            _repeats++;
        }
        else
        {
            throw Stands(seconds, line);
        }

        _previous = seconds + _wrapped;
        Count++;
        return _previous + _offset;
    }

    private double _wrapped;

    private TableException Stands(double seconds, int line)
    {
        string times = string.Create(CultureInfo.InvariantCulture, $"{file.Place(line)}, column '{column}': the time does not rise ({_previous:0.######} s, then {seconds:0.######} s): ");
        return new TableException(times + (seconds + _wrapped == _previous
            ? "if the stamps are only too coarse, say --row-rate HERTZ and the rows count; otherwise remove the doubled rows."
            : "sort the rows, or cut the table into one for each run."));
    }

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
