using System.Text.RegularExpressions;
using Algometer.Hardware.Tests.Mechanics;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>The guides say what the program says, show pictures that exist, and give the figures of the drawings.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void The_bring_up_table_has_a_line_for_each_finding_of_diagnose_in_its_order()
    {
        var check = new SignalCheck(80, default);
        check.Accept(new Sample(0, 0, 1, 0, SampleFlags.None, default));
        check.Accept(new Sample(1, 12_500, 2, 0, SampleFlags.None, default));
        string text = File.ReadAllText(Path.Combine(MadeText.Folder, "bring-up.md"));
        string table = text[text.IndexOf("<!-- findings -->", StringComparison.Ordinal)..text.IndexOf("<!-- /findings -->", StringComparison.Ordinal)];
        string[] rows = [.. table.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('|')[1].Trim())];
        Assert.Equal(["data", .. check.Findings().Select(finding => finding.Name), "link"], rows);
    }

    [Fact]
    public void Every_file_and_picture_that_a_page_names_exists()
    {
        string hardware = Path.Combine(Checkout.Root, "hardware");
        foreach (string page in Directory.GetFiles(hardware, "*.md", SearchOption.AllDirectories))
        {
            foreach (string link in Link().Matches(File.ReadAllText(page)).Select(match => match.Groups["to"].Value).Where(link => !link.Contains(':', StringComparison.Ordinal)))
            {
                string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, link.Split('#')[0]));
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{Path.GetRelativePath(hardware, page)} names {link}, which is not there.");
            }
        }
    }

    [Fact]
    public void The_stops_figures_are_those_of_the_drawings()
    {
        var parameters = Parameters.Read();
        string mechanics = File.ReadAllText(Path.Combine(Drawings.Folder, "README.md"));
        string assembly = File.ReadAllText(Path.Combine(MadeText.Folder, "assembly.md"));
        foreach ((string name, OverloadStop stop, double cap, double rated) in new[]
        {
            ("probe", Stops.Probe(parameters), parameters["probe_largest_cap"], parameters["bar_rated"]),
            ("ball", Stops.Ball(parameters), parameters["ball_largest_cap"], parameters["button_rated"]),
        })
        {
            Assert.Contains(FormattableString.Invariant($"| {name} | {stop.BeginsNewtons:0} N | {stop.NominalNewtons:0} N | {stop.LeastNewtons:0} to {stop.MostNewtons:0} N | {cap:0} N | {rated:0} N |"), mechanics, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"| {name} | at least {stop.LeastNewtons:0} N ({stop.LeastNewtons / 9.80665:0.0} kg) | {stop.NominalNewtons:0} N ({stop.NominalNewtons / 9.80665:0.0} kg) |"), assembly, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"never show more than {stop.MostNewtons:0} N"), assembly, StringComparison.Ordinal);

            // Where the springs begin to yield is felt in the hand: a range, for springs and prints vary.
            Assert.Contains(FormattableString.Invariant($"({stop.BeginsLeastNewtons:0} to {stop.BeginsMostNewtons:0} N, {stop.BeginsNewtons:0} N by the drawing)"), assembly, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"{parameters[name + "_give"] / 2} mm/N"), mechanics, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"{parameters[name + "_give"] / 2} mm/N"), assembly, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_light_pipe_ends_where_the_guide_and_the_list_say()
    {
        // Level with the lid; the light stands 1.1 mm over the board.
        var p = Parameters.Read();
        double length = Bought.Read().LightPipeLength;
        double over = p["box_height"] - p["box_wall"] - length - p["box_spacer"] - p["box_board_thickness"] - 1.1;
        Assert.InRange(over, 0.9, 1.5);
        Assert.Contains(FormattableString.Invariant($"Light pipe, {length} mm, into hole 1, level with the lid: it ends {over:0.0} mm above"), File.ReadAllText(Path.Combine(MadeText.Folder, "assembly.md")), StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"glued in hole 1, {over:0.0} mm above the light"), File.ReadAllText(Path.Combine(MadeText.Folder, "parts.csv")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Link();
}
