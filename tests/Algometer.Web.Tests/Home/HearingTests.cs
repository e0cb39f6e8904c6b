using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>A session that is heard and not seen; and the sounds themselves, rendered and measured.</summary>
public sealed class HearingTests(ITestOutputHelper output)
{
    private const int Rate = 22050;

    [Fact]
    public async Task A_whole_session_is_led_by_sound_alone()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync("steady", speed: 6);
        fixture.Accept(fixture.Plan(plan => plan with { HoldSeconds = 30 }));
        fixture.Live.Services.Home.Watched = null;
        IPage page = await fixture.OpenAsync();
        var driver = new HomeDriver(page, fixture.Hand);
        await driver.StartAsync();
        await page.EvaluateAsync("() => { document.documentElement.style.opacity = '0'; }");
        var heard = new List<string>();
        string key = "";
        while (key != "done")
        {
            key = await NextAsync(page, heard.Count);
            heard.Add(key);
            await FollowAsync(page, fixture.Hand, key);
        }

        output.WriteLine(string.Join(" ", heard));
        string[] order = ["say screening", "say place", "say movement-before", "say approach", "tone more", "tone stay", "say pain.ask", "say release", "say movement-after", "say feeling"];
        int at = -1;
        Assert.All(order, entry => Assert.True((at = heard.IndexOf(entry, at + 1)) >= 0, $"'{entry}' was not heard in its place: {string.Join(" ", heard)}"));
        Assert.True(HasHeld(fixture), "nothing was held in the band");
        Assert.Empty(fixture.Live.Errors);
    }

    private static bool HasHeld(HomeFixture fixture) => fixture.Sessions() is [{ Record: var record }] && Measurement.Home.Progress.HomeHistory.Holds(record) is [{ InBandSeconds: > 25 }];

    private static async Task<string> NextAsync(IPage page, int index)
    {
        await page.WaitForFunctionAsync("(index) => algometer.senses.log.filter((entry) => ['say', 'tone', 'alarm'].includes(entry.kind)).length > index", index, new PageWaitForFunctionOptions { Timeout = 30000 });
        string entry = await page.EvaluateAsync<string>("(index) => { const entry = algometer.senses.log.filter((entry) => ['say', 'tone', 'alarm'].includes(entry.kind))[index]; return `${entry.kind} ${entry.what}`; }", index);
        return entry == "say done" ? "done" : entry;
    }

    // What somebody does who hears this: presses keys, leans on the ball.
    private static async Task FollowAsync(IPage page, SimulatedHomeHand hand, string heard)
    {
        HomeCue? cue = heard switch { "tone more" => HomeCue.More, "tone stay" => HomeCue.Hold, "tone less" => HomeCue.Less, "tone slower" => HomeCue.Slower, "tone ease" => HomeCue.EaseOff, _ => null };
        if (cue is { } told)
        {
            hand.See(new HomeSeen(true, told, 0, 0));
        }

        switch (heard)
        {
            case "say screening":
                await page.Keyboard.PressAsync("n");
                break;
            case "say place":
                await page.Keyboard.PressAsync("Enter");
                break;
            case "say movement-before" or "say movement-after":
                await page.Keyboard.PressAsync("5");
                break;
            case "say approach":
                hand.See(new HomeSeen(true, HomeCue.None, 0, 0));
                break;
            case "say pain.ask":
                await page.Keyboard.PressAsync(HomeDriver.Digit(hand.Pain() ?? 5));
                break;
            case "say release" or "say cue.let-go":
                hand.See(new HomeSeen(false, HomeCue.None, 0, 0));
                break;
            case "say feeling":
                await page.Keyboard.PressAsync("2");
                break;
        }
    }

    [Fact]
    public async Task Alarms_have_the_harmonics_and_bursts_of_the_standard_and_guidance_cannot_be_taken_for_one()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") });
        IPage page = await fixture.OpenBareAsync();
        await AlarmAsync(page, "high", 10);
        await AlarmAsync(page, "medium", 3);
        await AlarmAsync(page, "low", 1);
        foreach (string tone in await page.EvaluateAsync<string[]>("async () => Object.keys((await import('/modules/home/guidance-tones.js')).guidanceTones)"))
        {
            await GuidanceAsync(page, tone);
        }
    }

    private async Task AlarmAsync(IPage page, string level, int pulses)
    {
        float[] samples = await RenderAsync(page, $"(await import('/modules/alarm-tones.js')).playAlarm(context, '{level}', 0.05)", 4);
        (double Start, double End)[] found = Pulses(samples);
        double fundamental = Fundamental(samples, found[0]);
        int harmonics = Enumerable.Range(1, 12).Select(order => order * fundamental).Count(hertz => hertz is >= 300 and <= 4000 && Decibels(samples, found[0], hertz) - Decibels(samples, found[0], fundamental) > -15);
        double[] on = [.. found.Select(pulse => pulse.End - pulse.Start)];
        double[] off = [.. found.Zip(found.Skip(1), (one, next) => next.Start - one.End)];
        double every = await page.EvaluateAsync<double>($"async () => (await import('/modules/alarm-tones.js')).alarmTones['{level}'].every");
        double interBurst = every - (found[^1].End - found[0].Start);
        output.WriteLine($"{level}: fundamental {fundamental:0} Hz, {harmonics} harmonics in 300–4000 Hz within 15 dB, pulses {on.Min() * 1000:0}–{on.Max() * 1000:0} ms, off {string.Join(' ', off.Select(gap => (gap * 1000).ToString("0", System.Globalization.CultureInfo.InvariantCulture)))} ms, next burst after {interBurst:0.00} s");
        Assert.Equal(pulses, found.Length);
        Assert.InRange(fundamental, 150, 1000);
        Assert.True(harmonics >= 4, $"{harmonics} harmonics");
        Assert.All(on, length => Assert.InRange(length, 0.080, 0.150));
        Assert.All(off.Where((_, index) => index % 5 is not (2 or 4)), gap => Assert.InRange(gap, 0.015, 0.080));
        if (level == "high")
        {
            // 3 + 2, twice: the third gap of each half is longer than a pulse gap, the halves stand well apart.
            Assert.All(new[] { off[2], off[7] }, gap => Assert.InRange(gap, 0.15, 0.35));
            Assert.InRange(off[4], 0.35, 1.3);
            Assert.InRange(interBurst, 2.5, 3.8);
        }
    }

    private async Task GuidanceAsync(IPage page, string name)
    {
        float[] samples = await RenderAsync(page, $"(await import('/modules/home/guidance-tones.js')).playGuidance(context, '{name}', 0.05)", 2);
        (double Start, double End) tone = Assert.Single(Pulses(samples, 0.02));
        double fundamental = Fundamental(samples, tone, lowest: 400);
        output.WriteLine($"{name}: {fundamental:0} Hz, {(tone.End - tone.Start) * 1000:0} ms, second harmonic {Decibels(samples, tone, 2 * fundamental) - Decibels(samples, tone, fundamental):0} dB, every {await page.EvaluateAsync<double>($"async () => (await import('/modules/home/guidance-tones.js')).guidanceTones['{name}'].every")} s");
        Assert.True(tone.End - tone.Start > 0.2, "as short as an alarm's pulse");
        Assert.True(fundamental > 480, "in the alarm's register");
        Assert.True(Decibels(samples, tone, 3 * fundamental) - Decibels(samples, tone, fundamental) < -30, "it has the overtones of an alarm");
        double every = await page.EvaluateAsync<double>($"async () => (await import('/modules/home/guidance-tones.js')).guidanceTones['{name}'].every");
        Assert.True(every == 0 || every > 0.7, "it comes in a burst's rhythm");
    }

    private static async Task<float[]> RenderAsync(IPage page, string play, int seconds)
    {
        string base64 = await page.EvaluateAsync<string>($$"""
            async () => {
              const context = new OfflineAudioContext(1, {{Rate}} * {{seconds}}, {{Rate}});
              {{play}};
              const bytes = new Uint8Array((await context.startRendering()).getChannelData(0).buffer);
              let text = "";
              for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
              return btoa(text);
            }
            """);
        byte[] bytes = Convert.FromBase64String(base64);
        float[] samples = new float[bytes.Length / 4];
        Buffer.BlockCopy(bytes, 0, samples, 0, bytes.Length);
        return samples;
    }

    // Where the sound is louder than a part of its peak, by means over 4 ms.
    private static (double Start, double End)[] Pulses(float[] samples, double part = 0.05)
    {
        int window = Rate / 250;
        double[] level = [.. samples.Chunk(window).Select(chunk => Math.Sqrt(chunk.Average(sample => (double)sample * sample)))];
        double threshold = level.Max() * part;
        var pulses = new List<(double, double)>();
        int began = -1;
        for (int i = 0; i < level.Length; i++)
        {
            if (level[i] > threshold && began < 0)
            {
                began = i;
            }
            else if (level[i] <= threshold && began >= 0)
            {
                pulses.Add(((double)began * window / Rate, (double)i * window / Rate));
                began = -1;
            }
        }

        return [.. pulses];
    }

    private static double Fundamental(float[] samples, (double Start, double End) pulse, double lowest = 100) =>
        Enumerable.Range(0, 400).Select(step => lowest + (step * 3.0)).MaxBy(hertz => Decibels(samples, pulse, hertz));

    // Power at a frequency in the middle of a pulse, under a Hann window.
    private static double Decibels(float[] samples, (double Start, double End) pulse, double hertz)
    {
        double middle = (pulse.Start + pulse.End) / 2;
        int half = (int)(Math.Min(0.04, (pulse.End - pulse.Start) * 0.35) * Rate);
        int from = (int)(middle * Rate) - half;
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < 2 * half; i++)
        {
            double weighted = samples[from + i] * (0.5 - (0.5 * Math.Cos(Math.PI * i / half)));
            real += weighted * Math.Cos(2 * Math.PI * hertz * i / Rate);
            imaginary += weighted * Math.Sin(2 * Math.PI * hertz * i / Rate);
        }

        return 10 * Math.Log10((real * real) + (imaginary * imaginary) + 1e-20);
    }
}
