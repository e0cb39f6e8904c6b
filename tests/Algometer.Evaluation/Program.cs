using System.Globalization;
using Algometer.Evaluation.Study;

string mode = args.Length > 0 ? args[0] : "--help";
int count = 3000;
if (mode is not ("fit" or "report") || (args.Length > 1 && (!int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 200)))
{
    Console.WriteLine("""
        Draws holds with known truth from several families of each thing that nobody knows, and fits and measures the easing detector on them.

        dotnet run -c Release --project tests/Algometer.Evaluation -- fit [HOLDS]     fits the weights and writes them as code
        dotnet run -c Release --project tests/Algometer.Evaluation -- report [HOLDS]  measures, and renews the tables of EASING.md
          HOLDS  holds without easing in each cell, at least 200 (default 3000; as many with easing)
        """);
    return mode is "--help" or "-h" ? 0 : 2;
}

string easing = Path.Combine("host", "Algometer.Measurement");
var study = new EasingStudy(count);
if (mode == "fit")
{
    study.WriteWeights(Path.Combine(easing, "Easing"));
}
else
{
    study.WriteReport(Path.Combine(easing, "EASING.md"));
}

return 0;
