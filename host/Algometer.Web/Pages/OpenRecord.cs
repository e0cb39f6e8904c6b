using Algometer.Records;
using Algometer.Records.People;

namespace Algometer.Web.Pages;

/// <summary>The record, for a page: it may be that nothing is recorded.</summary>
/// <param name="Store">Null when nothing is recorded.</param>
internal sealed record OpenRecord(RecordStore? Store)
{
    /// <summary>The record where there is one.</summary>
    /// <exception cref="InvalidOperationException">Nothing is recorded; a page asks <see cref="Store"/> first.</exception>
    public RecordStore Need => Store ?? throw new InvalidOperationException("Nothing is recorded here.");

    /// <summary>A patient by identity or code; null where there is none, or only a deleted one.</summary>
    public Person? Patient(string id) => Store?.People.Find(id) is { } person && Store.People.ListDeleted().All(deleted => deleted.Id != person.Id) ? person : null;
}
