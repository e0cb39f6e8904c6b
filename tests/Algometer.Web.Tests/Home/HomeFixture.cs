using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Keys;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>A home host in this process with a record, a paired clinic and its key, a simulated patient on the virtual device, and Chromium.</summary>
internal sealed class HomeFixture : IAsyncDisposable
{
    public const string Patient = "P-007";
    private readonly ScratchFolder _folder = new();
    private readonly ClinicKey _key;

    private HomeFixture(TimeProvider time)
    {
        Time = time;
        Store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _key = ClinicKey.OpenOrCreate(_folder.Path, "Praxis am Park");
    }

    public TimeProvider Time { get; }

    public RecordStore Store { get; }

    public LivePageFixture Live { get; private set; } = null!;

    public SimulatedHomeHand Hand { get; private set; } = null!;

    /// <summary>The device that was there at first, where a port stands before it.</summary>
    public VirtualAlgometer? Device { get; private set; }

    public ClinicIdentity Clinic => _key.Identity;

    /// <summary>Starts a host whose patient follows the session.</summary>
    /// <param name="patient">Name of the simulated patient.</param>
    /// <param name="speed">How many times faster than real time the device lives.</param>
    /// <param name="paired">Whether the host is paired with the clinic.</param>
    /// <param name="time">The host's clock.</param>
    /// <param name="seed">Seed of the patient.</param>
    /// <param name="port">What stands between device and host; null for nothing.</param>
    public static async Task<HomeFixture> StartAsync(string patient = "steady", double speed = 8, bool paired = true, TimeProvider? time = null, ulong seed = 1, Func<VirtualAlgometer, ITransport>? port = null)
    {
        var fixture = new HomeFixture(time ?? TimeProvider.System) { Hand = new SimulatedHomeHand(HomePatient.Named(patient), seed) };
        if (paired)
        {
            new PairedClinics(fixture._folder.Path).Pair(fixture.Clinic, fixture.Clinic.Fingerprint);
        }

        var options = new VirtualDeviceOptions { Hand = fixture.Hand, Speed = speed };
        VirtualAlgometer? device = fixture.Device = port is null ? null : new VirtualAlgometer(options);
        DeviceSource source = device is null ? DeviceSource.Simulate(options) : new DeviceSource(port!(device), device, speed) { HomePatient = fixture.Hand };
        fixture.Live = await LivePageFixture.StartAsync(source, fixture.Store, recording: true, data: fixture._folder.Path, time: time);
        return fixture;
    }

    /// <summary>A plan that suits the simulated patients, changed as a test needs it.</summary>
    public HomePlan Plan(Func<HomePlan, HomePlan>? change = null)
    {
        DateTimeOffset now = Time.GetUtcNow();
        var plan = new HomePlan
        {
            Id = "plan-1",
            Patient = Patient,
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
        return change is null ? plan : change(plan);
    }

    /// <summary>Signs a plan as the clinic does.</summary>
    public string Sign(HomePlan plan) => _key.Sign(plan);

    /// <summary>Puts a plan into the record as if the page had taken it.</summary>
    public void Accept(HomePlan plan) => Store.Documents.Create(
        SignedPlanDocument.Accepted, PersonId, JsonSerializer.Serialize(new SignedPlanDocument(Sign(plan), plan), DocumentJson.Options));

    public string PersonId => (Store.People.List().FirstOrDefault(person => person.Code == Patient) ?? Store.People.Add(new Person { Code = Patient })).Id;

    /// <summary>Sessions in the record, oldest first.</summary>
    public IReadOnlyList<HomeSessionDocument> Sessions() =>
        [.. Store.Documents.List(HomeSessionDocument.Kind).Select(document => JsonSerializer.Deserialize<HomeSessionDocument>(document.Body, DocumentJson.Options)!)];

    /// <summary>The only session of the record, once its end is written.</summary>
    public async Task<SessionRecord> FinishedAsync(IPage page)
    {
        for (int tries = 0; tries < 200; tries++)
        {
            if (Sessions() is [.., { Record.End: not Measurement.Home.Session.SessionEnd.None } last])
            {
                return last.Record;
            }

            await page.EvaluateAsync("() => new Promise((resolve) => requestAnimationFrame(resolve))");
        }

        throw new TimeoutException("The session's end was not written.");
    }

    public Task<IPage> OpenAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, string path = "/home?lang=en") => Live.OpenBareAsync(width, height, scheme, path);

    public async ValueTask DisposeAsync()
    {
        await Live.DisposeAsync();
        _key.Dispose();
        Store.Dispose();
        _folder.Dispose();
    }
}
