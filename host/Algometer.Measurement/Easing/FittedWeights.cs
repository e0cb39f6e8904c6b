namespace Algometer.Measurement.Easing;

/// <summary>
/// The weights that the study fitted; written by it (`dotnet run -c Release --project tests/Algometer.Evaluation -- fit`), not by hand.
/// </summary>
/// <remarks>
/// Unit: ln of the odds for each unit of the number weighed (ln(force) for most, see <see cref="EasingEvidenceNames"/>); sizes are parts of
/// the force; thresholds are ln of the odds. Source: study. Certainty: G, from simulated holds; no recording of an easing is public.
/// </remarks>
internal static class FittedWeights
{
    private static readonly EasingWeights[] _probe =
    [
        new()
        {
            Seconds = 30,
            Calm = [0.4353, 0.7714],
            FallsOnly = [0.3987, 0.6331],
            Moves = [0.0682, 0.633],
            Size = [-0.01696, 0.0001536, 1.002],
            SizeDeviation = 0.05333,
            Held = [-9.605, 0.4995, -2.545, -0.2115, -27.36, -16.84],
            Thresholds = [new(1.182, 2.494), new(0.9405, 1.583), new(0.2673, 0.9863)],
        },
        new()
        {
            Seconds = 60,
            Calm = [0.191, 0.8585],
            FallsOnly = [0.5112, 0.7288],
            Moves = [0.4323, 1.071],
            Size = [-0.02165, -0.001298, 1.118],
            SizeDeviation = 0.04879,
            Held = [-15.28, -0.03178, -4.36, 0.9263, -24.65, -15.37],
            Thresholds = [new(1.305, 3.326), new(1.357, 2.944), new(0.551, 1.507)],
        },
        new()
        {
            Seconds = 90,
            Calm = [-0.3077, 0.6932],
            FallsOnly = [0.4347, 0.6618],
            Moves = [0.3502, 0.9197],
            Size = [-0.04168, -0.0004215, 1.252],
            SizeDeviation = 0.04526,
            Held = [-13.29, -0.5224, -3.82, 1.348, -25.5, -10.05],
            Thresholds = [new(0.05, 0.7043), new(1.098, 1.926), new(1.077, 1.878)],
        },
    ];

    private static readonly EasingWeights[] _ball =
    [
        new()
        {
            Seconds = 30,
            Calm = [0.2196, 0.8039],
            FallsOnly = [-0.04093, 0.7748],
            Moves = [-0.6337, 0.6895],
            Size = [-0.03709, 0.00281, 1.067],
            SizeDeviation = 0.05621,
            Held = [-11.17, 0.01978, -2.1, -0.407, -43.34, -19.63],
            Thresholds = [new(1.793, 2.155), new(0.8419, 1.808), new(0.05, 0.5567)],
        },
        new()
        {
            Seconds = 60,
            Calm = [-0.04957, 0.7973],
            FallsOnly = [0.3516, 0.6151],
            Moves = [0.2459, 0.964],
            Size = [-0.001042, 0.005251, 0.8219],
            SizeDeviation = 0.05677,
            Held = [-13.56, 0.4872, -3.253, -0.4051, -30.62, -16.01],
            Thresholds = [new(0.9044, 1.998), new(1.528, 1.939), new(0.7778, 1.56)],
        },
        new()
        {
            Seconds = 90,
            Calm = [0.1309, 0.8847],
            FallsOnly = [0.3175, 0.6292],
            Moves = [0.3371, 1.161],
            Size = [-0.02323, 0.002143, 1.039],
            SizeDeviation = 0.05018,
            Held = [-17.68, -0.0149, -3.671, -0.2419, -42.16, -15.6],
            Thresholds = [new(0.3547, 0.9763), new(1.406, 2.166), new(0.4363, 0.7476)],
        },
    ];

    /// <summary>For each length of hold, shortest first.</summary>
    public static IReadOnlyList<EasingWeights> For(PressingTool tool) => tool == PressingTool.Ball ? _ball : _probe;
}
