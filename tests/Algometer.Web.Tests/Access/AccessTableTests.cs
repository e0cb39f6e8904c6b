using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Algometer.Cli.Composition;
using Algometer.Records;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Algometer.Web.Tests.Access;

/// <summary>
/// What every address answers to every kind of visitor, as a table beside this file. With ALGOMETER_UPDATE=1 it is written, else compared: whoever
/// adds an address or moves a right sees in the difference who gets in.
/// </summary>
public sealed partial class AccessTableTests
{
    private const string Password = "three plain words";

    [Fact]
    public async Task Every_address_answers_every_kind_of_visitor_as_the_table_says()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-7" });
        await using LivePageFixture network = await LivePageFixture.StartAsync(DeviceSource.Simulate(Idle()), store, place: pages => HostClient.Network(pages, folder));
        await using LivePageFixture local = await LivePageFixture.StartAsync(DeviceSource.Simulate(Idle()), store);
        network.Services.Accounts!.Add("thea", Role.Therapist, null, Password);
        network.Services.Accounts.Add("pat", Role.Patient, person.Id, Password);
        network.Services.Accounts.Add("tess", Role.Tester, null, Password);
        (string Name, HttpClient Client)[] visitors =
        [
            ("local", await LocalAsync(local)),
            ("no-token", HostClient.Of(local)),
            ("stranger", HostClient.Of(network)),
            ("therapist", await SignedInAsync(network, "thea")),
            ("patient", await SignedInAsync(network, "pat")),
            ("tester", await SignedInAsync(network, "tess")),
        ];
        var table = new StringBuilder();
        foreach ((string method, string path) in Addresses(network.Host))
        {
            table.Append(method).Append(' ').Append(path).Append(':');
            foreach ((string name, HttpClient client) in visitors)
            {
                table.Append("  ").Append(name).Append(' ').Append(await AnswerAsync(client, method, path));
            }

            table.Append('\n');
        }

        foreach ((_, HttpClient client) in visitors)
        {
            client.Dispose();
        }

        string file = Path.Combine(Checkout.Root, "tests", "Algometer.Web.Tests", "Access", "access-table.txt");
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") is "1")
        {
            await File.WriteAllTextAsync(file, table.ToString());
        }

        Assert.Equal(await File.ReadAllTextAsync(file), table.ToString());
    }

    private static async Task<string> AnswerAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage answer = await client.SendAsync(request);
        return answer.Headers.Location is { } to ? $"{(int)answer.StatusCode}→{to.OriginalString.Split('?')[0]}" : ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // Signing out comes last: it ends what the other rows are asked with.
    private static IEnumerable<(string Method, string Path)> Addresses(WebHost host) => host.Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => (Methods: endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"], Path: "/" + Value().Replace(endpoint.RoutePattern.RawText!, "none").Trim('/')))
        .SelectMany(row => row.Methods.Where(method => method is not "HEAD").Select(method => (Method: method, row.Path)))
        .Concat(Files().Concat(["/", "/api/anything-new", "/nothing.html", "/css/nothing.css"]).Select(path => (Method: "GET", Path: path)))
        .Distinct().OrderBy(row => row.Path is "/api/logout").ThenBy(row => row.Path, StringComparer.Ordinal).ThenBy(row => row.Method, StringComparer.Ordinal);

    private static IEnumerable<string> Files() => typeof(WebHost).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("wwwroot/", StringComparison.Ordinal)).Select(name => name["wwwroot".Length..]);

    private static async Task<HttpClient> LocalAsync(LivePageFixture fixture)
    {
        HttpClient client = HostClient.Of(fixture);
        using HttpResponseMessage opened = await client.GetAsync(fixture.Host.Url);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        return client;
    }

    private static async Task<HttpClient> SignedInAsync(LivePageFixture fixture, string name)
    {
        HttpClient client = HostClient.Of(fixture);
        using HttpResponseMessage answer = await client.PostAsync("/api/login", new StringContent(JsonSerializer.Serialize(new { name, password = Password }), Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return client;
    }

    private static VirtualDeviceOptions Idle() => new() { Scenario = Scenario.Named("idle") };

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();
}
