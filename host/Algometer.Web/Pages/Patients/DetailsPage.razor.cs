using Algometer.Records.People;
using Algometer.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Algometer.Web.Pages.Patients;

/// <summary>A patient's details, of a new one or a known one.</summary>
public sealed partial class DetailsPage
{
    private const int EarliestDecade = 1900;
    private PatientForm _form = new();
    private EditContext? _context;
    private string? _wrong;
    private bool _deleting;
    private string? _shown;

    /// <summary>The person; null for a new one.</summary>
    [Parameter]
    public string? Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Seen { get; set; } = null!;

    private IEnumerable<int> Decades
    {
        get
        {
            int latest = Time.GetUtcNow().Year / 10 * 10;
            return Enumerable.Range(0, ((latest - EarliestDecade) / 10) + 1).Select(i => latest - (i * 10));
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Record.Store is not { } store || (_context is not null && _shown == Id))
        {
            return;
        }

        _shown = Id;
        Person? person = Id is null ? null : Record.Patient(Id);
        _form = person is null ? new PatientForm() : PatientForm.Of(person, store.People.ReadName(person.Id));
        _context = Id is not null && person is null ? null : new EditContext(_form);
    }

    private void Keep()
    {
        _wrong = _form.WrongCode(Record.Need, Id);
        if (_wrong is not null)
        {
            return;
        }

        string id = _form.Keep(Record.Need, Id);
        _context!.MarkAsUnmodified();
        Navigation.NavigateTo($"/patients/{id}");
    }

    private async Task DeleteAsync()
    {
        Record.Need.People.Delete(Id!, VisitorIdentity.Of((await Seen).User).Name);
        _context!.MarkAsUnmodified();
        Navigation.NavigateTo($"/patients?deleted={Id}");
    }

    private async Task AskBeforeLeavingAsync(LocationChangingContext leaving)
    {
        if (_context!.IsModified() && !await Browser.InvokeAsync<bool>("confirm", Text["leave"].Value))
        {
            leaving.PreventNavigation();
        }
    }
}
