using Algometer.Records;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>Notes on sessions, with every earlier wording.</summary>
/// <param name="records">The record; null when nothing is recorded.</param>
public sealed class NoteEndpoints(RecordStore? records) : IEndpoints
{
    private RecordStore Records => records ?? throw new ArgumentException("Nothing is recorded here.");

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api").RequireAuthorization(Rights.Clinic).WithTags("notes");
        api.MapGet("/sessions/{id}/notes", (string id) => TypedResults.Ok(Records.Notes.List(Records.ReadSession(id).Id))).WithSummary("Notes on a session.");
        api.MapPost("/sessions/{id}/notes", (string id, HttpContext context, Message<NewNote> note) => TypedResults.Ok(Records.Notes.Add(id, note.Value.Text, Visitor.NameOf(context)))).WithSummary("Adds a note to a session.");
        api.MapPost("/notes/{id}", (string id, HttpContext context, Message<ChangedNote> note) => TypedResults.Ok(Records.Notes.Change(id, note.Value.Revision, note.Value.Text, Visitor.NameOf(context))))
            .WithSummary("Changes a note; refused (409) when somebody else changed it meanwhile.");
        api.MapGet("/notes/{id}/history", (string id) => TypedResults.Ok(Records.Notes.History(id))).WithSummary("Every wording of a note.");
        api.MapPost("/notes/{id}/delete", (string id, HttpContext context, Message<Empty> _) =>
        {
            Records.Notes.Delete(id, Visitor.NameOf(context));
            return TypedResults.Ok(new Empty());
        }).WithSummary("Deletes a note; it can be brought back.");
        api.MapPost("/notes/{id}/undelete", (string id, HttpContext context, Message<Empty> _) =>
        {
            Records.Notes.Undelete(id, Visitor.NameOf(context));
            return TypedResults.Ok(new Empty());
        }).WithSummary("Brings a note back.");
    }

    private sealed record NewNote(string Text);

    private sealed record ChangedNote(int Revision, string Text);
}
