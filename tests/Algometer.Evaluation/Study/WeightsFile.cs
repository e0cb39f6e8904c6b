using System.Globalization;
using System.Text;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Study;

/// <summary>Writes the fitted weights as the one file of constants that the detector ships with.</summary>
internal static class WeightsFile
{
    /// <summary>The text of the file.</summary>
    public static string Of(IReadOnlyList<EasingWeights> probe, IReadOnlyList<EasingWeights> ball)
    {
        var text = new StringBuilder();
        text.Append("""
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

            """);
        Cells(text, "probe", probe);
        Cells(text, "ball", ball);
        text.Append("""
                /// <summary>For each length of hold, shortest first.</summary>
                public static IReadOnlyList<EasingWeights> For(PressingTool tool) => tool == PressingTool.Ball ? _ball : _probe;
            }

            """);
        return text.ToString();
    }

    /// <summary>The text of the file of networks: text in lines of 128.</summary>
    public static string Of(EasingNetWeights probe, EasingNetWeights ball) => $$"""
        namespace Algometer.Measurement.Easing;

        /// <summary>
        /// The networks that the study fitted; written by it (`dotnet run -c Release --project tests/Algometer.Evaluation -- fit`), not by hand.
        /// </summary>
        /// <remarks>
        /// 16-bit numbers, the lower byte first, as base64, laid out as <see cref="EasingNetShape"/> says. Unit: what the layer before gives. Source:
        /// study. Certainty: G, from simulated holds; no recording of an easing is public.
        /// </remarks>
        internal static class FittedNets
        {
            private static readonly EasingNetWeights _probe = EasingNetWeights.Parse(
                {{Lines(probe)}});

            private static readonly EasingNetWeights _ball = EasingNetWeights.Parse(
                {{Lines(ball)}});

            /// <summary>For a tool.</summary>
            public static EasingNetWeights For(PressingTool tool) => tool == PressingTool.Ball ? _ball : _probe;
        }

        """;

    private static string Lines(EasingNetWeights weights) =>
        string.Join("\n        + ", weights.ToText().Chunk(128).Select(line => $"\"{new string(line)}\""));

    private static void Cells(StringBuilder text, string name, IReadOnlyList<EasingWeights> cells)
    {
        text.Append(CultureInfo.InvariantCulture, $"    private static readonly EasingWeights[] _{name} =\n    [\n");
        foreach (EasingWeights cell in cells)
        {
            text.Append(CultureInfo.InvariantCulture, $"        new()\n        {{\n            Seconds = {N(cell.Seconds)},\n            Calm = [{Row(cell.Calm)}],\n            FallsOnly = [{Row(cell.FallsOnly)}],\n            Moves = [{Row(cell.Moves)}],\n            Size = [{Row(cell.Size)}],\n            SizeDeviation = {N(cell.SizeDeviation)},\n            Held = [{Row(cell.Held)}],\n            Thresholds = [{string.Join(", ", cell.Thresholds.Select(t => $"new({N(t.Possible)}, {N(t.Likely)})"))}],\n        }},\n");
        }

        text.Append("    ];\n\n");
    }

    private static string Row(IReadOnlyList<double> values) => string.Join(", ", values.Select(N));

    private static string N(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
