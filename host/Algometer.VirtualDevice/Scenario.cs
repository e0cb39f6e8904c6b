namespace Algometer.VirtualDevice;

/// <summary>A load that is acted, and what goes wrong in it.</summary>
/// <param name="Name">What a person types.</param>
/// <param name="Description">What it shows.</param>
/// <param name="PeriodSeconds">After this long it begins anew.</param>
/// <param name="Force">Force in N at a time within the period.</param>
/// <param name="Fault">Sensor fault at a time within the period.</param>
/// <param name="Pressed">Whether the patient's button is pressed at a time within the period.</param>
public sealed record Scenario(
    string Name,
    string Description,
    double PeriodSeconds,
    Func<double, SeededNoise, double> Force,
    Func<double, SensorFault>? Fault = null,
    Func<double, bool>? Pressed = null)
{
    /// <summary>All scenarios, the default first.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("hold", "A 60 s hold at 30 N: approach, small tremor and drift, release", 90, (t, noise) => Hold(t, noise, 30, 75)),
        new("easing", "A hold whose tissue eases by 15 % after 25 s", 90, (t, noise) => Hold(t, noise, 30, 75) * (1 - (0.15 * Smooth((t - 30) / 15)))),
        new("back-off", "The operator lets go by a quarter at 30 s and presses again at 40 s", 90, (t, noise) =>
            Hold(t, noise, 30, 75) * (1 - (0.25 * (Smooth((t - 30) / 0.8) - Smooth((t - 40) / 0.8))))),
        new("over-limit", "A press that rises above 60 N every 20 s", 20, (t, noise) => Hold(t, noise, 30, 18) + (45 * (Smooth((t - 6) / 1.5) - Smooth((t - 10) / 1)))),
        new("ramp", "A pressure-pain ramp of 5 N/s, ended by the patient's button", 20, (t, noise) =>
            (t < 12 ? Math.Clamp((t - 2) * 5, 0, 50) : 50 * (1 - Smooth((t - 12) / 0.4))) + Tremor(t, noise, 20), null, t => t is > 11.8 and < 12.1),
        new("unsteady", "A hand that cannot hold still", 90, (t, noise) => Hold(t, noise, 30, 75) + (8 * Math.Sin(t * 1.9) * Math.Sin(t * 0.7) * Smooth((t - 6) / 4))),
        new("idle", "Nothing presses", 60, (_, _) => 0),
        new("fault-absent", "The converter falls silent between 20 s and 25 s", 60, (t, noise) => Hold(t, noise, 30, 55), t => During(t, SensorFault.Absent)),
        new("fault-stuck", "The code freezes between 20 s and 25 s", 60, (t, noise) => Hold(t, noise, 30, 55), t => During(t, SensorFault.StuckValue)),
        new("fault-low", "DOUT is stuck low between 20 s and 25 s", 60, (t, noise) => Hold(t, noise, 30, 55), t => During(t, SensorFault.StuckLow)),
        new("fault-saturated", "The code sits at its end between 20 s and 25 s", 60, (t, noise) => Hold(t, noise, 30, 55), t => During(t, SensorFault.Saturated)),
        new("fault-spikes", "Wild codes between 20 s and 25 s", 60, (t, noise) => Hold(t, noise, 30, 55), t => During(t, SensorFault.Spike)),
        new("fault-drift", "The zero drifts away between 20 s and 25 s", 60, (_, _) => 0, t => During(t, SensorFault.Drift)),
        new("fault-rate", "Conversions come at 60 % of the rate between 20 s and 25 s", 60, (t, noise) => Hold(t, noise, 30, 55), t => During(t, SensorFault.WrongRate)),
    ];

    /// <summary>Finds a scenario.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static Scenario Named(string name) =>
        All.FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no scenario '{name}': choose {string.Join(", ", All.Select(scenario => scenario.Name))}.", nameof(name));

    private static SensorFault During(double t, SensorFault fault) => t is >= 20 and < 25 ? fault : SensorFault.None;

    private static double Hold(double t, SeededNoise noise, double newtons, double releaseAt)
    {
        double envelope = Smooth((t - 2) / 4) - Smooth((t - releaseAt) / 2);
        double drift = 1 + (0.012 * Math.Sin(t * 0.43)) + (0.008 * Math.Sin((t * 1.3) + 1));

        // Passive stress relaxation: tissue gives a little in every hold.
        double relaxation = t > 6 ? 1 - (0.06 * (1 - Math.Exp(-(t - 6) / 4))) : 1;
        return (newtons * envelope * drift * relaxation) + (envelope > 0 ? Tremor(t, noise, newtons * envelope) : 0);
    }

    // Physiological tremor, 8 to 12 Hz, about 0.3 % of the force.
    private static double Tremor(double t, SeededNoise noise, double newtons) =>
        newtons * 0.003 * (Math.Sin(2 * Math.PI * 9.3 * t) + (0.5 * noise.Normal()));

    private static double Smooth(double x)
    {
        double clamped = Math.Clamp(x, 0, 1);
        return clamped * clamped * (3 - (2 * clamped));
    }
}
