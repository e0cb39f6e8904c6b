using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Records;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Hosting;
using Algometer.Web.Tests.Pages;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Access;

/// <summary>Pages that are open to the network: TLS, accounts, roles, and the attacks that they must bear.</summary>
public sealed class NetworkAccessTests
{
    private const string Password = "three plain words";

    [Fact]
    public async Task A_therapist_signs_in_and_out_by_keyboard_and_an_open_stream_ends_with_it()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using LivePageFixture fixture = await StartAsync(store, folder);
        fixture.Services.Accounts!.Add("anna", Role.Therapist, null, Password);
        IPage page = await fixture.OpenBareAsync(path: "/patients");
        await page.WaitForURLAsync("**/sign-in?next=**");
        await Shots.TakeAsync(page, "login");
        await PageLooks.AssertAsync(page);
        await page.Keyboard.TypeAsync("anna");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("not the password");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.getElementById('error').textContent.includes('do not fit') && document.activeElement.id === 'password'");
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/patients");
        await page.WaitForSelectorAsync(".rail .who:has-text('anna')");

        IPage live = await page.Context.NewPageAsync();
        await live.GotoAsync(fixture.Host.Url);
        await live.WaitForFunctionAsync("() => /\\d/.test(document.getElementById('value')?.textContent)");
        await page.FocusAsync("text=Sign out");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/sign-in");
        await live.WaitForFunctionAsync("() => !/\\d/.test(document.getElementById('value')?.textContent)");
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), "/review.html").ToString());
        await page.WaitForURLAsync("**/sign-in?next=**");
        fixture.Errors.RemoveAll(error => error.Contains("401", StringComparison.Ordinal) || error.Contains("WebSocket", StringComparison.Ordinal));
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Guessing_is_locked_out_and_told_how_long()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using LivePageFixture fixture = await StartAsync(store, folder);
        fixture.Services.Accounts!.Add("anna", Role.Therapist, null, Password);
        using HttpClient client = Client(fixture);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(client, "/api/login", new { name = "anna", password = "guess " + i })).StatusCode);
        }

        // Even the right password waits now.
        using HttpResponseMessage locked = await PostAsync(client, "/api/login", new { name = "anna", password = Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
        Assert.NotNull(locked.Headers.RetryAfter);
        Assert.Contains("wait", await locked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("role-change lock-out", string.Join(' ', store.Audit.List().Select(entry => entry.Event.Action)));
        Assert.True(store.Audit.Verify().IsSound);
        Assert.DoesNotContain(store.Audit.List(), entry => entry.Event.Detail.Contains("anna", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_reaches_its_own_pages_and_nothing_that_is_mapped_besides()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-7" }, "Pat Doe");
        await using LivePageFixture fixture = await StartAsync(store, folder);
        fixture.Services.Accounts!.Add("pat", Role.Patient, person.Id, Password);
        fixture.Services.Accounts.Add("tess", Role.Tester, null, Password);
        foreach ((string name, string first) in new[] { ("pat", "/home"), ("tess", "/") })
        {
            using HttpClient client = Client(fixture);
            using HttpResponseMessage signedIn = await PostAsync(client, "/api/login", new { name, password = Password });
            string answer = await signedIn.Content.ReadAsStringAsync();
            Assert.True(signedIn.IsSuccessStatusCode, answer);
            Assert.Equal(first, JsonDocument.Parse(answer).RootElement.GetProperty("first").GetString());
            foreach (string address in new[] { "/api/people", $"/api/people/{person.Id}", $"/api/people/{person.Id}/visits", "/api/sessions", "/api/ppt/runs", "/api/accounts", "/patients", "/results.html", "/review.html", "/accounts.html", "/api/anything-new" })
            {
                using HttpResponseMessage refused = await client.GetAsync(address);
                Assert.Equal((address, HttpStatusCode.Forbidden), (address, refused.StatusCode));
            }

            using HttpResponseMessage made = await PostAsync(client, "/api/accounts", new { name = "mallory", role = "therapist", password = Password });
            Assert.Equal(HttpStatusCode.Forbidden, made.StatusCode);
            using HttpResponseMessage me = await client.GetAsync("/api/me");
            Assert.Contains($"\"name\":\"{name}\"", await me.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("pat tess", string.Join(' ', fixture.Services.Accounts.List().Select(account => account.Name)));
    }

    [Fact]
    public void A_patient_may_stop_and_acknowledge_but_not_zero_or_test()
    {
        Assert.All(["acknowledge", "hold-stop", "pain", "home.start", "home.stop"], command => Assert.True(AccessPolicy.MayCommand(Role.Patient, command), command));
        Assert.All(["tare", "start", "stop", "tip", "hold-start", "ppt.start", "calibration.write", "homes.start", ""], command => Assert.False(AccessPolicy.MayCommand(Role.Patient, command), command));
        Assert.False(AccessPolicy.MayCommand(Role.Stranger, "acknowledge"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789abcdef")]
    [InlineData("; DROP TABLE people; --")]
    public async Task A_missing_or_made_up_secret_opens_nothing(string? secret)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using LivePageFixture fixture = await StartAsync(store, folder);
        fixture.Services.Accounts!.Add("anna", Role.Therapist, null, Password);
        using HttpClient client = Client(fixture, cookies: false);
        if (secret is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", "__Host-algometer=" + Uri.EscapeDataString(secret));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/people")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/live")).StatusCode);
        using HttpResponseMessage page = await client.GetAsync("/patients");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith("/sign-in?next=", page.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("max-age=31536000", page.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task A_foreign_name_or_a_foreign_site_is_refused_even_with_the_right_secret()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using LivePageFixture fixture = await StartAsync(store, folder);
        fixture.Services.Accounts!.Add("anna", Role.Therapist, null, Password);
        using HttpClient client = Client(fixture, cookies: false);
        using HttpResponseMessage signedIn = await PostAsync(client, "/api/login", new { name = "anna", password = Password });
        string[] cookies = [.. signedIn.Headers.GetValues("Set-Cookie")];
        Assert.All((string[])["secure", "httponly", "samesite=strict"], guard => Assert.All(cookies, kept => Assert.Contains(guard, kept, StringComparison.OrdinalIgnoreCase)));
        string cookie = Assert.Single(cookies, kept => !kept.StartsWith("__Host-algometer-device=", StringComparison.Ordinal));
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/people")).StatusCode);

        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/people") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(rebound)).StatusCode);
        using var crossSite = new HttpRequestMessage(HttpMethod.Get, "/api/people") { Headers = { { "Origin", "https://evil.example" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(crossSite)).StatusCode);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/people") { Content = new StringContent("{\"code\":\"X\"}", System.Text.Encoding.UTF8, "text/plain") };
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(form)).StatusCode);

        foreach ((string? origin, bool allowed) in new[] { (Root(fixture).ToString().TrimEnd('/'), true), ("https://evil.example", false), ("null", false), (Root(fixture).ToString().TrimEnd('/').Replace("https", "http", StringComparison.Ordinal), false) })
        {
            using var socket = new ClientWebSocket();
            using var invoker = new HttpMessageInvoker(HostClient.Handler(fixture, cookies: false));
            socket.Options.SetRequestHeader("Cookie", cookie.Split(';')[0]);
            socket.Options.SetRequestHeader("Origin", origin);
            Task connecting = socket.ConnectAsync(new UriBuilder(Root(fixture)) { Scheme = "wss", Path = "/live" }.Uri, invoker, default);
            if (allowed)
            {
                await connecting;
            }
            else
            {
                await Assert.ThrowsAsync<WebSocketException>(() => connecting);
            }
        }
    }

    [Fact]
    public async Task The_address_for_the_own_browser_opens_once()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(Idle());
        using HttpClient client = Client(fixture, cookies: false);
        string once = fixture.Host.UrlForOneOpeningAt("/");
        Assert.Equal(HttpStatusCode.Found, (await client.GetAsync(once)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(once)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await client.GetAsync(fixture.Host.Url)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await client.GetAsync(fixture.Host.Url)).StatusCode);
    }

    [Theory]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/css/..%2f..%2falgometer.db")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/css/tokens.css%00.html")]
    public async Task No_address_leads_to_a_file_of_the_machine(string address)
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(Idle());
        IPage page = await fixture.OpenBareAsync();
        IAPIResponse answer = await page.Context.APIRequest.GetAsync(fixture.Host.Url.Split('?')[0].TrimEnd('/') + address);
        Assert.True(answer.Status is 400 or 404, $"{address}: {answer.Status}");
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task After_signing_in_nobody_is_sent_to_another_site(string next)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using LivePageFixture fixture = await StartAsync(store, folder);
        fixture.Services.Accounts!.Add("anna", Role.Therapist, null, Password);
        IPage page = await fixture.OpenBareAsync(path: "/sign-in?next=" + Uri.EscapeDataString(next));
        await page.FillAsync("#name", "anna");
        await page.FillAsync("#password", Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(Root(fixture).ToString());
        Assert.Empty(fixture.Errors);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, object body) =>
        client.PostAsync(address, new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json"));

    private static VirtualDeviceOptions Idle() => new() { Scenario = Scenario.Named("idle") };

    private static Task<LivePageFixture> StartAsync(RecordStore store, ScratchFolder folder) => LivePageFixture.StartAsync(DeviceSource.Simulate(Idle()), store, place: pages =>
        // Valid for the foreign name too: TLS alone must not be what keeps it out.
        HostClient.Network(pages, folder, "evil.example"));

    private static Uri Root(LivePageFixture fixture) => HostClient.Root(fixture);

    private static HttpClient Client(LivePageFixture fixture, bool cookies = true) => HostClient.Of(fixture, cookies);
}
