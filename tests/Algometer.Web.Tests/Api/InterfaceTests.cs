using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Algometer.Cli.Composition;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Api;
using Algometer.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Algometer.Web.Tests.Api;

/// <summary>The interface as a whole: a right on every endpoint, its document, and errors as problem documents.</summary>
public sealed class InterfaceTests
{
    [Fact]
    public async Task Every_endpoint_has_a_right_of_its_own_or_says_that_it_is_open()
    {
        await using LivePageFixture fixture = await StartAsync();
        Assert.NotEmpty(fixture.Host.Endpoints);
        Assert.Empty(fixture.Host.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().All(data => string.IsNullOrEmpty(data.Policy)))
            .Select(endpoint => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName));
    }

    [Fact]
    public async Task The_document_in_the_repository_is_the_one_that_is_served_and_tells_of_every_address_below_api()
    {
        await using LivePageFixture fixture = await StartAsync();
        using HttpClient client = await OpenAsync(fixture);
        string served = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
        string[] told = [.. JsonNode.Parse(served)!["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal)];
        string[] mapped = [.. fixture.Host.Endpoints.OfType<RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Where(path => path.StartsWith("/api/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.Equal(mapped, told);
        string file = Path.Combine(Checkout.Root, "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") is "1")
        {
            await File.WriteAllTextAsync(file, served);
        }

        Assert.True(string.Equals(await File.ReadAllTextAsync(file), served, StringComparison.Ordinal), "docs/openapi.json is not what is served; ALGOMETER_UPDATE=1 writes it.");
    }

    [Theory]
    [InlineData("/api/people/none", HttpStatusCode.NotFound)]
    [InlineData("/api/sessions/none/trace?points=many", HttpStatusCode.BadRequest)]
    [InlineData("/api/calibrations/7/certificate.pdf", HttpStatusCode.NotFound)]
    [InlineData("/api/exports/none/file", HttpStatusCode.NotFound)]
    [InlineData("/api/followup/none/export.csv", HttpStatusCode.NotFound)]
    [InlineData("/api/reports/nothing/none/report.pdf", HttpStatusCode.BadRequest)]
    [InlineData("/api/anything-new", HttpStatusCode.NotFound)]
    public async Task An_error_is_a_problem_document_that_says_what_to_do(string address, HttpStatusCode status)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using LivePageFixture fixture = await StartAsync(store);
        using HttpClient client = await OpenAsync(fixture);
        using HttpResponseMessage answer = await client.GetAsync(address);
        JsonElement problem = await ProblemAsync(answer, status);
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()));
        Assert.Equal(problem.GetProperty("detail").GetString(), problem.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData(DocumentKinds.Visit, "/api/visits/{0}")]
    [InlineData(DocumentKinds.Visit, "/api/reports/visit/{0}/report.pdf")]
    [InlineData(RunDocument.Kind, "/api/ppt/runs/{0}")]
    [InlineData(RunDocument.Kind, "/api/ppt/runs/{0}/results")]
    [InlineData(RunDocument.Kind, "/api/reports/run/{0}/report.pdf")]
    public async Task A_broken_document_that_is_asked_for_is_named_and_the_list_goes_on(string kind, string address)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        string person = store.People.Add(new Person { Code = "P-7" }).Id;
        await using LivePageFixture fixture = await StartAsync(store);
        using HttpClient client = await OpenAsync(fixture);
        foreach (string body in (string[])["{ no JSON", "null", """{"unheardOf":"Ada"}""", """{"date":"2026-05-28","points":[null]}""", """{"protocol":null,"places":[],"steps":[]}"""])
        {
            string id = store.Documents.Create(kind, person, body).Id;
            using HttpResponseMessage answer = await client.GetAsync(string.Format(CultureInfo.InvariantCulture, address, id));
            JsonElement problem = await ProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
            Assert.Contains(id, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(id, problem.GetProperty("object").GetString());
            Assert.DoesNotContain("Ada", problem.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/people/{person}/visits")).StatusCode);
        Assert.Equal("[]", await client.GetStringAsync("/api/ppt/runs"));
    }

    [Fact]
    public async Task A_refusal_is_a_problem_document_too()
    {
        await using LivePageFixture fixture = await StartAsync();
        using HttpClient client = HostClient.Of(fixture);
        using HttpResponseMessage answer = await client.GetAsync("/api/people");
        await ProblemAsync(answer, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_failure_that_nobody_expected_is_logged_and_answered_under_one_id_without_telling_more()
    {
        using var log = new KeptLog();
        await using LivePageFixture fixture = await StartAsync();
        await using WebHost host = await WebHost.StartAsync(WebPlace.Local("http://127.0.0.1:0") with { Log = log }, new Station.Pipeline.LiveBroadcaster(), fixture.Services.Live, fixture.Services.Live, [new Failing()], fixture.Services.Parts, TimeProvider.System, default);
        using var client = new HttpClient();
        await client.GetStringAsync(host.Url);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(new Uri(host.Url), "/api/failing"));
        JsonElement problem = await ProblemAsync(answer, HttpStatusCode.InternalServerError);
        string id = problem.GetProperty("id").GetString()!;
        Assert.DoesNotContain("the secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(id, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        string line = Assert.Single(log.Lines);
        Assert.Contains(id, line, StringComparison.Ordinal);
        Assert.Contains("the secret", line, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        JsonElement problem = JsonDocument.Parse(text).RootElement.Clone();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private static Task<LivePageFixture> StartAsync(RecordStore? store = null) => LivePageFixture.StartAsync(DeviceSource.Simulate(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }), store);

    private static async Task<HttpClient> OpenAsync(LivePageFixture fixture)
    {
        HttpClient client = HostClient.Of(fixture);
        using HttpResponseMessage opened = await client.GetAsync(fixture.Host.Url);
        return client;
    }

    private sealed class Failing : IEndpoints
    {
        public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/failing", string () => throw new InvalidOperationException("the secret"));
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue($"{formatter(state, exception)} {exception?.Message}");

        public void Dispose()
        {
        }
    }
}
