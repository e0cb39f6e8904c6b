using System.Net;
using Algometer.Cli.Composition;
using Algometer.Records;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Hosting;

namespace Algometer.Web.Tests.Access;

/// <summary>The page where one signs in, as a browser without scripts meets it.</summary>
public sealed class SignInPageTests
{
    private const string Password = "three plain words";

    [Theory]
    [InlineData("en", "Name and password do not fit together.", "Too many tries")]
    [InlineData("de", "Name und Passwort passen nicht zusammen.", "Zu viele Versuche")]
    [InlineData("es", "El nombre y la contraseña no coinciden.", "Demasiados intentos")]
    [InlineData("fr", "Le nom et le mot de passe ne correspondent pas.", "Trop d’essais")]
    [InlineData("pt", "Nome e senha não combinam.", "Muitas tentativas")]
    [InlineData("zh", "名称和密码不匹配。", "尝试次数过多")]
    public async Task It_needs_no_script_speaks_the_readers_language_and_slows_guessing(string language, string wrong, string wait)
    {
        await using Served served = await Served.StartAsync();
        string page = await served.Client.GetStringAsync($"/sign-in?lang={language}");
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains($"lang=\"{language}", page, StringComparison.Ordinal);
        for (int i = 0; i < 5; i++)
        {
            Assert.Contains(wrong, await served.SignInAsync("guess", $"?lang={language}"), StringComparison.Ordinal);
        }

        Assert.Contains(wait, await served.SignInAsync(Password, $"?lang={language}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_open_while_the_program_was_started_anew_still_signs_in()
    {
        await using Served before = await Served.StartAsync();
        await before.Client.GetStringAsync("/sign-in");
        await using Served after = await Served.StartAsync();
        using HttpResponseMessage answer = await after.PostAsync(Password, "?next=%2Fpatients", after.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/patients", answer.Headers.Location!.ToString());
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-algometer=", StringComparison.Ordinal) && cookie.Contains("httponly", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Another_site_signs_nobody_in(string origin)
    {
        await using Served served = await Served.StartAsync();
        using HttpResponseMessage answer = await served.PostAsync(Password, "", origin);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_old_address_leads_on()
    {
        await using Served served = await Served.StartAsync();
        using HttpResponseMessage answer = await served.Client.GetAsync("/login.html?next=%2Fhelp");
        Assert.Equal("/sign-in?next=%2Fhelp", answer.Headers.Location!.ToString());
    }

    // Pages that are open to the network, with one account, and who asks for them.
    private sealed class Served(ScratchFolder folder, RecordStore store, LivePageFixture fixture) : IAsyncDisposable
    {
        public HttpClient Client { get; } = HostClient.Of(fixture, true);

        public static async Task<Served> StartAsync()
        {
            var folder = new ScratchFolder();
            RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
            LivePageFixture fixture = await LivePageFixture.StartAsync(DeviceSource.Simulate(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }), store, place: pages => HostClient.Network(pages, folder));
            fixture.Services.Accounts!.Add("anna", Role.Therapist, null, Password);
            return new Served(folder, store, fixture);
        }

        public async Task<HttpResponseMessage> PostAsync(string password, string query, string? origin = null)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/sign-in" + query)
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["_handler"] = "sign-in", ["Name"] = "anna", ["Password"] = password }),
            };
            if (origin is not null)
            {
                asked.Headers.Add("Origin", origin);
            }

            return await Client.SendAsync(asked);
        }

        public async Task<string> SignInAsync(string password, string query)
        {
            using HttpResponseMessage answer = await PostAsync(password, query);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await fixture.DisposeAsync();
            store.Dispose();
            folder.Dispose();
        }
    }
}
