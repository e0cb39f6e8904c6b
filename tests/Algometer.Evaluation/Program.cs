using System.Globalization;
using Algometer.Evaluation;

if (args.Length > 1 && args[0] == "explore")
{
    Algometer.Evaluation.Families.Explore.Run(int.Parse(args[1], CultureInfo.InvariantCulture));
    return 0;
}

if (args.Length > 0 && args[0] is "--help" or "-h")
{
    Console.WriteLine("""
        Generates holds with known truth, calibrates the easing detector's thresholds on one set of seeds, measures it on another, compares it
        with simpler ones, and writes the report's tables and pictures.

        dotnet run -c Release --project tests/Algometer.Evaluation -- [HOLDS] [FOLDER]
          HOLDS   holds per cell of a table (default 2000; about five minutes on two cores)
          FOLDER  where the pictures go (default: docs/images/easing; its tables go into EASING.md)
        """);
    return 0;
}

int holds = 2000;
if (args.Length > 0 && (!int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out holds) || holds < 100))
{
    Console.Error.WriteLine($"'{args[0]}' is no number of holds: give at least 100.");
    return 2;
}

string folder = args.Length > 1 ? args[1] : Path.Combine("docs", "images", "easing");
Directory.CreateDirectory(folder);
new Report(holds, folder, args.Length > 1 ? null : Path.Combine("host", "Algometer.Measurement", "EASING.md")).Write();
return 0;
