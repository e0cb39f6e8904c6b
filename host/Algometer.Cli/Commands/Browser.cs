using System.ComponentModel;
using System.Diagnostics;

namespace Algometer.Cli.Commands;

/// <summary>Opens the page as a window of its own where a Chromium browser is, or else in the default browser.</summary>
internal static class Browser
{
    private static readonly string[] _appBrowsers = ["chromium", "google-chrome", "microsoft-edge", "chromium-browser"];

    /// <summary>Opens an address; when nothing can, the address was printed.</summary>
    /// <param name="url">The address.</param>
    /// <param name="isFullScreen">Whether the window takes the whole screen, where it is one of its own.</param>
    public static void Open(string url, bool isFullScreen = false)
    {
        if (OperatingSystem.IsLinux())
        {
            if (Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null)
            {
                return;
            }

            string profile = RecordPlace.Window ?? Directory.CreateTempSubdirectory("algometer-window-").FullName;
            if (_appBrowsers.Any(browser => TryStart(browser, [$"--app={url}", $"--user-data-dir={profile}", "--no-first-run", .. isFullScreen ? ["--start-fullscreen"] : Array.Empty<string>()])))
            {
                return;
            }
        }

        try
        {
            using Process? opened = Process.Start(new ProcessStartInfo(url) { UseShellExecute = true });
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // No browser: the address stands in the terminal.
        }
    }

    private static bool TryStart(string program, params string[] arguments)
    {
        try
        {
            using Process? started = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
            return started is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
