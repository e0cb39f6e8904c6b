using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.FollowUp;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Algometer.Web.Pages.CheckIns;

/// <summary>How it goes at home, for the therapist: adherence, reasons to talk, stops, every hold with its trace; files out and in.</summary>
public sealed partial class CheckInsPage
{
    // Two thousand sessions with their traces, the most that an export holds.
    private const long MostBytes = 64 * 1024 * 1024;
    private HomeCheckIns? _shown;
    private DateOnly? _from;
    private DateOnly? _to;
    private string _answer = "";
    private bool _failed;

    /// <summary>The person.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    protected override void OnParametersSet() => Read();

    private void Read() => _shown = Record.Patient(Id) is { } person ? HomeCheckIns.Of(Home.Store, Home.Content, person) : null;

    private string Export(string format) => string.Create(CultureInfo.InvariantCulture, $"/api/followup/{_shown!.Person.Id}/export.{format}?from={_from:yyyy-MM-dd}&to={_to:yyyy-MM-dd}");

    private async Task TakeInAsync(InputFileChangeEventArgs chosen)
    {
        try
        {
            await using Stream file = chosen.File.OpenReadStream(MostBytes);
            PeriodExport export = await JsonSerializer.DeserializeAsync<PeriodExport>(file, DocumentJson.Options) ?? throw new JsonException();
            Person person = _shown!.Person;
            (int taken, int known) = HomeCheckIns.TakeIn(Home.Store, person, export);
            (_failed, _answer) = (false, Text["taken-in", taken, known]);
            Read();
        }
        catch (JsonException)
        {
            (_failed, _answer) = (true, Text["not-an-export"]);
        }
        catch (Exception failure) when (failure is ArgumentException or IOException)
        {
            (_failed, _answer) = (true, failure is IOException ? Text["too-long"] : failure.Words());
        }
    }
}
