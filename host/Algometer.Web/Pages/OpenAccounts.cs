using Algometer.Web.Access;

namespace Algometer.Web.Pages;

/// <summary>Who may sign in, for a page.</summary>
/// <param name="Store">The accounts; null when nothing is recorded.</param>
/// <param name="SignIns">Who is signed in: a changed account is signed out everywhere.</param>
/// <param name="Desk">Takes names and passwords.</param>
public sealed record OpenAccounts(AccountStore? Store, SignIns SignIns, SignInDesk Desk)
{
    /// <summary>Over a record's accounts, or none.</summary>
    /// <param name="store">The accounts; null when nothing is recorded.</param>
    /// <param name="time">Source of time.</param>
    public static OpenAccounts Over(AccountStore? store, TimeProvider time)
    {
        var signIns = new SignIns(time);
        return new OpenAccounts(store, signIns, new SignInDesk(store, signIns, time));
    }
}
