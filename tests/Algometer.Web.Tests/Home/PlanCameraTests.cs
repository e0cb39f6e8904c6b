using Algometer.Measurement.Home.Plans;
using Algometer.Web.Pages.AtHome;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>A plan comes by what a camera sees, or by a picture.</summary>
public sealed class PlanCameraTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(37)]
    [InlineData(90)]
    [InlineData(180)]
    public async Task A_signed_plan_is_read_however_the_code_is_held(double degrees)
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync();
        string plan = HandedPlan.Of(fixture.Clinic, fixture.Sign(fixture.Plan(plan => plan with { Country = "DE" })));
        Assert.Equal(plan, CodeReader.Read(SeenCode.Handed(SeenCode.Of(plan, degrees, width: 960, height: 720), 960, 720)));
    }

    [Fact]
    public void What_holds_no_code_or_is_no_picture_is_nothing()
    {
        byte[] wall = SeenCode.Handed(SeenCode.Of(""));
        Assert.Null(CodeReader.Read(wall));
        Assert.Null(CodeReader.Read([]));
        Assert.Null(CodeReader.Read(wall.AsSpan(0, 3)));
        Assert.Null(CodeReader.Read(wall.AsSpan(0, wall.Length - 1)));
        Assert.Null(CodeReader.Read([0, 0, 0, 0]));
        Assert.Null(CodeReader.Read([255, 255, 255, 255, 1, 2, 3]));
        var random = new Random(5);
        for (int i = 0; i < 200; i++)
        {
            byte[] noise = new byte[64 * 64];
            random.NextBytes(noise);
            Assert.Null(CodeReader.Read(SeenCode.Handed(noise, 64, 64)));
        }
    }

    [Fact]
    public async Task The_clinic_is_paired_and_the_plan_taken_by_camera_and_by_picture()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync(paired: false);
        using var films = new ScratchFolder();
        string film = Path.Combine(films.Path, "card.y4m");
        SeenCode.Film(film, fixture.Clinic.ToCard());
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await FilmedAsync(playwright, film);
        IPage page = await (await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } })).NewPageAsync();
        page.SetDefaultTimeout(60_000);
        List<string> errors = [];
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(fixture.Live.Host.Url);
        await page.GotoAsync(new Uri(new Uri(fixture.Live.Host.Url), "/home?lang=en").ToString());
        await page.FocusAsync("#scan:not([disabled])");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("plan-camera[data-scanning] video:not([hidden])");
        await Shots.StepAsync(page, "camera");
        await page.WaitForSelectorAsync("#pair-same");
        await page.WaitForSelectorAsync("plan-camera:not([data-scanning])");
        Assert.Equal(fixture.Clinic.Fingerprint, await page.TextContentAsync("#import-answer .fingerprint"));
        await page.ClickAsync("#pair-same");
        await page.WaitForFunctionAsync("() => !document.getElementById('pair-same')");

        await page.SetInputFilesAsync("#plan-file", new FilePayload { Name = "wall.png", MimeType = "image/png", Buffer = Png("") });
        await page.WaitForFunctionAsync("() => document.querySelector('#import-answer [role=alert]')?.textContent.includes('no code')");
        await page.SetInputFilesAsync("#plan-file", new FilePayload { Name = "broken.png", MimeType = "image/png", Buffer = [1, 2, 3] });
        await page.WaitForFunctionAsync("() => document.getElementById('camera-answer').textContent.includes('no code')");
        await page.SetInputFilesAsync("#plan-file", new FilePayload { Name = "plan.png", MimeType = "image/png", Buffer = Png(fixture.Sign(fixture.Plan())) });
        await page.WaitForSelectorAsync("[data-plan='plan-1']");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task From_a_fresh_start_one_code_and_six_taps_lead_a_newcomer_to_the_first_hold()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync(paired: false);
        using var films = new ScratchFolder();
        string film = Path.Combine(films.Path, "plan.y4m");
        SeenCode.Film(film, HandedPlan.Of(fixture.Clinic, fixture.Sign(fixture.Plan(plan => plan with { Country = "DE" }))));
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await FilmedAsync(playwright, film);
        IPage page = await (await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 360, Height = 640 }, HasTouch = true })).NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(fixture.Live.Host.Url);
        await page.GotoAsync(new Uri(new Uri(fixture.Live.Host.Url), "/home?lang=en").ToString());
        await page.TapAsync("#scan:not([disabled])");
        int taps = 0;
        await TapAsync("#pair-begin");
        foreach (string kind in (string[])["Emergency", "RedFlag", "RefuseOrOverride"])
        {
            await page.WaitForSelectorAsync($"[data-screen=screening-{kind}]");
            await TapAsync("#none");
        }

        await page.WaitForSelectorAsync("#stage[data-phase=place]");

        // Stop is in view though the screen is longer than the phone, and hides nothing that is reached.
        await page.EvaluateAsync("() => window.scrollTo(0, 0)");
        Assert.True(await page.EvaluateAsync<bool>("() => { const stop = document.getElementById('stop').getBoundingClientRect(); return stop.top >= 0 && stop.bottom <= innerHeight; }"));
        await Shots.TakeAsync(page, "home-place-small");
        await TapAsync("#stage button.primary");
        await page.WaitForSelectorAsync("#stage[data-phase=movement-before]");
        await TapAsync("[data-rating='4']");
        await page.WaitForFunctionAsync("() => ['device-check', 'approach', 'hold'].includes(document.getElementById('stage')?.dataset.phase)");
        await page.WaitForFunctionAsync("() => ['approach', 'hold'].includes(document.getElementById('stage')?.dataset.phase)");
        Assert.InRange(taps, 1, 6);
        Assert.Empty(fixture.Live.Errors);

        async Task TapAsync(string what)
        {
            taps++;
            await page.TapAsync(what);
        }
    }

    [Fact]
    public async Task Where_there_is_no_camera_a_picture_or_a_file_is_asked_for()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync(paired: false);
        IPage page = await fixture.OpenAsync();
        await page.ClickAsync("#scan:not([disabled])");
        await page.WaitForFunctionAsync("() => document.getElementById('camera-answer').textContent.includes('Choose a picture')");
        Assert.Empty(await Axe.SeriousAsync(page));
        Assert.Empty(fixture.Live.Errors);
    }

    // A browser whose camera sees a film.
    private static Task<IBrowser> FilmedAsync(IPlaywright playwright, string film) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Checkout.Need(Checkout.Program("chromium-headless-shell") ?? Checkout.Program("chromium"), "Chromium"),
        Args = ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={film}"],
    });

    private static byte[] Png(string text)
    {
        using var bitmap = new SkiaSharp.SKBitmap(new SkiaSharp.SKImageInfo(960, 720, SkiaSharp.SKColorType.Gray8));
        System.Runtime.InteropServices.Marshal.Copy(SeenCode.Of(text, 4, width: 960, height: 720), 0, bitmap.GetPixels(), 960 * 720);
        using SkiaSharp.SKData data = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
