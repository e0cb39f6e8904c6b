using System.Text;

namespace Algometer.Measurement.Home.Rules;

/// <summary>
/// Ids of all words that patients see or hear. English stands in <c>seeds/guidance.json</c>, other languages beside it. What follows from an enumeration
/// lies with it, as <c>TextId()</c>.
/// </summary>
public static class TextIds
{
    /// <summary>The feeling after which less is asked for.</summary>
    public const string FeelsWorse = "worse";

    /// <summary>Call for help now.</summary>
    public const string Emergency = "screen.emergency";

    /// <summary>A pair without a reason of its own.</summary>
    public const string PairNotListed = "pair.not-listed";

    /// <summary>A tool that does not feel the force.</summary>
    public const string ToolWithoutSensor = "tool.no-sensor";

    /// <summary>Words of an emotion, quality or answer about the session.</summary>
    public static IReadOnlyList<string> Feelings { get; } = ["easier", "same", "sore", FeelsWorse, "unsure"];

    /// <summary>A region's name.</summary>
    public static string Region(string id) => "region." + id;

    /// <summary>A point's name.</summary>
    public static string Point(string id) => "point." + id;

    /// <summary>How a point is found.</summary>
    public static string PointWhere(string id) => "point." + id + ".where";

    /// <summary>A tool's name.</summary>
    public static string Tool(string id) => "tool." + id;

    /// <summary>A position, told to the patient.</summary>
    public static string Position(string id) => "position." + id;

    /// <summary>Why a pair is refused.</summary>
    public static string Pair(string id) => "pair." + id;

    /// <summary>Why a place is never treated at home.</summary>
    public static string Never(string id) => "never." + id;

    /// <summary>A preset's name.</summary>
    public static string Preset(string id) => "preset." + id;

    /// <summary>What differs with a preset.</summary>
    public static string PresetAdvice(string id) => "preset." + id + ".advice";

    /// <summary>A screening question.</summary>
    public static string Screen(string id) => "screen." + id;

    /// <summary>What a yes to it is answered with.</summary>
    public static string ScreenYes(string id) => "screen." + id + ".yes";

    /// <summary>A stop reason, as on its button.</summary>
    public static string Stop(string id) => "stop." + id;

    /// <summary>What follows a stop reason.</summary>
    public static string StopThen(string id) => "stop." + id + ".then";

    /// <summary>A feeling, as on its button.</summary>
    public static string Feeling(string id) => "feeling." + id;

    /// <summary>How a movement changed.</summary>
    public static string Change(Visits.MovementChange change) => "change." + Kebab(change);

    /// <summary>The id of a value: <c>OnTarget</c> is <c>on-target</c>.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        var kebab = new StringBuilder(name.Length + 4);
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }
}
