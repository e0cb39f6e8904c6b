using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.Review;
using Algometer.Records.Problems;
using Algometer.Web.Access;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Algometer.Web.Pages.Recordings;

/// <summary>One recording with everything that belongs to it: trace, holds, trials, notes, events.</summary>
public sealed partial class RecordingPage
{
    private const int MostEvents = 300;
    private RecordingWords _words = null!;
    private SessionView? _session;
    private SessionDetail _detail = null!;
    private MarksView _found = new([], [], [], null, 0);
    private IReadOnlyList<(string Id, string Code)> _people = [];
    private IReadOnlyList<EventView> _events = [];
    private IReadOnlyList<JudgedSession> _judgements = [];
    private ElementReference _keep;
    private string _marks = "";
    private string _shown = "";
    private int _front;
    private int _zooms;
    private bool _asks;
    private bool _asked;

    /// <summary>The recording, by identity or its beginning.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "from")]
    private double? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private double? To { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Seen { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _words = new RecordingWords(Text);
        if (Record.Store is null || _session?.Id == Id)
        {
            return;
        }

        try
        {
            _detail = SessionDetail.Read(Record.Need, Id);
            _session = _detail.Session;
            _found = SessionMarks.Of(Record.Need, _session.Id);
        }
        catch (RecordStoreException missing) when (missing.Problem == RecordStoreProblem.NotFound)
        {
            _session = null;
            return;
        }

        _people = [.. _detail.Links.Where(link => link.PersonCode is not null).Select(link => (link.PersonId!, link.PersonCode!)).Distinct()];
        _events = [.. _detail.Events.Where(happened => !happened.Kind.StartsWith("link-", StringComparison.Ordinal) && happened.Kind != "device-reset")];
        if (From is { } from && To is { } to)
        {
            Zoom(from, to);
        }

        Read();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The way out comes first: who presses Enter without reading keeps the recording.
        if (_asks && !_asked)
        {
            await _keep.FocusAsync();
        }

        _asked = _asks;
    }

    private string Title => _session!.Title.Length > 0 ? _session.Title : Text["untitled"];

    private IEnumerable<(string Name, string Value)> Facts =>
    [
        ("started", Show.DayTime(_session!.StartedUtc, Time)),
        ("length", Show.Clock(_session.Seconds)),
        ("samples", Show.Number(_session.Samples)),
        ("gaps", Show.Number(_session.Gaps)),
        ("limit", Show.Number(_session.LimitNewtons, 1) + " N"),
        ("device", _session.Device),
        ("calibration", _detail.Calibration == 0 ? Text["nominal"].Value : _detail.Calibration.ToString(CultureInfo.InvariantCulture)),
        ("source", Text["kind." + _session.Source]),
        ("state", Text["end." + _session.End.Replace(' ', '-')]),
    ];

    private string Legend => Show.Joined(" · ",
        _found.Gaps.Count > 0 ? Text["legend.gaps", Show.Number(_found.Gaps.Count)].Value : null,
        _found.Faults.Count > 0 ? Text["legend.faults", Show.Number(_found.Faults.Count)].Value : null,
        Text["legend.events"].Value,
        Text["legend.dashed"].Value,
        _found.More > 0 ? Text["legend.more", Show.Number(_found.More)].Value : null);

    private string TraceWords => JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["view"] = Text["view"], ["single"] = Text["single"], ["points"] = Text["points"] });

    // A session is judged when it is looked at first; a judgement made meanwhile stands beside it, in front.
    private void Read()
    {
        _judgements = [.. new HoldJudgements(Record.Need).List(_session!.Id).Select(one => new JudgedSession(one.Id, one.MadeUtc, one.Analysis, one.Analysis.ReadHolds()))];
        Bring(_judgements.Count - 1);
    }

    private void Bring(int judgement)
    {
        _front = judgement;
        _marks = new TraceMarks
        {
            Limit = _session!.LimitNewtons,
            LimitWords = Text["limit"],
            Events = [.. _events.Select(happened => new Happened(happened.AtSeconds, TraceMarks.Shape(happened.Kind), _words.Of(happened), TraceMarks.IsAlarm(happened.Kind)))],
            Gaps = [.. _found.Gaps.Select(gap => new Stretch(gap.FromSeconds, gap.ToSeconds, _words.Of(gap)))],
            Faults = [.. _found.Faults.Select(fault => new Stretch(fault.FromSeconds, fault.ToSeconds, _words.Of(fault)))],
            Trials = [.. _found.Trials.Select(trial => new TrialStretch(trial.FromSeconds, trial.ToSeconds, $"{(trial.Counts ? "" : "✕ ")}{trial.Place}: {trial.Words}", trial.Counts))],
            Lanes = [.. _judgements.Select((judged, index) => TraceMarks.LaneOf(judged.Holds, index == _front, _words))],
        }.Json();
    }

    // The same stretch may be asked for again after the trace was moved by hand, so each wish is told apart.
    private void Zoom(double from, double to) => _shown = string.Create(CultureInfo.InvariantCulture, $"{from:0.000} {to:0.000} {++_zooms}");

    private async Task DeleteAsync()
    {
        Record.Need.DeleteSession(_session!.Id, VisitorIdentity.Of((await Seen).User).Name);
        Navigation.NavigateTo($"/recordings?deleted={_session.Id}");
    }

    private static string Exact(double seconds) => seconds.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>A judgement of a session's holds.</summary>
/// <param name="Id">Its document; null while it is not kept.</param>
/// <param name="MadeUtc">When it was made; null while it is not kept.</param>
/// <param name="Analysis">What it was told.</param>
/// <param name="Holds">What it found.</param>
public sealed record JudgedSession(string? Id, DateTimeOffset? MadeUtc, HoldAnalysis Analysis, IReadOnlyList<HoldReport> Holds);
