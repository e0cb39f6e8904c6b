using System.Globalization;

namespace Algometer.Tables;

/// <summary>
/// Puts times in a row: from 0, strictly rising. A counter that began anew at its end goes on; a time that starts anew with a repeat follows one
/// step after the last sample where that is wanted; anything else is refused.
/// </summary>
/// <param name="file">The table.</param>
/// <param name="scale">How the times are written; null where the rate stands for them.</param>
/// <param name="joins">Whether repeats are joined.</param>
/// <param name="column">The column's name, for messages.</param>
/// <param name="called">What an option calls it.</param>
/// <param name="isUnitSaid">Whether the option named its unit.</param>
internal sealed class TimeLine(TableFile file, TimeScale? scale, bool joins, string column, string called, bool isUnitSaid)
{
    private const double Hour = 3600;
    private const double HalfDay = 43_200;
    private readonly double _wrapSeconds = scale?.WrapSeconds ?? 0;
    private readonly double _shortWrap = 65_536 * (scale?.UnitFactor ?? 0);
    private readonly bool _mayBeDigits = !isUnitSaid && scale is { IsNumber: true, UnitFactor: 1 };
    private readonly bool _isLocal = scale?.IsLocal == true;
    private double _wrapped;
    private int _halves;
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
        .. _halves > 0 ? [$"The hours begin anew {Times(_halves)} within the day, as on a clock of 12 hours: they go on."] : (string[])[],
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
            double step = seconds + _wrapped - _previous;
            if (_isLocal && IsNear(step - Hour) && step > 100 * _step)
            {
                throw Stands(seconds, line, "the times go on by an hour more than a step: a pause, or a clock that was put forward? Write them with their zone, such as 2026-03-29T03:00:00+02:00, or say --row-rate HERTZ and the rows count.");
            }

            // Of the first step nobody knows how long it should be until the second is there.
            if (_isLocal && Count == 2 && Math.Abs(_step - Hour - step) <= step * 0.25 && _step > 100 * step)
            {
                throw Stands(seconds, line - 1, "the times go on by an hour more than a step: a pause, or a clock that was put forward? Write them with their zone, such as 2026-03-29T03:00:00+02:00, or say --row-rate HERTZ and the rows count.");
            }

            if (_mayBeDigits && Count > 1 && IsNextMinute(seconds, step))
            {
                throw Stands(seconds, line, $"the times seem to be hours, minutes and seconds in one number (after {_previous:0.###} comes {seconds:0.###}): write them with colons, such as 09:31:00, or say --row-rate HERTZ and the rows count; if they are seconds, say --time \"{called}:s\".");
            }

            _step = step;
        }
        else if (_wrapSeconds > 0 && seconds + _wrapSeconds + _wrapped - _previous is > 0 and var step && step < _wrapSeconds * 0.01)
        {
            _wrapped += _wrapSeconds;
            _wraps++;
        }
        else if (_shortWrap > 0 && IsNear(seconds + _shortWrap + _wrapped - _previous))
        {
            _wrapped += _shortWrap;
            _wraps++;
        }
        else if (_isLocal && IsNear(seconds + HalfDay + _wrapped - _previous))
        {
            _wrapped += HalfDay;
            _halves++;
        }
        else if (joins && Count > 1 && (_isLocal ? Math.Abs(seconds + _wrapped - _start) <= 2 * _step : seconds - _start <= (_previous - _start) / 2))
        {
            _offset = _previous + _offset + _step - seconds - _wrapped;
            _start = seconds + _wrapped;
            _repeats++;
        }
        else
        {
            throw Stands(seconds, line, seconds + _wrapped == _previous
                ? "if the stamps are only too coarse, say --row-rate HERTZ and the rows count; otherwise remove the doubled rows."
                : _isLocal && IsNear(seconds + Hour + _wrapped - _previous)
                ? "the clock was put back by an hour. Write the times with their zone, such as 2026-10-25T02:00:00+01:00, or say --row-rate HERTZ and the rows count."
                : "sort the rows if they stand in another order than they were measured in, or cut the table into one for each run; where a counter begins anew, say --row-rate HERTZ and the rows count.");
        }

        _previous = seconds + _wrapped;
        Count++;
        return _previous + _offset;
    }

    // 93059.5, then 93100: 60 more in the last two digits is the next minute.
    private bool IsNextMinute(double seconds, double step) => _step > 0 && Math.Abs(step - 40 - _step) <= _step * 0.5 + 1e-6 && _previous % 100 is >= 50 and < 60 && seconds % 100 is >= 0 and < 10 && seconds < 240_000;

    // As long as the step before, or nearly.
    private bool IsNear(double step) => _step > 0 && Math.Abs(step - _step) <= _step * 0.25;

    private TableException Stands(double seconds, int line, string words) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file.Place(line)}, column '{column}': {(seconds + _wrapped > _previous ? "" : $"the time does not rise ({_previous:0.######} s, then {seconds:0.######} s): ")}{words}"));

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
