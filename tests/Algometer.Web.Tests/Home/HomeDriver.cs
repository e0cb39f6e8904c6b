using System.Text.Json;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>What a patient does on the page, answer by answer, as the simulated patient answers; by keyboard alone.</summary>
internal sealed class HomeDriver(IPage page, IHomeAnswers answers)
{
    // What stands on the page: another phase, another question, a question about pain, or a way on.
    private const string Signature = "() => { const phase = document.getElementById('stage')?.dataset.phase; if (!phase) return 'none'; const shown = (what) => Boolean(document.querySelector(what)); return [phase, shown('#pain-ask:not([hidden])'), document.querySelectorAll('#stage [data-choice]').length, document.getElementById('which')?.textContent, shown('#again:not([hidden])'), shown('#continue')].join(); }";

    /// <summary>Phases in the order in which the page showed them.</summary>
    public List<string> Phases { get; } = [];

    /// <summary>Called at each change with the session's phase.</summary>
    public Func<string, Task>? Seen { get; init; }

    /// <summary>What to press when the page asks how to go on after a trouble.</summary>
    public string AfterTrouble { get; init; } = "#finish";

    /// <summary>Begins the session of the first plan on the page.</summary>
    public async Task StartAsync()
    {
        await page.WaitForSelectorAsync("home-session[data-view=today] [data-start]:not([hidden]):not([disabled])");
        await page.FocusAsync("[data-start]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => algometer.now");
    }

    /// <summary>Goes through the session until it is over.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            string signature = await page.EvaluateAsync<string>(Signature);
            string phase = signature.Split(',')[0];
            if (Phases.Count == 0 || Phases[^1] != phase)
            {
                Phases.Add(phase);
            }

            if (Seen is { } seen)
            {
                await seen(phase);
            }

            if (phase is "done" or "refused" or "emergency" or "none")
            {
                return;
            }

            await ActAsync(phase, signature.Contains(",true", StringComparison.Ordinal));
            await page.WaitForFunctionAsync($"(before) => ({Signature})() !== before", signature, new PageWaitForFunctionOptions { Timeout = 30000 });
        }
    }

    private async Task ActAsync(string phase, bool _)
    {
        switch (phase)
        {
            case "screening":
                await page.WaitForSelectorAsync("#none");
                string[] asked = await OfferedAsync();
                int yes = Array.FindIndex(asked, answers.Yes);
                await page.Keyboard.PressAsync(yes < 0 ? "n" : (yes + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case "place":
                await page.WaitForSelectorAsync("[data-first]:focus");
                await page.Keyboard.PressAsync("Enter");
                break;
            case "movement-before" or "movement-after":
                await page.Keyboard.PressAsync(Digit(answers.MovementPain(phase == "movement-after")));
                break;
            case "approach" or "hold" or "release" when await page.Locator("#pain-ask").IsVisibleAsync():
                if (answers.WantsToStop() is not null)
                {
                    await page.Keyboard.PressAsync("Space");
                }
                else if (answers.Pain() is { } pain)
                {
                    await page.Keyboard.PressAsync(Digit(pain));
                }

                break;
            case "stop-reason":
                string[] reasons = await OfferedAsync();
                int reason = Math.Max(0, Array.IndexOf(reasons, answers.WantsToStop() ?? "enough"));
                await page.ClickAsync($"[data-choice={reasons[reason]}]");
                break;
            case "rest" when await page.Locator("#again").IsVisibleAsync():
                await page.WaitForSelectorAsync("#again:not([hidden])");
                await page.FocusAsync("#again");
                await page.Keyboard.PressAsync("Enter");
                break;
            case "trouble":
                await page.WaitForSelectorAsync(AfterTrouble);
                await page.FocusAsync(AfterTrouble);
                await page.Keyboard.PressAsync("Enter");
                break;
            case "feeling":
                string[] feelings = await OfferedAsync();
                await page.Keyboard.PressAsync((Array.IndexOf(feelings, answers.Feeling) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case "tingling":
                await page.Keyboard.PressAsync("Enter");
                break;
        }
    }

    private Task<string[]> OfferedAsync() => page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('#stage [data-choice]')].map((node) => node.dataset.choice)");

    /// <summary>The key of a rating.</summary>
    public static string Digit(int rating) => rating == 10 ? "t" : rating.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
