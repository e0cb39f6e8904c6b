using Microsoft.Playwright;

namespace Algometer.Web.Tests.Liars;

/// <summary>What the alarm banner showed in every frame that the browser drew: each change once, <c>hidden</c> where there was none.</summary>
internal static class BannerFilm
{
    private const string Roll = """
        () => {
          window.film = [];
          const frame = () => {
            const banner = document.getElementById("banner");
            const shown = !banner || banner.hidden || banner.getBoundingClientRect().height === 0 ? "hidden" : banner.dataset.kind;
            if (window.film.at(-1) !== shown) window.film.push(shown);
            requestAnimationFrame(frame);
          };
          frame();
        }
        """;

    /// <summary>Films from now on.</summary>
    public static Task StartAsync(IPage page) => page.EvaluateAsync(Roll);

    /// <summary>What was seen so far, in order.</summary>
    public static Task<string[]> SeenAsync(IPage page) => page.EvaluateAsync<string[]>("() => window.film");
}
