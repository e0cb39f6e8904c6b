using System.Globalization;

namespace Algometer.VirtualDevice;

/// <summary>
/// Reads a trace from CSV. The header names the time (<c>time_s</c> or <c>Time</c>, seconds) and one value (<c>force_N</c>,
/// <c>Grip_Force</c> in N, <c>force_g</c> in grams-force, or <c>counts</c> / <c>raw_counts</c>); a <c>curve</c> column parts a file into several traces.
/// </summary>
public static class TraceCsv
{
    private const double NewtonsPerGram = 0.00980665;
    private static readonly string[] _timeNames = ["time_s", "Time"];
    private static readonly string[] _forceNames = ["force_N", "Grip_Force", "force_g", "counts", "raw_counts"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="curve">Which curve, where the file holds several.</param>
    /// <exception cref="TraceFormatException">The file cannot be used; the message says where and why.</exception>
    public static Trace Read(string path, string? curve = null)
    {
        try
        {
            using var reader = new StreamReader(path);
            return Read(reader, Path.GetFileName(path), curve);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TraceFormatException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>The names of the curves in a file; empty when it has no <c>curve</c> column.</summary>
    public static IReadOnlyList<string> Curves(string path)
    {
        using var reader = new StreamReader(path);
        string[] header = Fields(reader.ReadLine() ?? "");
        int column = Array.IndexOf(header, "curve");
        var names = new List<string>();
        while (column >= 0 && reader.ReadLine() is { } line)
        {
            string[] fields = Fields(line);
            if (fields.Length == header.Length && (names.Count == 0 || !string.Equals(names[^1], fields[column], StringComparison.Ordinal)))
            {
                names.Add(fields[column]);
            }
        }

        return names.Distinct(StringComparer.Ordinal).ToArray();
    }

    /// <summary>Reads text.</summary>
    public static Trace Read(TextReader reader, string name, string? curve)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string header = reader.ReadLine() ?? throw new TraceFormatException($"{name} is empty: its first line must name the columns, such as time_s,force_N.");
        string[] columns = Fields(header.TrimStart('\uFEFF'));
        int timeColumn = Find(columns, _timeNames);
        int forceColumn = Find(columns, _forceNames);
        int curveColumn = Array.IndexOf(columns, "curve");
        if (timeColumn < 0 || forceColumn < 0)
        {
            string lacking = timeColumn < 0 ? "no time (time_s or Time)" : "no value (force_N, Grip_Force, force_g or counts)";
            throw new TraceFormatException($"{name}, line 1: the header has {lacking}; it has {Excerpt(string.Join(", ", columns))}.");
        }

        var parser = new Parser(name, columns[forceColumn]);
        var seen = new List<string>();
        int lineNumber = 1;
        while (reader.ReadLine() is { } line)
        {
            lineNumber++;
            if (line.Length == 0)
            {
                continue;
            }

            string[] fields = Fields(line);
            if (fields.Length != columns.Length)
            {
                throw new TraceFormatException($"{name}, line {lineNumber}: {fields.Length} fields where the header names {columns.Length}.");
            }

            if (curveColumn >= 0)
            {
                string its = fields[curveColumn];
                if (!seen.Contains(its, StringComparer.Ordinal))
                {
                    seen.Add(its);
                }

                if (curve is not null && !string.Equals(its, curve, StringComparison.Ordinal))
                {
                    continue;
                }
            }

            parser.Add(lineNumber, fields[timeColumn], fields[forceColumn]);
        }

        if (curveColumn >= 0 && (curve is null ? seen.Count > 1 : !seen.Contains(curve, StringComparer.Ordinal)))
        {
            string known = string.Join(", ", seen.Take(12).Select(its => $"'{its}'")) + (seen.Count > 12 ? ", …" : "");
            throw new TraceFormatException(curve is null
                ? $"{name} holds {seen.Count} curves: choose one with --curve, of {known}."
                : $"{name} holds no curve '{curve}': it holds {known}.");
        }

        return parser.Finish(curve is null ? name : $"{name} · {curve}");
    }

    // Quotes are taken off; a comma within them parts the field all the same, and the number of fields then tells.
    private static string[] Fields(string line) => [.. line.Split(',').Select(field => field.Trim().Trim('"'))];

    private static string Excerpt(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static int Find(string[] columns, string[] names)
    {
        foreach (string name in names)
        {
            int index = Array.IndexOf(columns, name);
            if (index >= 0)
            {
                return index;
            }
        }

        return -1;
    }

    private sealed class Parser(string file, string column)
    {
        private readonly List<double> _times = [];
        private readonly List<double> _values = [];
        private readonly bool _counts = column.EndsWith("counts", StringComparison.Ordinal);
        private readonly double _scale = string.Equals(column, "force_g", StringComparison.Ordinal) ? NewtonsPerGram : 1;
        private double _offset;
        private double _first;
        private double _previous;

        public void Add(int line, string timeText, string valueText)
        {
            double time = Number(line, "time", timeText);
            double value = Number(line, column, valueText) * _scale;
            if (_counts && (value is < -8388608 or > 8388607 || value != Math.Floor(value)))
            {
                throw new TraceFormatException($"{file}, line {line}: {Excerpt(valueText)} is no code of a 24-bit converter (-8388608 to 8388607).");
            }

            if (_times.Count == 0)
            {
                _first = time;
                _offset = -time;
            }
            else if (time <= _previous)
            {
                Join(line, time);
            }

            _previous = time;
            _times.Add(time + _offset);
            _values.Add(value);
        }

        public Trace Finish(string name)
        {
            if (_times.Count < 2)
            {
                throw new TraceFormatException($"{name} holds {_times.Count} samples: at least 2 are needed.");
            }

            return new Trace(name, _counts ? TraceQuantity.Counts : TraceQuantity.Newtons, [.. _times], [.. _values]);
        }

        // A file of repeats starts its time anew with each: the next one follows one interval after the last sample.
        private void Join(int line, double time)
        {
            double span = _previous - _first;
            if (_times.Count < 2 || time - _first > span / 2)
            {
                throw new TraceFormatException(
                    string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}: time goes from {_previous} to {time}; it must rise, or start anew with a repeat."));
            }

            double interval = _times[^1] - _times[^2];
            _offset = _times[^1] + interval - time;
            _first = time;
        }

        private double Number(int line, string what, string text)
        {
            // .NET reads past trailing NULs, which only a damaged file has.
            if (!text.Contains('\0', StringComparison.Ordinal) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
            {
                return number;
            }

            throw new TraceFormatException($"{file}, line {line}: {what} is '{Excerpt(text)}', which is no number: remove or correct the line.");
        }
    }
}
