using System.Globalization;
using System.Text;
using System.Text.Json;
using Algometer.Clinic.FollowUp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Reports.Exchange.Csv;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Algometer.Web.Endpoints;

/// <summary>Home sessions of a period as a file, and taking one in: for other programs and for the therapist's page.</summary>
public sealed class FollowUpEndpoints(HomeStore store) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/followup/{id}").RequireAuthorization(Rights.Clinic).WithTags("home sessions");
        api.MapGet("/export.{format}", Export).Produces<PeriodExport>().Produces<string>(StatusCodes.Status200OK, "text/csv")
            .WithSummary("Sessions of a period (from and to as 2026-03-31, both included) as csv, or as json that another record takes in.");
        api.MapPost("/import", (string id, Message<PeriodExport> export) => TypedResults.Ok(Import(id, export.Value))).WithSummary("Takes in what a patient's page exported; a session that is known stays as it is.");
    }

    private FileContentHttpResult Export(string id, string format, string? from, string? to)
    {
        Person person = store.Record.People.Read(id);
        IReadOnlyList<HomeSessionDocument> sessions = HomeCheckIns.Period(store, person, Date(from), Date(to));
        if (!string.Equals(format, "csv", StringComparison.Ordinal))
        {
            return TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(new PeriodExport(PeriodExport.Format, person.Code, store.NowUtc, sessions), DocumentJson.Options), "application/json; charset=utf-8", $"{person.Code}-home.json");
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture);
        CsvText.Write(HomeHoldRow.Table, HomeHoldRow.Of(sessions), text);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{person.Code}-home.csv");
    }

    private static DateOnly? Date(string? text) => string.IsNullOrEmpty(text)
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : throw new ArgumentException($"'{text}' is no date: write it as 2026-03-31.");

    private Imported Import(string personId, PeriodExport export)
    {
        (int taken, int known) = HomeCheckIns.TakeIn(store, store.Record.People.Read(personId), export);
        return new Imported(taken, known);
    }

    private sealed record Imported(int Taken, int Known);
}
