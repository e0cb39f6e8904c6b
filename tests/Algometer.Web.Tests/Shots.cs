using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>Pictures of a page at both sizes and in both schemes, when asked for with ALGOMETER_SCREENSHOTS=1.</summary>
internal static class Shots
{
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is not "1")
        {
            return;
        }

        string folder = Environment.GetEnvironmentVariable("ALGOMETER_SHOTS") ?? Path.Combine(Path.GetTempPath(), "shots");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + "-dark.png") });
        await page.SetViewportSizeAsync(390, 844);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + "-phone-dark.png"), FullPage = true });
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + "-phone.png"), FullPage = true });
        await page.SetViewportSizeAsync(1280, 860);
    }

    /// <summary>One picture as it stands.</summary>
    public static async Task StepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is "1")
        {
            string folder = Path.Combine(Path.GetTempPath(), "shots");
            Directory.CreateDirectory(folder);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
