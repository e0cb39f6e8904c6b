namespace Algometer.Tables.Tests;

/// <summary>Files that were once read wrongly without a word: each is asked about now, or read rightly.</summary>
internal static class StrangerShapes
{
    private static readonly double[] _three = [1, 2.5, -3];
    private static readonly double[] _at = [0, 0.5, 1];

    public static IEnumerable<Shape> All => [.. Names()];

    private static IEnumerable<Shape> Names()
    {
        string[] forces = ["Sollkraft (N)", "Zielkraft [N]", "Consigne (N)", "Spitzenkraft (N)", "Fmax (N)", "Fuerza máxima (N)", "Mittlere Kraft (N)", "Streuung (N)", "Toleranz (N)", "Gewichtskraft (N)", "Bodyweight_N", "BW (N)", "MVC (N)", "desired_N", "command_N", "required_N", "nominal force (N)", "cutoff_N", "trigger_N", "upper_N", "lower_N", "uncertainty_N", "RMS (N)", "percent_N", "Force^2 (N)", "Force % (N)", "F1-F2 (N)", "TargetForce (N)", "目标力 (N)"];
        foreach (string name in forces)
        {
            yield return Shape.Refused($"no force: {name}", $"time_s,{name}\n0,1\n0.5,2\n1,3\n", ["no column is surely what --force needs", $"--force \"{name}:N\""]);
        }

        string[] times = ["time_to_peak_s", "ramp time (s)", "rise time (s)", "remaining (s)", "Restzeit (s)", "countdown_s", "response_s", "timeout_s"];
        foreach (string name in times)
        {
            yield return Shape.Refused($"no time: {name}", $"{name},force_N\n0,1\n0.5,2\n1,3\n", ["no column is surely what --time needs", $"--time \"{name}:s\""]);
        }

        string[] plain = ["Force (N)", "F [N]", "Fz (N)", "Force 1 (N)", "CH1 (N)", "Kraft links [N]", "Sensor 2 force (N)", "GripForce (N)", "raw force (N)", "Filtered Force [N]", "Carga (N)", "Pulling Force (N)", "力 (N)", "Druckkraft / N", "Load-Cell (N)"];
        foreach (string name in plain)
        {
            yield return Shape.Read($"a force: {name}", $"time_s,{name}\n0,1\n0.5,2.5\n1,-3\n", _at, _three);
        }

        yield return Shape.Read("a force beside what nobody knows", "time_s,Sollkraft (N),Kraft (N),Fmax (N)\n0,9,1,9\n0.5,9,2.5,9\n1,9,-3,9\n", _at, _three, words: "Force: column 'Kraft (N)'");
        yield return Shape.Read("a word that nobody knows, told", "time_s,Istkraft (N)\n0,1\n0.5,2.5\n1,-3\n", _at, _three, new() { Force = "Istkraft (N)" });
    }
}
