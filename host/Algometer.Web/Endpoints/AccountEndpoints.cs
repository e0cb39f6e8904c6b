using System.Globalization;
using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Algometer.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Algometer.Web.Endpoints;

/// <summary>Signing in and out, and the accounts for whoever manages them.</summary>
/// <param name="open">The accounts, who is signed in, and where names and passwords are taken.</param>
public sealed class AccountEndpoints(OpenAccounts open) : IEndpoints
{
    private AccountStore Accounts => open.Store ?? throw new ArgumentException("Nothing is recorded here, so there are no accounts.");

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api").WithTags("accounts");
        api.MapPost("/login", (Delegate)SignInAsync).Accepts<NewSignIn>("application/json", "*/*").AllowAnonymous().WithSummary("Signs in; the answer sets a cookie and names the first page.");
        api.MapPost("/logout", (HttpContext context, Message<Empty> _) => SignOut(context)).RequireAuthorization(Rights.SignedIn).WithSummary("Signs out, and ends the streams that this sign-in opened.");
        api.MapGet("/me", (HttpContext context) => TypedResults.Ok(Me(Visitor.Of(context)))).RequireAuthorization(Rights.SignedIn).WithSummary("Who is signed in.");
        api.MapGet("/accounts", () => TypedResults.Ok(Accounts.List().Select(View).ToArray())).RequireAuthorization(Rights.Clinic).WithSummary("All accounts, by name.");
        api.MapPost("/accounts", (Message<NewAccount> wanted) => TypedResults.Ok(View(Accounts.Add(wanted.Value.Name, wanted.Value.Role, wanted.Value.PersonId, wanted.Value.Password))))
            .RequireAuthorization(Rights.Clinic).WithSummary("Adds an account.");
        api.MapPost("/accounts/{name}", (string name, Message<AccountChange> change) => TypedResults.Ok(Change(name, change.Value)))
            .RequireAuthorization(Rights.Clinic).WithSummary("Changes a password, or shuts an account out or in; it is signed out everywhere.");
    }

    private Ok<SignedOut> SignOut(HttpContext context)
    {
        open.SignIns.End(AccountAdmission.Kept(context));
        AccountAdmission.Forget(context);
        return TypedResults.Ok(new SignedOut(true));
    }

    private AccountView Change(string name, AccountChange change)
    {
        Account changed = Accounts.Change(name, change.Password, change.Disabled);
        open.SignIns.EndAll(changed.Name);
        return View(changed);
    }

    private async Task<Results<Ok<SignedIn>, ProblemHttpResult>> SignInAsync(HttpContext context)
    {
        if ((context.Request.HasJsonContentType() && context.Request.ContentLength is <= 4096 ? await ReadAsync(context) : null) is not { } wanted)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "Name and password could not be read: reload the page.");
        }

        SignInAnswer answer = await open.Desk.TryAsync(context, wanted.Name, wanted.Password);
        if (answer.WaitSeconds > 0)
        {
            context.Response.Headers.RetryAfter = answer.WaitSeconds.ToString(CultureInfo.InvariantCulture);
            return Problems.Of(StatusCodes.Status429TooManyRequests, $"Too many tries: wait {answer.WaitSeconds} s, then try again.");
        }

        return answer.FirstPage is { } first ? TypedResults.Ok(new SignedIn(first)) : Problems.Of(StatusCodes.Status401Unauthorized, "Name and password do not fit together.");
    }

    private static async Task<NewSignIn?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<NewSignIn>(context.Request.Body, DocumentJson.Options, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MeView Me(Visitor visitor) => new(visitor.Name, visitor.Role, visitor.PersonId);

    private static AccountView View(Account account) => new(account.Name, account.Role, account.PersonId, account.Disabled);

    private sealed record SignedIn(string First);

    private sealed record SignedOut(bool Ok);

    private sealed record NewSignIn(string Name, string Password);

    private sealed record NewAccount(string Name, Role Role, string Password, string? PersonId = null);

    private sealed record AccountChange(string? Password = null, bool? Disabled = null);

    private sealed record MeView(string? Name, Role Role, string? PersonId);

    private sealed record AccountView(string Name, Role Role, string? PersonId, bool Disabled);
}
