using System.Text.Json;
using Algometer.Clinic.AtHome;
using Algometer.Link;
using Algometer.Measurement.Home.Session;
using Algometer.Station.Activities.HomeSession;
using Algometer.Web.Access;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Algometer.Web.Pages.AtHome;

/// <summary>The patient's page: today's plan, the guided session, progress. Device and station decide; this page shows, says and passes answers on.</summary>
public sealed partial class HomePage : WatchingPage
{
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(50);
    private const string Simulated = "simulated";
    private static readonly string[] _stateNames = ["connected", "connecting", "lost", "refused", "closed", "replay", "none", Simulated];
    private SessionVoice _voice = null!;
    private GuidedSessionView? _session;
    private HomeToday _today = null!;
    private string? _personId;
    private string _states = "";
    private string _now = "";
    private string _heard = "[]";
    private string _drawn = "";
    private (string Id, bool IsMine) _judged = ("", false);
    private bool _connected;

    [Inject]
    private OpenHome Home { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan Every => _every;

    // In a press, and where something is wrong with it, the key takes precedence over every button.
    private bool IsUrgent => _session is { } session && (session.IsPressing() || session.Phase == SessionPhase.Trouble);

    private string Lost => HomeWords.Sentences(Text["connection.lost"], Text["connection.none"]);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _personId = VisitorIdentity.Of((await Visitor).User).PersonId;
        Read();
        Look();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _voice = new SessionVoice(Text);
        _states = JsonSerializer.Serialize(_stateNames.ToDictionary(name => name, name => Text[name is Simulated ? "device.simulated" : "connection." + name], StringComparer.Ordinal));
        _today = new HomeToday(null, [], [], null, null, null, null, false);
    }

    /// <inheritdoc/>
    protected override bool Look()
    {
        bool had = _session is not null;
        _session = Station.Home.View()?.Session is { } running && IsMine(running.Id) ? running : null;
        if (had && _session is null)
        {
            Read();
        }

        _connected = Station.Pipeline.State == LinkState.Connected;
        // Only in a circuit: what is drawn once before speaks to nobody.
        if (IsLive)
        {
            _voice.Follow(_session);
            if (_session is not null)
            {
                Station.Home.Seen();
            }
        }

        _now = _session is null ? "" : JsonSerializer.Serialize(PressValues.Of(_session), JsonSerializerOptions.Web);
        _heard = JsonSerializer.Serialize(_voice.Latest, JsonSerializerOptions.Web);

        // A view holds lists, so that two that say the same are not equal: what is shown of them is compared.
        string drawn = $"{_connected} {_heard} {JsonSerializer.Serialize(_session)}";
        bool changed = !string.Equals(drawn, _drawn, StringComparison.Ordinal);
        _drawn = drawn;
        return changed;
    }

    // A patient's account sees and steers nobody's session but its own.
    private string? Refusal => _personId is { } person ? Station.Home.RefusalToSteer(person) : null;

    // Whose a session is does not change: the record is asked once for each.
    private bool IsMine(string sessionId)
    {
        if (!string.Equals(_judged.Id, sessionId, StringComparison.Ordinal))
        {
            _judged = (sessionId, Refusal is null);
        }

        return _judged.IsMine;
    }

    private TimeSpan UtcOffset => Time.LocalTimeZone.GetUtcOffset(Time.GetUtcNow());

    private void Read() => _today = Desk.Today(Home.Store.PatientFor(_personId), UtcOffset);

    private void Start(string? plan, FreePlace? free) => Answer(Station.Home.Start(new HomeSessionRequest((int)UtcOffset.TotalMinutes, plan, free), _personId));

    private void Do(Func<HomeSessionActivity, string?> act) => Answer(Refusal ?? act(Station.Home));

    private void Answer(string? answer)
    {
        if (answer is not null)
        {
            _voice.Answer(Text.Answer(answer));
        }

        Redraw();
    }

    private void Changed(string said)
    {
        _voice.Answer(said);
        Read();
        Redraw();
    }

    private void Redraw()
    {
        Look();
        StateHasChanged();
    }
}
