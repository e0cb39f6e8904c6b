using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Algometer.Hardware.Tests.Mechanics;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>
/// One thing has one figure: figures.json names what stands in several papers, by the words round it. All places have the same figure, and it is the drawing's or the sum's where there is one.
/// </summary>
public sealed class FigureTests
{
    private static readonly Parameters _p = Parameters.Read();
    private static readonly string _hardware = Path.Combine(Checkout.Root, "hardware");

    private static readonly (string Page, string Text)[] _papers = [.. Directory.GetFiles(_hardware, "*", SearchOption.AllDirectories)
        .Where(path => (Path.GetExtension(path) is ".md" or ".csv" or ".svg" || path.EndsWith("risks.json", StringComparison.Ordinal)) && !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !path.EndsWith("fit.md", StringComparison.Ordinal))
        .Select(path => (Path.GetRelativePath(_hardware, path), Joined(File.ReadAllText(path))))];

    private static readonly Figure[] _figures = JsonSerializer.Deserialize<Figure[]>(File.ReadAllText(Path.Combine(MadeText.Folder, "figures.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Names() => [.. _figures.Select(figure => figure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_one_figure_in_all_papers(string name)
    {
        Figure figure = _figures.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        Assert.Null(Flaw(figure, _papers));
    }

    [Fact]
    public void Another_figure_in_one_place_is_found()
    {
        Figure rubber = _figures.Single(one => one.Computed is "rubber");
        Assert.Contains("94", Flaw(rubber, [.. _papers, ("a page", "A flat rubber foot of 94 mm, wider than the ball")]), StringComparison.Ordinal);
        Figure tone = _figures.Single(one => one.Name.StartsWith("minute", StringComparison.Ordinal));
        Assert.Contains("half", Flaw(tone, [.. _papers, ("a page", "half a minute later or more, the reserve one sounds")]), StringComparison.Ordinal);
        Assert.NotNull(Flaw(rubber, []));
    }

    // What keeps a figure from being one; null when it is.
    private static string? Flaw(Figure figure, (string Page, string Text)[] papers)
    {
        string? must = figure.Computed.Length > 0 ? Computed(figure.Computed) : figure.Parameter.Length > 0 ? _p[figure.Parameter].ToString(CultureInfo.InvariantCulture) : null;
        foreach (string says in figure.Says)
        {
            int found = 0;
            foreach ((string page, string text) in papers)
            {
                foreach (Match match in Regex.Matches(text, says, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
                {
                    found++;
                    string here = match.Groups["n"].Value.ToLowerInvariant();
                    must ??= here;
                    if (!string.Equals(must, here, StringComparison.Ordinal))
                    {
                        return $"{figure.Name}: {page} says {here} where {must} stands elsewhere or follows: \"{match.Value}\".";
                    }
                }
            }

            if (found == 0)
            {
                return $"{figure.Name}: no paper says \"{says}\".";
            }
        }

        return null;
    }

    private static string Computed(string what) => what switch
    {
        "ball-least" => Whole(Stops.Ball(_p).LeastNewtons),
        "probe-least" => Whole(Stops.Probe(_p).LeastNewtons),
        "ball-most" => Whole(Stops.Ball(_p).MostNewtons),
        "probe-most" => Whole(Stops.Probe(_p).MostNewtons),
        "rubber" => Whole(2 * _p["ball_grip_radius"]),
        "pipe" => Bought.Read().LightPipeLength.ToString(CultureInfo.InvariantCulture),
        "open" => (Math.Floor(10 * (_p["ball_groove"] - _p["ball_stop_gap"] - _p["stop_gap_tolerance"])) / 10).ToString("0.0", CultureInfo.InvariantCulture),
        "probe-gap-from" => (_p["probe_stop_gap"] - _p["stop_gap_tolerance"]).ToString("0.00", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No sum of that name."),
    };

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Joined(string text) => Regex.Replace(text, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(5));

    private sealed record Figure(string Name, string Parameter, string Computed, string[] Says);
}
