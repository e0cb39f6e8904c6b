using System.Globalization;
using Algometer.Records;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;

namespace Algometer.Clinic.Review;

/// <summary>Which sessions are wanted, in which order, and which part of them.</summary>
public sealed record SessionQuery
{
    private const int MostRows = 500;

    /// <summary>Words that all stand in title, code, device, identity or date.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The person; empty for everybody.</summary>
    public string Person { get; init; } = "";

    /// <summary>Where samples came from: live, replay, csv, or test for one that a run or a visit belongs to; empty for all.</summary>
    public string Kind { get; init; } = "";

    /// <summary>First day, in the asker's time; null for no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The moment after the last day; null for no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only simulated (true) or only real ones (false); null for both.</summary>
    public bool? Simulated { get; init; }

    /// <summary>How it ended: closed, cut-off, recording; empty for all.</summary>
    public string End { get; init; } = "";

    /// <summary>newest, oldest, longest, title or gaps.</summary>
    public string Sort { get; init; } = "newest";

    /// <summary>First row.</summary>
    public int Offset { get; init; }

    /// <summary>Rows wanted.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Reads the parts of an address.</summary>
    /// <param name="query">The part of a name; empty where there is none.</param>
    /// <exception cref="ArgumentException">A part cannot be used; the message says what may stand there.</exception>
    public static SessionQuery Of(Func<string, string> query) => new()
    {
        Words = query("search").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Person = query("person"),
        Kind = OneOf(query, "kind", "", "live", "replay", "csv", "test"),
        From = Moment(query, "from"),
        To = Moment(query, "to"),
        Simulated = OneOf(query, "simulated", "", "yes", "no") switch { "yes" => true, "no" => false, _ => null },
        End = OneOf(query, "end", "", "closed", "cut-off", "recording"),
        Sort = OneOf(query, "sort", "newest", "oldest", "longest", "title", "gaps"),
        Offset = Whole(query, "offset", 0, int.MaxValue, 0),
        Limit = Whole(query, "limit", 1, MostRows, 100),
    };

    /// <summary>The rows asked for, and how many there are in all.</summary>
    /// <param name="sessions">Every session, oldest first.</param>
    /// <param name="links">Whom they are about.</param>
    /// <param name="codes">People's codes by identity.</param>
    public SessionPage Apply(IReadOnlyList<SessionSummary> sessions, ILookup<string, SessionLink> links, IReadOnlyDictionary<string, string> codes)
    {
        IEnumerable<SessionSummary> found = sessions.Where(session => Fits(session, links, codes));
        SessionSummary[] ordered = Sort switch
        {
            "oldest" => [.. found],
            "longest" => [.. found.OrderByDescending(session => (session.LastDeviceMicroseconds ?? 0) - (session.FirstDeviceMicroseconds ?? 0))],
            "title" => [.. found.OrderBy(session => session.Description.Title, StringComparer.CurrentCultureIgnoreCase)],
            "gaps" => [.. found.OrderByDescending(session => session.GapCount)],
            _ => [.. found.Reverse()],
        };
        return new SessionPage(ordered.Length, sessions.Count, [.. ordered.Skip(Offset).Take(Limit).Select(session => SessionView.From(session) with { People = People(session, links, codes) })]);
    }

    /// <summary>The same over a record.</summary>
    public SessionPage Read(RecordStore records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Apply(records.ListSessions(), records.ListLinks().ToLookup(link => link.SessionId, StringComparer.Ordinal), records.People.List().ToDictionary(person => person.Id, person => person.Code, StringComparer.Ordinal));
    }

    private static string[] People(SessionSummary session, ILookup<string, SessionLink> links, IReadOnlyDictionary<string, string> codes) =>
        [.. links[session.Id].Select(link => link.PersonId).OfType<string>().Distinct(StringComparer.Ordinal).Select(person => codes.GetValueOrDefault(person)).OfType<string>()];

    private static string OneOf(Func<string, string> query, string name, params string[] allowed) => query(name) is var given && given.Length == 0 ? allowed[0]
        : allowed.Contains(given, StringComparer.Ordinal) ? given : throw new ArgumentException($"'{name}' is one of {string.Join(", ", allowed.Where(known => known.Length > 0))}.");

    private static DateTimeOffset? Moment(Func<string, string> query, string name) => query(name) is var given && given.Length == 0 ? null
        : DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : throw new ArgumentException($"'{name}' is a moment such as 2026-11-25T00:00:00Z.");

    private static int Whole(Func<string, string> query, string name, int least, int most, int otherwise) => query(name) is var given && given.Length == 0 ? otherwise
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most ? value : throw new ArgumentException($"'{name}' is a whole number from {least} to {most}.");

    private bool Fits(SessionSummary session, ILookup<string, SessionLink> links, IReadOnlyDictionary<string, string> codes)
    {
        SessionDescription description = session.Description;
        bool kind = Kind.Length == 0 || (Kind == "test" ? links[session.Id].Any(link => link.DocumentId is not null) : string.Equals(description.Source.ToString(), Kind, StringComparison.OrdinalIgnoreCase));
        bool end = End.Length == 0 || string.Equals(SessionView.EndWords(session).Replace(' ', '-'), End, StringComparison.Ordinal);
        return kind && end
            && (Simulated is null || Simulated == description.Simulated)
            && (From is null || session.StartedUtc >= From)
            && (To is null || session.StartedUtc < To)
            && (Person.Length == 0 || links[session.Id].Any(link => string.Equals(link.PersonId, Person, StringComparison.Ordinal)))
            && Words.All(word => Contains(description.Title, word) || Contains(description.DeviceId, word) || Contains(session.Id, word)
                || session.StartedUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).Contains(word, StringComparison.Ordinal)
                || People(session, links, codes).Any(code => Contains(code, word)));
    }

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A part of the list.</summary>
/// <param name="Total">How many fit.</param>
/// <param name="All">How many there are.</param>
/// <param name="Sessions">The rows.</param>
public sealed record SessionPage(int Total, int All, IReadOnlyList<SessionView> Sessions);
