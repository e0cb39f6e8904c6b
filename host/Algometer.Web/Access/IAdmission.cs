namespace Algometer.Web.Access;

/// <summary>Decides who a visitor is. Names of hosts and other sites were looked at before.</summary>
public interface IAdmission
{
    /// <summary>The address that a person opens.</summary>
    /// <param name="bound">Scheme, host and port.</param>
    string Open(string bound);

    /// <summary>Says who asks, or answers the request itself.</summary>
    /// <returns>The visitor, who may be a stranger; null when the request has been answered.</returns>
    Task<Visitor?> AdmitAsync(HttpContext context);

    /// <summary>Asks a stranger to sign in, where that is needed.</summary>
    /// <param name="context">The request of somebody who is not signed in.</param>
    Task ChallengeAsync(HttpContext context);
}
