using Algometer.Cli.Commands;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Spectre.Console;

namespace Algometer.Cli.Tests.Commands;

/// <summary>What has been recorded can be read at any width: nothing of a session's name or figures is cut.</summary>
public sealed class SessionTableTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(117)]
    [InlineData(118)]
    [InlineData(1000)]
    public void Names_and_figures_are_whole_and_no_line_is_wider_than_the_terminal(int width)
    {
        string[] lines = Print(width);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.DoesNotContain(lines, line => line.Contains('…', StringComparison.Ordinal));
        string row = Assert.Single(lines, line => line.Contains("01M8EDB4C3FEMPJJ", StringComparison.Ordinal));
        foreach (string cell in (string[])["36000.0 s", "2880001", "1234", "cut off"])
        {
            Assert.Contains(cell, row, StringComparison.Ordinal);
        }

        Assert.Equal(width >= SessionTable.FullWidth, row.Contains("◇ simulated live", StringComparison.Ordinal));
    }

    [Fact]
    public void A_title_from_a_file_commands_no_terminal() =>
        Assert.DoesNotContain(Print(SessionTable.FullWidth, "a\u001b[31mred\u0007"), line => line.Any(char.IsControl));

    private static string[] Print(int width, string title = "live")
    {
        var started = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
        var description = new SessionDescription { DeviceId = "A1900001", NominalRateHz = 80, TipAreaCm2 = 1, Source = SessionSource.Live, Title = title, Simulated = true };
        var session = new SessionSummary("01M8EDB4C3FEMPJJ", description, started, started.AddHours(10), SessionEnd.CutOff, 2_880_001, 0, 36_000_000_000) { GapCount = 1234 };
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(SessionTable.Of([session], width));
        return text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
