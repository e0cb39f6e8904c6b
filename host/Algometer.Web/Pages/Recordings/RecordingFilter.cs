using Algometer.Clinic.Review;

namespace Algometer.Web.Pages.Recordings;

/// <summary>What is typed and chosen above the list of recordings.</summary>
internal sealed class RecordingFilter
{
    private readonly Dictionary<string, string> _chosen = Choices.ToDictionary(choice => choice.Name, choice => choice.Values[0], StringComparer.Ordinal);

    /// <summary>What can be chosen, the first at the beginning. Names and values are the query's.</summary>
    public static IReadOnlyList<(string Name, string[] Values)> Choices { get; } =
    [
        ("kind", ["", "test", "live", "replay", "csv"]), ("simulated", ["", "no", "yes"]), ("end", ["", "closed", "cut-off", "recording"]), ("sort", ["newest", "oldest", "longest", "title", "gaps"]),
    ];

    /// <summary>Words of title, code, device or day.</summary>
    public string Search { get; set; } = "";

    /// <summary>A person; empty for everybody.</summary>
    public string Person { get; set; } = "";

    /// <summary>First day; null for no limit.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day; null for no limit.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Whether more than words are chosen.</summary>
    public bool IsNarrowed => Person.Length > 0 || From is not null || Until is not null || Choices.Any(choice => this[choice.Name] != choice.Values[0]);

    /// <summary>What is chosen of a name.</summary>
    public string this[string name]
    {
        get => _chosen[name];
        set => _chosen[name] = value;
    }

    /// <summary>As the record is asked.</summary>
    /// <param name="offset">First row.</param>
    /// <param name="rows">Rows wanted.</param>
    /// <param name="time">Says when a day begins here.</param>
    public SessionQuery Query(int offset, int rows, TimeProvider time) => SessionQuery.Of(name => name switch
    {
        "search" => Search,
        "person" => Person,
        "from" or "to" or "offset" or "limit" => "",
        _ => this[name],
    }) with
    {
        From = Midnight(From, time),
        To = Midnight(Until?.AddDays(1), time),
        Offset = offset,
        Limit = rows,
    };

    private static DateTimeOffset? Midnight(DateOnly? day, TimeProvider time)
    {
        if (day is not { } known)
        {
            return null;
        }

        var at = known.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(at, time.LocalTimeZone.GetUtcOffset(at));
    }
}
