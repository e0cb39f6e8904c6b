using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary>How wide what is printed may be.</summary>
internal static class Terminal
{
    private const int Unbounded = 1000;

    /// <summary>Columns of the terminal; of a file or a pipe, which wraps nothing, as many as a table takes.</summary>
    public static int Width => AnsiConsole.Profile.Width;

    /// <summary>Tables that go to a file or another program are never cut to a width that nobody sees.</summary>
    public static void FitTables()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = Unbounded;
        }
    }
}
