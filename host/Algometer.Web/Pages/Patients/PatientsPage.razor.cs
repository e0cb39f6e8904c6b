using Algometer.Clinic.Visits;
using Algometer.Records.People;
using Algometer.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Algometer.Web.Pages.Patients;

/// <summary>The list of patients: found as one types, with what is due.</summary>
public sealed partial class PatientsPage
{
    // More rows than these nobody reads; more words find them.
    private const int Most = 200;
    private IReadOnlyList<PatientLine> _all = [];
    private IReadOnlyList<Person> _deleted = [];
    private string _find = "";

    [CascadingParameter]
    private Task<AuthenticationState> Seen { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Deleted { get; set; }

    private List<PatientLine> Found => [.. _all.Where(line => line.Fits(_find))];

    /// <inheritdoc/>
    protected override void OnParametersSet() => Read();

    private void Read()
    {
        if (Record.Store is not { } store)
        {
            return;
        }

        _all = PatientLine.All(store);
        _deleted = Deleted is null ? [] : [.. store.People.ListDeleted().Where(person => person.Id == Deleted)];
    }

    private async Task TakeBackAsync(Person person)
    {
        Record.Need.People.Undelete(person.Id, VisitorIdentity.Of((await Seen).User).Name);
        Navigation.NavigateTo($"/patients/{person.Id}");
    }
}
