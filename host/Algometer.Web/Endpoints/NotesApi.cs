using Algometer.Records;
using Algometer.Web.Answers;

namespace Algometer.Web.Endpoints;

/// <summary>Notes on sessions, with every earlier wording.</summary>
/// <param name="records">The record; null when nothing is recorded.</param>
public sealed class NotesApi(RecordStore? records) : IPageApi
{
    private RecordStore Records => records ?? throw new ArgumentException("Nothing is recorded here.");

    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.Get("/api/sessions/{id}/notes", context => Records.Notes.List(Records.ReadSession(context.Route("id")).Id));
        application.Post("/api/sessions/{id}/notes", (HttpContext context, NewNote note) => Records.Notes.Add(context.Route("id"), note.Text, context.Actor()));
        application.Post("/api/notes/{id}", (HttpContext context, ChangedNote note) => Records.Notes.Change(context.Route("id"), note.Revision, note.Text, context.Actor()));
        application.Get("/api/notes/{id}/history", context => Records.Notes.History(context.Route("id")));
        application.Post("/api/notes/{id}/delete", (HttpContext context, Nothing _) =>
        {
            Records.Notes.Delete(context.Route("id"), context.Actor());
            return new Nothing();
        });
        application.Post("/api/notes/{id}/undelete", (HttpContext context, Nothing _) =>
        {
            Records.Notes.Undelete(context.Route("id"), context.Actor());
            return new Nothing();
        });
    }

    private sealed record NewNote(string Text);

    private sealed record ChangedNote(int Revision, string Text);
}

/// <summary>A message without content.</summary>
public sealed record Nothing;
