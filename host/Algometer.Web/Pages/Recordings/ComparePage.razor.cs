using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.Review;
using Algometer.Records.Problems;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.WebUtilities;

namespace Algometer.Web.Pages.Recordings;

/// <summary>Two to four sessions or trials: over each other or side by side, aligned at contact or at the start.</summary>
public sealed partial class ComparePage
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private IReadOnlyList<Comparison> _items = [];
    private string _problem = "";
    private string _arranged = "over";
    private string _aligned = "contact";
    private string _unit = "N";

    // Pressure needs a known area of every tip.
    private string[] Units => _items.All(item => item.TipAreaSquareCentimetres > 0) ? ["N", "kPa"] : ["N"];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Record.Store is not { } store)
        {
            return;
        }

        try
        {
            var wanted = QueryHelpers.ParseQuery(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
            _items = Comparison.Of(store, wanted.TryGetValue("item", out var items) ? items.OfType<string>() : []);
            _unit = _items.All(item => item.Trial is not null) ? Units[^1] : "N";
        }
        catch (Exception refused) when (refused is ArgumentException or RecordStoreException)
        {
            _problem = refused.Words();
        }
    }

    private string Named(Comparison item, int look) => Show.Joined(" · ",
        item.Simulated ? Text["simulated"].Value : null,
        Title(item),
        Show.DayTime(item.AtUtc, Time),
        Text[$"look.{look}"],
        item.ContactSeconds is null ? Text["no-contact"].Value : null);

    private string Title(Comparison item) => item.Trial is { } trial
        ? $"{item.Title}, {(trial.Round is { } round ? Text["trial", round] : Text["try"]).Value}: {trial.Words}{(trial.Counts ? "" : $" ({Text["not-counted"].Value})")}"
        : item.Title.Length > 0 ? item.Title : Text["untitled"];

    private string Items() => JsonSerializer.Serialize(_items.Select(item => new Laid(item.SessionId, item.FromSeconds, item.ToSeconds, item.ContactSeconds ?? item.FromSeconds, item.TipAreaSquareCentimetres, $"{Title(item)} · {Show.DayTime(item.AtUtc, Time)}")), _json);

    private static string Whole(Comparison item) => string.Create(CultureInfo.InvariantCulture, $"/recordings/{item.SessionId}?from={item.FromSeconds:0.000}&to={item.ToSeconds:0.000}");

    private sealed record Laid(string Session, double From, double To, double Contact, double Area, string Title);
}
