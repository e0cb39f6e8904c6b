using System.Security.Claims;
using System.Text.Encodings.Web;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Algometer.Web.Access;

/// <summary>Options of <see cref="VisitorAuthentication"/>.</summary>
internal sealed class VisitorAuthenticationOptions : AuthenticationSchemeOptions
{
    /// <summary>Who is let in.</summary>
    public IAdmission Admission { get; set; } = null!;
}

/// <summary>
/// Puts the program's admissions under the framework's authentication and authorisation. The framework's cookie scheme is not used: a sign-in here
/// also ends the streams that it opened, can be ended for an account everywhere, and lasts a bounded time however busy it is.
/// </summary>
internal sealed class VisitorAuthentication(IOptionsMonitor<VisitorAuthenticationOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<VisitorAuthenticationOptions>(options, logger, encoder), IAuthenticationRequestHandler
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "visitor";

    /// <summary>Registers it and the rights.</summary>
    public static void Add(IServiceCollection services, IAdmission admission)
    {
        services.AddAuthentication(SchemeName).AddScheme<VisitorAuthenticationOptions, VisitorAuthentication>(SchemeName, options => options.Admission = admission);
        services.AddAuthorization(Rights.Define);
    }

    /// <inheritdoc/>
    public async Task<bool> HandleRequestAsync()
    {
        if (await Options.Admission.AdmitAsync(Context) is not { } visitor)
        {
            return true;
        }

        Context.Features.Set(visitor);
        return false;
    }

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Features.Get<Visitor>() is not { } visitor || visitor.Role == Role.Stranger)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new VisitorIdentity(visitor)), SchemeName)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Options.Admission.ChallengeAsync(Context);

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.Request.Path.Value is "/" or "/index.html")
        {
            Context.Response.Redirect(AccessPolicy.FirstPage(Visitor.Of(Context).Role));
            return Task.CompletedTask;
        }

        return Problems.WriteAsync(Context, StatusCodes.Status403Forbidden, "This account may not open that page.");
    }
}
