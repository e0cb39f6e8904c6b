using System.Security.Claims;

namespace Algometer.Web.Access;

/// <summary>A visitor as the framework's identity, so that a page's circuit, which has no request, knows whom it serves.</summary>
internal sealed class VisitorIdentity : ClaimsIdentity
{
    /// <summary>Of a visitor who is let in.</summary>
    public VisitorIdentity(Visitor visitor)
        : base(Told(visitor), VisitorAuthentication.SchemeName) => Visitor = visitor;

    /// <summary>Whom it stands for.</summary>
    public Visitor Visitor { get; }

    /// <summary>Who a principal is; a stranger where it is nobody.</summary>
    public static Visitor Of(ClaimsPrincipal principal) => principal.Identity is VisitorIdentity identity ? identity.Visitor : Visitor.Stranger;

    private static IEnumerable<Claim> Told(Visitor visitor)
    {
        yield return new Claim(ClaimTypes.Role, visitor.Role.ToString());
        if (visitor.Name is { } name)
        {
            yield return new Claim(ClaimTypes.Name, name);
        }
    }
}
