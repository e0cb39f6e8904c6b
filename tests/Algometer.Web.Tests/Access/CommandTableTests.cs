using System.Text;
using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Keys;
using Algometer.Records.People;
using Algometer.Station.Activities.HomeSession;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Live;

namespace Algometer.Web.Tests.Access;

/// <summary>
/// Who may give which live command about whose measurement, as a table beside this file. With ALGOMETER_UPDATE=1 it is written, else compared. A
/// command that the policy does not name is refused to everybody, so that a new one is in the table before it works.
/// </summary>
public sealed class CommandTableTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private RecordStore _store = null!;
    private LivePageFixture _host = null!;
    private Person _mine = null!;
    private Person _yours = null!;

    public async ValueTask InitializeAsync()
    {
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _mine = _store.People.Add(new Person { Code = "P-1" });
        _yours = _store.People.Add(new Person { Code = "P-2" });
        using var key = ClinicKey.OpenOrCreate(_folder.Path, "Praxis am Park");
        new PairedClinics(_folder.Path).Pair(key.Identity, key.Identity.Fingerprint);
        foreach ((string id, Person person) in new[] { ("plan-mine", _mine), ("plan-yours", _yours) })
        {
            HomePlan plan = Plan(id, person.Code);
            _store.Documents.Create(SignedPlanDocument.Accepted, person.Id, JsonSerializer.Serialize(new SignedPlanDocument(key.Sign(plan), plan), DocumentJson.Options));
        }

        _host = await LivePageFixture.StartAsync(DeviceSource.Simulate(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }), _store, recording: true, data: _folder.Path);
        await _host.ConnectedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_command_is_allowed_and_refused_as_the_table_says()
    {
        (string Name, Visitor Visitor)[] visitors =
        [
            ("local", Visitor.Local),
            ("therapist", new Visitor("thea", Role.Therapist, null, default)),
            ("tester", new Visitor("tess", Role.Tester, null, default)),
            ("mine", new Visitor("pat", Role.Patient, _mine.Id, default)),
            ("yours", new Visitor("paul", Role.Patient, _yours.Id, default)),
            ("stranger", Visitor.Stranger),
        ];
        var table = new StringBuilder();
        Rows("nobody is measured");
        Assert.Null(_host.Services.Home.Start(new HomeSessionRequest(0, "plan-mine"), _mine.Id));
        Rows("I am measured");
        await Task.CompletedTask;

        string file = Path.Combine(Checkout.Root, "tests", "Algometer.Web.Tests", "Access", "command-table.txt");
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") is "1")
        {
            File.WriteAllText(file, table.ToString());
        }

        Assert.Equal(File.ReadAllText(file), table.ToString());

        void Rows(string when)
        {
            foreach (string command in AccessPolicy.Commands.Append("anything-new").Append("home.anything-new").Order(StringComparer.Ordinal))
            {
                foreach ((string what, string arguments) in Arguments(command))
                {
                    table.Append(when).Append(": ").Append(command).Append(what).Append(':');
                    foreach ((string name, Visitor visitor) in visitors)
                    {
                        table.Append("  ").Append(name).Append(View(visitor).Refusal(command, Json(arguments)) is null ? " yes" : " no");
                    }

                    table.Append('\n');
                }
            }

            foreach ((string name, Visitor visitor) in visitors)
            {
                LiveState seen = View(visitor).Snapshot();
                table.Append(when).Append(": ").Append(name).Append(" sees").Append(View(visitor).SeesSamples ? " samples" : "").Append(seen.Recording is null ? "" : " recording").Append(seen.Parts.ContainsKey("home") ? " home" : "").Append('\n');
            }
        }
    }

    [Theory]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0,"plan":"plan-mine","Plan":"plan-yours"}""")]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0,"Plan":"plan-yours","plan":"plan-mine"}""")]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0,"plan":"plan-mine","plan":"plan-yours"}""")]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0,"PLAN":"plan-yours"}""")]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0,"pl\u0061n":"plan-yours"}""")]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0,"plan":"plan-mine","free":{"point":"gluteus-maximus","side":"left","tool":"ball","position":"seated"}}""")]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0}""")]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0,"plan":null,"free":null}""")]
    [InlineData("""{"command":"home.start","utcOffsetMinutes":0,"plan":"plan-yours "}""")]
    public async Task No_way_of_writing_it_starts_another_s_session(string message)
    {
        RoleView view = View(new Visitor("pat", Role.Patient, _mine.Id, default));
        string? answer;
        try
        {
            answer = await view.ExecuteAsync("home.start", Json(message), default);
        }
        catch (JsonException refused)
        {
            answer = refused.Message;
        }

        Assert.NotNull(answer);
        Assert.Null(_host.Services.Home.View()?.Session);
    }

    [Fact]
    public async Task A_free_session_of_an_account_is_its_own_whoever_s_plan_is_newest()
    {
        RoleView view = View(new Visitor("pat", Role.Patient, _mine.Id, default));
        Assert.Null(await view.ExecuteAsync("home.start", Json("""{"utcOffsetMinutes":0,"free":{"point":"gluteus-maximus","side":"left","tool":"ball","position":"seated"}}"""), default));
        Assert.Equal("P-1", _host.Services.Home.Look(session => session.ToRecord().Patient));
        RoleView other = View(new Visitor("paul", Role.Patient, _yours.Id, default));
        Assert.Equal((true, false), (view.SeesSamples, other.SeesSamples));
        foreach (string command in (string[])["acknowledge", "pain", "mark", "hold-stop", "home.pain", "home.close", "home.answers"])
        {
            Assert.NotNull(await other.ExecuteAsync(command, Json("""{"rating":5,"answers":{}}"""), default));
        }

        Assert.Null(await other.ExecuteAsync("home.stop", Json("{}"), default));
    }

    private static IEnumerable<(string What, string Json)> Arguments(string command) => command == "home.start"
        ? [(" of my plan", """{"utcOffsetMinutes":0,"plan":"plan-mine"}"""), (" of your plan", """{"utcOffsetMinutes":0,"plan":"plan-yours"}"""), (" without a plan", """{"utcOffsetMinutes":0,"free":{"point":"gluteus-maximus","side":"left","tool":"ball","position":"seated"}}""")]
        : [("", "{}")];

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static HomePlan Plan(string id, string patient)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return new HomePlan
        {
            Id = id,
            Patient = patient,
            Point = "upper-trapezius",
            Region = "neck-shoulder",
            Side = BodySide.Right,
            Tool = "ball",
            Position = "wall",
            Preset = "normal",
            LowNewtons = 25,
            HighNewtons = 38,
            LimitNewtons = 41.8,
            MeasuredUtc = now.AddDays(-1),
            HoldSeconds = 30,
            Repeats = 1,
            Movement = "neck-rotation-left",
            SignedBy = "A. Weber",
            CreatedUtc = now.AddMinutes(-5),
            ExpiresUtc = now.AddDays(28),
            RulesVersion = "1",
        };
    }

    private RoleView View(Visitor visitor) => new(visitor, _host.Services.Live, _host.Services.Live);
}
