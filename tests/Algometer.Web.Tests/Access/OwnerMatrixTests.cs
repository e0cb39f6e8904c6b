using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Algometer.Cli.Composition;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Recording;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Algometer.Web.Tests.Access;

/// <summary>
/// Every address that names an object, asked by every role for what is the patient's own, another patient's, and nobody's. A new address fails here
/// until it says which object it names (<see cref="_objects"/>); ALGOMETER_UPDATE=1 writes the table. Live commands stand in command-table.txt.
/// </summary>
public sealed partial class OwnerMatrixTests
{
    private const string Password = "three plain words";

    // What an address names, by its beginning; the longest fits. Files of the program name nobody's object.
    private static readonly (string Address, string Object)[] _objects =
    [
        ("/api/accounts/", "account"), ("/api/calibrations/", "calibration"), ("/api/exports/", "job"), ("/api/followup/", "trial"), ("/api/notes/", "note"),
        ("/api/people/", "person"), ("/api/ppt/runs/", "run"), ("/api/reports/", "person"), ("/api/sessions/", "session"), ("/api/visits/", "visit"),
        ("/patients/", "person"), ("/recordings/", "session"),
        ("/_framework/", ""), ("/css/", ""), ("/fonts/", ""), ("/lib/", ""), ("/modules/", ""), ("/openapi/", ""), ("/{", ""),
    ];

    [Fact]
    public async Task No_role_reaches_by_an_address_what_is_somebody_else_s()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var owned = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal)
        {
            ["own"] = Make(store, "MINE-1"),
            ["another's"] = Make(store, "SECRET-2"),
            ["nobody's"] = Make(store, null),
        };
        await using LivePageFixture network = await LivePageFixture.StartAsync(DeviceSource.Simulate(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }), store, place: pages => HostClient.Network(pages, folder));
        network.Services.Accounts!.Add("thea", Role.Therapist, null, Password);
        network.Services.Accounts.Add("pat", Role.Patient, owned["own"]["person"], Password);
        network.Services.Accounts.Add("pia", Role.Patient, owned["another's"]["person"], Password);
        network.Services.Accounts.Add("tess", Role.Tester, null, Password);
        using HttpClient patient = await SignedInAsync(network, "pat");
        using HttpClient tester = await SignedInAsync(network, "tess");
        using HttpClient therapist = await SignedInAsync(network, "thea");
        var table = new StringBuilder();

        // The therapist comes last, whose deletions come true.
        foreach ((string role, HttpClient client) in ((string, HttpClient)[])[("patient", patient), ("tester", tester), ("therapist", therapist)])
        {
            foreach ((string method, string path) in Addresses(network.Host))
            {
                table.Append(role).Append(' ').Append(method).Append(' ').Append(path).Append(':');
                foreach ((string owner, Dictionary<string, string> ids) in owned)
                {
                    (HttpStatusCode status, string body) = await AskAsync(client, method, Filled(path, ids));
                    table.Append("  ").Append(owner).Append(' ').Append((int)status);
                    if (role is not "therapist")
                    {
                        Assert.DoesNotContain("SECRET", body, StringComparison.Ordinal);
                        Assert.True((int)status >= 400, $"{role} {method} {path}: {status}");
                    }
                }

                table.Append('\n');
            }
        }

        string file = Path.Combine(Checkout.Root, "tests", "Algometer.Web.Tests", "Access", "owner-table.txt");
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") is "1")
        {
            await File.WriteAllTextAsync(file, table.ToString());
        }

        Assert.Equal(await File.ReadAllTextAsync(file), table.ToString());
    }

    private static Dictionary<string, string> Make(RecordStore store, string? code)
    {
        string? person = code is null ? null : store.People.Add(new Person { Code = code, Notes = code }).Id;
        string session;
        using (SessionRecorder recorder = store.StartSession(new SessionDescription { DeviceId = "A1", Title = code ?? "", NominalRateHz = 80, TipAreaCm2 = 1, LimitMillinewtons = 60000 }))
        {
            recorder.Append(new Sample(1, 12500, 1, 0, SampleFlags.Simulated, AlarmState.None));
            session = recorder.SessionId;
            recorder.Complete();
        }

        if (person is not null)
        {
            store.LinkSession(new SessionLink(session, person));
        }

        string Document(string kind) => store.Documents.Create(kind, person, $$"""{"secret":"{{code}}"}""").Id;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["person"] = person ?? "01KB00000000000Z",
            ["session"] = session,
            ["visit"] = Document(DocumentKinds.Visit),
            ["run"] = Document(RunDocument.Kind),
            ["calibration"] = Document(CalibrationHistory.Kind),
            ["trial"] = Document("trial"),
            ["note"] = store.Notes.Add(session, code ?? "a note").Id,
            ["account"] = code switch { "MINE-1" => "pat", null => "nobody", _ => "pia" },
            ["job"] = "01KB00000000000Z",
        };
    }

    private static string Filled(string path, Dictionary<string, string> ids)
    {
        string what = _objects.Where(known => path.StartsWith(known.Address, StringComparison.Ordinal)).MaxBy(known => known.Address.Length).Object;
        return Value().Replace(path, value => value.Value switch
        {
            "{kind}" => "person",
            "{figure}" => "0",
            "{format}" => "csv",
            "{VisitId}" => ids["visit"],
            _ => ids[what],
        });
    }

    private static IEnumerable<(string Method, string Path)> Addresses(WebHost host)
    {
        var named = host.Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Methods: endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"], Path: "/" + endpoint.RoutePattern.RawText!.Trim('/')))
            .Where(row => row.Path.Contains('{', StringComparison.Ordinal))
            .SelectMany(row => row.Methods.Where(method => method is not "HEAD").Select(method => (Method: method, row.Path)))
            .Distinct().OrderBy(row => row.Path, StringComparer.Ordinal).ThenBy(row => row.Method, StringComparer.Ordinal).ToList();
        Assert.Empty(named.Where(row => !_objects.Any(known => row.Path.StartsWith(known.Address, StringComparison.Ordinal))).Select(row => $"{row.Path} names an object: say which"));
        return named.Where(row => _objects.Where(known => row.Path.StartsWith(known.Address, StringComparison.Ordinal)).MaxBy(known => known.Address.Length).Object.Length > 0);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpClient> SignedInAsync(LivePageFixture fixture, string name)
    {
        HttpClient client = HostClient.Of(fixture);
        using HttpResponseMessage answer = await client.PostAsync("/api/login", new StringContent(JsonSerializer.Serialize(new { name, password = Password }), Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return client;
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();
}
