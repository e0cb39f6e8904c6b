using System.Globalization;
using Algometer.Measurement.Home.Session;
using Algometer.Web.Pages.AtHome;
using Algometer.Web.Tests.Pages;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>Every step of a session as the page draws it, in a browser, without a device, a program or a clock: what is laid out does not hang on them.</summary>
internal sealed class DrawnSteps : IAsyncDisposable
{
    private static readonly Lazy<string> _looks = new(() => string.Join(
        '\n', new[] { "tokens", "shell", "picture", "home" }.Select(name => File.ReadAllText(Path.Combine(Checkout.Root, "host", "Algometer.Web", "wwwroot", "css", name + ".css")))));

    private readonly string _language;
    private readonly ComponentPage _drawn;
    private readonly IBrowserContext _context;
    private readonly IPage _page;

    private DrawnSteps(string language, IBrowserContext context, IPage page)
    {
        _language = language;
        _drawn = new ComponentPage(language: language);
        _context = context;
        _page = page;
    }

    public static async Task<DrawnSteps> OpenAsync(string language, int width, int height)
    {
        IBrowserContext context = await (await SharedBrowser.GetAsync()).NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        return new DrawnSteps(language, context, await context.NewPageAsync());
    }

    /// <summary>Draws one after another.</summary>
    public async Task EachAsync(Func<SessionPhase, IPage, Task> look)
    {
        // A culture lives in the flow of one method: it is set where is drawn.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(_language);
        string rest = _drawn.Services.GetRequiredService<HomeWords>()["rest.heading"];
        foreach (SessionPhase phase in Enum.GetValues<SessionPhase>())
        {
            string markup = _drawn.Render<SessionStage>(stage => stage.Add(of => of.View, SomeSession.In(phase)).AddCascadingValue<Steer>(_ => { })).Markup;
            Assert.Equal(phase == SessionPhase.Rest, markup.Contains($">{rest}</h2>", StringComparison.Ordinal));
            await _page.SetContentAsync($"<!doctype html><html lang='{_language}'><head><meta charset='utf-8'><title>{phase}</title><style>{_looks.Value}</style></head>"
                + $"<body><div class='home-page' data-view='session'><header><h1>Algometer</h1></header><main id='main'><div id='stage' class='card'>{markup}</div></main></div></body></html>");
            await look(phase, _page);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _drawn.DisposeAsync();
    }
}
