using System.Globalization;
using System.Text.Json;
using Algometer.Web.Access;
using Algometer.Web.Answers;

namespace Algometer.Web.Endpoints;

/// <summary>Signing in and out, and the accounts for whoever manages them.</summary>
/// <param name="accounts">The accounts; null when nothing is recorded.</param>
/// <param name="signIns">Who is signed in.</param>
/// <param name="time">Source of time.</param>
public sealed class AccountApi(AccountBook? accounts, SignIns signIns, TimeProvider time) : IPageApi
{
    private readonly GuessingLock _guessing = new(time);

    private AccountBook Accounts => accounts ?? throw new ArgumentException("Nothing is recorded here, so there are no accounts.");

    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.MapPost("/api/login", SignInAsync);
        application.Post("/api/logout", (HttpContext context, Nothing _) =>
        {
            signIns.End(AccountAdmission.Kept(context));
            AccountAdmission.Forget(context);
            return new { ok = true };
        });
        application.Get("/api/me", context => Me(Visitor.Of(context)));
        application.Get("/api/accounts", _ => Accounts.List().Select(View));
        application.Post("/api/accounts", (HttpContext _, NewAccount wanted) => View(Accounts.Add(wanted.Name, wanted.Role, wanted.PersonId, wanted.Password)));
        application.Post("/api/accounts/{name}", (HttpContext context, AccountChange change) =>
        {
            Account changed = Accounts.Change(context.Route("name"), change.Password, change.Disabled);
            signIns.EndAll(changed.Name);
            return View(changed);
        });
    }

    private async Task SignInAsync(HttpContext context)
    {
        NewSignIn? wanted = context.Request.HasJsonContentType() && context.Request.ContentLength is <= 4096 ? await ReadAsync(context) : null;
        if (wanted is null)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, "Name and password could not be read: reload the page.");
            return;
        }

        string address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        TimeSpan wait = _guessing.Wait(wanted.Name, address);
        if (wait > TimeSpan.Zero)
        {
            int seconds = (int)Math.Ceiling(wait.TotalSeconds);
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await AnswerAsync(context, StatusCodes.Status429TooManyRequests, $"Too many tries: wait {seconds} s, then try again.");
            return;
        }

        if (await Accounts.CheckAsync(wanted.Name, wanted.Password, context.RequestAborted) is not { } account)
        {
            _guessing.Failed(wanted.Name, address);
            if (_guessing.Wait(wanted.Name, address) > TimeSpan.Zero)
            {
                Accounts.LockedOut(wanted.Name);
            }

            await AnswerAsync(context, StatusCodes.Status401Unauthorized, "Name and password do not fit together.");
            return;
        }

        _guessing.Succeeded(wanted.Name, address);
        AccountAdmission.Keep(context, signIns.Begin(account));
        await context.Response.WriteAsJsonAsync(new { first = AccessPolicy.FirstPage(account.Role) }, JsonApi.Options);
    }

    private static async Task<NewSignIn?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<NewSignIn>(context.Request.Body, JsonApi.Options, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error }, JsonApi.Options);
    }

    private static MeView Me(Visitor visitor) => new(visitor.Name, visitor.Role, visitor.PersonId);

    private static AccountView View(Account account) => new(account.Name, account.Role, account.PersonId, account.Disabled);

    private sealed record Nothing;

    private sealed record NewSignIn(string Name, string Password);

    private sealed record NewAccount(string Name, Role Role, string Password, string? PersonId = null);

    private sealed record AccountChange(string? Password = null, bool? Disabled = null);

    private sealed record MeView(string? Name, Role Role, string? PersonId);

    private sealed record AccountView(string Name, Role Role, string? PersonId, bool Disabled);
}
