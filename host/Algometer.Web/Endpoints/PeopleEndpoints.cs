using Algometer.Clinic.Visits;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>People and visits for the pages.</summary>
public sealed class PeopleEndpoints(RecordStore? store, VisitLists lists) : IEndpoints
{
    private RecordStore Store => store ?? throw new ArgumentException("Nothing is recorded here: start `algometer run` with a record.");

    private VisitDesk Desk => new(Store, lists);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api").RequireAuthorization(Rights.Clinic).WithTags("people");
        api.MapGet("/people", () => TypedResults.Ok(store is null ? [] : (List<PersonView>)[.. Store.People.List().Select(View)])).WithSummary("All people of the record.");
        api.MapGet("/people/{id}", (string id) => TypedResults.Ok(View(Store.People.Read(id)))).WithSummary("One person.");
        api.MapPost("/people", (Message<PersonRequest> person) => TypedResults.Ok(View(Store.People.Add(person.Value.Person(""), person.Value.Name)))).WithSummary("Adds a person.");
        api.MapPost("/people/{id}", (string id, Message<PersonRequest> person) => TypedResults.Ok(Change(person.Value.Person(id), person.Value.Name))).WithSummary("Changes a person.");
        api.MapGet("/visit-lists", () => TypedResults.Ok(lists)).WithSummary("What a visit's form offers: movements, techniques, outcomes.");
        api.MapGet("/people/{id}/visits", (string id) => TypedResults.Ok(Visits(id))).WithSummary("A person's visits, by date, with what changed.");
        api.MapPost("/people/{id}/visits", (string id, Message<Visit> visit) => TypedResults.Ok(Desk.Keep(id, null, 0, visit.Value))).WithSummary("Adds a visit.");
        api.MapGet("/visits/{id}", (string id) => TypedResults.Ok(Desk.Read(id))).WithSummary("One visit.");
        api.MapPost("/visits/{id}", (string id, Message<VisitChange> change) => TypedResults.Ok(Desk.Keep("", id, change.Value.Revision, change.Value.Visit))).WithSummary("Changes a visit; refused (409) when somebody else changed it meanwhile.");
    }

    private PersonView Change(Person person, string? name)
    {
        Store.People.Change(person, name);
        return View(person);
    }

    private PersonView View(Person person) => new(person.Id, person.Code, Store.People.ReadName(person.Id), person.BirthDecade, person.Sex, person.Notes, person.ConsentDate, person.ConsentText, Store.Documents.List(DocumentKinds.Visit, person.Id).Count);

    private VisitsView Visits(string personId)
    {
        var visits = PersonVisits.Of(Store, lists, personId);
        return new VisitsView(visits.Visits, visits.Techniques, visits.Escalation);
    }

    private sealed record PersonView(string Id, string Code, string? Name, int? BirthDecade, Sex Sex, string Notes, DateOnly? ConsentDate, string ConsentText, int Visits);

    private sealed record PersonRequest(string Code, string? Name = null, int? BirthDecade = null, Sex Sex = Sex.NotTold, string Notes = "", DateOnly? ConsentDate = null, string ConsentText = "")
    {
        public Person Person(string id) => new() { Id = id, Code = Code.Trim(), BirthDecade = BirthDecade, Sex = Sex, Notes = Notes, ConsentDate = ConsentDate, ConsentText = ConsentText };
    }

    private sealed record VisitChange(int Revision, Visit Visit);

    private sealed record VisitsView(IReadOnlyList<VisitView> Visits, IReadOnlyList<TechniqueOutcome> Techniques, IReadOnlyList<string> Escalation);
}
