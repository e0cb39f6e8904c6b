using System.Globalization;

namespace Algometer.Measurement.Calibration;

/// <summary>
/// The masses that a tool is calibrated with: the one place they stand in. The largest is half of the tool's largest limit or more; each is laid
/// together from single pieces of <see cref="PiecesKg"/>.
/// </summary>
/// <param name="Tool">Name of the tool, as it is typed.</param>
/// <param name="LargestLimitNewtons">The largest limit that a device of this tool takes, N. [P]</param>
/// <param name="MassesKg">Steps in kg, rising.</param>
public sealed record CalibrationMasses(string Tool, double LargestLimitNewtons, IReadOnlyList<double> MassesKg)
{
    /// <summary>The pieces that every step is made of, kg, one of each.</summary>
    public static IReadOnlyList<double> PiecesKg { get; } = [0.5, 1, 2, 5, 10];

    /// <summary>The probe.</summary>
    public static CalibrationMasses Probe { get; } = new("probe", 100, [0.5, 1, 2, 3, 5, 7]);

    /// <summary>The ball.</summary>
    public static CalibrationMasses Ball { get; } = new("ball", 250, [1, 2, 3, 5, 8, 13]);

    /// <summary>Every tool.</summary>
    public static IReadOnlyList<CalibrationMasses> All { get; } = [Probe, Ball];

    /// <summary>The steps as they are typed.</summary>
    public string Text => string.Join(' ', MassesKg.Select(mass => mass.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The tool of a device, by the highest limit that it takes.</summary>
    /// <param name="capNewtons">That limit, N.</param>
    public static CalibrationMasses Of(double capNewtons) => capNewtons > Probe.LargestLimitNewtons ? Ball : Probe;

    /// <summary>The tool of a name.</summary>
    /// <exception cref="ArgumentException">The message names the tools.</exception>
    public static CalibrationMasses Named(string tool) =>
        All.FirstOrDefault(masses => string.Equals(masses.Tool, tool, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no tool '{tool}': write {string.Join(" or ", All.Select(masses => masses.Tool))}.");

    /// <summary>The pieces of a step, kg, largest first.</summary>
    /// <param name="massKg">The step, kg.</param>
    /// <exception cref="ArgumentException">The step cannot be laid together from single pieces.</exception>
    public static IReadOnlyList<double> Laid(double massKg)
    {
        List<double> pieces = [];
        double left = massKg;
        foreach (double piece in PiecesKg.Reverse())
        {
            if (piece <= left)
            {
                pieces.Add(piece);
                left -= piece;
            }
        }

        return left == 0 ? pieces : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{massKg} kg cannot be laid together from {string.Join(", ", PiecesKg)} kg."));
    }
}
