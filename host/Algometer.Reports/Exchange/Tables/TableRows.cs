using Algometer.Records.People;

namespace Algometer.Reports.Exchange.Tables;

/// <summary>Rows of the tables over a whole selection.</summary>
internal static class TableRows
{
    public static IEnumerable<SessionRow> Sessions(ExportSelection selection)
    {
        Dictionary<string, Person> people = ById(selection);
        return selection.Sessions.Select(session => new SessionRow(session, selection.PersonOfSession.TryGetValue(session.Id, out string? id) ? people.GetValueOrDefault(id) : null));
    }

    public static IEnumerable<TrialRow> Trials(ExportSelection selection)
    {
        Dictionary<string, Person> people = ById(selection);
        return selection.Runs.SelectMany(run => run.Entries.Select(entry => new TrialRow(run, run.PersonId is null ? null : people.GetValueOrDefault(run.PersonId), entry)));
    }

    public static IEnumerable<VisitRow> Visits(ExportSelection selection)
    {
        Dictionary<string, Person> people = ById(selection);
        return selection.Visits.Select(visit => new VisitRow(visit.Id, visit.PersonId is null ? null : people.GetValueOrDefault(visit.PersonId), visit.Visit));
    }

    private static Dictionary<string, Person> ById(ExportSelection selection) => selection.People.ToDictionary(person => person.Id, StringComparer.Ordinal);
}
