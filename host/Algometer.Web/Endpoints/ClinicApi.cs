using System.Text.Json;
using Algometer.Clinic.Visits;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Web.Answers;

namespace Algometer.Web.Endpoints;

/// <summary>People and visits for the pages.</summary>
public sealed class ClinicApi(RecordStore? store, VisitLists lists) : IPageApi
{
    private RecordStore Store => store ?? throw new ArgumentException("Nothing is recorded here: start `algometer run` with a record.");

    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.Get("/api/people", _ => store is null ? [] : (List<PersonView>)[.. Store.People.List().Select(View)]);
        application.Get("/api/people/{id}", context => View(Store.People.Read(context.Route("id"))));
        application.Post("/api/people", (HttpContext _, PersonRequest request) => View(Store.People.Add(request.Person(""), request.Name)));
        application.Post("/api/people/{id}", (HttpContext context, PersonRequest request) =>
        {
            Person person = request.Person(context.Route("id"));
            Store.People.Change(person, request.Name);
            return View(person);
        });
        application.Get("/api/visit-lists", _ => lists);
        application.Get("/api/people/{id}/visits", context => Visits(context.Route("id")));
        application.Post("/api/people/{id}/visits", (HttpContext context, Visit visit) =>
        {
            visit.Check();
            return Kept(Store.Documents.Create(DocumentKinds.Visit, Store.People.Read(context.Route("id")).Id, JsonSerializer.Serialize(visit, JsonApi.Options)), visit);
        });
        application.Get("/api/visits/{id}", context => Show(Store.Documents.Read(context.Route("id"))));
        application.Post("/api/visits/{id}", (HttpContext context, VisitChange change) =>
        {
            change.Visit.Check();
            _ = Show(Store.Documents.Read(context.Route("id")));
            return Kept(Store.Documents.Update(context.Route("id"), change.Revision, JsonSerializer.Serialize(change.Visit, JsonApi.Options)), change.Visit);
        });
    }

    private PersonView View(Person person) => new(person.Id, person.Code, Store.People.ReadName(person.Id), person.BirthDecade, person.Sex, person.Notes, person.ConsentDate, person.ConsentText, Store.Documents.List(DocumentKinds.Visit, person.Id).Count);

    private VisitsView Visits(string personId)
    {
        VisitRuns runs = VisitRuns.Of(Store, personId);
        VisitView[] visits = [.. Store.Documents.List(DocumentKinds.Visit, personId).Select(document => VisitView.Of(document, lists, runs)).OrderBy(view => view.Visit.Date)];
        VisitFindings[] found = [.. visits.Select(view => runs.Findings(view.Visit))];
        return new VisitsView(visits, VisitOutcome.Techniques(found), Plateau.Reasons(found, lists.Escalation, runs.Mdc));
    }

    private VisitView Kept(StoredDocument document, Visit visit)
    {
        if (document.PersonId is { } person)
        {
            VisitLinks.Keep(Store, person, document.Id, visit);
        }

        return Show(document);
    }

    private VisitView Show(StoredDocument document) => VisitView.Of(document, lists, VisitRuns.Of(Store, document.PersonId));

    private sealed record PersonView(string Id, string Code, string? Name, int? BirthDecade, Sex Sex, string Notes, DateOnly? ConsentDate, string ConsentText, int Visits);

    private sealed record PersonRequest(string Code, string? Name = null, int? BirthDecade = null, Sex Sex = Sex.NotTold, string Notes = "", DateOnly? ConsentDate = null, string ConsentText = "")
    {
        public Person Person(string id) => new() { Id = id, Code = Code.Trim(), BirthDecade = BirthDecade, Sex = Sex, Notes = Notes, ConsentDate = ConsentDate, ConsentText = ConsentText };
    }

    private sealed record VisitChange(int Revision, Visit Visit);

    private sealed record VisitsView(IReadOnlyList<VisitView> Visits, IReadOnlyList<TechniqueOutcome> Techniques, IReadOnlyList<string> Escalation);
}
