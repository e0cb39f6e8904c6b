using Algometer.Web.Access;

namespace Algometer.Web.Pages;

/// <summary>Who may sign in, for a page.</summary>
/// <param name="Store">The accounts; null when nothing is recorded.</param>
/// <param name="SignIns">Who is signed in: a changed account is signed out everywhere.</param>
internal sealed record OpenAccounts(AccountStore? Store, SignIns SignIns);
