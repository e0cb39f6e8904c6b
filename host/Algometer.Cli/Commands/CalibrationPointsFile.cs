using Algometer.Measurement.Agreement;
using Algometer.Measurement.Calibration;
using Algometer.Tables;

namespace Algometer.Cli.Commands;

/// <summary>
/// Readings that were taken elsewhere: a CSV file with the columns <c>run</c>, <c>direction</c> (up or down), <c>mass_kg</c> and
/// <c>counts</c>, in the order they were taken; <c>sd_counts</c> may follow.
/// </summary>
internal static class CalibrationPointsFile
{
    private static readonly string[] _columns = ["run", "direction", "mass_kg", "counts"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setup">Gravity, tolerances and the rest; masses and runs are taken from the file.</param>
    /// <exception cref="FormatException">It cannot be used; the message names file and line and says what to do.</exception>
    public static CalibrationMade Read(string path, CalibrationSetup setup)
    {
        string name = Path.GetFileName(path);
        try
        {
            return Parse(File.ReadAllText(path), setup);
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new FormatException($"{name}: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads text.</summary>
    public static CalibrationMade Parse(string text, CalibrationSetup setup)
    {
        var delimited = DelimitedText.Parse(text, "");
        string[] header = delimited.Rows.Count == 0 ? [] : [.. delimited.Rows[0].Cells.Select(cell => cell.ToLowerInvariant())];
        int[] at = [.. _columns.Select(column => Array.IndexOf(header, column))];
        if (at.Contains(-1))
        {
            throw new FormatException($"The first line must name the columns {string.Join(",", _columns)}.");
        }

        int spread = Array.IndexOf(header, "sd_counts");
        var numbers = new DecimalText(delimited.Delimiter);
        var readings = new List<CalibrationReading>();
        foreach (DelimitedRow row in delimited.Rows.Skip(1))
        {
            if (row.Cells.Count != header.Length)
            {
                throw new FormatException($"Line {row.Line}: {row.Cells.Count} cells where the first line names {header.Length}.");
            }

            double Number(int column) => numbers.Read(row.Cells[column], out double value) is { } problem ? throw new FormatException($"Line {row.Line}: {problem}.") : value;
            bool up = row.Cells[at[1]].ToLowerInvariant() switch
            {
                "up" => true,
                "down" => false,
                _ => throw new FormatException($"Line {row.Line}: the direction is '{row.Cells[at[1]]}', but must be up or down."),
            };
            (double run, double mass, double counts) = (Number(at[0]), Number(at[2]), Number(at[3]));
            if (run is not (>= 1 and <= 10) || run != Math.Floor(run) || mass is not (>= 0 and <= 1000) || Math.Abs(counts) > 8_388_608)
            {
                throw new FormatException($"Line {row.Line}: the run is 1 to 10, the mass 0 to 1000 kg, the code within 24 bits.");
            }

            readings.Add(new CalibrationReading((int)run, mass, setup.Newtons(mass), up, counts, spread < 0 ? 0 : Number(spread)));
        }

        double[] masses = [.. readings.Select(reading => reading.MassKg).Where(mass => mass > 0).Distinct().Order()];
        if (readings.TrueForAll(reading => reading.MassKg > 0))
        {
            throw new FormatException("There is no reading of the unloaded cell: add lines with mass_kg 0.");
        }

        foreach (double mass in masses[..^1])
        {
            if (readings.TrueForAll(reading => reading.MassKg != mass || !reading.Up) || readings.TrueForAll(reading => reading.MassKg != mass || reading.Up))
            {
                throw new FormatException(FormattableString.Invariant($"Mass {mass} kg must be read both going up and going down: hysteresis cannot be told otherwise."));
            }
        }

        // Nobody saw the zero settle: the certificate says so.
        return new CalibrationMade(setup with { MassesKg = masses, Runs = readings.Max(reading => reading.Run) }, readings, WarmUpSkipped: true);
    }
}
