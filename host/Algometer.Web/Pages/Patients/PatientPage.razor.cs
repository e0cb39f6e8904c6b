using Algometer.Clinic.Visits;
using Algometer.Records.People;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Patients;

/// <summary>A patient at a glance: what is next, how it goes, every visit, and the ways to the rest.</summary>
public sealed partial class PatientPage
{
    private Person? _person;
    private PersonVisits _visits = new([], [], []);

    /// <summary>The person.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    private (string Id, string Address)[] Ways =>
    [
        ("results", $"/results?person={_person?.Id}"), ("progress", $"/patients/{_person?.Id}/progress"), ("recordings", $"/recordings?person={_person?.Id}"),
        ("plan", $"/patients/{_person?.Id}/plan"), ("check-ins", $"/patients/{_person?.Id}/home"), ("export", $"/exports?person={_person?.Id}"),
    ];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _person = Record.Patient(Id);
        _visits = _person is null ? new PersonVisits([], [], []) : PersonVisits.Of(Record.Need, Lists, _person.Id);
    }

    private string Technique(string id) => Lists.Techniques.FirstOrDefault(technique => technique.Id == id)?.Text ?? id;

    private string Done(VisitView view) => string.Join(", ", view.Visit.Treatments.Select(treatment => Technique(treatment.Technique)).Distinct(StringComparer.Ordinal));
}
