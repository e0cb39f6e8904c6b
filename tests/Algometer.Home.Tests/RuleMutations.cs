using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Visits;
using Algometer.Seeds;

namespace Algometer.Home.Tests;

/// <summary>One rule of a seed file, removed, loosened or tightened.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Where, with ids in place of list numbers.</param>
/// <param name="What">What was done.</param>
/// <param name="Json">The whole file afterwards.</param>
internal sealed record RuleMutant(string File, string Path, string What, string Json);

/// <summary>Makes every mutant of the rules: each entry of a list removed; each number, yes or no and choice changed.</summary>
internal static class RuleMutations
{
    private static readonly string[] _names = ["version", "certainty", "id", "source"];

    public static IReadOnlyList<RuleMutant> Of(string file, Func<string, bool> takes)
    {
        string text = System.IO.File.ReadAllText(Path.Combine(Checkout.Root, "seeds", file));
        var mutants = new List<RuleMutant>();
        Walk(JsonNode.Parse(text)!, "", [], (path, steps, what, change) =>
        {
            if (takes(path))
            {
                JsonNode copy = JsonNode.Parse(text)!;
                change(copy, steps);
                mutants.Add(new RuleMutant(file, path, what, copy.ToJsonString()));
            }
        });
        return mutants;
    }

    public static (HomeRules Rules, VisitLists Lists, GuidanceTexts Texts) Read(RuleMutant mutant)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(mutant.Json));
        return mutant.File switch
        {
            HomeRules.File => (SeedFile.Parse<HomeRules>(json, mutant.File), Given.Lists, Given.Texts),
            GuidanceTexts.File => (Given.Rules, Given.Lists, SeedFile.Parse<GuidanceTexts>(json, mutant.File)),
            _ => (Given.Rules, SeedFile.Parse<VisitLists>(json, mutant.File), Given.Texts),
        };
    }

    private static void Walk(JsonNode node, string path, object[] steps, Action<string, object[], string, Action<JsonNode, object[]>> found)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach ((string name, JsonNode? value) in fields)
                {
                    if (!_names.Contains(name, StringComparer.Ordinal) && value is not null)
                    {
                        if (path.Length > 0 && path.EndsWith("/texts", StringComparison.Ordinal))
                        {
                            found($"{path}/{name}", [.. steps, name], "removed", (root, to) => ((JsonObject)At(root, to[..^1])).Remove((string)to[^1]));
                        }

                        Walk(value, $"{path}/{name}", [.. steps, name], found);
                    }
                }

                break;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    string name = list[i] is JsonObject entry && entry["id"] is { } id ? id.GetValue<string>() : list[i] is JsonValue plain && plain.GetValueKind() == JsonValueKind.String ? plain.GetValue<string>() : i.ToString(CultureInfo.InvariantCulture);
                    found($"{path}/{name}", [.. steps, i], "removed", (root, to) => ((JsonArray)At(root, to[..^1])).RemoveAt((int)to[^1]));
                    Walk(list[i]!, $"{path}/{name}", [.. steps, i], found);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                double number = value.GetValue<double>();
                bool whole = number == Math.Floor(number);
                foreach (double other in (double[])[number * 3, number / 3])
                {
                    double changed = whole ? Math.Round(other) : other;
                    changed = number == 0 ? 12 : changed == number ? number + 1 : changed;
                    found(path, steps, string.Create(CultureInfo.InvariantCulture, $"{number} → {changed:0.##}"), (root, to) => Set(root, to, whole ? (int)changed : changed));
                }

                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                found(path, steps, "turned", (root, to) => Set(root, to, value.GetValueKind() == JsonValueKind.False));
                break;
            case JsonValue value when Choice(path, value.GetValue<string>()) is { } other:
                found(path, steps, $"{value.GetValue<string>()} → {other}", (root, to) => Set(root, to, other));
                break;
        }
    }

    private static string? Choice(string path, string value) => (path.Split('/')[^1], value) switch
    {
        ("action", "may-go-on") => "end-session",
        ("action", "end-session") => "may-go-on",
        ("action", "lock-point") => "end-session",
        ("action", "watch-tingling") => "may-go-on",
        ("action", "emergency") when path.StartsWith("/stop", StringComparison.Ordinal) => "lock-point",
        ("action", "emergency") => "red-flag",
        ("action", "red-flag") => "refuse-or-override",
        ("action", "refuse-or-override") => "red-flag",
        ("band_top", "upper-rating") => "lower-rating",
        ("band_top", "lower-rating") => "upper-rating",
        ("movement", not "") => "",
        _ => null,
    };

    private static JsonNode At(JsonNode root, object[] steps) => steps.Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!);

    private static void Set(JsonNode root, object[] steps, JsonNode value)
    {
        JsonNode parent = At(root, steps[..^1]);
        if (steps[^1] is int index)
        {
            parent[index] = value;
        }
        else
        {
            parent[(string)steps[^1]] = value;
        }
    }
}
