using System.Globalization;
using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Algometer.Web.Endpoints;

/// <summary>Signing in and out, and the accounts for whoever manages them.</summary>
/// <param name="accounts">The accounts; null when nothing is recorded.</param>
/// <param name="signIns">Who is signed in.</param>
/// <param name="time">Source of time.</param>
public sealed class AccountEndpoints(AccountStore? accounts, SignIns signIns, TimeProvider time) : IEndpoints
{
    private readonly GuessingLock _guessing = new(time);

    private AccountStore Accounts => accounts ?? throw new ArgumentException("Nothing is recorded here, so there are no accounts.");

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
        signIns.End(AccountAdmission.Kept(context));
        AccountAdmission.Forget(context);
        return TypedResults.Ok(new SignedOut(true));
    }

    private AccountView Change(string name, AccountChange change)
    {
        Account changed = Accounts.Change(name, change.Password, change.Disabled);
        signIns.EndAll(changed.Name);
        return View(changed);
    }

    private async Task<Results<Ok<SignedIn>, ProblemHttpResult>> SignInAsync(HttpContext context)
    {
        if ((context.Request.HasJsonContentType() && context.Request.ContentLength is <= 4096 ? await ReadAsync(context) : null) is not { } wanted)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "Name and password could not be read: reload the page.");
        }

        string address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        TimeSpan wait = _guessing.Wait(wanted.Name, address);
        if (wait > TimeSpan.Zero)
        {
            int seconds = (int)Math.Ceiling(wait.TotalSeconds);
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Problems.Of(StatusCodes.Status429TooManyRequests, $"Too many tries: wait {seconds} s, then try again.");
        }

        if (await Accounts.CheckAsync(wanted.Name, wanted.Password, context.RequestAborted) is not { } account)
        {
            _guessing.Failed(wanted.Name, address);
            if (_guessing.Wait(wanted.Name, address) > TimeSpan.Zero)
            {
                Accounts.LockedOut(wanted.Name);
            }

            return Problems.Of(StatusCodes.Status401Unauthorized, "Name and password do not fit together.");
        }

        _guessing.Succeeded(wanted.Name, address);
        AccountAdmission.Keep(context, signIns.Begin(account));
        return TypedResults.Ok(new SignedIn(AccessPolicy.FirstPage(account.Role)));
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
