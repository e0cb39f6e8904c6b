using Algometer.Cli.Composition;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Range;
using Algometer.VirtualDevice;
using Algometer.Web.Tests.Pages;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>Plans: written, signed and handed over by the therapist; taken or refused by the patient's page.</summary>
public sealed class PlanPageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_plan_that_must_not_be_used_is_refused_with_its_reason()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync();
        string good = fixture.Sign(fixture.Plan());
        (string Text, string Reason, string Words)[] refused =
        [
            (good[..40] + (good[40] == 'A' ? 'B' : 'A') + good[41..], "plan.altered", "changed after it was signed"),
            (fixture.Sign(fixture.Plan(plan => plan with { CreatedUtc = plan.CreatedUtc.AddDays(-20), MeasuredUtc = plan.CreatedUtc.AddDays(-20), ExpiresUtc = plan.CreatedUtc.AddDays(-1) })), "plan.expired", "ended on"),
            (fixture.Sign(fixture.Plan(plan => plan with { Point = "throat" })), "plan.forbidden-place", "never treated at home"),
            (fixture.Sign(fixture.Plan(plan => plan with { HighNewtons = 70, LimitNewtons = 77 })), "plan.limit-above-cap", "60 N"),
            (fixture.Sign(fixture.Plan(plan => plan with { Position = "lying" })), "plan.wrong-pair", "do not fit"),
            (fixture.Sign(fixture.Plan(plan => plan with { MeasuredUtc = plan.CreatedUtc.AddDays(-31) })), "plan.range-too-old", "Measure it again"),
            ("hello", "plan.unreadable", "damaged"),
        ];
        IPage page = await fixture.OpenAsync();
        foreach ((string text, string reason, string words) in refused)
        {
            await RefusedAsync(page, text, reason, words);
        }

        Assert.Equal(0, await page.Locator("[data-plan]").CountAsync());
        await TakeAsync(page, good);
        await page.WaitForSelectorAsync("[data-plan='plan-1']");
        await RefusedAsync(page, fixture.Sign(fixture.Plan(plan => plan with { Id = "plan-2", Patient = "P-999" })), "plan.other-patient", "for somebody else");
        Assert.Equal(1, await page.Locator("[data-plan]").CountAsync());
        Assert.Empty(fixture.Live.Errors);
    }

    private async Task RefusedAsync(IPage page, string text, string reason, string words)
    {
        await TakeAsync(page, text);
        string said = (await page.TextContentAsync($"#import-answer [data-reason='{reason}']"))!;
        output.WriteLine(said);
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_expires_after_it_was_taken_cannot_be_started()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync();
        DateTimeOffset now = fixture.Time.GetUtcNow();
        fixture.Accept(fixture.Plan(plan => plan with { CreatedUtc = now.AddDays(-20), MeasuredUtc = now.AddDays(-21), ExpiresUtc = now.AddMinutes(-1) }));
        IPage page = await fixture.OpenAsync();
        await page.WaitForSelectorAsync("[data-plan] [data-reason='plan.expired']");
        Assert.False(await page.Locator("[data-start]").IsVisibleAsync());
        Assert.Equal("plan.expired", await page.EvaluateAsync<string>("async () => { const { Live } = await import('/modules/live.js'); return await new Live(() => {}, () => {}, () => {}).command('home.start', { utcOffsetMinutes: 0, plan: 'plan-1' }); }"));
    }

    [Fact]
    public async Task A_clinic_is_paired_once_by_comparing_its_letters_and_then_its_plan_is_taken_from_a_file()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync(paired: false);
        IPage page = await fixture.OpenAsync();
        await TakeAsync(page, fixture.Sign(fixture.Plan()));
        await page.WaitForSelectorAsync("[data-reason='plan.unknown-clinic']");
        await TakeAsync(page, fixture.Clinic.ToCard());
        await page.WaitForSelectorAsync(".fingerprint");
        Assert.Equal(fixture.Clinic.Fingerprint, await page.TextContentAsync(".fingerprint"));
        await Shots.TakeAsync(page, "home-pairing");
        await page.ClickAsync("#pair-same");
        await page.WaitForFunctionAsync("(letters) => document.getElementById('import').textContent.includes(letters)", fixture.Clinic.Fingerprint);
        await page.SetInputFilesAsync("#plan-file", new FilePayload { Name = "plan.algoplan", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(fixture.Sign(fixture.Plan())) });
        await page.WaitForSelectorAsync("[data-plan='plan-1']");
        Assert.Contains("signed by A. Weber", await page.TextContentAsync("[data-plan]"), StringComparison.Ordinal);
        Assert.Empty(fixture.Live.Errors);
    }

    [Fact]
    public async Task The_safe_range_is_measured_by_slow_ramps_and_becomes_a_signed_plan_that_the_patient_takes()
    {
        using var folder = new ScratchFolder();
        using Records.RecordStore store = Records.RecordStore.Open(folder.Path, TimeProvider.System);
        string person = store.People.Add(new Records.People.Person { Code = "P-021" }).Id;
        var hand = new RampingHand();
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = hand, Speed = 6 }), store, data: folder.Path);
        fixture.Services.Range.Watched = test => hand.Goal = test.Phase switch { RangePhase.ToLower => 25.5, RangePhase.ToUpper => 38.5, _ => 0 };
        IPage page = await fixture.OpenBareAsync(path: "/plan.html?person=" + person);
        await page.WaitForURLAsync($"**/patients/{person}/plan");
        await PageLooks.AliveAsync(page);
        await page.FillAsync("#clinic-name", "Praxis am Park");
        await page.ClickAsync("#make-key");
        await page.WaitForSelectorAsync("#clinic .mono");
        await page.WaitForSelectorAsync("#begin:not([disabled])");
        await page.ClickAsync("#begin");
        await page.WaitForSelectorAsync("#ramp");
        for (int ramp = 1; ramp <= 2; ramp++)
        {
            await ReachedAsync("to-lower", 25.3);
            await page.Keyboard.PressAsync("5");
            await ReachedAsync("to-upper", 38.3);
            if (ramp == 1)
            {
                await Shots.TakeAsync(page, "plan-ramp");
            }

            await page.Keyboard.PressAsync("7");
        }

        await page.WaitForSelectorAsync("#ramp[data-phase=done]");
        await page.WaitForSelectorAsync("#form");
        await PageLooks.AssertAsync(page);
        await page.FillAsync("#signed-by", "A. Weber");
        await page.WaitForSelectorAsync("#verdict[data-good=true]");
        await page.FillAsync("#hold", "120");
        await page.WaitForSelectorAsync("#verdict[data-good=false]");
        Assert.Contains("30–90 s", await page.TextContentAsync("#verdict"), StringComparison.Ordinal);
        await page.FillAsync("#hold", "45");
        await page.WaitForSelectorAsync("#verdict[data-good=true]");
        await page.ClickAsync("#sign");
        await page.WaitForSelectorAsync("#qr svg path");
        await Shots.TakeAsync(page, "plan-signed");
        string text = await page.InputValueAsync("#text");
        string letters = (await page.TextContentAsync("#letters"))!;
        IPage home = await fixture.OpenBareAsync(path: "/home?lang=en");
        await TakeAsync(home, text);
        await home.WaitForSelectorAsync("#pair-same");
        Assert.Equal(letters, await home.TextContentAsync("#import-answer .fingerprint"));
        await home.ClickAsync("#pair-same");
        await home.WaitForSelectorAsync("[data-plan]");
        Assert.Contains("3 × 45 s", await home.TextContentAsync("[data-plan]"), StringComparison.Ordinal);
        Assert.Equal(60, fixture.Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons), 0.01);
        Assert.Empty(fixture.Errors);

        // As the person who looks at the page sees it: the phase, and the number from the live stream.
        Task ReachedAsync(string phase, double newtons) => page.WaitForFunctionAsync(
            "([phase, newtons]) => document.querySelector('#ramp')?.dataset.phase === phase && Number(document.querySelector('live-force span').textContent) >= newtons", new object[] { phase, newtons }, new PageWaitForFunctionOptions { Timeout = 30000 });
    }

    private static async Task TakeAsync(IPage page, string text)
    {
        await page.WaitForSelectorAsync("#import");
        await page.EvaluateAsync("() => { document.getElementById('import').open = true; }");
        await page.FillAsync("#plan-text", text);
        await page.ClickAsync("#take");
    }

    // Leans on the ball at 6 N/s to where it begins to hurt as much as asked, and lets go otherwise.
    private sealed class RampingHand : IVirtualHand
    {
        private double _now;

        public double Goal { get; set; }

        public double Newtons { get; private set; }

        public bool PressesButton => false;

        public SensorFault Fault => SensorFault.None;

        public void MoveTo(double seconds)
        {
            double step = seconds - _now;
            _now = seconds;
            Newtons = Newtons < Goal ? Math.Min(Goal, Newtons + (6 * step)) : Math.Max(Goal, Newtons - (60 * step));
        }
    }
}
